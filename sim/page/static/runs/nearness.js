'use strict';
// Before a siting: how many demand points are near a station already, and a file of candidates to begin with.

import {download, fill, h} from '../dom.js';
import {kmBetween} from '../planning/geometry.js';

const OFFSET = 0.01; // degrees from the station that an example copies: about a kilometre
const COLUMNS = ['id', 'name_zh', 'name_en', 'kind', 'county', 'town', 'lat', 'lon', 'template',
  'cost_per_year', 'capacity', 'source'];
const KINDS = ['township', 'park', 'business_district', 'embedded', 'brand']; // that candidates may be of

/** What a siting starts from: {points, towns, near, minutes, km, stations} of a scenario. */
async function ground(api, scenario) {
  const draft = {base: scenario.id, changes: []};
  const [zones, network] = await Promise.all([
    api.rows(draft, 'zones'),
    api.post('draft/map', draft),
  ]);
  const {minutes, km} = network.reach;
  const stations = network.facilities.filter((one) => one.tier === 'station' && one.open);
  const near = zones.filter((zone) =>
    stations.some((one) => kmBetween([zone.lon, zone.lat], [one.lon, one.lat]) <= km));
  const towns = new Set(zones.map((zone) => zone.town)).size;
  return {points: zones.length, towns, near: near.length, minutes, km: km.toFixed(1), stations};
}

/** A cell of a csv file. */
const cell = (value) => {
  const text = value === null || value === undefined ? '' : String(value);
  return /[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
};

/** A file of candidates with two rows to write over, right for the scenario whose stations they copy. */
function template(stations, t) {
  const examples = stations.filter((one) => KINDS.includes(one.kind)).slice(0, 2).map((one, i) => ({
    id: `new.${i + 1}`,
    name_zh: t('plan_template_zh', {n: i + 1}),
    name_en: t('plan_template_en', {n: i + 1}),
    kind: one.kind, county: one.county, town: one.town,
    lat: (one.lat + OFFSET).toFixed(5), lon: (one.lon + OFFSET).toFixed(5),
    template: one.id, cost_per_year: 60000, capacity: '', source: 'assumed',
  }));
  const lines = [COLUMNS, ...examples.map((one) => COLUMNS.map((name) => one[name]))];
  return `\ufeff${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`; // as spreadsheets read it
}

/**
 * What to know before a siting in a scenario, and a template of candidates. Returns {node, ready}.
 */
export function nearness(context, scenario) {
  const {t, api} = context;
  const node = h('div', {class: 'nearness'});
  async function paint() {
    const found = await ground(api, scenario);
    const {points, towns, near} = found;
    const trivial = near >= 0.98 * points || points <= towns; // nothing to gain, or nothing to see it by
    fill(node,
      h('p', {class: trivial ? 'message warn' : 'note'}, t('plan_near', found), t('space'),
        trivial ? t(points <= towns ? 'plan_near_towns' : 'plan_near_all', found) : ''),
      h('p', {class: 'note'}, t('plan_near_what', found)),
      h('button', {type: 'button', class: 'small', onclick: () =>
        download(`${scenario.id.split('/').pop().replace(/\.ya?ml$/, '')}_candidates.csv`,
          template(found.stations, t), 'text/csv')}, t('plan_template')));
  }
  return {node, ready: paint()};
}
