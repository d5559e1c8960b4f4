'use strict';
// The list of finished results; ticked runs are compared.

import {fill, h} from '../dom.js';
import {charts} from '../runs/charts.js';
import {moment} from '../runs/say.js';
import '../words_runs.js';

const EVERY = 5000; // ms between two looks at the list: others make results too
const SHARED = ['start', 'days', 'warm_up_days', 'replications', 'seed']; // that compared runs have in common
const COUNTED = ['run', 'comparison']; // a search has other numbers of replications in each of its steps

/** Whether two runs can be compared: the same window, seed and replications. */
export const fits = (a, b) => SHARED.every((name) => a[name] === b[name]);

/** Asks, then deletes a result; true if it is gone. */
export async function removeResult(context, id, name) {
  const {t, api} = context;
  const question = {title: t('result_delete'), text: t('result_delete_ask', {name}), ok: t('result_delete')};
  if (!(await context.ask(Object.assign(question, {danger: true})))) return false;
  try {
    await api.remove('result', {id});
    context.toast(t('result_deleted', {name}), 'good');
    return true;
  } catch (error) {
    context.fail(error);
    return false;
  }
}

export const view = {
  name: 'results',
  title: {zh: '结果', en: 'Results'},
  async mount(root, context) {
    const {t, api, names} = context;
    const picked = new Set();
    let results = [];
    let kind = '';
    let shown = '';
    let timer = 0;
    const filter = h('div', {class: 'row kinds', role: 'group', 'aria-label': t('results_filter')});
    const body = h('tbody', {});
    const empty = h('p', {class: 'muted'});
    const count = h('span', {class: 'note', role: 'status'});
    const go = h('button', {type: 'button', class: 'primary', onclick: () => {
      const order = results.filter((one) => picked.has(one.id)).map((one) =>
        one.id).reverse(); // the oldest as base
      context.go(`#/compare?${order.map((id) => `id=${encodeURIComponent(id)}`).join('&')}`);
    }}, t('results_compare'));

    function row(one) {
      const name = names(one);
      const id = encodeURIComponent(one.id);
      const first = results.find((each) => picked.has(each.id));
      const box = h('input', {type: 'checkbox', value: one.id, 'aria-label': t('results_pick', {name}),
        disabled: Boolean(first && !picked.has(one.id) && !fits(first, one)), onchange: () => {
          if (box.checked) picked.add(one.id);
          else picked.delete(one.id);
          paint();
        }});
      box.checked = picked.has(one.id);
      return h('tr', {},
        h('td', {}, one.kind === 'run' ? box : null),
        h('th', {scope: 'row'}, h('a', {href: `#/result?id=${id}`}, name),
          h('small', {}, h('code', {}, one.id))),
        h('td', {}, t(`kind_${one.kind}`), ' ',
          one.has_report ? h('span', {class: 'badge'}, t('results_report')) : null,
          one.has_cases ? h('span', {class: 'badge'}, t('results_cases')) : null),
        h('td', {class: 'number'}, one.days),
        h('td', {class: 'number'}, COUNTED.includes(one.kind) ? one.replications : '–'),
        h('td', {}, moment(one.created)),
        h('td', {},
          h('div', {class: 'row do'}, one.has_cases ? h('a', {class: 'button small', href: `#/day?id=${id}`,
          'aria-label': `${t('result_day')}: ${name}`}, t('result_day')) : null,
        h('button', {type: 'button', class: 'danger small', 'aria-label': `${t('result_delete')}: ${name}`,
          onclick: () => remove(one.id, name)}, t('result_delete')))));
    }

    async function remove(id, name) {
      if (!(await removeResult(context, id, name))) return;
      picked.delete(id);
      look();
    }

    function paintFilter() {
      const kinds = [...new Set(results.map((one) => one.kind))];
      const button = (value, text) => h('button', {type: 'button', class: 'small', 'data-kind': value,
        'aria-pressed': String(kind === value), onclick: () => {
          kind = value;
          paint();
          filter.querySelector(`[data-kind="${value}"]`).focus();
        }}, text);
      fill(filter, button('', t('results_all')), kinds.map((each) => button(each, t(`kind_${each}`))));
    }

    function paint() {
      const held = document.activeElement;
      const place = held && body.contains(held)
        ? [held.tagName, held.value || held.getAttribute('href')] : null;
      const found = results.filter((one) => !kind || one.kind === kind);
      paintFilter();
      fill(body, found.map(row));
      fill(empty, found.length ? null : t(results.length ? 'results_none_kind' : 'results_none'));
      go.disabled = picked.size < 2;
      fill(count, picked.size ? t('results_picked', {n: picked.size}) : null);
      const again = place && [...body.querySelectorAll(place[0])].find((one) =>
        (one.value || one.getAttribute('href')) === place[1]);
      if (again) again.focus();
    }

    async function look() {
      clearTimeout(timer);
      try {
        const answer = await api.get('results');
        if (!context.alive()) return;
        const text = JSON.stringify(answer.results);
        if (text !== shown) {
          shown = text;
          results = answer.results;
          for (const id of [...picked]) if (!results.some((one) => one.id === id)) picked.delete(id);
          paint();
        }
      } catch (error) {
        if (error.status !== 0) context.fail(error);
      }
      if (context.alive()) timer = setTimeout(look, EVERY);
    }

    const heads = ['pick', 'name', 'kind', 'days', 'replications', 'created', 'do'].map((key) =>
      h('th', {scope: 'col', class: ['days', 'replications'].includes(key) ? 'number' : null},
        t(`results_head_${key}`)));
    root.append(
      h('div', {class: 'head'},
        h('div', {}, h('h1', {}, t('results_title')), h('p', {class: 'note'}, t('results_intro'))),
        h('div', {class: 'row'}, count, go)),
      filter, h('div', {class: 'card scroll'}, h('table', {class: 'full results'},
        h('thead', {}, h('tr', {}, heads)), body), empty));
    await look();
    charts().catch(() => {}); // fetched ahead, so that what is opened next is drawn at once
    return () => clearTimeout(timer);
  },
};
