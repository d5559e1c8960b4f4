'use strict';
// Plans in a result (recommended.yaml and others): opened as a draft of the scenario that they start from.

import {h} from '../dom.js';

const PLAN = /^(?:.*\/)?(?:plans\/([^/]+)|(recommended))\.yaml$/;
const PICKS = ['today', 'as_good', 'within_budget', 'knee', 'best']; // of a frontier
const MOST = 6; // buttons

/** Opens a plan of a result on the map, as unsaved changes of its scenario. */
async function open(context, id, path) {
  const {t, api, drafts, ask, toast, go} = context;
  try {
    const {base, changes, names, same} = await api.get('result/plan', {id, path});
    const draft = await drafts.open(api, base);
    const question = {title: t('result_plan_open'), ok: t('result_plan_open'),
      text: t('result_plan_over', {name: context.names(draft)})};
    if (draft.dirty() && !(await ask(question))) return;
    draft.proposed = names; // when it is saved
    draft.replace(changes);
    toast(t(same ? 'result_plan_opened' : 'result_plan_other'), same ? 'good' : 'bad');
    go(`#/network?scenario=${encodeURIComponent(base)}`);
  } catch (error) {
    context.fail(error);
  }
}

/** What a plan is called: the picks of a frontier have names, others that of their file. */
const planName = (t, stem) => (PICKS.includes(stem) ? t(`pick_${stem}`) : stem);

/** Buttons for the plans among a result's files [{path}], the recommended one first. */
export function planButtons(context, id, files) {
  const {t} = context;
  const found = files.map(({path}) => [path, PLAN.exec(path)]).filter(([, match]) => match);
  const rank = ([, match]) => (match[2] ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b)).slice(0, MOST).map(([path, match]) =>
    h('button', {type: 'button', onclick: () => open(context, id, path)},
      match[2] ? t('result_plan_recommended') : t('result_plan', {name: planName(t, match[1])})));
}
