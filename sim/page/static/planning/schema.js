'use strict';
// The schema of scenarios, asked for once.

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
