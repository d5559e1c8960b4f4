'use strict';
import {h} from '../dom.js';

export const view = {
  name: 'network',
  title: {zh: 'network', en: 'network'},
  mount(root, {t}) {
    root.append(h('h1', {}, t('loading')));
  },
};
