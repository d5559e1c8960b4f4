'use strict';
// Two people saved the same plan: both sides side by side, and three ways on.

import {h} from '../dom.js';
import {Words} from './describe.js';
import {draftNames} from './names.js';
import {loadSchema} from './schema.js';

const equal = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Theirs, then what is only in mine, in order. */
export function joined(theirs, mine) {
  return [...theirs, ...mine.filter((change) => !theirs.some((each) => equal(each, change)))];
}

function side(context, words, title, changes) {
  const entries = words.entries(changes);
  return h(
    'section',
    {},
    h('h3', {}, title),
    entries.length
      ? h(
          'ol',
          {class: 'changes'},
          entries.map((entry) => h('li', {}, entry.text)),
        )
      : h('p', {class: 'muted'}, context.t('ch_none')),
  );
}

/** Saves what was merged over theirs, if its check finds nothing. */
async function saveMerged(context, draft, {body, current}, settle) {
  const {api, t} = context;
  const changes = joined(current.changes, draft.changes);
  draft.replace(changes);
  const {problems} = await api.post('draft/check', {base: draft.base, changes});
  if (problems.length) {
    draft.saved = {
      id: current.id,
      names: current.names,
      descriptions: current.descriptions,
      mine: true,
      version: current.version,
    };
    draft.store();
    context.toast(t('cf_merge_bad'), 'bad');
    return null;
  }
  const next = Object.assign({}, body, {changes, version: current.version});
  return settle(context, draft, next, await api.put('what-if', next));
}

/**
 * Shows both sides and does what is chosen; gives the key of the saved scenario or null.
 * `current` is the server's scenario, `again` asks for another name, `settle` makes the draft the saved one.
 */
export async function solve(context, draft, conflict, {again, settle}) {
  const {t, openDialog} = context;
  const {current, body} = conflict;
  const nameOf = await draftNames(context, draft).catch(() => () => null);
  const words = new Words(context, await loadSchema(context.api), nameOf);
  const sameBase = current.base === draft.base;
  const chosen = await openDialog({
    title: t('cf_title'),
    wide: true,
    body: [
      h('p', {}, t('cf_text', {id: body.id})),
      h(
        'div',
        {class: 'sides'},
        side(context, words, t('cf_theirs'), current.changes),
        side(context, words, t('cf_mine'), draft.changes),
      ),
    ],
    actions: [
      {text: t('cancel'), value: null},
      {text: t('cf_take'), value: 'take'},
      {text: t('cf_other'), value: 'other'},
      ...(sameBase ? [{text: t('cf_merge'), value: 'merge', kind: 'primary'}] : []),
    ],
  });
  try {
    if (chosen === 'other') return again();
    if (chosen === 'merge') return await saveMerged(context, draft, conflict, settle);
    if (chosen === 'take') {
      const {id, names, descriptions, version} = current;
      draft.base = current.base;
      draft.replace(current.changes);
      context.drafts.settle(draft, id, {id, names, descriptions, version, mine: true});
      context.toast(t('cf_taken'));
      return id;
    }
  } catch (error) {
    context.fail(error);
  }
  return null;
}
