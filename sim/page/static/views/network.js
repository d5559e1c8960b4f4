'use strict';
// The network on a map: list, map and panel of one draft, in step with each other.

import {fill, h, later, uid} from '../dom.js';
import {changeList} from '../planning/change_list.js';
import {draftBar} from '../planning/draft_bar.js';
import {MapEditor} from '../planning/map_editor.js';
import {markIcon, stateIcon} from '../planning/marks.js';
import {stateOf} from '../planning/places.js';
import {faultNode} from '../planning/problems.js';
import {loadSchema} from '../planning/schema.js';
import {stationList} from '../planning/station_list.js';
import {stationPanel} from '../planning/station_panel.js';
import {openedFirst} from '../runs/home.js';
import '../words_planning.js';

const REFRESH_AFTER = 60; // milliseconds without an edit
const STATES = ['added', 'changed', 'closed'];

/** The map's tools: reach, ground, zoom, whole map. */
function tools(context, editor, uploads, onGround) {
  const {t, names} = context;
  const {map} = editor;
  const reachLabel = h('span', {});
  const reach = h('input', {
    type: 'checkbox',
    onchange: () => {
      map.reach = reach.checked;
      map.paint();
    },
  });
  const ground = uid('ground');
  const zoom = (text, label, action) =>
    h(
      'button',
      {type: 'button', class: 'small', 'aria-label': t(label), title: t(label), onclick: action},
      text,
    );
  const node = h(
    'div',
    {class: 'map-tools row'},
    h('button', {type: 'button', onclick: () => editor.add()}, t('mp_add')),
    h('label', {class: 'check'}, reach, reachLabel),
    uploads.length
      ? [
          h('label', {class: 'sr', for: ground}, t('mp_ground')),
          h(
            'select',
            {id: ground, onchange: (event) => onGround(event.target.value || null)},
            h('option', {value: ''}, t('mp_towns')),
            uploads.map((one) => h('option', {value: one.id}, one.name || names(one))),
          ),
        ]
      : null,
    h(
      'span',
      {class: 'row map-zoom'},
      zoom('−', 'mp_zoom_out', () => map.zoomBy(1 / 1.5)),
      zoom('+', 'mp_zoom_in', () => map.zoomBy(1.5)),
      zoom(t('mp_all'), 'mp_all', () => editor.whole()),
    ),
  );
  return {node, show: ({reach: found}) => fill(reachLabel, t('mp_reach', {minutes: found.minutes}))};
}

/** What kinds and states the symbols on this map stand for. */
function legend(context, network) {
  const {t, names} = context;
  const present = network.kinds.filter(
    (kind) => kind.id !== 'department' && network.facilities.some((one) => one.kind === kind.id),
  );
  return [
    present.map((kind) => h('li', {}, markIcon(kind.id), names(kind))),
    STATES.filter((state) => network.facilities.some((one) => stateOf(one) === state)).map((state) =>
      h('li', {}, stateIcon(state), t(`st_${state}`)),
    ),
    h('li', {class: 'muted'}, t('mp_size')),
  ];
}

export const view = {
  name: 'network',
  title: {zh: '网络规划', en: 'Network'},
  async mount(root, outer) {
    const {t, api, drafts, query, lang} = outer;
    const key = await openedFirst(outer);
    const [schema, draft, sent] = await Promise.all([
      loadSchema(api),
      drafts.open(api, key),
      api.get('uploads').catch(() => ({uploads: []})), // the map stands without outlines
    ]);
    const context = Object.assign({}, outer, {schema});
    if (!context.alive()) return undefined;
    let network = null;
    let outlines = null;
    let chosen = query.get('facility');
    let turn = 0;
    const groupNames = new Map();
    let zones = {about: null, rows: []};

    const editor = new MapEditor(context, draft, (id) => {
      chosen = id;
      list.select(id);
      panel.show(network, id);
      const address = new URLSearchParams(id ? {scenario: draft.key, facility: id} : {scenario: draft.key});
      context.replace(`#/network?${address}`);
    });
    const list = stationList(context, (id) => editor.select(id));
    const panel = stationPanel(context, draft, editor);
    const changes = changeList(context, draft, schema);
    const bar = draftBar(context, draft, view.title[lang()]);
    const symbols = h('ul', {class: 'map-key', 'aria-label': t('mp_legend')});
    const hint = h(
      'p',
      {class: 'note map-hint', id: uid('map-hint')},
      t('mp_hint'),
      t('space'),
      t('mp_borders'),
    );
    const faults = h('div', {});
    const uploads = sent.uploads.filter((one) => one.kind === 'outlines');
    const toolbar = tools(context, editor, uploads, (id) => {
      outlines = id;
      refresh();
    });
    editor.map.node.setAttribute('aria-describedby', hint.id);

    const nameOf = (id) => {
      const found = network && network.facilities.find((one) => one.id === id);
      return found ? context.names(found) : groupNames.get(id) || null;
    };

    /** The draft's demand points; asked for anew where changes speak of them. */
    async function demandPoints() {
      const speak = (change) => JSON.stringify(change).includes('"zones"');
      const about = JSON.stringify(draft.changes.filter(speak));
      if (zones.about !== about) {
        zones = {about, rows: await api.rows(draft, 'zones')};
      }
      return zones.rows;
    }

    async function refresh() {
      const mine = (turn += 1);
      try {
        const [found, points] = await Promise.all([
          api.post('draft/map', Object.assign(draft.body(), outlines ? {outlines} : {})),
          demandPoints(),
        ]);
        if (mine !== turn || !context.alive()) return;
        network = Object.assign(found, {points});
        fill(faults);
        editor.show(network, !outlines);
        editor.map.node.setAttribute('aria-label', t('mp_label', {n: editor.map.places.length}));
        toolbar.show(network);
        fill(symbols, legend(context, network));
        list.show(network);
        if (editor.wanted && editor.facility(editor.wanted)) {
          chosen = editor.wanted;
          editor.wanted = null;
          editor.select(chosen);
          editor.map.focusPlace(chosen);
        } else {
          if (chosen && !editor.facility(chosen)) chosen = null;
          if (chosen !== editor.map.selected) editor.select(chosen);
          else panel.show(network, chosen);
        }
        changes.show(nameOf);
        await nameGroups();
      } catch (error) {
        if (mine === turn) fill(faults, faultNode(context, error));
      }
    }

    /** Asks for the names of staff groups that changes speak of. */
    async function nameGroups() {
      const wanted = draft.changes
        .map((change) => change.update)
        .filter(
          (body) =>
            body &&
            body.table === 'staff' &&
            body.where &&
            typeof body.where.id === 'string' &&
            !groupNames.has(body.where.id),
        )
        .map((body) => body.where.id);
      if (!wanted.length) return;
      for (const row of await api.rows(draft, 'staff')) groupNames.set(row.id, row[`name_${lang()}`]);
      for (const id of wanted) if (!groupNames.has(id)) groupNames.set(id, null);
      if (context.alive()) changes.show(nameOf);
    }

    const soon = later(REFRESH_AFTER, refresh);
    let seen = draft.changes;
    const unwatch = drafts.watch(() => {
      if (seen === draft.changes) return;
      seen = draft.changes;
      changes.show(nameOf); // at once; the map when the server has it
      soon();
    });
    root.append(
      bar.node,
      faults,
      h(
        'div',
        {class: 'network'},
        list.node,
        h(
          'div',
          {class: 'map-column'},
          toolbar.node,
          h('div', {class: 'map-frame'}, editor.map.node, editor.banner),
          symbols,
          hint,
          editor.said,
        ),
        h('div', {class: 'side-column'}, panel.node, changes.node),
      ),
    );
    await refresh();
    return () => {
      soon.cancel();
      unwatch();
      bar.stop();
      editor.dispose();
    };
  },
};
