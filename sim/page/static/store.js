'use strict';
// Drafts: a base and its changes, one a scenario that was opened, kept in the browser until they are saved.

import {merge} from './planning/merge.js';

const STEM = 'yizhan.draft.';
const CURRENT = 'yizhan.current';
const STEPS = 100; // that can be undone
const KEPT_STEPS = 20; // of them over a reload: the browser keeps some megabytes only
const watchers = new Set();
const open = new Map();
let current = null;

/** Keeps a text in the browser, or removes it (null); false where there is no room, or no storage at all. */
function keep(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
    return true;
  } catch (error) {
    return false; // the draft lives as long as the page
  }
}

function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch (error) {
    return null;
  }
}

/** One draft; `key` is the scenario that was opened, `saved` what the server holds of it (null: a folder). */
class Draft {
  constructor(state) {
    Object.assign(this, {past: [], future: [], origins: {}}, state);
  }

  /** What requests carry. */
  body() {
    return {base: this.base, changes: this.changes};
  }

  /** True if it holds anything that is not saved. */
  dirty() {
    return JSON.stringify(this.changes) !== JSON.stringify(this.start);
  }

  /** Does an edit {kind, …} (planning/merge.js): adds a change, or alters the one that it edits again. */
  edit(edit) {
    const {changes, origins} = merge(this.changes, this.origins, edit);
    this.replace(changes, origins);
  }

  /** Does several edits as one step. */
  editAll(edits) {
    let state = {changes: this.changes, origins: this.origins};
    for (const edit of edits) state = merge(state.changes, state.origins, edit);
    this.replace(state.changes, state.origins);
  }

  /** Puts another list of changes in place; can be undone. */
  replace(changes, origins) {
    if (JSON.stringify(changes) === JSON.stringify(this.changes)) return;
    this.past = [...this.past, this.changes].slice(-STEPS);
    this.future = [];
    this.changes = changes;
    this.origins = origins || this.origins;
    this.store();
  }

  /** Takes changes back by their places in the list. */
  takeBack(places) {
    this.replace(this.changes.filter((change, place) => !places.includes(place)));
  }

  /** One step back. */
  undo() {
    if (!this.past.length) return;
    this.future = [this.changes, ...this.future];
    this.changes = this.past[this.past.length - 1];
    this.past = this.past.slice(0, -1);
    this.store();
  }

  /** One step forward again. */
  redo() {
    if (!this.future.length) return;
    this.past = [...this.past, this.changes];
    [this.changes, ...this.future] = this.future;
    this.store();
  }

  /** Keeps it in the browser and tells the watchers. */
  store() {
    const {key, base, changes, start, saved, names, origins} = this;
    const steps = {past: this.past.slice(-KEPT_STEPS), future: this.future.slice(0, KEPT_STEPS)};
    const held = {key, base, changes, start, saved, names, origins};
    if (!this.dirty()) keep(STEM + key, null);
    else if (!keep(STEM + key, JSON.stringify(Object.assign({}, held, steps))))
      keep(STEM + key, JSON.stringify(held)); // rather without its steps than not at all
    tell();
  }
}

function tell() {
  for (const watcher of watchers) watcher(current);
}

function select(draft) {
  const other = current !== draft;
  current = draft;
  keep(CURRENT, JSON.stringify(draft.key));
  if (other) tell();
  return draft;
}

export const drafts = {
  /** The draft that is worked on, or null. */
  current: () => current,
  /** The scenario that was open last, or null. */
  last: () => (current ? current.key : kept(CURRENT)),
  /** True if unsaved edits of a scenario are kept. */
  has: (key) => kept(STEM + key) !== null,
  /**
   * Opens a scenario as a draft: the kept one if there is one, else what the server has.
   * `fresh`: drop what was kept.
   */
  async open(api, key, fresh) {
    const known = fresh ? null : open.get(key);
    if (known && known.dirty()) return select(known);
    const scenario = await api.get('scenario', {id: key});
    if (known && known.version === scenario.version) return select(known);
    const folder = scenario.kind === 'folder';
    const old = fresh ? null : kept(STEM + key);
    const draft = new Draft({
      key,
      base: scenario.base || key,
      changes: old ? old.changes : scenario.changes,
      start: old ? old.start : scenario.changes,
      origins: old ? old.origins : {},
      past: (old && old.past) || [],
      future: (old && old.future) || [],
      names: scenario.names,
      version: scenario.version, // of what was opened; others may save meanwhile
      saved: folder
        ? null
        : old && old.saved
          ? old.saved
          : {
              id: scenario.id,
              names: scenario.names,
              descriptions: scenario.descriptions,
              mine: scenario.mine,
              version: scenario.version,
            },
    });
    if (fresh) keep(STEM + key, null);
    open.set(key, draft);
    return select(draft);
  },
  /** After a save: the draft is the saved scenario now. */
  settle(draft, key, saved) {
    keep(STEM + draft.key, null);
    open.delete(draft.key);
    const {names, version} = saved;
    Object.assign(draft, {key, saved, names, version, start: draft.changes});
    open.set(key, draft);
    keep(CURRENT, JSON.stringify(key));
    draft.store();
  },
  /** Forgets a draft. */
  forget(key) {
    keep(STEM + key, null);
    open.delete(key);
    if (current && current.key === key) {
      current = null;
      keep(CURRENT, null);
      tell();
    }
  },
  /** Calls watcher(draft) at each change of any draft; returns a function that stops it. */
  watch(watcher) {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  },
};
