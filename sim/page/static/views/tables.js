'use strict';
import {h} from '../dom.js';

export const view = {
  name: 'tables',
  title: {zh: 'tables', en: 'tables'},
  mount(root, {t}) {
    root.append(h('h1', {}, t('loading')));
  },
};
