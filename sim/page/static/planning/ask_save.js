'use strict';
// Saving a draft as a what-if: the questions, the request, and what to do when another save came first.

import {fill, h, uid} from '../dom.js';
import {solve} from './conflict.js';
import {faultNode} from './problems.js';

const ID = /^[a-z0-9][a-z0-9._-]{0,59}$/;
const FIELDS = [
  ['zh', 'sv_name_zh', 'sv_name_help', 'input'],
  ['en', 'sv_name_en', null, 'input'],
  ['about_zh', 'sv_about_zh', null, 'textarea'],
  ['about_en', 'sv_about_en', null, 'textarea'],
  ['id', 'sv_id', 'sv_id_help', 'input'],
];

/** File id of a scenario id: mine/my_plan.yaml -> my_plan. */
export const stem = (id) =>
  String(id)
    .replace(/^.*\//, '')
    .replace(/\.ya?ml$/, '');

/** Id, names and descriptions that a save starts from; `other`: for another name. */
export function suggestion(draft, t, other) {
  const {saved} = draft;
  if (saved) {
    const id = stem(saved.id);
    const about = saved.descriptions || {};
    const own = saved.mine && !other;
    return {
      id: own ? id : `${id.slice(0, 50)}_2`,
      zh: saved.names.zh,
      en: saved.names.en,
      about_zh: about.zh || '',
      about_en: about.en || '',
    };
  }
  const day = new Date().toISOString().slice(0, 10);
  return {
    id: `${stem(draft.base)}_${day}`,
    zh: (draft.proposed || {}).zh || `${t('sv_new_zh')} ${day}`,
    en: (draft.proposed || {}).en || `${t('sv_new_en')} ${day}`,
    about_zh: '',
    about_en: '',
  };
}

function form(context, start) {
  const {t} = context;
  const inputs = {};
  const nodes = FIELDS.map(([name, label, help, tag]) => {
    const id = uid(`save-${name}`);
    inputs[name] = h(tag, {
      id,
      rows: tag === 'textarea' ? '2' : null,
      maxlength: tag === 'textarea' ? '2000' : '200',
      'aria-describedby': help ? `${id}-help` : null,
      value: start[name],
      autocomplete: 'off',
    });
    return h(
      'div',
      {class: 'field'},
      h('label', {for: id}, t(label)),
      inputs[name],
      help ? h('span', {class: 'help', id: `${id}-help`}, t(help)) : null,
    );
  });
  const id = nodes.pop(); // ready made: a detail for those who mind files
  const more = h('details', {}, h('summary', {}, t('sv_more')), id);
  return {
    nodes: [...nodes, more],
    inputs,
    values: () =>
      Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value.trim()])),
  };
}

/** Key of the first wrong field's text, or null. */
function wrong(values) {
  if (!ID.test(values.id)) return ['id', 'sv_id_bad'];
  return values.zh || values.en ? null : ['zh', 'sv_name_bad'];
}

/** The body of PUT /api/what-if. */
function bodyOf(draft, values, version) {
  return {
    id: values.id,
    names: {zh: values.zh || values.en, en: values.en || values.zh},
    descriptions: {zh: values.about_zh, en: values.about_en},
    base: draft.base,
    changes: draft.changes,
    version,
  };
}

/** After a save: the draft is the saved what-if. */
function settle(context, draft, body, answer) {
  const saved = {
    id: answer.id,
    version: answer.version,
    names: body.names,
    descriptions: body.descriptions,
    mine: true,
  };
  context.drafts.settle(draft, answer.id, saved);
  context.toast(context.t('sv_saved', {id: answer.id}), 'good');
  return answer.id;
}

/**
 * Asks for names and saves. Gives the saved id, or null when it was left. `other`: under another name.
 * When saved, the view is shown anew for the saved scenario.
 */
export async function ask(context, draft, other) {
  const {t, openDialog, api} = context;
  const fields = form(context, suggestion(draft, t, other));
  const faults = h('div', {});
  const before = draft.key;
  let key = null;
  let conflict = null;
  await openDialog({
    title: t('sv_title'),
    body: [fields.nodes, faults],
    actions: [
      {text: t('cancel'), value: null},
      {
        text: t('sv_save'),
        value: true,
        kind: 'primary',
        check: async () => {
          const values = fields.values();
          const fault = wrong(values);
          for (const [name, input] of Object.entries(fields.inputs)) {
            input.setAttribute('aria-invalid', String(Boolean(fault) && fault[0] === name));
          }
          if (fault) {
            fill(faults, h('p', {class: 'message bad', role: 'alert'}, t(fault[1])));
            if (fault[0] === 'id') fields.nodes[fields.nodes.length - 1].open = true;
            fields.inputs[fault[0]].focus();
            return false;
          }
          const own = draft.saved && draft.saved.mine && stem(draft.saved.id) === values.id;
          const body = bodyOf(draft, values, own ? draft.saved.version : null);
          try {
            key = settle(context, draft, body, await api.put('what-if', body));
          } catch (error) {
            if (error.status === 409 && error.body.current) {
              conflict = {body, current: error.body.current};
              return true;
            }
            const gone = error.status === 409 && own;
            if (gone) draft.saved.version = null; // removed meanwhile: the next save makes it anew
            fill(faults, faultNode(context, error), gone ? h('p', {}, t('sv_gone')) : null);
            return false;
          }
          return true;
        },
      },
    ],
  });
  if (conflict) key = await solve(context, draft, conflict, {again: () => ask(context, draft, true), settle});
  if (key && key !== before) {
    const [path, query] = location.hash.split('?');
    const kept = new URLSearchParams(query || '');
    kept.set('scenario', key);
    if (!path.startsWith('#/run')) context.go(`${path}?${kept}`);
  }
  return key;
}
