'use strict';
// The choice of an input file: a shipped one, one uploaded before, or a new upload, checked by the server.

import {fill, h} from '../dom.js';
import {faultNode} from '../planning/problems.js';
import {field} from './form.js';

const ACCEPT = {candidates: '.csv,text/csv', levers: '.yaml,.yml'};

/**
 * A select of files of a kind (candidates, levers) with an upload button; `was`: what was chosen before,
 * `scenario`: what an upload is for.
 * Returns {node, value()}: the upload's id, the shipped path, or '' for none.
 */
export function fileChoice(context, {kind, label, help, none, shipped, was, scenario}) {
  const {t, api} = context;
  const choose = h('select', {name: kind});
  const faults = h('div', {});
  const picker = h('input',
    {type: 'file', accept: ACCEPT[kind], hidden: true, 'aria-label': label, tabindex: -1});
  const button = h('button',
    {type: 'button', onclick: () => picker.click(), 'aria-label': `${label}: ${t('plan_upload')}`},
    t('plan_upload'));

  async function paint(wanted) {
    const own = (await api.get('uploads')).uploads.filter((one) => one.kind === kind);
    fill(choose, h('option', {value: ''}, none),
      shipped.map((path) => h('option', {value: path}, t('plan_shipped', {name: path.split('/').pop()}))),
      own.map((one) => h('option', {value: one.id}, t('plan_uploaded', {name: one.name}))));
    choose.value = wanted;
    if (choose.selectedIndex < 0) choose.value = ''; // a file that is gone
  }

  picker.addEventListener('change', async () => {
    if (!picker.files.length) return;
    const form = new FormData();
    form.append('kind', kind);
    if (scenario) form.append('scenario', scenario.id); // candidates are held against it
    form.append('file', picker.files[0]);
    button.disabled = true;
    try {
      const taken = await api.upload('uploads', form);
      fill(faults);
      await paint(taken.id);
      context.toast(t('plan_upload_done', {name: picker.files[0].name}), 'good');
    } catch (error) {
      fill(faults, faultNode(context, error));
    }
    picker.value = '';
    button.disabled = false;
  });

  const node = h('div', {}, h('div', {class: 'file-row'}, field(label, choose, help), button), picker,
    faults);
  return {node, ready: paint(was || (kind === 'candidates' && shipped.length ? shipped[0] : '')),
    value: () => choose.value, choose};
}
