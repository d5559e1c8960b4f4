'use strict';
// A new row: one field a column, checked by the schema before it is taken.

import {fill, h, uid} from '../dom.js';
import {checkField, fieldHelp, fieldInput, readInput, columnHead} from './fields.js';
import {same} from './merge.js';

/** Says below the field of a pattern of hours how many facilities a row of it touches. */
function touches({input, node}, references, t) {
  const about = h('span', {class: 'help', role: 'status'});
  node.append(about);
  const paint = async () => {
    const pattern = input.value.trim();
    const found = (await references.patterns()).find((one) => one.id === pattern);
    if (input.value.trim() !== pattern) return;
    const n = found ? found.n : 0;
    fill(about, pattern ? t(n ? 'tb_used_touches' : 'tb_used_none', {n}) : '');
  };
  input.addEventListener('input', paint);
  paint();
}

/**
 * Asks for a row of a table {name, names, columns}; `start` fills fields, checkWhole(row) gives the problems
 * that the draft would have with it. Gives the row or null.
 */
export async function askRow(context, table, references, {start, checkWhole}) {
  const {t, names, openDialog, api, lang, schema} = context;
  const lists = await Promise.all(table.columns.map((column) => references.listFor(column)));
  const fields = table.columns.map((column, i) => {
    const id = uid('row');
    const value = column.id in start ? start[column.id] : column.required ? null : column.default;
    const input = fieldInput(column, value, {
      id,
      list: lists[i],
      'aria-describedby': `${id}-help ${id}-wrong`,
      'aria-required': column.required ? 'true' : null,
    }, t);
    const wrong = h('span', {class: 'cell-wrong', id: `${id}-wrong`});
    const node = h(
      'div',
      {class: 'field'},
      h(
        'label',
        {for: id},
        columnHead(column, lang()),
        ' ',
        lang() === 'zh' ? h('code', {class: 'field-id'}, column.id) : null,
        column.required ? ' *' : '',
      ),
      input,
      wrong,
      h('span', {class: 'help', id: `${id}-help`}, fieldHelp(column, context, schema.tables)),
    );
    return {column, input, wrong, node};
  });
  for (const field of fields.filter(({column}) => column.id === 'pattern')) touches(field, references, t);
  const faults = h('div', {});
  const tell = ({input, wrong}, text) => {
    input.setAttribute('aria-invalid', String(Boolean(text)));
    fill(wrong, text || '');
  };
  const read = () =>
    Object.fromEntries(
      fields
        .map(({column, input}) => [column, readInput(column, input)])
        .filter(([column, value]) => value !== null && (column.required || !same(value, column.default)))
        .map(([column, value]) => [column.id, value]),
    );

  async function check() {
    fill(faults);
    for (const field of fields)
      tell(field, checkField(field.column, readInput(field.column, field.input), context));
    const row = read();
    const own = await api.post('draft/row', {table: table.name, row});
    const sound = !own.problems.length && !fields.some(({wrong}) => wrong.textContent);
    const problems = sound ? await checkWhole(row) : own.problems;
    const others = [];
    for (const problem of problems) {
      const text = [problem.message[lang()], problem.mend[lang()]].filter(Boolean).join(' → ');
      const field = fields.find(({column}) => column.id === problem.field);
      if (field && field.wrong.textContent) continue; // told in the page's own words
      if (field) tell(field, text);
      else others.push(text);
    }
    if (others.length) fill(faults, h('p', {class: 'message bad', role: 'alert'}, others.join(' ')));
    const first = fields.find(({wrong}) => wrong.textContent);
    if (first) first.input.focus();
    return !first && !others.length;
  }

  const agreed = await openDialog({
    title: t('tb_new', {table: names(table)}),
    wide: true,
    body: [
      h(
        'div',
        {class: 'row-form'},
        fields.map(({node}) => node),
      ),
      faults,
    ],
    actions: [
      {text: t('cancel'), value: null},
      {
        text: t('tb_add_ok'),
        value: true,
        kind: 'primary',
        check: async () => {
          try {
            return await check();
          } catch (error) {
            context.fail(error);
            return false;
          }
        },
      },
    ],
  });
  return agreed ? read() : null;
}
