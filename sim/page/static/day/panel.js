'use strict';
// Beside the map: the counts of the moment, one station's queue and staff, and what the dots mean.

import {fill, h, s} from '../dom.js';
import {KINDS, markOf} from '../planning/marks.js';
import {duration} from '../runs/say.js';
import '../words_values.js';
import {DAY} from './model.js';
import {COLOURS} from './scene.js';

const COUNTS = [['open', 'open_cases'], ['wait', 'wait'], ['work', 'work'], ['rest', 'rest'],
  ['move', 'move'], ['out', 'out'],
  ['home', 'home'], ['coming', 'coming'], ['late', 'late'], ['closed', 'closed'], ['left', 'left']];
const LISTED = 8; // waiting cases
const COURSE = {width: 280, height: 56};

/** Seconds of the day as "10:32". */
export function clock(at) {
  const minutes = Math.floor(Math.min(Math.max(at, 0), DAY) / 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** The counts as a list; only the numbers change from frame to frame. */
export function counters({t}) {
  const values = new Map();
  const node = h('dl', {class: 'counts'}, COUNTS.map(([key, text]) => {
    const value = h('dd', {}, '');
    values.set(key, value);
    return h('div', {class: `count-${key}`}, h('dt', {}, t(`day_${text}`)), value);
  }));
  return {
    node,
    show(counts) {
      for (const [key, value] of values) {
        if (value.textContent !== String(counts[key])) value.textContent = counts[key];
      }
    },
  };
}

/** What colours and shapes mean. */
export function legend(model, {t, names}) {
  const {facilities, kinds} = model.data;
  const sample = (kind) => s('svg', {width: 14, height: 14, viewBox: '-7 -7 14 14', 'aria-hidden': 'true'},
    kind === 'problem' ? s('rect', {x: -4, y: -4, width: 8, height: 8, fill: COLOURS.problem})
      : s('circle', {r: 4.4, fill: COLOURS.transaction}));
  const mark = (kind) =>
    s('svg', {width: 14, height: 14, viewBox: '-1.4 -1.4 2.8 2.8', 'aria-hidden': 'true'},
    s('path', {d: markOf(kind)[0], fill: COLOURS.station}));
  const shown = KINDS.filter((kind) => kind in kinds && facilities.kind.includes(kind));
  return h('details', {class: 'legend', open: true}, h('summary', {}, t('day_legend')), h('ul', {},
    ['transaction', 'problem'].map((kind) => h('li', {}, sample(kind), t(`va_${kind}`))),
    ['late', 'hollow', 'closed'].map((key) => h('li', {class: 'wide'}, t(`day_legend_${key}`))),
    shown.map((kind) => h('li', {}, mark(kind), names(kinds[kind])))));
}

/** The queue of one facility over the day as a line, with the moment marked. */
function course(model, facility, {t}) {
  const steps = model.data.facilities.queue[facility];
  let most = 0;
  let when = 0;
  for (let i = 0; i < steps.length; i += 2) if (steps[i + 1] > most) [most, when] = [steps[i + 1], steps[i]];
  const x = (minute) => (minute / 1440) * COURSE.width;
  const y = (value) => COURSE.height - 4 - (value / Math.max(1, most)) * (COURSE.height - 10);
  let path = `M0 ${y(0)}`;
  for (let i = 0; i < steps.length; i += 2) {
    path += `H${x(steps[i]).toFixed(1)}V${y(steps[i + 1]).toFixed(1)}`;
  }
  const mark = s('line', {y1: 0, y2: COURSE.height, class: 'now'});
  const words = most ? t('day_course_text', {most, clock: clock(when * 60)}) : t('day_course_none');
  const hour = (at) => s('text', {x: x(at * 60), y: COURSE.height + 11, 'text-anchor': 'middle'}, `${at}:00`);
  return {
    node: h('figure', {class: 'course'}, h('figcaption', {}, t('day_course')),
      s('svg', {viewBox: `0 0 ${COURSE.width} ${COURSE.height + 14}`, role: 'img', 'aria-label': words},
        s('path', {d: `${path}H${COURSE.width}`, class: 'line'}), mark, [6, 12, 18].map(hour)),
      h('p', {class: 'note'}, words)),
    show(at) {
      mark.setAttribute('x1', x(at / 60));
      mark.setAttribute('x2', x(at / 60));
    },
  };
}

/** One station: chosen on the map or from the list. `onSelect(facility)` tells a choice from the list. */
export function stationPanel(model, context, onSelect) {
  const {t, lang} = context;
  const {facilities, desks, stages, cases, services} = model.data;
  const name = (one, i) => one[`name_${lang()}`][i] || one.name_zh[i];
  const order = facilities.lon.map((_, i) => i).filter((i) => facilities.tier[i] !== 'department');
  const choose = h('select', {'aria-label': t('day_station'), onchange: () => onSelect(Number(choose.value))},
    h('option', {value: -1}, t('day_station_none')),
      order.map((i) => h('option', {value: i}, name(facilities, i))));
  const state = h('div', {});
  const place = h('div', {});
  let facility = -1;
  let line = null;
  let shown = '';

  function show(at) {
    if (facility < 0) return;
    line.show(at);
    const staff = model.desksAt(facility);
    const waiting = model.casesAt(facility, 'wait');
    const open = model.isOpen(facility);
    const minute = Math.floor(at / 60);
    const key = JSON.stringify([facility, staff, waiting, open, minute]);
    if (key === shown) return;
    shown = key;
    const busy = staff.reduce((sum, [, , working]) => sum + working, 0);
    const present = staff.reduce((sum, [, heads]) => sum + heads, 0);
    fill(state,
      h('p', {},
        h('span', {class: `badge ${open ? 'good' : ''}`},
          t(open ? 'day_station_open' : 'day_station_closed')), ' ',
        staff.length ? t('day_staff_of', {busy, present}) : t('day_staff_none')),
      h('ul', {class: 'plain'}, staff.map(([desk, heads, working]) =>
        h('li', {class: 'row between'}, h('span', {}, name(desks, desk)),
          h('span', {class: 'note'}, `${working} / ${heads}`)))),
      h('h4', {}, t('beside', {name: t('day_queue'), more: waiting.length})),
      waiting.length
        ? h('ul', {class: 'plain'}, waiting.slice(0, LISTED).map((i) => h('li', {}, t('day_queue_since', {
        service: name(services, cases.service[i]), time: duration(at - stages.joined[model.stage[i]], t)}))),
      waiting.length > LISTED
        ? h('li', {class: 'note'}, t('day_queue_more', {n: waiting.length - LISTED})) : null)
        : h('p', {class: 'note'}, t('day_queue_none')));
  }

  return {
    node: h('section', {class: 'card'}, h('h2', {}, t('day_station')), choose, place, state),
    show,
    select(next) {
      facility = next;
      choose.value = next;
      shown = '';
      fill(state);
      line = next < 0 ? null : course(model, next, context);
      fill(place, line && line.node);
      if (next >= 0 && model.at !== undefined) show(model.at);
    },
  };
}

/** What happens in an event, in words. */
export function eventText(model, event, {t, lang}) {
  const {cases, services, facilities} = model.data;
  const name = (one, i) => (i < 0 ? '' : one[`name_${lang()}`][i] || one.name_zh[i]);
  return t(`day_said_${event.kind}`,
    {clock: clock(event.at), what: name(services, cases.service[event.number]),
      from: name(facilities, event.facility),
      to: name(facilities, event.target === undefined ? -1 : event.target)});
}

/** The moment in sentences, for those who do not see the map. */
export function momentText(model, counts, at, {t, lang}) {
  const {facilities, date} = model.data;
  const [facility, waiting] = model.longestQueue();
  const queue = facility < 0
    ? '' : t('day_text_queue', {name: facilities[`name_${lang()}`][facility], n: waiting});
  const told = t('day_text', Object.assign({date, clock: clock(at)}, counts));
  return lang() === 'zh' ? told + queue : `${told} ${queue}`;
}
