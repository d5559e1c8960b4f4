'use strict';
// Names of facilities and staff groups of a draft, for changes in words.

/** Gives a function id -> name or null, made from the draft's tables. */
export async function draftNames(context, draft) {
  const ask = (table) => context.api.post('draft/table', Object.assign(draft.body(), {table, limit: 10000}));
  const found = await Promise.all([ask('staff'), ask('facilities')]);
  const names = new Map(
    found.flatMap(({rows}) => rows.map((row) => [row.id, row[`name_${context.lang()}`]])),
  );
  return (id) => names.get(id) || null;
}
