'use strict';
// The tables of a draft: an editable grid a table, and forms for policies and settings.

import {MOST_ROWS} from '../api.js';
import {fill, h, keepFocus, later, uid} from '../dom.js';
import {askRow} from '../planning/add_row.js';
import {draftBar} from '../planning/draft_bar.js';
import {checkRow, fieldHelp} from '../planning/fields.js';
import {Grid} from '../planning/grid.js';
import {policyForm, settingsForm} from '../planning/levers.js';
import {parts, same} from '../planning/merge.js';
import {faultNode} from '../planning/problems.js';
import {References} from '../planning/references.js';
import {loadSchema, whereOf} from '../planning/schema.js';
import {openedFirst} from '../runs/home.js';
import '../words_planning.js';

const PAGE = 100;
const FIRST = ['staff', 'rosters', 'hours', 'catalogues', 'facilities', 'targets']; // what planners look for
const BY_FACILITY = ['facilities', 'staff', 'rosters', 'catalogues', 'hours'];

/** Rows a table of the draft: as in its base where no change brings or takes rows. */
async function rowCounts({api}, draft, scenario) {
  const rows = Object.fromEntries(scenario.tables.map((table) => [table.name, table.rows]));
  const touched = new Set(draft.changes.map(parts).filter(([kind]) => kind !== 'update' && kind !== 'set')
    .map(([, body]) => body.table).filter((name) => name in rows));
  await Promise.all([...touched].map(async (table) => {
    const asked = Object.assign(draft.body(), {table, limit: 1});
    rows[table] = (await api.post('draft/table', asked)).total;
  }));
  return rows;
}

/** The list of tables, policies and settings. */
function tableNav(context, draft, rows, chosen) {
  const {t, names, schema} = context;
  const others = Object.keys(schema.tables).filter((name) => !FIRST.includes(name));
  const link = (name, text, count) =>
    h(
      'li',
      {},
      h(
        'a',
        {
          'aria-current': name === chosen ? 'page' : null,
          href: `#/tables?${new URLSearchParams({scenario: draft.key, table: name})}`,
        },
        text,
        count === undefined ? null : h('span', {class: 'muted'}, `\u00a0${count.toLocaleString('en-US')}`),
      ),
    );
  return h(
    'nav',
    {class: 'card table-nav', 'aria-label': t('tb_choose')},
    h(
      'ul',
      {},
      FIRST.map((name) => link(name, names(schema.tables[name]), rows[name])),
      link('policies', t('tb_policies')),
      link('settings', t('tb_settings')),
      others.map((name) => link(name, names(schema.tables[name]), rows[name])),
    ),
  );
}

/** The grid of one table with its tools. Returns {nodes, refresh}. */
function gridOf(context, draft, table, query) {
  const {t, names, api, schema, lang} = context;
  const references = new References(context, draft);
  const state = {offset: 0, total: 0, rows: [], states: []};
  let wanted = null; // a row to show and mark: what is known of it
  let turn = 0;
  const about = h('p', {class: 'note field-about', role: 'status'}, t('tb_hint'));
  const faults = h('div', {});
  const ids = {facility: uid('tb')};
  const search = h('input', {
    type: 'search',
    'aria-label': t('tb_search'),
    placeholder: t('tb_search'),
    oninput: () => soon(),
  });
  const facility = h(
    'select',
    {id: ids.facility, onchange: () => restart()},
    h('option', {value: ''}, t('tb_facility_all')),
  );
  const differs = h('input', {type: 'checkbox', onchange: () => restart()});
  const count = h('span', {class: 'note', role: 'status'});
  const page = (text, label, to) =>
    h(
      'button',
      {type: 'button', class: 'small', 'aria-label': t(label), title: t(label), onclick: () => go(to())},
      text,
    );
  const last = () => Math.max(0, Math.floor((state.total - 1) / PAGE) * PAGE);
  const pages = [
    page('«', 'tb_first', () => 0),
    page('‹', 'tb_before', () => Math.max(0, state.offset - PAGE)),
    count,
    page('›', 'tb_next', () => Math.min(last(), state.offset + PAGE)),
    page('»', 'tb_last', last),
  ];

  const grid = new Grid(context, {
    edit,
    remove(row) {
      draft.edit({kind: 'remove', table: table.name, where: whereOf(table, row)});
      context.toast(t('tb_removed'));
    },
    focus: (column) => fill(about, h('code', {}, column.id), ' ', fieldHelp(column, context, schema.tables)),
    fixed: () => context.toast(t('tb_key_fixed')),
    listFor: (column) => references.listFor(column),
  });

  /** Checks a row with its new value on the server and puts the edit into the draft. */
  async function edit(row, column, value) {
    const next = Object.assign({}, row, {[column.id]: value});
    try {
      const wrong = await checkRow(context, table.name, next, column.id);
      if (wrong) return wrong;
    } catch (error) {
      return error.texts ? error.texts[lang()] : error.message;
    }
    const edited = {[column.id]: value === null ? '' : value};
    draft.edit({
      kind: 'fields',
      table: table.name,
      where: whereOf(table, row),
      set: edited,
      was: {[column.id]: row[column.id]},
    });
    Object.assign(row, {[column.id]: value}); // shown at once; the server's rows follow
    return null;
  }

  async function load() {
    const mine = (turn += 1);
    const all = differs.checked;
    const asked = {
      table: table.name,
      search: search.value.trim(),
      offset: all ? 0 : state.offset,
      limit: all ? MOST_ROWS : PAGE,
    };
    if (facility.value) asked.facility = facility.value;
    try {
      const found = await api.post('draft/table', Object.assign(draft.body(), asked));
      const known = await references.names(table.columns);
      if (mine !== turn || !context.alive()) return;
      fill(faults);
      if (grid.editing) {
        // not while someone types in it
        again();
        return;
      }
      take(found, all, known);
    } catch (error) {
      if (mine === turn) fill(faults, faultNode(context, error));
    }
  }

  function take(found, all, known) {
    let {rows, states, total} = found;
    if (all) {
      const kept = rows.map((row, i) => [row, states[i]]).filter(([, each]) => each !== 'plain');
      [rows, states, total] = [kept.map(([row]) => row), kept.map(([, each]) => each), kept.length];
      rows = rows.slice(state.offset, state.offset + PAGE);
      states = states.slice(state.offset, state.offset + PAGE);
    }
    Object.assign(state, {rows, states, total});
    grid.show({
      label: t('tb_grid', {table: names(table), n: total}),
      columns: table.columns,
      rows,
      states,
      fixed: table.key,
      names: known,
      removable: true,
    });
    const narrowed = search.value || facility.value || all;
    fill(
      count,
      total
        ? t('tb_rows', {from: state.offset + 1, to: Math.min(total, state.offset + PAGE),
          total: total.toLocaleString('en-US')})
        : t(narrowed ? 'tb_none' : 'tb_empty'),
    );
    pages[0].disabled = pages[1].disabled = state.offset === 0;
    pages[3].disabled = pages[4].disabled = state.offset >= last();
  }

  function go(offset) {
    state.offset = offset;
    load();
  }

  /** Turns to the page of the wanted row and marks it; what narrows the table gives way. */
  async function seek() {
    const row = wanted;
    wanted = null;
    search.value = '';
    differs.checked = false;
    if (row.facility !== facility.value) facility.value = '';
    const asked = {table: table.name, limit: MOST_ROWS};
    if (facility.value) asked.facility = facility.value;
    const {rows, states} = await api.post('draft/table', Object.assign(draft.body(), asked));
    const pairs = Object.entries(row).filter(([column]) => column in (rows[0] || {}));
    let place = rows.findIndex((one) => pairs.every(([column, value]) => same(one[column], value)));
    if (place < 0) place = states.lastIndexOf('added'); // the server writes some values otherwise
    state.offset = Math.max(0, Math.floor(place / PAGE) * PAGE);
    await load();
    if (context.alive()) grid.find(place - state.offset);
  }

  const restart = () => go(0);
  const soon = later(200, restart);
  const again = later(400, () => context.alive() && load());

  async function add() {
    const start = {source: 'assumed'};
    if (facility.value && table.columns.some((column) => column.id === 'facility'))
      start.facility = facility.value;
    const checkWhole = async (row) => {
      const {base, changes} = draft.body();
      const more = {base, changes: [...changes, {add: {table: table.name, row}}]};
      const {problems} = await api.post('draft/check', more);
      return problems.filter((problem) => problem.change === changes.length);
    };
    const row = await askRow(context, table, references, {start, checkWhole});
    if (!row) return;
    wanted = row;
    draft.edit({kind: 'add', table: table.name, row});
  }

  async function fillFacilities() {
    const rows = await references.rows('facilities', 'id');
    for (const {id, name} of rows) facility.append(h('option', {value: id}, name || id));
    facility.value = query.get('facility') || '';
  }

  const byFacility = BY_FACILITY.includes(table.name);
  const nodes = [
    h(
      'div',
      {class: 'row table-tools'},
      search,
      byFacility ? [h('label', {class: 'sr', for: ids.facility}, t('tb_facility')), facility] : null,
      h('label', {class: 'check'}, differs, t('tb_differs')),
      h('button', {type: 'button', onclick: add}, t('tb_add')),
      h('span', {class: 'spring'}),
      h('span', {class: 'row pages'}, pages),
    ),
    table.name === 'facilities' ? h('p', {class: 'note'}, t('tb_note_facilities')) : null,
    faults,
    grid.node,
    about,
    references.root,
  ];
  return {
    nodes,
    refresh: () => {
      references.forget();
      (wanted ? seek() : load()).catch(context.fail);
    },
    start: async () => {
      if (byFacility) await fillFacilities();
      if (query.get('row')) wanted = JSON.parse(query.get('row'));
      await (wanted ? seek() : load());
    },
  };
}

/** The form of policies or settings. Returns {nodes, refresh}. */
function formOf(context, draft, scenario, name) {
  const {t} = context;
  const root = h('div', {class: 'stack'});
  const search = h('input', {
    type: 'search',
    'aria-label': t('tb_search'),
    placeholder: t('tb_search'),
    oninput: () => paint(),
  });
  const form = name === 'policies' ? policyForm : settingsForm;
  const paint = () => keepFocus(root, () => fill(root, form(context, draft, scenario, search.value)));
  return {nodes: [h('div', {class: 'row table-tools'}, search), root], refresh: paint, start: paint};
}

export const view = {
  name: 'tables',
  title: {zh: '数据表', en: 'Tables'},
  async mount(root, outer) {
    const {t, api, drafts, query, lang, names} = outer;
    const key = await openedFirst(outer);
    const [schema, draft] = await Promise.all([loadSchema(api), drafts.open(api, key)]);
    const scenario = await api.get('scenario', {id: draft.base});
    const context = Object.assign({}, outer, {schema});
    if (!context.alive()) return undefined;
    const form = ['policies', 'settings'].includes(query.get('table'));
    const name = form || query.get('table') in schema.tables ? query.get('table') : 'staff';
    const table = form ? null : Object.assign({name}, schema.tables[name]);
    const bar = draftBar(context, draft, view.title[lang()]);
    const part = form ? formOf(context, draft, scenario, name) : gridOf(context, draft, table, query);
    const title = form ? t(`tb_${name}`) : names(table);
    let seen = draft.changes;
    const nav = h('div', {});
    const paintNav = async () => {
      const rows = await rowCounts(context, draft, scenario);
      keepFocus(nav, () => fill(nav, tableNav(context, draft, rows, name)));
    };
    const soon = later(30, () => {
      part.refresh();
      paintNav().catch(context.fail);
    });
    const unwatch = drafts.watch(() => {
      if (seen !== draft.changes) soon();
      seen = draft.changes;
    });
    root.append(
      bar.node,
      h(
        'div',
        {class: 'tables'},
        nav,
        h(
          'section',
          {class: 'table-part', 'aria-labelledby': 'table-title'},
          h('h2', {id: 'table-title'}, title),
          part.nodes,
        ),
      ),
    );
    await paintNav();
    await part.start();
    return () => {
      soon.cancel();
      unwatch();
      bar.stop();
    };
  },
};
