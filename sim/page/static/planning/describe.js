'use strict';
// Changes in words. Changes that make one station together are one entry, and are taken back together.

import {codeNames, valueName} from '../words_values.js';
import {columnName, shown, toText} from './fields.js';
import {parts} from './merge.js';
import {skillKey} from './names.js';

/**
 * Places of changes that go together: those that make one station, or one alone. A list of lists; the first
 * of a station is the copy of its row.
 */
export function grouped(changes) {
  const groups = [];
  const made = new Map();
  changes.forEach((change, place) => {
    const [kind, body] = parts(change);
    const set = kind === 'copy' ? body.set || {} : {};
    const home = set.facility && made.get(set.facility);
    if (home) {
      home.push(place);
      return;
    }
    const group = [place];
    if (isStation(kind, body)) made.set(set.id, group);
    groups.push(group);
  });
  return groups;
}

// what copying a station sets by itself (add_station.js)
const OF_A_COPY = new Set(['id', 'facility', 'name_zh', 'name_en', 'lat', 'lon', 'town', 'county', 'source',
  'open', 'paired_board', 'chiefs', 'parent_basic', 'parent_value_added', 'parent_professional']);

/** True for the copy of a facility's row under an id of its own. */
function isStation(kind, body) {
  const named = (body.set || {}).id && (body.where || {}).id;
  return kind === 'copy' && body.table === 'facilities' && Boolean(named);
}

/** Words for changes; `names` gives the name of the id of a facility or staff group, or null. */
export class Words {
  constructor(context, schema, names) {
    Object.assign(this, {t: context.t, lang: context.lang(), schema, names});
  }

  table(name) {
    const table = this.schema.tables[name];
    return table ? table.names[this.lang] : String(name);
  }

  column(table, id) {
    return (this.schema.tables[table] || {columns: []}).columns.find((each) => each.id === id);
  }

  /** A value of a column, known or not, of a table: what its ids and codes stand for, where that is known. */
  value(table, field, value) {
    const column = this.column(table, field) || {};
    const named = (field === 'id' ? [table] : (column.refers || {tables: []}).tables).some((one) =>
      ['facilities', 'staff'].includes(one),
    );
    const coded = column.choices || field === 'days';
    const skill = ['skill', 'skills'].includes(field);
    const nameOf = (code) =>
      (named && this.names(code)) ||
      (skill && this.names(skillKey(code))) ||
      (coded && valueName(this.t, code));
    return (value && codeNames(this.t, toText(column, value), nameOf)) || shown(this.t, value);
  }

  where(table, condition) {
    const pairs = Object.entries(condition || {});
    if (!pairs.length) return this.t('ch_all');
    if (pairs.length === 1) return this.value(table, ...pairs[0]);
    return pairs
      .map(([field, value]) => `${this.field(table, field)} ${this.value(table, field, value)}`)
      .join(this.t('comma'));
  }

  /** What a field of a table is called. */
  field(table, id) {
    const column = this.column(table, id);
    return column ? columnName(column, this.lang) : id;
  }

  /** What a path of set is called: its meaning, and the path as files have it. */
  path(path) {
    const [head, policy, parameter] = path.split('.');
    const column =
      head === 'policies'
        ? this.schema.policies.find((each) => each.policy === policy && each.parameter === parameter)
        : this.schema.settings.find((each) => each.id === policy);
    const short = path.replace(/^(policies|settings)\./, '');
    return column ? this.t('beside', {name: column[this.lang], more: short}) : short;
  }

  fields(body) {
    const of = (key, values) =>
      Object.entries(values || {}).map(([id, value]) =>
        this.t(key, {field: this.field(body.table, id), value: this.value(body.table, id, value)}),
      );
    return [...of('ch_to', body.set), ...of('ch_plus', body.add), ...of('ch_times', body.multiply)].join(
      this.t('comma'),
    );
  }

  facility(id, set) {
    const name = this.names(id) || id;
    const {t} = this;
    const known = new Set(['lat', 'lon', 'open', 'town', 'county', 'source']);
    if (Object.keys(set).some((field) => !known.has(field))) return null;
    const said = [];
    const place = ['lon', 'lat'] // a move straight north changes one of them
      .filter((axis) => typeof set[axis] === 'number')
      .map((axis) => t(`ch_${axis}`, {value: set[axis].toFixed(4)}));
    if (place.length) said.push(t('ch_moved', {place: place.join(t('and'))}));
    if ('open' in set) said.push(t(set.open ? 'ch_opened' : 'ch_closed'));
    return said.length ? `${name}${t('space')}${said.join(t('comma'))}` : null;
  }

  update(body) {
    const {t} = this;
    const condition = body.where || {};
    const alone = Object.keys(condition).length === 1 && typeof condition.id === 'string';
    const onlySet = !body.add && !body.multiply;
    if (alone && onlySet && body.table === 'facilities') {
      const said = this.facility(condition.id, body.set || {});
      if (said) return said;
    }
    if (alone && onlySet && body.table === 'staff' && Object.keys(body.set || {}).join() === 'head_count') {
      const n = body.set.head_count;
      return t('ch_heads', {name: this.names(condition.id) || condition.id, n});
    }
    return t('ch_update', {
      table: this.table(body.table),
      where: this.where(body.table, condition),
      what: this.fields(body),
    });
  }

  /** One change in words. */
  change(change) {
    const {t} = this;
    const [kind, body] = parts(change);
    if (change && change[`name_${this.lang}`]) return String(change[`name_${this.lang}`]);
    const table = this.table(body.table);
    if (kind === 'set') {
      return Object.entries(body)
        .map(([path, value]) => t('ch_set', {path: this.path(path), value: shown(t, value)}))
        .join(t('comma'));
    }
    if (kind === 'add' && body.row) return t('ch_add', {table, what: this.row(body)});
    if (kind === 'add') return t('ch_add_rows', {table, n: (body.rows || []).length});
    if (kind === 'remove') return t('ch_remove', {table, where: this.where(body.table, body.where)});
    if (kind === 'update') return this.update(body);
    if (kind === 'copy')
      return t('ch_copy', {table, where: this.where(body.table, body.where), what: this.fields(body)});
    return t('ch_odd');
  }

  row(body) {
    const table = this.schema.tables[body.table];
    const key =
      table && table.key.length ? table.key : Object.keys(body.row).filter((field) => field !== 'source');
    return key.map((field) => this.value(body.table, field, body.row[field])).join(' · ');
  }

  /** The list's entries: {text, places: of the changes that go together}. */
  entries(changes) {
    return grouped(changes).map((places) => {
      const [first, ...more] = places.map((place) => changes[place]);
      return {text: this.entry(first, more), places};
    });
  }

  /** An entry's text; of a new station also what differs from the one that it copies. */
  entry(change, more) {
    const [kind, body] = parts(change);
    if (!isStation(kind, body)) return this.change(change);
    const {set, where} = body;
    const made = this.t('ch_station', {
      name: set[`name_${this.lang}`] || set.id,
      source: this.names(where.id) || where.id,
    });
    const differing = [change, ...more].map((each) => this.beyondCopy(parts(each)[1])).filter(Boolean);
    return [made, ...differing].join(this.t('ch_also'));
  }

  /** What a copy for a new station sets besides its names and place, in words. */
  beyondCopy({table, set}) {
    const others = Object.entries(set || {}).filter(([field]) => !OF_A_COPY.has(field));
    if (!others.length) return '';
    const said = others.map(([field, value]) =>
      table === 'staff' && field === 'head_count'
        ? this.t('persons', {n: value})
        : this.t('ch_to', {field: this.field(table, field), value: this.value(table, field, value)}),
    );
    const name = table === 'staff' ? set[`name_${this.lang}`] || set.id : '';
    return [name, said.join(this.t('comma'))].filter(Boolean).join(this.t('space') || ' ');
  }
}
