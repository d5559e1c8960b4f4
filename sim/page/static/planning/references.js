'use strict';
// Ids that a field may refer to, with names, as suggestions of inputs.

import {h, uid} from '../dom.js';
import {DAYS, valueName} from '../words_values.js';

const SKILL = {tables: ['services'], column: 'skill'}; // called as the first service that needs it

/** Where the ids of a column stand: {tables, column}, or null. */
const sourceOf = (column) =>
  column.refers || (['skill', 'skills'].includes(column.id) ? SKILL : null);

/** Suggestions for one draft; asked from the server once a table, until forget(). */
export class References {
  constructor(context, draft) {
    Object.assign(this, {context, draft, ids: '', asked: new Map(), root: h('div', {hidden: true})});
  }

  /** Rows {id, name} of a table. */
  rows(table, column) {
    const key = `${table}.${column}`;
    if (!this.asked.has(key))
      this.asked.set(
        key,
        this.ask(table, column).catch(() => []),
      );
    return this.asked.get(key);
  }

  async ask(table, column) {
    const {api, lang} = this.context;
    const found = new Map();
    for (const row of await api.rows(this.draft, table)) {
      const id = String(row[column]);
      if (!found.has(id)) found.set(id, row[`name_${lang()}`] || '');
    }
    return [...found].map(([id, name]) => ({id, name}));
  }

  /** Name of an id that a column holds, as far as it is known. */
  async names(columns) {
    const found = new Map();
    if (columns.some((column) => column.id === 'pattern'))
      for (const {id, name} of await this.patterns()) found.set(`pattern|${id}`, name);
    for (const column of columns.filter(sourceOf)) {
      const source = sourceOf(column);
      for (const table of source.tables) {
        for (const {id, name} of await this.rows(table, source.column))
          if (name) found.set(`${column.id}|${id}`, name);
      }
    }
    return found;
  }

  /** Patterns of opening hours {id, n, name}: how many facilities have each, and that in words. */
  patterns() {
    if (!this.asked.has('patterns')) this.asked.set('patterns', this.askPatterns().catch(() => []));
    return this.asked.get('patterns');
  }

  async askPatterns() {
    const {t, api} = this.context;
    const tables = ['hours', 'facilities', 'staff'];
    const [hours, facilities, staff] = await Promise.all(tables.map((name) => api.rows(this.draft, name)));
    return [...new Set(hours.map((row) => row.pattern))].map((id) => {
      const n = facilities.filter((row) => row.hours === id).length;
      const groups = staff.filter((row) => row.hours === id).length;
      const name = t('tb_used', {n});
      return {id, n, name: groups ? [name, t('tb_used_groups', {n: groups})].join(t('comma')) : name};
    });
  }

  /** What may stand in a column: [{id, name}], or null where anything may. */
  async suggestions(column) {
    if (column.id === 'days') return DAYS.map((id) => ({id, name: valueName(this.context.t, id)}));
    if (column.id === 'pattern') return this.patterns();
    const source = sourceOf(column);
    if (!source) return null;
    return (await Promise.all(source.tables.map((table) => this.rows(table, source.column)))).flat();
  }

  /** Id of a datalist for a column, or null where anything may stand in it. */
  async listFor(column) {
    const rows = await this.suggestions(column);
    if (!rows) return null;
    const id = uid('list');
    this.root.append(
      h(
        'datalist',
        {id},
        rows.map((row) => h('option', {value: row.id, label: row.name || null})),
      ),
    );
    return id;
  }

  /** Asks anew next time, if changes may have brought or taken ids since. */
  forget() {
    this.asked.delete('patterns');
    const ids = JSON.stringify(
      this.draft.changes.filter((change) => change && !change.update && !change.set),
    );
    if (ids === this.ids) return;
    this.ids = ids;
    this.asked.clear();
    this.root.replaceChildren();
  }
}
