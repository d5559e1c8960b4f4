'use strict';
// Ids that a field may refer to, with names, as suggestions of inputs.

import {h, uid} from '../dom.js';

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
    const lang = this.context.lang();
    const {rows} = await this.context.api.post(
      'draft/table',
      Object.assign(this.draft.body(), {table, limit: 10000}),
    );
    const found = new Map();
    for (const row of rows) found.set(String(row[column]), row[`name_${lang}`] || '');
    return [...found].map(([id, name]) => ({id, name}));
  }

  /** Name of an id that a column holds, as far as it is known. */
  async names(columns) {
    const found = new Map();
    for (const column of columns.filter((each) => each.refers)) {
      for (const table of column.refers.tables) {
        for (const {id, name} of await this.rows(table, column.refers.column || 'id'))
          if (name) found.set(`${column.id}|${id}`, name);
      }
    }
    return found;
  }

  /** Id of a datalist for a column, or null where it refers to nothing. */
  async listFor(column) {
    if (!column.refers) return null;
    const rows = (
      await Promise.all(column.refers.tables.map((table) => this.rows(table, column.refers.column || 'id')))
    ).flat();
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
    const ids = JSON.stringify(
      this.draft.changes.filter((change) => change && !change.update && !change.set),
    );
    if (ids === this.ids) return;
    this.ids = ids;
    this.asked.clear();
    this.root.replaceChildren();
  }
}
