'use strict';
// Targets as rows of a form: KPI, where, at least or at most, bound; written as the command line reads them.

import {fill, h, uid} from '../dom.js';
import {select, tell} from './form.js';

const FIXED_KEYS = {
  kind: ['transaction', 'problem'],
  family: ['basic', 'value_added', 'professional'],
  channel: ['walk_in', 'appointment', 'online', 'home_visit', 'roving'],
};

/** One target; `kpis` as the schema lists them, keysOf(level) gives known keys [id, name]. */
function targetRow(context, kpis, keysOf, onRemove) {
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
    const fixed = (FIXED_KEYS[level.value] || []).map((id) => [id, t(`key_${id}`)]);
    const keys = level.value === 'network' ? [] : fixed.concat(await keysOf(level.value));
    key = keys.length ? known : typed;
    known.hidden = !keys.length;
    typed.hidden = keys.length > 0 || level.value === 'network';
    fill(known, keys.map(([id, name]) => h('option', {value: id}, name)));
  }
  function paintKpi() {
    const one = chosen();
    fill(level, one.levels.map((each) => h('option', {value: each}, t(`level_${each}`))));
    sign.value = one.direction === 'lower' ? '<=' : '>=';
    fill(unit,
      one.unit.en === 'share' ? t('plan_target_share') : t('plan_target_unit', {unit: names(one.unit)}));
    paintKeys();
  }
  kpi.addEventListener('change', paintKpi);
  level.addEventListener('change', () => {
    typed.value = '';
    paintKeys();
  });
  const remove = h('button',
    {type: 'button', class: 'small', 'aria-label': t('plan_target_remove'), onclick: onRemove}, '×');
  const node = h('div', {class: 'target', role: 'group'},
    kpi, level, known, typed, sign, bound, remove, unit);
  paintKpi();
  return {
    node,
    kpi,
    /** The target as typed, or null (and the fault shown) where something is missing. */
    read() {
      const where = level.value === 'network' ? '' : `/${level.value}/${key.value.trim()}`;
      const right = [
        tell(key, where.endsWith('/') ? t('plan_target_which') : null),
        tell(bound, bound.value === '' ? t('plan_target_missing') : null),
      ];
      return right.every(Boolean) ? `${kpi.value}${where}${sign.value}${Number(bound.value)}` : null;
    },
  };
}

/** A list of targets that grows; returns {node, read()}: texts, or null where one is not complete. */
export function targetList(context, kpis, keysOf) {
  const {t} = context;
  let rows = [];
  const box = h('div', {class: 'targets'});
  const add = h('button', {type: 'button', onclick: () => {
    const row = targetRow(context, kpis, keysOf, () => {
      rows = rows.filter((one) => one !== row);
      row.node.remove();
      number();
      add.focus();
    });
    rows.push(row);
    box.append(row.node);
    number();
    row.kpi.focus();
  }}, t('plan_target_add'));
  const number = () =>
    rows.forEach((row, i) => row.node.setAttribute('aria-label', t('plan_target_n', {n: i + 1})));
  return {
    node: h('fieldset', {}, h('legend', {}, t('plan_targets')),
      h('p', {class: 'note'}, t('plan_targets_help')), box, add),
    read() {
      const texts = rows.map((row) => row.read());
      return texts.includes(null) ? null : texts;
    },
  };
}
