'use strict';
// The upload of a scenario zip or of outlines, in a dialog that shows what is wrong.

import {fill, h, uid} from '../dom.js';
import {faultNode} from './problems.js';

const KINDS = {
  scenario: {accept: '.zip,application/zip', title: 'up_scenario', help: 'up_scenario_help'},
  outlines: {accept: '.geojson,.json,application/geo+json', title: 'up_outlines', help: 'up_outlines_help'},
};

/** Asks for a file and uploads it; gives the server's answer, or null. */
export async function upload(context, kind) {
  const {t, api, openDialog} = context;
  const id = uid('file');
  // the browser's own button would speak the browser's language
  const input = h('input',
    {type: 'file', id, class: 'sr', accept: KINDS[kind].accept, 'aria-describedby': `${id}-help`});
  const chosen = h('span', {class: 'wrap'}, t('up_none'));
  const faults = h('div', {});
  input.addEventListener('change', () => {
    fill(faults);
    fill(chosen, input.files.length ? input.files[0].name : t('up_none'));
  });
  let taken = null;
  await openDialog({
    title: t(KINDS[kind].title),
    wide: true,
    body: [
      h(
        'div',
        {class: 'field'},
        h('label', {for: id}, t('up_file')),
        h('div', {class: 'row'}, input, h('label', {for: id, class: 'button'}, t('up_pick')), chosen),
        h('span', {class: 'help', id: `${id}-help`}, t(KINDS[kind].help)),
      ),
      faults,
    ],
    actions: [
      {text: t('cancel'), value: null},
      {
        text: t('up_send'),
        value: true,
        kind: 'primary',
        check: async () => {
          if (!input.files.length) {
            fill(faults, h('p', {class: 'message bad', role: 'alert'}, t('up_choose')));
            return false;
          }
          const form = new FormData();
          form.append('kind', kind);
          form.append('file', input.files[0]);
          try {
            taken = await api.upload('uploads', form);
            return true;
          } catch (error) {
            fill(faults, faultNode(context, error));
            return false;
          }
        },
      },
    ],
  });
  if (taken) context.toast(t('up_done', {name: context.names(taken)}), 'good');
  return taken;
}
