'use strict';
// Edits become changes of the change language (set, add, remove, update, copy). What edits the same thing
// again alters the change that is there, as long as no change after it touches the same row.

const copyOf = (value) => JSON.parse(JSON.stringify(value));
const list = (value) => (Array.isArray(value) ? value : [value]);
const blank = (value) => value === null || value === undefined || value === '';

/** True if two values of a field are the same; blanks are alike, and 2 is '2'. */
export function same(a, b) {
  if (blank(a) || blank(b)) return blank(a) && blank(b);
  if (Array.isArray(a) || Array.isArray(b))
    return JSON.stringify(list(a).map(String)) === JSON.stringify(list(b).map(String));
  return String(a) === String(b);
}

/** The kind of a change and what it holds: ['update', {table, where, …}]. */
export function parts(change) {
  const kind = ['set', 'add', 'remove', 'update', 'copy'].find((each) => change && each in change);
  return [kind, kind ? change[kind] || {} : {}];
}

function overlap(a, b) {
  if (blank(a) || blank(b)) return blank(a) && blank(b);
  return list(a).some((x) => list(b).some((y) => String(x) === String(y)));
}

/** True if the conditions of a change may hold for the row that `where` identifies. */
function meets(condition, where) {
  return Object.entries(where).every(
    ([column, value]) => !(column in condition) || overlap(condition[column], value),
  );
}

/** True if a change ends in exactly the row of `where`: an update of it alone, an added row, a copy. */
function lands(kind, body, where) {
  if (kind === 'add')
    return Boolean(body.row) && Object.entries(where).every(([c, v]) => same(body.row[c], v));
  if (kind !== 'update' && kind !== 'copy') return false;
  const condition = body.where || {};
  const sets = body.set || {};
  if (!Object.keys(condition).every((column) => column in where || kind === 'copy')) return false;
  return Object.entries(where).every(([c, v]) =>
    c in sets ? same(sets[c], v) : c in condition && same(condition[c], v),
  );
}

/** True if a change reads or writes the row of `where`. */
function touches(kind, body, where) {
  if (kind === 'add') {
    return (body.rows || [body.row || {}]).some((row) =>
      Object.entries(where).every(([c, v]) => same(row[c], v)),
    );
  }
  if (meets(body.where || {}, where)) return true;
  const sets = body.set || {};
  return Object.keys(sets).some((column) => column in where) && meets(sets, where);
}

/** Place of the last change that touches the row, and whether it is of this row alone; [-1, false]: none. */
function lastOf(changes, table, where) {
  for (let place = changes.length - 1; place >= 0; place -= 1) {
    const [kind, body] = parts(changes[place]);
    if (kind === 'set' || !kind || body.table !== table) continue;
    if (lands(kind, body, where)) return [place, true];
    if (touches(kind, body, where)) return [place, false];
  }
  return [-1, false];
}

function setFields(changes, origins, {table, where, set, was}) {
  const [place, own] = lastOf(changes, table, where);
  if (removes(changes[place], where)) return; // too late: it is gone
  if (!own) {
    const key = `${table}|${JSON.stringify(where)}`;
    origins[key] = Object.assign({}, origins[key], was);
    const differing = Object.entries(set).filter(([field, value]) => !same(value, (was || {})[field]));
    if (differing.length) changes.push({update: {table, where, set: Object.fromEntries(differing)}});
    return;
  }
  const [kind, body] = parts(changes[place]);
  if (kind !== 'update') {
    Object.assign(kind === 'add' ? body.row : body.set, set);
    return;
  }
  const key = `${table}|${JSON.stringify(body.where)}`;
  const known = Object.assign({}, was, origins[key]); // the first value stays the one to come back to
  origins[key] = known;
  body.set = Object.assign({}, body.set, set);
  for (const [field, value] of Object.entries(set)) {
    for (const verb of ['add', 'multiply']) {
      if (body[verb]) {
        delete body[verb][field];
        if (!Object.keys(body[verb]).length) delete body[verb];
      }
    }
    if (field in (origins[key] || {}) && same(value, origins[key][field])) delete body.set[field];
  }
  if (!Object.keys(body.set).length) delete body.set;
  if (!body.set && !body.add && !body.multiply) changes.splice(place, 1);
}

function setPath(changes, origins, {path, value, was}) {
  const key = `set|${path}`;
  if (!(key in origins)) origins[key] = was;
  const place = changes
    .map((change) => parts(change))
    .findIndex(([kind, body]) => kind === 'set' && path in body);
  if (place < 0) {
    if (!same(value, was)) changes.push({set: {[path]: value}});
    return;
  }
  const body = changes[place].set;
  if (same(value, origins[key])) delete body[path];
  else body[path] = value;
  if (!Object.keys(body).length) changes.splice(place, 1);
}

/** True if the change at a place removes exactly the row of `where`. */
function removes(change, where) {
  const [kind, body] = parts(change);
  const condition = (kind === 'remove' && body.where) || {};
  const columns = Object.keys(condition);
  return columns.length > 0 && columns.every((c) => c in where && same(condition[c], where[c]));
}

function removeRow(changes, {table, where}) {
  let target = where;
  let [place, own] = lastOf(changes, table, target);
  while (own) {
    const [kind, body] = parts(changes[place]);
    changes.splice(place, 1);
    if (kind !== 'update') return; // it was added here: nothing is left to remove
    target = body.where;
    [place, own] = lastOf(changes, table, target);
  }
  if (!removes(changes[place], target)) changes.push({remove: {table, where: target}});
}

/** Takes back everything that made or edited an added facility. */
function dropFacility(changes, {facility, groups}) {
  const of = new Set([facility, ...groups]);
  return changes.filter((change) => {
    const [kind, body] = parts(change);
    if (kind === 'set' || !kind) return true;
    const made = body.set || body.row || {};
    const aimed = body.where || {};
    if (of.has(made.facility) || (body.table === 'facilities' && of.has(made.id))) return false;
    return !(of.has(aimed.facility) || (['facilities', 'staff'].includes(body.table) && of.has(aimed.id)));
  });
}

/**
 * Applies an edit to a list of changes; neither argument is altered.
 *
 * Edits: {kind: 'fields', table, where, set, was}, {kind: 'set', path, value, was},
 * {kind: 'add', table, row},
 * {kind: 'copy', table, where, set}, {kind: 'remove', table, where}, {kind: 'drop', facility, groups}.
 * `was` holds the values before, so that going back to them leaves no change.
 */
export function merge(changes, origins, edit) {
  const next = copyOf(changes);
  const known = copyOf(origins || {});
  const {kind, table} = edit;
  if (kind === 'fields') setFields(next, known, copyOf(edit));
  else if (kind === 'set') setPath(next, known, edit);
  else if (kind === 'add') next.push({add: {table, row: copyOf(edit.row)}});
  else if (kind === 'copy') next.push({copy: {table, where: copyOf(edit.where), set: copyOf(edit.set)}});
  else if (kind === 'remove') removeRow(next, edit);
  else if (kind === 'drop') return {changes: dropFacility(next, edit), origins: known};
  return {changes: next, origins: known};
}
