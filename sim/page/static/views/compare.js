'use strict';
// Comparing finished runs: the base is chosen, the server pairs them, the comparison is shown.

import {fill, h} from '../dom.js';
import {faultNode} from '../planning/problems.js';
import {charts} from '../runs/charts.js';
import {check, field, select} from '../runs/form.js';
import {moment} from '../runs/say.js';
import {fits} from './results.js';
import '../words_planning.js';
import '../words_runs.js';

export const view = {
  name: 'compare',
  title: {zh: '比较', en: 'Compare'},
  async mount(root, context) {
    const {t, api, names, query} = context;
    charts().catch(() => {});
    import('./result.js').catch(() => {}); // is looked at next
    const runs = (await api.get('results')).results.filter((one) => one.kind === 'run');
    if (!context.alive()) return;
    const asked = query.getAll('id').filter((id) => runs.some((one) => one.id === id));
    const name = (one) => `${moment(one.created)} · ${names(one)}`; // names may be cut
    const ticked = new Set(asked.slice(1));
    const base = select('base', runs.map((one) => [one.id, name(one)]), asked[0] || (runs[0] || {}).id);
    const others = h('fieldset', {});
    const faults = h('div', {});
    const go = h('button', {type: 'submit', class: 'primary'}, t('cmp_go'));

    /** Lets the server read what is ticked, so that the comparison is at once. */
    const ready = () => api.post('results/ready', {results: [base.value, ...ticked]}).catch(() => {});

    function paint() {
      const first = runs.find((one) => one.id === base.value);
      const found = runs.filter((one) => one !== first && fits(first, one));
      for (const id of [...ticked]) if (!found.some((one) => one.id === id)) ticked.delete(id);
      fill(others, h('legend', {}, t('cmp_with')), found.map((one) => {
        const {node, box} = check('other', name(one), {checked: ticked.has(one.id), value: one.id});
        box.addEventListener('change', () => {
          if (box.checked) ticked.add(one.id);
          else ticked.delete(one.id);
          go.disabled = !ticked.size;
          ready();
        });
        return node;
      }), found.length ? null : h('p', {class: 'muted'}, t('cmp_none_fits')));
      go.disabled = !ticked.size;
    }

    async function compare(event) {
      event.preventDefault();
      go.disabled = true;
      fill(go, t('cmp_busy'));
      try {
        const {id} = await api.post('results/compare', {results: [base.value, ...ticked]});
        context.go(`#/result?id=${encodeURIComponent(id)}`);
      } catch (error) {
        fill(faults, faultNode(context, error));
        go.disabled = false;
        fill(go, t('cmp_go'));
      }
    }

    base.addEventListener('change', () => {
      paint();
      ready();
    });
    root.append(h('div', {class: 'head'}, h('div', {}, h('h1', {}, t('cmp_title')),
      h('p', {class: 'note'}, t('cmp_intro')))), runs.length < 2
      ? h('div', {class: 'card narrow'}, h('p', {}, t('cmp_too_few')),
        h('a', {class: 'button primary', href: '#/run'}, t('jobs_new')))
      : h('form', {class: 'card narrow', onsubmit: compare}, field(t('cmp_base'), base), others, faults,
        h('div', {}, go)));
    if (runs.length >= 2) {
      paint();
      if (ticked.size) ready();
    }
  },
};
