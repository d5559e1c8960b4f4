'use strict';
// How kinds of facility look on the map: shape and colour as in the charts; size by persons.

import {s} from '../dom.js';

const polygon = (corners, turn, radius = 1) =>
  `M${Array.from({length: corners}, (_, i) => {
    const angle = ((turn + (360 / corners) * i) * Math.PI) / 180;
    return `${(radius * Math.sin(angle)).toFixed(3)} ${(-radius * Math.cos(angle)).toFixed(3)}`;
  }).join('L')}Z`;
const STAR = `M${Array.from({length: 10}, (_, i) => {
  const angle = (36 * i * Math.PI) / 180;
  const radius = i % 2 ? 0.55 : 1.25;
  return `${(radius * Math.sin(angle)).toFixed(3)} ${(-radius * Math.cos(angle)).toFixed(3)}`;
}).join('L')}Z`;
const CIRCLE = 'M0-1A1 1 0 1 1 0 1A1 1 0 1 1 0-1Z';
const CROSS = 'M-.38-1.05H.38V-.38H1.05V.38H.38V1.05H-.38V.38H-1.05V-.38H-.38Z';
const X = 'M-1-.6-.6-1 0-.4.6-1 1-.6.4 0 1 .6.6 1 0 .4-.6 1-1 .6-.4 0Z';

const MARKS = {
  township: [CIRCLE, '#0072B2'],
  park: [polygon(4, 45, 1.25), '#E69F00'],
  business_district: [polygon(4, 0, 1.25), '#CC79A7'],
  embedded: [polygon(3, 0, 1.25), '#009E73'],
  brand: [polygon(3, 180, 1.25), '#56B4E9'],
  roving: [X, '#F0E442'],
  subcentre: [polygon(6, 0, 1.15), '#D55E00'],
  district_centre: [CROSS, '#000000'],
  city_centre: [STAR, '#000000'],
};
export const KINDS = Object.keys(MARKS); // in the order of legends
export const PALE = ['#BBCCEE', '#CCDDAA', '#EEEEBB', '#FFCCCC', '#CCEEFF', '#DDCCEE', '#EEDDCC', '#DDDDDD'];

/** Radius in pixels: the area grows with the persons. */
export const radiusOf = (heads) => Math.min(18, 4.2 + 1.15 * Math.sqrt(Math.max(0, heads)));

/** Path and colour of a kind. */
export const markOf = (kind) => MARKS[kind] || [CIRCLE, '#666666'];

/** A symbol of a kind with radius r around 0, 0. */
export function markNode(kind, r, closed) {
  const [path, colour] = markOf(kind);
  return s('path', {
    d: path,
    transform: `scale(${r})`,
    class: closed ? 'mark closed' : 'mark',
    fill: closed ? '#ffffff' : colour,
    stroke: closed ? colour : '#ffffff',
    'vector-effect': 'non-scaling-stroke',
  });
}

/** A small picture of a kind for legends and lists. */
export function markIcon(kind) {
  return s(
    'svg',
    {class: 'mark-icon', width: 18, height: 18, viewBox: '-9 -9 18 18', 'aria-hidden': 'true'},
    markNode(kind, 6),
  );
}

/** Path of two strokes through a symbol of radius r. */
export const crossed = (r) => `M${-r} ${-r}L${r} ${r}M${r} ${-r}L${-r} ${r}`;

/** Path of a plus at the upper right of a symbol of radius r. */
export const plus = (r) => `M${r + 1} ${-r - 5}v8m-4-4h8`;

/** A small picture of what a symbol carries that is added, changed or closed. */
export function stateIcon(state) {
  const more = {added: plus(3), closed: crossed(4.5)}[state];
  return s(
    'svg',
    {class: 'mark-icon', width: 20, height: 20, viewBox: '-10 -10 20 20', 'aria-hidden': 'true'},
    s(
      'g',
      {class: `state ${state}`},
      s('circle', {class: 'halo', r: 6.5}),
      more ? s('path', {class: state === 'added' ? 'plus' : 'cross', d: more}) : null,
    ),
  );
}
