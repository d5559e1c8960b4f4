'use strict';
// Targets as rows of a form: KPI, where, at least or at most, bound; written as the command line reads them.

import {fill, h, uid} from '../dom.js';
import {select, tell} from './form.js';
import '../words_values.js';

const FIXED_KEYS = {
  kind: ['transaction', 'problem'],
  family: ['basic', 'value_added', 'professional'],
  channel: ['walk_in', 'appointment', 'online', 'home_visit', 'roving'],
};

const TARGET = /^([a-z0-9_]+)(?:\/([a-z]+)\/([^<>=]+))?(>=|<=)(.+)$/;
const isShare = (kpi) => kpi.unit.en === 'share';

/** A share as per cent without the noise of binary fractions, and back. */
const toPercent = (value) => Number((100 * value).toPrecision(12));
const fromPercent = (value) => Number((value / 100).toPrecision(12));

/** What is wrong with a bound as it is typed, in words, or null. */
function boundFault(kpi, input, t) {
  if (input.value === '' || input.validity.badInput) return t('plan_target_missing');
  const value = Number(input.value);
  if (isShare(kpi) && (value < 0 || value > 100)) return t('plan_target_percent');
  return value < 0 ? t('form_least', {bound: 0}) : null;
}

/**
 * One target; `kpis` as the schema lists them, keysOf(level) gives known keys [id, name]; `was`: a target as
 * the command line reads it, to begin with.
 */
function targetRow(context, kpis, keysOf, {was, onRemove}) {
  const {t, names} = context;
  const label = (key) => t(`plan_target_${key}`);
  const kpi = select('kpi', kpis.map((one) => [one.id, names(one)]), 'on_time_share');
  const level = h('select', {name: 'level', 'aria-label': label('level')});
  const known = h('select', {name: 'key', 'aria-label': label('key'), id: uid('key')});
  const typed = h('input', {name: 'key', 'aria-label': label('key'), id: uid('key')});
  let key = known; // a choice where the keys of the level are known, else typed
  const sign = select('sign', [['>=', label('least')], ['<=', label('most')]]);
  const bound = h('input',
    {name: 'bound', type: 'number', step: 'any', 'aria-label': label('value'), id: uid('bound')});
  const unit = h('span', {class: 'note'});
  kpi.setAttribute('aria-label', label('kpi'));
  sign.setAttribute('aria-label', label('sign'));

  const chosen = () => kpis.find((one) => one.id === kpi.value);
  async function paintKeys() {
    const at = level.value;
    const fixed = FIXED_KEYS[at] && FIXED_KEYS[at].map((id) => [id, t(`va_${id}`)]);
    const keys = fixed || (await keysOf(at).catch((error) => {
      context.fail(error);
      return []; // they can be typed
    }));
    if (at !== level.value) return; // another was chosen meanwhile
    key = keys.length ? known : typed;
    known.hidden = !keys.length;
    typed.hidden = keys.length > 0 || at === 'network';
    fill(known, keys.map(([id, name]) => h('option', {value: id}, name)));
  }
  function paintKpi() {
    const one = chosen();
    fill(level, one.levels.map((each) => h('option', {value: each}, t(`level_${each}`))));
    sign.value = one.direction === 'lower' ? '<=' : '>=';
    fill(unit,
      isShare(one) ? t('plan_target_share') : t('plan_target_unit', {unit: names(one.unit)}));
    return paintKeys();
  }
  /** Begins with a target that was asked before. */
  async function begin() {
    const [, id, where, of, way, value] = TARGET.exec(was || '') || [];
    if (kpis.some((one) => one.id === id)) kpi.value = id;
    await paintKpi();
    if (!value) return;
    level.value = where || 'network';
    await paintKeys();
    if (of) key.value = of;
    sign.value = way;
    bound.value = isShare(chosen()) ? toPercent(Number(value)) : Number(value);
  }
  kpi.addEventListener('change', paintKpi);
  level.addEventListener('change', () => {
    typed.value = '';
    paintKeys();
  });
  const remove = h('button',
    {type: 'button', class: 'small', 'aria-label': t('plan_target_remove'), onclick: onRemove}, '×');
  const node = h('div', {class: 'target', role: 'group'},
    kpi, level, known, typed, sign, bound, unit, remove);
  return {
    node,
    kpi,
    ready: begin(),
    /** The target as typed, or null (and the fault shown) where something is missing. */
    read() {
      const where = level.value === 'network' ? '' : `/${level.value}/${key.value.trim()}`;
      const right = [
        tell(key, where.endsWith('/') ? t('plan_target_which') : null),
        tell(bound, boundFault(chosen(), bound, t)),
      ];
      const value = isShare(chosen()) ? fromPercent(Number(bound.value)) : Number(bound.value);
      return right.every(Boolean) ? `${kpi.value}${where}${sign.value}${value}` : null;
    },
  };
}

/**
 * A list of targets that grows, from those that were asked before; returns {node, ready, read()}: texts, or
 * null where one is not complete.
 */
export function targetList(context, kpis, keysOf, before) {
  const {t} = context;
  let rows = [];
  const box = h('div', {class: 'targets'});
  function more(was) {
    const onRemove = () => {
      rows = rows.filter((one) => one !== row);
      row.node.remove();
      number();
      add.focus();
    };
    const row = targetRow(context, kpis, keysOf, {was, onRemove});
    rows.push(row);
    box.append(row.node);
    number();
    return row;
  }
  const add = h('button', {type: 'button', onclick: () => more().kpi.focus()}, t('plan_target_add'));
  const number = () =>
    rows.forEach((row, i) => row.node.setAttribute('aria-label', t('plan_target_n', {n: i + 1})));
  return {
    node: h('fieldset', {}, h('legend', {}, t('plan_targets')),
      h('p', {class: 'note'}, t('plan_targets_help')), box, add),
    ready: Promise.all(before.map((was) => more(was).ready)),
    read() {
      const texts = rows.map((row) => row.read());
      return texts.includes(null) ? null : texts;
    },
  };
}
