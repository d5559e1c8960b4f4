'use strict';
// The chosen facility: what it is, its staff with + and -, and what can be done with it.

import {fill, h, keepFocus} from '../dom.js';
import {codeNames, valueName} from '../words_values.js';
import {remote} from './map_editor.js';
import {markIcon} from './marks.js';

/** Returns {node, show(network, id)}; `editor` moves and adds, `draft` takes the edits. */
export function stationPanel(context, draft, editor) {
  const {t, names, api, lang} = context;
  const node = h('section', {class: 'card panel-card', 'aria-live': 'off', 'aria-label': t('pa_staff')});
  let network = null;
  let id = null;
  let staff = [];
  let row = null;
  let items = null;
  let hours = '';
  let turn = 0;

  async function load() {
    const mine = (turn += 1);
    const ask = (table, limit) =>
      api.post('draft/table', Object.assign(draft.body(), {table, facility: id, limit}));
    try {
      const [groups, own, catalogue, patterns] = await Promise.all([
        ask('staff', 500),
        ask('facilities', 1),
        ask('catalogues', 1),
        api.rows(draft, 'hours'),
      ]);
      if (mine !== turn || !context.alive()) return;
      staff = groups.rows.filter((each) => each.facility === id);
      [row] = own.rows;
      items = catalogue.total;
      hours = hoursText(row && row.hours, patterns);
      paint();
      const all = await api.rows(draft, 'facilities');
      if (mine !== turn || !context.alive() || !row) return;
      const n = all.filter((each) => each.hours === row.hours).length;
      if (n > 1) hours += `${t('space')}${t('pa_shared', {n})}`;
      paint();
    } catch (error) {
      if (mine === turn) context.fail(error);
    }
  }

  function heads(group, by) {
    const n = Math.max(0, group.head_count + by);
    draft.edit({
      kind: 'fields',
      table: 'staff',
      where: {id: group.id},
      set: {head_count: n},
      was: {head_count: group.head_count},
    });
    group.head_count = n; // shown at once; the server's rows follow
    paint();
  }

  function staffRow(group) {
    const name = group[`name_${lang()}`];
    const mode = group.mode === 'resident' ? null : h('span', {class: 'badge'}, t(`va_${group.mode}`));
    const button = (sign, by, key) =>
      h(
        'button',
        {
          type: 'button',
          class: 'small step',
          'aria-label': t(key, {name}),
          'data-key': `${group.id}${sign}`,
          disabled: by < 0 && group.head_count <= 0,
          onclick: () => heads(group, by),
        },
        sign,
      );
    return h(
      'tr',
      {},
      h('th', {scope: 'row'}, name, ' ', mode),
      h(
        'td',
        {class: 'number stepper'},
        button('−', -1, 'pa_less'),
        h('span', {class: 'count'}, group.head_count),
        button('+', 1, 'pa_more'),
      ),
    );
  }

  /** A pattern of opening hours in words: each kind of day with its times; its id where it has no rows. */
  function hoursText(pattern, rows) {
    const times = new Map();
    for (const one of rows.filter((each) => each.pattern === pattern)) {
      const span = `${one.opens}\u2060–\u2060${one.closes}`; // not cut at a line's end
      times.set(one.days, [...(times.get(one.days) || []), span]);
    }
    const day = (days) => codeNames(t, days, (code) => valueName(t, code)) || days;
    const said = [...times].map(([days, spans]) => `${day(days)} ${spans.join(t('and'))}`);
    return said.join(t('comma')) || pattern;
  }

  function facts(place) {
    const county = network.counties.find((each) => each.id === place.county);
    const cell = network.cells.find((each) => each.id === place.town);
    const parent =
      row && row.parent_basic ? network.facilities.find((each) => each.id === row.parent_basic) : null;
    const pairs = [
      ['pa_county', county ? names(county) : place.county],
      ['pa_town', cell ? names(cell) : place.town],
      ['pa_place', `${place.lat.toFixed(4)}°\u00a0N, ${place.lon.toFixed(4)}°\u00a0E`],
      ['pa_hours', hours],
      [
        'pa_parent',
        parent && [
          names(parent),
          ' ',
          parent.county === place.county ? null : h('span', {class: 'badge warn'}, t('pa_other_county')),
        ],
      ],
      ['pa_catalogue', items === null ? null : t('pa_items', {n: items})],
    ].filter(([, value]) => value);
    return h(
      'dl',
      {class: 'facts'},
      pairs.map(([key, value]) => [h('dt', {}, t(key)), h('dd', {}, value)]),
    );
  }

  /** A warning where a new or moved station has no demand point near it. */
  function farNote(place) {
    const far = place.tier === 'station' && ['added', 'changed'].includes(place.state)
      && remote(network, place.lon, place.lat);
    if (!far) return null;
    const [point, km] = far;
    const nearest = names({zh: point.name_zh, en: point.name_en});
    return h('p', {class: 'message warn'},
      t(place.town ? 'pa_far' : 'pa_remote', {nearest, km: km.toFixed(0), minutes: network.reach.minutes}));
  }

  function remove(place) {
    draft.edit({kind: 'drop', facility: id, groups: staff.map((group) => group.id)});
    editor.select(null);
    context.toast(t('pa_removed', {name: names(place)}));
  }

  function actions(place) {
    const button = (key, action, look) =>
      h('button', {type: 'button', class: look || '', 'data-key': key, onclick: action}, t(key));
    const open = (value) =>
      draft.edit({
        kind: 'fields',
        table: 'facilities',
        where: {id},
        set: {open: value},
        was: {open: place.open},
      });
    const close = place.tier === 'station' ? 'pa_close' : 'pa_close_place';
    return h(
      'div',
      {class: 'row'},
      button('pa_move', () => editor.startMove(id)),
      place.state === 'added'
        ? button('pa_remove', () => remove(place), 'danger')
        : button(place.open ? close : 'pa_open', () => open(!place.open)),
      place.tier === 'station' ? button('pa_copy', () => editor.add(place)) : null,
    );
  }

  function tables() {
    const {schema} = context;
    const link = (table) =>
      h(
        'a',
        {href: `#/tables?${new URLSearchParams({scenario: draft.key, table, facility: id})}`},
        schema.tables[table].names[lang()],
      );
    return h(
      'p',
      {class: 'note'},
      t('pa_tables'),
      ' ',
      ['staff', 'rosters', 'catalogues', 'facilities'].map((table, i) => [i ? ' · ' : '', link(table)]),
    );
  }

  function paint() {
    const place = network && network.facilities.find((each) => each.id === id && each.state !== 'removed');
    if (!place) {
      fill(node, h('p', {class: 'muted'}, t('pa_none')));
      return;
    }
    const kind = network.kinds.find((each) => each.id === place.kind);
    const state = !place.open ? 'closed' : place.state;
    const total = staff.reduce((sum, group) => sum + group.head_count, 0);
    keepFocus(node, () =>
      fill(
        node,
        h(
          'h2',
          {class: 'panel-title'},
          markIcon(place.kind),
          h('span', {}, names(place)),
          state === 'plain'
            ? null
            : h('span', {class: `badge ${state === 'closed' ? 'bad' : 'accent'}`}, t(`st_${state}`)),
        ),
        h('p', {class: 'note'}, kind ? names(kind) : place.kind, ' · ', h('code', {}, place.id)),
        actions(place),
        farNote(place),
        facts(place),
        h('h3', {}, t('pa_staff'), ' ', h('span', {class: 'muted'}, t('pa_total', {n: total}))),
        staff.length
          ? h(
              'table',
              {class: 'full staff-table'},
              h(
                'thead',
                {class: 'sr'},
                h('tr', {}, h('th', {scope: 'col'}, t('pa_group')), h('th', {scope: 'col'}, t('pa_count'))),
              ),
              h('tbody', {}, staff.map(staffRow)),
            )
          : h('p', {class: 'muted'}, t('pa_staff_none')),
        tables(),
      ),
    );
  }

  return {
    node,
    show(next, chosen) {
      network = next;
      if (chosen !== id) [id, staff, row, items, hours] = [chosen, [], null, null, ''];
      paint();
      if (id && network.facilities.some((each) => each.id === id && each.state !== 'removed')) load();
    },
  };
}
