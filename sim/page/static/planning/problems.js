'use strict';
// Problems and remarks of the check, as tables.

import {h} from '../dom.js';
import {goTo} from './change_list.js';
import {grouped} from './describe.js';
import {rowAddress} from './schema.js';
import '../words_planning.js';

/** The entry of the list of changes that a problem is about, counted as the list does, and its row. */
function ofChange(context, problem) {
  const {t, drafts, schema} = context;
  const draft = drafts.current();
  const changes = draft ? draft.changes : [];
  const entry = grouped(changes).findIndex((places) => places.includes(problem.change));
  if (entry < 0) return t('pr_change', {n: problem.change + 1});
  const address = schema && rowAddress(draft, changes[problem.change], schema);
  const name = t('pr_change', {n: entry + 1});
  const listed = document.querySelector('.change-list');
  return [
    listed ? h('button', {type: 'button', class: 'small', onclick: () => goTo(entry)}, name) : name,
    address ? [' ', h('a', {href: address}, t('pr_to_row'))] : null,
  ];
}

/** A text of the check with tables by their names instead of their files', where the schema is at hand. */
function named({t, names, schema}, text) {
  const tables = schema ? schema.tables : {};
  return text.replace(/(\w+)\.csv(, )?/g, (whole, id, more) =>
    tables[id] ? names(tables[id]) + (more ? t('and') : '') : whole);
}

function place(context, problem) {
  const {t} = context;
  if (problem.change !== null && problem.change !== undefined) return ofChange(context, problem);
  const file = named(context, problem.file || '');
  return problem.row === null || problem.row === undefined ? file : t('pr_row', {file, row: problem.row});
}

/** A table of problems {file, row, field, value, message, mend, change}; caption says what they are. */
export function problemTable(context, problems, caption) {
  const {t, lang} = context;
  const text = (value) => (value === null || value === undefined ? '' : String(value));
  const rows = problems.map((problem) =>
    h(
      'tr',
      {},
      h('td', {}, place(context, problem)),
      h('td', {}, h('code', {}, text(problem.field))),
      h('td', {class: 'wrap'}, text(problem.value)),
      h('td', {}, named(context, (problem.message || {})[lang()] || '')),
      h('td', {}, named(context, (problem.mend || {})[lang()] || '')),
    ),
  );
  const heads = ['pr_where', 'pr_field', 'pr_value', 'pr_message', 'pr_mend'];
  return h(
    'div',
    {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption},
    h(
      'table',
      {class: 'full problems'},
      h('caption', {class: 'table-title'}, caption),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          heads.map((key) => h('th', {scope: 'col'}, t(key))),
        ),
      ),
      h('tbody', {}, rows),
    ),
  );
}

/** What an ApiError says: its text, and its problems as a table where it has some. */
export function faultNode(context, error) {
  const text = error.texts ? error.texts[context.lang()] : String(error.message || error);
  const problems = error.problems || [];
  return h(
    'div',
    {role: 'alert'},
    h('p', {class: 'message bad'}, text),
    problems.length ? problemTable(context, problems, context.t('pr_problems')) : null,
  );
}
