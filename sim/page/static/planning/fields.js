'use strict';
// Fields by the schema: what they mean in words, their inputs, reading them, and their checks.

import {h} from '../dom.js';
import {dayCodes, namedValue} from '../words_values.js';

const SIGNS = {ge: '≥', gt: '>', le: '≤', lt: '<'};
const ID = /^[a-z0-9._-]+$/;
const CLOCK = /^([01]?\d|2[0-3]):[0-5]\d$|^24:00$/;
const PAIR = /^(\d{1,2}:[0-5]\d)\s*-\s*(\d{1,2}:[0-5]\d)$/;
const HOLDS = {ge: (a, b) => a >= b, gt: (a, b) => a > b, le: (a, b) => a <= b, lt: (a, b) => a < b};

/** A value as people read it. */
export function shown(t, value) {
  if (value === null || value === undefined || value === '') return t('blank');
  if (value === true || value === false) return t(value ? 'yes' : 'no');
  if (Array.isArray(value)) return value.map((each) => shown(t, each)).join('; ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The bounds of a column in signs: '≥ 0, ≤ 1'. */
export function boundsText(column, t) {
  return Object.entries(column.bounds || {})
    .filter(([name]) => name in SIGNS)
    .map(([name, value]) => `${SIGNS[name]} ${Number(value).toLocaleString('en-US')}`)
    .join(t('comma'));
}

/** What a column is called within a sentence: the start of its meaning in Chinese, its name in English. */
export function columnName(column, lang) {
  if (lang === 'zh') return (column.zh || column.id).replace(/（[^）]*）/g, '').split(/[，；。：]/)[0];
  return column.id
    .replace(/_zh$/, ' in Chinese')
    .replace(/_en$/, ' in English')
    .replace(/_/g, ' ')
    .replace(/^(id|kpi)$/, (short) => short.toUpperCase());
}

/** What stands at the head of a column. */
export function columnHead(column, lang) {
  const name = columnName(column, lang);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** A column's default as people read it. */
export function defaultText(column, t) {
  if (column.type === 'boolean') return shown(t, column.default);
  return toText(column, column.default) || t('blank');
}

/** Meaning, unit, bounds, choices and default in one line. */
export function fieldHelp(column, {t, lang}, tables) {
  const bounds = boundsText(column, t);
  const unit = (column.unit || {})[lang()];
  const choices = (column.choices || []).map((one) => namedValue(t, one));
  const refers =
    column.refers && tables
      ? column.refers.tables.map((name) => tables[name].names[lang()]).join(t('comma'))
      : '';
  return [
    column[lang()],
    unit && !['boolean', 'choice', 'id', 'text', 'list'].includes(column.type) ? t('fi_unit', {unit}) : null,
    bounds ? t('fi_bounds', {bounds}) : null,
    column.choices ? t('fi_choices', {choices: choices.join(t('comma'))}) : null,
    refers ? t('fi_refers', {tables: refers}) : null,
    column.required ? t('fi_required') : t('fi_default', {value: defaultText(column, t)}),
  ]
    .filter(Boolean)
    .join(t('fi_semi'));
}

/** A value as the text that an input holds. */
export function toText(column, value) {
  if (value === null || value === undefined) return '';
  if (column.type === 'hours' && Array.isArray(value)) return value.map((pair) => pair.join('-')).join('; ');
  if (Array.isArray(value)) return value.join(';');
  return String(value);
}

/** An input of the right kind for a column; `attributes` are added. `list`: id of a datalist. */
export function fieldInput(column, value, attributes, t) {
  if (column.type === 'boolean') {
    const box = h('input', Object.assign({type: 'checkbox'}, attributes));
    box.checked = value === true;
    return box;
  }
  if (column.choices) {
    const options = column.required && value ? column.choices : ['', ...column.choices];
    return h(
      'select',
      Object.assign({value: toText(column, value)}, attributes),
      options.map((choice) => h('option', {value: choice}, choice ? namedValue(t, choice) : '—')),
    );
  }
  const numeric = column.type === 'number' || column.type === 'integer';
  return h(
    'input',
    Object.assign(
      {
        type: column.type === 'date' ? 'date' : 'text',
        value: toText(column, value),
        autocomplete: 'off',
        spellcheck: 'false',
        inputmode: numeric ? 'decimal' : null,
      },
      attributes,
    ),
  );
}

/** Full-width signs as files have them, and days by their names as codes. */
function plain(column, text) {
  if (!['number', 'integer', 'clock', 'hours', 'list', 'date', 'id'].includes(column.type)) return text;
  const narrow = text.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  if (column.id !== 'days') return narrow;
  const codes = dayCodes();
  const days = narrow.split(/[;,、]/).map((day) => day.trim()).filter(Boolean);
  return days.map((day) => codes.get(day.toLowerCase()) || day).join(';');
}

/** What an input holds as a JSON value; null for blank. */
export function readInput(column, input) {
  if (column.type === 'boolean') return input.checked;
  const text = plain(column, input.value.trim());
  if (text === '') return null;
  if (column.type === 'number' || column.type === 'integer') {
    const number = Number(text.replace(/,/g, ''));
    return Number.isFinite(number) ? number : text;
  }
  if (column.type === 'hours') {
    const pairs = text.split(';').map((part) => PAIR.exec(part.trim()));
    return pairs.every(Boolean) ? pairs.map(([, from, to]) => [from, to]) : text;
  }
  return text;
}

/** What is wrong with a value by its column alone, in words; null if nothing is. */
export function checkField(column, value, {t}) {
  if (value === null) return column.required ? t('fc_required') : null;
  const number = column.type === 'number' || column.type === 'integer';
  if (number && typeof value !== 'number') return t('fc_number');
  if (column.type === 'integer' && !Number.isInteger(value)) return t('fc_integer');
  if (
    number &&
    Object.entries(column.bounds || {}).some(([sign, bound]) => sign in HOLDS && !HOLDS[sign](value, bound))
  ) {
    return t('fc_bounds', {bounds: boundsText(column, t)});
  }
  if (column.type === 'id' && !ID.test(value)) return t('fc_id');
  if (column.choices && !column.choices.includes(value)) return t('fc_choice');
  if (column.type === 'clock' && !CLOCK.test(value)) return t('fc_clock');
  if (column.type === 'date' && !/^\d{4}-\d{2}-\d{2}$/.test(value)) return t('fc_date');
  if (column.type === 'hours' && !Array.isArray(value)) return t('fc_hours');
  return null;
}

/** Asks the server what is wrong with a row as far as `field` goes; gives words or null. */
export async function checkRow(context, table, row, field) {
  const {problems} = await context.api.post('draft/row', {table, row});
  const lang = context.lang();
  const found = problems.filter(
    (problem) => !field || !problem.field || problem.field === field || problem.field.endsWith(`.${field}`),
  );
  return found.length
    ? found
        .map((problem) => [problem.message[lang], problem.mend[lang]].filter(Boolean).join(' → '))
        .join(' ')
    : null;
}
