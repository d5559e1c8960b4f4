'use strict';
// A new row: one field a column, checked by the schema before it is taken.

import {fill, h, uid} from '../dom.js';
import {checkField, fieldHelp, fieldInput, readInput, shortMeaning} from './fields.js';
import {same} from './merge.js';

/** Asks for a row of a table {name, names, columns}; `start` fills fields; gives the row or null. */
export async function askRow(context, table, references, start) {
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
    });
    const wrong = h('span', {class: 'cell-wrong', id: `${id}-wrong`});
    const node = h(
      'div',
      {class: 'field'},
      h(
        'label',
        {for: id},
        shortMeaning(column, lang()),
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
    const {problems} = fields.some(({wrong}) => wrong.textContent)
      ? {problems: []}
      : await api.post('draft/row', {table: table.name, row: read()});
    const others = [];
    for (const problem of problems) {
      const text = [problem.message[lang()], problem.mend[lang()]].filter(Boolean).join(' → ');
      const field = fields.find(({column}) => column.id === problem.field);
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
