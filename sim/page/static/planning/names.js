'use strict';
// Names of facilities, staff groups and skills of a draft, for changes in words.

/** The key of a skill among names: it may be spelt as the id of something else. */
export const skillKey = (code) => `skill|${code}`;

/** Gives a function id (or key of a skill) -> name or null, made from the draft's tables. */
export async function draftNames(context, draft) {
  const {api, lang} = context;
  const base = {base: draft.base, changes: []};
  const removes = draft.changes.some((change) => change && change.remove); // what is gone has its name there
  const all = async (table) =>
    (await Promise.all((removes ? [draft, base] : [draft]).map((one) => api.rows(one, table)))).flat();
  const [staff, facilities, services] = await Promise.all(['staff', 'facilities', 'services'].map(all));
  const names = new Map();
  const note = (id, row) => !names.has(id) && names.set(id, row[`name_${lang()}`]);
  for (const row of [...staff, ...facilities]) note(row.id, row);
  for (const row of services) note(skillKey(row.skill), row); // called as the first service that needs it
  return (id) => names.get(id) || null;
}
