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
  const input = h('input', {type: 'file', id, accept: KINDS[kind].accept, 'aria-describedby': `${id}-help`});
  const faults = h('div', {});
  input.addEventListener('change', () => fill(faults));
  let taken = null;
  await openDialog({
    title: t(KINDS[kind].title),
    wide: true,
    body: [
      h(
        'div',
        {class: 'field'},
        h('label', {for: id}, t('up_file')),
        input,
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
