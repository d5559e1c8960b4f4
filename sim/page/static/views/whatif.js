'use strict';
import {h} from '../dom.js';

export const view = {
  name: 'whatif',
  title: {zh: 'whatif', en: 'whatif'},
  mount(root, {t}) {
    root.append(h('h1', {}, t('loading')));
  },
};
