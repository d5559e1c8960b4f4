'use strict';
import {h} from '../dom.js';

export const view = {
  name: 'scenarios',
  title: {zh: 'scenarios', en: 'scenarios'},
  mount(root, {t}) {
    root.append(h('h1', {}, t('loading')));
  },
};
