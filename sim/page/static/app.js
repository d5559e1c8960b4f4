'use strict';
// The shell: language, navigation, routes by hash. Each view is a module that is loaded when first shown.

import {api, ApiError} from './api.js';
import {ask, openDialog} from './dialog.js';
import {fill, h} from './dom.js';
import {faultNode} from './planning/problems.js';
import {drafts} from './store.js';
import {word} from './words.js';

// #/name?query -> views/name.js; it exports view = {name, title: {zh, en}, mount(root, context) -> unmount}.
const VIEWS = [
  'scenarios',
  'network',
  'tables',
  'whatif',
  'run',
  'jobs',
  'results',
  'result',
  'compare',
  'plan',
  'day',
];
const NAV = [
  ['nav_scenarios', 'scenarios', []],
  ['nav_network', 'network', []],
  ['nav_tables', 'tables', []],
  ['nav_changes', 'whatif', []],
  ['nav_jobs', 'jobs', ['run']],
  ['nav_results', 'results', ['result', 'compare']],
  ['nav_plan', 'plan', []],
  ['nav_day', 'day', []],
];
const KEY = 'yizhan.lang';
const TOAST_SECONDS = 8;
const $ = (id) => document.getElementById(id);

let language = firstLanguage();
let unmount = null;
let turn = 0; // counts shown routes: what a slow view brings after another was chosen is dropped
let here = '';

function firstLanguage() {
  const wanted = new URLSearchParams(location.search).get('lang');
  const kept = [wanted, stored(KEY)].find((each) => each === 'zh' || each === 'en');
  return kept || ((navigator.language || '').toLowerCase().startsWith('en') ? 'en' : 'zh');
}

function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch (error) {
    return null; // storage is blocked: the page works without
  }
}

const t = (key, values) => word(language, key, values);

/** What every view gets. */
const context = {
  api,
  drafts,
  t,
  lang: () => language,
  /** The name of something with {names: {zh, en}} or {zh, en} in the reader's language. */
  names: (thing) => {
    const names = (thing && thing.names) || thing || {};
    return names[language] || names.zh || names.en || (thing && thing.id) || '';
  },
  /** Goes to a hash such as '#/network?scenario=huzhou'. */
  go: (hash) => {
    if (location.hash === hash) show();
    else location.hash = hash;
  },
  /** Remembers the view's state in the address without showing it anew. */
  replace: (hash) => {
    here = hash;
    history.replaceState(null, '', hash);
    paintNav();
  },
  toast,
  /** Tells what failed: a toast with the server's words. */
  fail: (error) =>
    toast(error instanceof ApiError ? error.texts[language] : String(error.message || error), 'bad'),
  ask: (question) => ask(t, question),
  openDialog,
};

/** Shows a short message; kind: '', good or bad. */
function toast(text, kind) {
  const message = typeof text === 'string' ? text : text[language];
  const node = h(
    'div',
    {class: `toast ${kind || ''}`, role: kind === 'bad' ? 'alert' : null},
    h('span', {}, message),
    h(
      'button',
      {type: 'button', class: 'quiet', 'aria-label': t('dismiss'), onclick: () => node.remove()},
      '×',
    ),
  );
  $('toasts').append(node);
  setTimeout(() => node.remove(), TOAST_SECONDS * 1000);
}

/** Reads '#/name?query' into {name, query}. */
function route() {
  const [name, query] = location.hash.replace(/^#\/?/, '').split('?');
  return {name: name || 'scenarios', query: new URLSearchParams(query || '')};
}

function paintNav() {
  const {name} = route();
  const draft = drafts.current();
  const about = draft ? `?scenario=${encodeURIComponent(draft.key)}` : '';
  const items = NAV.map(([key, target, also]) => {
    const current = name === target || also.includes(name);
    const query = ['network', 'tables', 'whatif'].includes(target) ? about : '';
    return h(
      'li',
      {},
      h('a', {href: `#/${target}${query}`, 'aria-current': current ? 'page' : null}, t(key)),
    );
  });
  fill($('nav'), h('ul', {}, items));
}

function paintShell() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  fill($('brand'), t('product'));
  fill($('skip'), t('skip'));
  $('nav').setAttribute('aria-label', t('nav'));
  fill($('guide'), t('guide'));
  fill($('language'), t('language'));
  $('language').setAttribute('aria-label', t('language_label'));
  $('language').lang = language === 'zh' ? 'en' : 'zh-CN';
  paintNav();
}

async function show({keepFocus} = {}) {
  const mine = (turn += 1);
  here = location.hash;
  const root = $('main');
  if (unmount) unmount();
  unmount = null;
  paintNav();
  const {name, query} = route();
  if (!VIEWS.includes(name)) return fill(root, h('h1', {}, t('not_found')));
  fill(root, h('p', {class: 'loading', role: 'status'}, t('loading')));
  try {
    const {view} = await import(`./views/${name}.js`);
    if (mine !== turn) return undefined;
    document.title = `${view.title[language]} · ${t('product')}`;
    const stage = h('div', {}); // its own: a view that comes late does not write into the next one
    fill(root, stage);
    const alive = () => mine === turn;
    const go = (hash) => alive() && context.go(hash); // what a view waited for takes nobody out of the next
    const bound = Object.assign({}, context, {query, alive, go});
    const leave = await view.mount(stage, bound);
    if (mine === turn) unmount = leave || null;
    else if (leave) leave();
  } catch (error) {
    if (mine !== turn) return undefined;
    fill(
      root,
      h('h1', {}, t('failed')),
      faultNode(context, error),
      h('button', {type: 'button', onclick: () => show()}, t('retry')),
    );
  }
  if (!keepFocus) root.focus({preventScroll: true});
  return undefined;
}

function setLanguage(lang) {
  language = lang;
  try {
    localStorage.setItem(KEY, lang);
  } catch (error) {
    /* not remembered then */
  }
  const address = new URL(location.href);
  if (address.searchParams.has('lang')) {
    address.searchParams.set('lang', lang);
    history.replaceState(null, '', address);
  }
  paintShell();
  show({keepFocus: true});
}

/** The guided visit: open(context) of views/guide.js, or offer(context) on a first visit. */
async function guide(action) {
  try {
    const module = await import('./views/guide.js');
    await module[action](context);
  } catch (error) {
    if (action === 'open') context.fail(error);
  }
}

window.addEventListener('hashchange', () => {
  if (location.hash === '#main') {
    history.replaceState(null, '', here || '#/scenarios');
    $('main').focus();
  } else if (location.hash !== here) show();
});
$('language').addEventListener('click', () => setLanguage(language === 'zh' ? 'en' : 'zh'));
$('guide').addEventListener('click', () => guide('open'));
$('skip').addEventListener('click', (event) => {
  event.preventDefault();
  $('main').focus();
});
drafts.watch(paintNav);
paintShell();
show({keepFocus: true}).then(() => guide('offer'));
