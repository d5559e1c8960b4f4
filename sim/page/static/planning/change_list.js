'use strict';
// The draft's changes in words, each with a button that takes it back.

import {fill, h, keepFocus} from '../dom.js';
import {Words} from './describe.js';

/** Shows an entry of the list that stands on the page: brings it into view, marks it, focuses its button. */
export function goTo(entry) {
  const items = [...document.querySelectorAll('.change-list > li')];
  const item = items[entry];
  if (!item) return;
  for (const one of items) one.classList.toggle('found', one === item);
  item.scrollIntoView({block: 'center'});
  item.querySelector('button').focus({preventScroll: true});
}

/** Returns {node, show(nameOf)}; nameOf(id) names facilities and staff groups, or gives null. */
export function changeList(context, draft, schema) {
  const {t} = context;
  const list = h('ol', {class: 'changes change-list'});
  const none = h('p', {class: 'muted'}, t('ch_none'));
  const title = h('h2', {tabindex: '-1'}, t('ch_title'));
  const node = h('section', {class: 'card'}, title, none, list);

  function show(nameOf) {
    const entries = new Words(context, schema, nameOf || (() => null)).entries(draft.changes);
    none.hidden = entries.length > 0;
    list.hidden = !entries.length;
    keepFocus(list, () =>
      fill(
        list,
        entries.map((entry, i) =>
          h(
            'li',
            {},
            h('span', {}, entry.text, ' '),
            h(
              'button',
              {
                type: 'button',
                class: 'small',
                'data-key': i,
                'aria-label': t('ch_take_back_of', {what: entry.text}),
                onclick: () => {
                  draft.takeBack(entry.places);
                  title.focus();
                },
              },
              t('ch_take_back'),
            ),
          ),
        ),
      ),
    );
  }
  return {node, show};
}
