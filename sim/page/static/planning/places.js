'use strict';
// One facility on the map: its symbol with what has become of it, and its name beside it.

import {s} from '../dom.js';
import {crossed, markNode, plus} from './marks.js';

const GAP = 6; // pixels between a symbol and its name
const WIDE = 14; // pixels of a Chinese character
const NARROW = 7.8; // of any other

/** Width of a text in pixels, roughly. */
function widthOf(text) {
  return [...text].reduce((sum, character) => sum + (character > '\u2e80' ? WIDE : NARROW), 2 * GAP);
}

/** What a facility is against the base: plain, added, removed or changed; closed if it is not open. */
export const stateOf = (place) => (place.open || place.state === 'removed' ? place.state : 'closed');

/** The symbol of a place {id, names, kind, heads, open, state, r} as a button; its label says all of it. */
export function placeNode({t, names}, place, kind, {focused, selected}) {
  const state = stateOf(place);
  const said = [
    names(place),
    kind,
    t('persons', {n: place.heads}),
    state === 'plain' ? null : t(`st_${state}`),
  ];
  const label = said.filter(Boolean).join(t('comma'));
  return s(
    'g',
    {
      class: `place ${state}`,
      role: 'button',
      tabindex: focused ? '0' : '-1',
      'data-id': place.id,
      'aria-label': label,
      'aria-pressed': String(selected),
    },
    s('circle', {class: 'halo', r: place.r + 4}),
    markNode(place.kind, place.r, !place.open),
    state === 'added' ? s('path', {class: 'plus', d: plus(place.r)}) : null,
    place.open ? null : s('path', {class: 'cross', d: crossed(place.r)}),
    s('title', {}, label),
  );
}

/** A name beside a symbol at [x, y] with radius r: on its right, or on its left where the map ends. */
export function placeLabel(name, [x, y], r, width) {
  const left = x + r + widthOf(name) > width && x > width / 2;
  const from = left ? x - r - GAP : x + r + GAP;
  return s('text', {class: 'place-name', x: from, y: y + 4, 'text-anchor': left ? 'end' : 'start'}, name);
}
