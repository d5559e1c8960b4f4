'use strict';
// A new station is a copy of one that is there: facility row, catalogue and staff, under a new id.

import {fill, h, uid} from '../dom.js';

/** Length of what two names have in common at the start; English words are not cut. */
function common(a, b, words) {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n += 1;
  return words ? a.slice(0, n).lastIndexOf(' ') + 1 : n;
}

/** Name of a copied group: what the old one says beyond its station's name, after the new station's name. */
function groupName(group, source, station, words) {
  const rest = group.slice(common(group, source, words)).trim();
  return `${station}${words ? ' ' : ''}${rest || group}`;
}

/** An id that no facility has, named as those of its county: COUNTY.new.1, COUNTY.new.2, … */
export function freshId(facilities, source, county) {
  const neighbour = facilities.find((one) => one.county === county) || source;
  const taken = new Set(facilities.map((one) => one.id));
  const head = neighbour.id.split('.')[0].slice(0, 60);
  let n = 1;
  while (taken.has(`${head}.new.${n}`)) n += 1;
  return `${head}.new.${n}`;
}

/** In another county a station hands over to that county's centre, and has no board of the old one. */
function ofCounty(row, {county, facilities}) {
  const centre = (id) =>
    facilities.find((one) => one.kind === 'district_centre' && (id ? one.id === id : one.county === county));
  const there = centre(null);
  const fields = ['parent_basic', 'parent_value_added', 'parent_professional', 'chiefs'].filter(
    (field) => there && row[field] && centre(row[field]),
  );
  return Object.assign(
    row.paired_board ? {paired_board: ''} : {},
    Object.fromEntries(fields.map((field) => [field, there.id])),
  );
}

/** The edits that make a station {id, names, source, lon, lat, town, county, facilities} of another. */
export async function stationEdits(context, draft, station) {
  const {source, id, names} = station;
  const rows = async (table, limit) =>
    context.api.post('draft/table', Object.assign(draft.body(), {table, facility: source.id, limit}));
  const [staff, catalogue, own] = await Promise.all([
    rows('staff', 500),
    rows('catalogues', 1),
    rows('facilities', 1),
  ]);
  const set = {
    id,
    name_zh: names.zh,
    name_en: names.en,
    lat: station.lat,
    lon: station.lon,
    source: 'assumed',
  };
  if (station.town) Object.assign(set, {town: station.town, county: station.county});
  else set.town = ''; // not the town of the one that it copies
  if (station.county && station.county !== source.county) Object.assign(set, ofCounty(own.rows[0], station));
  if (!source.open) set.open = true;
  const edits = [{kind: 'copy', table: 'facilities', where: {id: source.id}, set}];
  if (catalogue.total) {
    edits.push({
      kind: 'copy',
      table: 'catalogues',
      where: {facility: source.id},
      set: {facility: id, source: 'assumed'},
    });
  }
  for (const group of staff.rows.filter((row) => row.mode !== 'rotating' && row.facility === source.id)) {
    const tail = group.id.startsWith(`${source.id}.`) ? group.id.slice(source.id.length + 1) : group.id;
    edits.push({
      kind: 'copy',
      table: 'staff',
      where: {id: group.id},
      set: {
        id: `${id}.${tail}`.slice(0, 80),
        facility: id,
        source: 'assumed',
        name_zh: groupName(group.name_zh, source.names.zh, names.zh, false),
        name_en: groupName(group.name_en, source.names.en, names.en, true),
      },
    });
  }
  return edits;
}

/** Asks what the new station is like; gives {names, source} or null. `like`: a facility to begin with. */
export async function askStation(context, network, like) {
  const {t, names, openDialog} = context;
  const stations = network.facilities.filter((one) => one.tier === 'station' && one.state !== 'removed');
  if (!stations.length) {
    context.toast(t('ad_none'), 'bad');
    return null;
  }
  const kinds = network.kinds.filter((kind) => stations.some((one) => one.kind === kind.id));
  const n = network.facilities.filter((one) => one.state === 'added').length + 1;
  const ids = {kind: uid('new'), source: uid('new'), zh: uid('new'), en: uid('new')};
  const first = like && like.tier === 'station' ? like : stations[0];
  const kind = h(
    'select',
    {id: ids.kind, onchange: () => list()},
    kinds.map((each) => h('option', {value: each.id}, names(each))),
  );
  kind.value = first.kind;
  const source = h('select', {id: ids.source});
  const list = (chosen) => {
    fill(
      source,
      stations
        .filter((one) => one.kind === kind.value)
        .map((one) => h('option', {value: one.id}, names(one))),
    );
    if (chosen) source.value = chosen;
  };
  list(first.id);
  const zh = h('input', {id: ids.zh, value: t('ad_new_zh', {n}), maxlength: '200'});
  const en = h('input', {id: ids.en, value: t('ad_new_en', {n}), maxlength: '200'});
  const field = (id, label, input) => h('div', {class: 'field'}, h('label', {for: id}, t(label)), input);
  const agreed = await openDialog({
    title: t('ad_title'),
    body: [
      h('p', {class: 'note'}, t('ad_text')),
      field(ids.kind, 'ad_kind', kind),
      field(ids.source, 'ad_source', source),
      field(ids.zh, 'sv_name_zh', zh),
      field(ids.en, 'sv_name_en', en),
    ],
    actions: [
      {text: t('cancel'), value: null},
      {text: t('ad_next'), value: true, kind: 'primary'},
    ],
  });
  if (!agreed) return null;
  const copied = stations.find((one) => one.id === source.value);
  const given = {zh: zh.value.trim(), en: en.value.trim()};
  return {
    source: copied,
    names: {zh: given.zh || given.en || t('ad_new_zh', {n}), en: given.en || given.zh || t('ad_new_en', {n})},
  };
}
