'use strict';
// Policies and settings as forms: each value with meaning, unit, bounds and default, checked as it is set.

import {fill, h, uid} from '../dom.js';
import {
  boundsText,
  checkField,
  checkRow,
  defaultText,
  fieldInput,
  readInput,
  shown,
  toText,
} from './fields.js';
import {same} from './merge.js';
import {byPolicy} from './schema.js';

const OWN = ['id', 'name_zh', 'name_en', 'description_zh', 'description_en']; // a plan has its own

/** Values that the draft's set changes give, by path. */
function setValues(changes) {
  return Object.assign({}, ...changes.map((change) => (change && change.set) || {}));
}

/** One value: {path, column, base, rowOf(value)} in a row of a form. */
function line(context, draft, {path, column, base, table, rowOf}) {
  const {t, lang} = context;
  const sets = setValues(draft.changes);
  const value = path in sets ? sets[path] : base;
  const id = uid('lever');
  const wrong = h('p', {class: 'cell-wrong', id: `${id}-wrong`, role: 'alert'});
  const input = fieldInput(Object.assign({}, column, {required: true}), value, {
    id,
    'data-key': path,
    'aria-describedby': `${id}-about ${id}-wrong`,
    onchange: () => take(readInput(column, input)),
  }, t);

  async function take(next) {
    let found = checkField(Object.assign({}, column, {required: true}), next, context);
    try {
      found = found || (await checkRow(context, table, rowOf(next), table === 'settings' ? column.id : null));
    } catch (error) {
      context.fail(error);
      return;
    }
    input.setAttribute('aria-invalid', String(Boolean(found)));
    fill(wrong, found || '');
    if (!found) draft.edit({kind: 'set', path, value: next, was: base});
  }

  const differs = path in sets && !same(toText(column, sets[path]), toText(column, base));
  const said = (each) => (column.type === 'boolean' ? shown(t, each) : toText(column, each) || t('blank'));
  const unit = (column.unit || {})[lang()];
  const about = [
    column.type === 'boolean' ? null : unit,
    boundsText(column, t),
    t('fi_default', {value: defaultText(column, t)}),
  ].filter(Boolean);
  return h(
    'tr',
    {class: differs ? 'changed' : ''},
    h(
      'th',
      {scope: 'row'},
      h('label', {for: id}, column[lang()]),
      h('div', {}, h('code', {class: 'field-id'}, path.replace(/^(policies|settings)\./, ''))),
    ),
    h(
      'td',
      {class: 'lever-value'},
      input,
      wrong,
      differs
        ? h(
            'div',
            {class: 'row'},
            h('span', {class: 'badge accent'}, t('tb_was', {value: said(base)})),
            h(
              'button',
              {
                type: 'button',
                class: 'small',
                'data-key': `${path}-back`,
                onclick: () => draft.edit({kind: 'set', path, value: base, was: base}),
              },
              t('tb_reset', {value: said(base)}),
            ),
          )
        : null,
    ),
    h(
      'td',
      {class: 'note', id: `${id}-about`},
      about.map((part, i) => {
        const last = i === about.length - 1; // a part goes to the next line as a whole
        return [h('span', {class: 'word'}, last ? part : part + t('fi_semi').trimEnd()), t('space')];
      }),
    ),
  );
}

/** Policies grouped, those that hold `search`; `base` is the loaded scenario that the draft starts from. */
export function policyForm(context, draft, base, search) {
  const {lang} = context;
  const wanted = search.trim().toLowerCase();
  return byPolicy(context.schema).map(({policy, names, parameters}) => {
    const found = parameters.filter((column) =>
      `${policy}.${column.parameter} ${column.zh} ${column.en} ${names.zh} ${names.en}`
        .toLowerCase()
        .includes(wanted),
    );
    if (!found.length) return null;
    return h(
      'section',
      {class: 'card lever-card'},
      h('h3', {}, names[lang()] || policy, ' ', h('code', {class: 'field-id'}, policy)),
      h(
        'table',
        {class: 'full levers'},
        h(
          'tbody',
          {},
          found.map((column) =>
            line(context, draft, {
              path: `policies.${policy}.${column.parameter}`,
              column,
              table: 'policies',
              base: ((base.policies || {})[policy] || {})[column.parameter],
              rowOf: (value) => ({policy, parameter: column.parameter, value}),
            }),
          ),
        ),
      ),
    );
  });
}

/** Settings but for the names, those that hold `search`. */
export function settingsForm(context, draft, base, search) {
  const wanted = search.trim().toLowerCase();
  const found = context.schema.settings.filter(
    (column) =>
      !OWN.includes(column.id) && `${column.id} ${column.zh} ${column.en}`.toLowerCase().includes(wanted),
  );
  return h(
    'section',
    {class: 'card lever-card'},
    h(
      'table',
      {class: 'full levers'},
      h(
        'tbody',
        {},
        found.map((column) =>
          line(context, draft, {
            path: `settings.${column.id}`,
            column,
            table: 'settings',
            base: base.settings[column.id],
            rowOf: (value) => ({[column.id]: value}),
          }),
        ),
      ),
    ),
  );
}
