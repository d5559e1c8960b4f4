'use strict';
// Names of facilities and staff groups of a draft, for changes in words.

/** Gives a function id -> name or null, made from the draft's tables. */
export async function draftNames(context, draft) {
  const {api, lang} = context;
  const found = await Promise.all([api.rows(draft, 'staff'), api.rows(draft, 'facilities')]);
  const names = new Map(found.flat().map((row) => [row.id, row[`name_${lang()}`]]));
  return (id) => names.get(id) || null;
}
