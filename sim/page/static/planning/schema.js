'use strict';
// The schema of scenarios, asked for once.

import {parts} from './merge.js';

let asked = null;

/** Gives {tables, policies, settings} of GET /api/schema. */
export function loadSchema(api) {
  if (!asked) {
    asked = api.get('schema').catch((error) => {
      asked = null; // asked anew next time
      throw error;
    });
  }
  return asked;
}

/** The policies' parameters grouped by policy: [{policy, names, parameters: [column]}]. */
export function byPolicy(schema) {
  const groups = new Map();
  for (const column of schema.policies) {
    if (!groups.has(column.policy)) {
      groups.set(column.policy, {policy: column.policy, names: column.names || {}, parameters: []});
    }
    groups.get(column.policy).parameters.push(column);
  }
  return [...groups.values()];
}

/** What identifies a row in conditions: its key, or without one all that it holds but the source. */
export function whereOf(table, row) {
  const columns = table.key.length
    ? table.key
    : table.columns.map((column) => column.id).filter((id) => id !== 'source');
  return Object.fromEntries(columns.map((column) => [column, row[column]]));
}

/** Address of the table, and the row in it, that a change of a draft makes or edits; null: there is none. */
export function rowAddress(draft, change, schema) {
  const [kind, body] = parts(change);
  const to = (table, where) =>
    `#/tables?${new URLSearchParams(
      Object.assign({scenario: draft.key, table}, where ? {row: JSON.stringify(where)} : {}),
    )}`;
  if (kind === 'set') {
    const [head] = Object.keys(body).map((path) => path.split('.')[0]);
    return ['policies', 'settings'].includes(head) ? to(head) : null;
  }
  const table = schema.tables[body.table];
  if (!table || kind === 'remove') return null;
  if (kind === 'add') return to(body.table, body.row || (body.rows || [])[0]);
  return to(body.table, kind === 'copy' ? body.set : body.where);
}
