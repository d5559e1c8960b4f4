'use strict';
// What stands above the map, the tables and the plan: which draft, its changes, its check, undo, save, run.

import {fill, h, later} from '../dom.js';
import {ask} from './ask_save.js';
import {grouped} from './describe.js';

const CHECK_AFTER = 250; // milliseconds without an edit

/** Checks a draft on the server; onResult({state, problems, warnings}) also hears that it is busy. */
class Checker {
  constructor({api}, draft, onResult) {
    Object.assign(this, {api, draft, onResult, turn: 0});
    this.soon = later(CHECK_AFTER, () => this.check());
  }

  /** Checks when no more edits come. */
  start() {
    this.turn += 1;
    this.onResult({state: 'busy', problems: [], warnings: []});
    this.soon();
  }

  async check() {
    const turn = this.turn;
    let result;
    try {
      const {problems, warnings} = await this.api.post('draft/check', this.draft.body());
      result = {state: problems.length ? 'bad' : 'good', problems, warnings};
    } catch (error) {
      result = {state: 'failed', problems: error.problems || [], warnings: [], error};
    }
    if (turn === this.turn) this.onResult(result);
  }

  stop() {
    this.turn += 1;
    this.soon.cancel();
  }
}

function checkBadge({t}, {state, problems, warnings}) {
  if (state === 'busy') return h('span', {class: 'badge'}, t('check_busy'));
  if (state === 'failed') return h('span', {class: 'badge bad'}, t('check_failed'));
  if (state === 'bad')
    return h('span', {class: 'badge bad'}, t('check_bad', {n: problems.length}));
  const n = warnings.length;
  return [
    h('span', {class: 'badge good'}, t('check_good')),
    n ? h('span', {class: 'badge warn'}, t('check_warn', {n})) : null,
  ];
}

/**
 * The bar for a draft. Returns {node, stop}; `title` is the view's heading; onCheck(result) hears each check.
 */
export function draftBar(context, draft, title, onCheck) {
  const {t, names, drafts, go, api} = context;
  let base = draft.base; // its id until its name has come
  const heading = h('h1', {});
  const about = h('p', {class: 'note'});
  const checked = h('a', {class: 'check-link', href: `#/whatif?scenario=${encodeURIComponent(draft.key)}`});
  const undo = h(
    'button',
    {type: 'button', onclick: () => draft.undo(), 'aria-keyshortcuts': 'Control+Z'},
    t('undo'),
  );
  const redo = h(
    'button',
    {type: 'button', onclick: () => draft.redo(), 'aria-keyshortcuts': 'Control+Y'},
    t('redo'),
  );
  const save = h('button', {type: 'button', class: 'primary', onclick: () => ask(context, draft)}, t('save'));
  const checker = new Checker(context, draft, (result) => {
    fill(checked, checkBadge(context, result));
    if (onCheck) onCheck(result);
  });

  /** Runs the saved plan; unsaved changes are saved first. */
  async function run(compare) {
    let key = draft.key;
    if (draft.dirty()) {
      context.toast(t('save_first'));
      key = await ask(context, draft);
      if (!key) return;
    }
    const query = new URLSearchParams({scenario: key});
    if (compare) query.set('with', draft.base);
    go(`#/run?${query}`);
  }

  const runs = h('button', {type: 'button', onclick: () => run(false)}, t('run'));
  const compares = h('button', {type: 'button', onclick: () => run(true)}, t('compare_base'));

  function paint() {
    const n = grouped(draft.changes).length; // as the list of changes counts
    fill(heading, t('db_title', {view: title, name: names(draft)}));
    fill(
      about,
      draft.saved ? `${t('db_from', {base})} · ` : '',
      h('span', {class: n ? 'badge accent' : 'badge'}, t('db_count', {n})),
      ' ',
      draft.dirty()
        ? h('span', {class: 'badge warn'}, t('db_unsaved'))
        : draft.saved
          ? h('span', {class: 'badge good'}, t('db_saved'))
          : null,
    );
    undo.disabled = !draft.past.length;
    redo.disabled = !draft.future.length;
    save.disabled = !draft.dirty();
    compares.disabled = !n;
  }

  const keys = (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || document.querySelector('dialog[open]')) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return; // fields undo their own typing
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) draft.redo();
    else draft.undo();
  };
  document.addEventListener('keydown', keys);
  let changes = draft.changes;
  const unwatch = drafts.watch(() => {
    paint();
    if (changes !== draft.changes) checker.start();
    changes = draft.changes;
  });
  paint();
  checker.start();
  api.get('scenario', {id: draft.base}).then(
    (found) => {
      base = names(found);
      paint();
    },
    () => {}, // the check says what is wrong with the base
  );
  return {
    node: h(
      'div',
      {class: 'head draft-bar'},
      h('div', {}, heading, about),
      h('div', {class: 'row'}, h('span', {role: 'status'}, checked), undo, redo, save, runs, compares),
    ),
    stop: () => {
      unwatch();
      checker.stop();
      document.removeEventListener('keydown', keys);
    },
  };
}
