'use strict';
// The animation of a day: cases arrive, queue, are served and climb the tiers, over the map.

import {fill, h} from '../dom.js';
import {chooseDay, shiftDate} from '../day/chooser.js';
import {controls} from '../day/controls.js';
import {DayModel} from '../day/model.js';
import {counters, eventText, legend, momentText, stationPanel} from '../day/panel.js';
import {Scene} from '../day/scene.js';
import {select} from '../runs/form.js';
import '../words_day.js';
import '../words_planning.js';
import '../words_runs.js';

const EARLIER = 600; // seconds before the first opening at which a day begins to be shown

/** Which day, replication and run of the result is shown; a choice opens another. */
function choices(data, id, {t, go}) {
  const address = (more) => {
    const asked = Object.assign({id, date: data.date, replication: data.replication},
      data.run ? {run: data.run} : {}, more);
    return `#/day?${new URLSearchParams(asked).toString()}`;
  };
  const date = h('input',
    {type: 'date', value: data.date, min: data.first, max: data.last, 'aria-label': t('day_date'),
    onchange: () =>
      date.value && date.value >= data.first && date.value <= data.last && go(address({date: date.value}))});
  const step = (text, days) => {
    const to = shiftDate(data.date, days);
    const there = to >= data.first && to <= data.last;
    return h('button', {type: 'button', disabled: !there, onclick: () => go(address({date: to}))}, text);
  };
  const pick = (name, values, value) => {
    const node = select(name, values.map((each) => [each, `${t(`day_${name}`)} ${each}`]), value);
    node.setAttribute('aria-label', t(`day_${name}`));
    node.addEventListener('change', () => go(address({[name]: node.value})));
    return node;
  };
  return h('div', {class: 'row'}, step(t('day_before'), -1), date, step(t('day_after'), 1),
    data.replications.length > 1 ? pick('replication', data.replications, data.replication) : null,
    data.runs.length > 1 ? pick('run', data.runs, data.run) : null,
    h('a', {class: 'button', href: '#/day'}, t('day_other')));
}

export const view = {
  name: 'day',
  title: {zh: '一日动画', en: 'A day'},
  async mount(root, context) {
    const {t, api, query, lang} = context;
    const id = query.get('id');
    if (!id) return chooseDay(root, context);
    const data = await api.get('result/day', {id, run: query.get('run') || undefined,
      replication: query.get('replication') || undefined, date: query.get('date') || undefined});
    if (!context.alive()) return undefined;
    const model = new DayModel(data);
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const counts = counters(context);
    const told = h('p', {class: 'note day-told', role: 'status'});
    let now = {};
    let openBefore = '';

    const pick = (facility) => {
      scene.select(facility);
      station.select(facility);
    };
    const scene = new Scene(model,
      {label: t('day_map'), onPick: pick, calm, nameOf: (i) => data.facilities[`name_${lang()}`][i]});
    const station = stationPanel(model, context, pick);
    const time = controls(model, context, {
      time(at, elapsed) {
        now = model.go(at);
        counts.show(now);
        station.show(at);
        const open = data.facilities.open.map((_, i) => (model.isOpen(i) ? 1 : 0)).join('');
        if (open !== openBefore) scene.drawGround();
        openBefore = open;
        scene.draw(elapsed);
      },
      start: () => fill(told),
      rest: (at) => fill(told, momentText(model, now, at, context)),
      event(event) {
        if (!event) return context.toast(t('day_event_none'));
        const facility = event.target >= 0 ? event.target : event.facility;
        if (facility >= 0) pick(facility);
        fill(told, eventText(model, event, context));
        return undefined;
      },
    });
    const zoom = (text, label, act) =>
      h('button', {type: 'button', 'aria-label': label, title: label, onclick: act}, text);
    scene.node.append(h('div', {class: 'map-buttons no-print'},
      zoom('+', t('day_zoom_in'), () => scene.zoomBy(1.4)),
      zoom('−', t('day_zoom_out'), () => scene.zoomBy(1 / 1.4)),
        zoom('⤢', t('day_whole'), () => scene.whole())));
    root.append(
      h('div', {class: 'head'}, h('div', {}, h('h1', {}, `${t('day_title')} · ${data.names[lang()]}`),
        h('p', {class: 'note'}, t(calm ? 'day_calm' : 'day_intro'))), choices(data, id, context)),
      h('div', {class: 'day'}, h('div', {class: 'day-left'}, scene.node, time.node, told),
        h('div', {class: 'day-right stack'},
          h('section', {class: 'card'}, h('h2', {}, t('day_now')), counts.node), station.node,
          h('section', {class: 'card'}, legend(model, context)))));
    time.go(Math.max(0, model.opening() - EARLIER));
    if (!calm) time.play();
    return () => {
      time.dispose();
      scene.dispose();
    };
  },
};
