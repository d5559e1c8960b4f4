'use strict';
// The guided first visit: choose a network and a change, run both, read the comparison; all through the
// page's API.

import {fill, h, uid} from '../dom.js';
import {faultNode} from '../planning/problems.js';
import {followJob} from '../runs/job_view.js';
import '../words_planning.js';
import '../words_plan.js';
import '../words_runs.js';

const SEEN = 'yizhan.guided';
const NETWORKS = ['wuxing', 'huzhou'];
// ready what-ifs: key of their words -> scenario
const CHANGES = {evening: 'what_if/evening_hours.yaml', residents: 'what_if/two_more_residents.yaml',
  push: 'what_if/push_off.yaml'};
const SIZE = {days: 35, warm_up_days: 14, replications: 5};

function remember() {
  try {
    localStorage.setItem(SEEN, '1');
  } catch (error) { /* offered again then */ }
}

/** Offers the guide to who has not seen it, on the first page only. */
export async function offer(context) {
  let seen = true;
  try {
    seen = localStorage.getItem(SEEN) !== null;
  } catch (error) { /* no storage: not offered each time */ }
  if (!seen && ['', '#/', '#/scenarios'].includes(location.hash)) await open(context);
}

/** Radio buttons, one of which is chosen; `choose(value)` at each change. */
function radios(name, choices, value, choose) {
  return h('div', {class: 'radios'}, choices.map(([id, text, about]) => {
    const input = h('input', {type: 'radio', name, value: id, onchange: () => choose(id)});
    input.checked = id === value;
    return h('label', {class: 'check'}, input, h('span', {}, text, about ? h('small', {}, about) : null));
  }));
}

/**
 * The change as a scenario of the network: the shipped one, or the same changes saved as a plan of one's own.
 */
async function whatIf(api, scenarios, network, change) {
  const shipped = scenarios.find((one) => one.id === CHANGES[change]);
  if (shipped.base === network) return shipped.id;
  const id = `guide_${change}_${network}`;
  const own = scenarios.find((one) => one.id === `mine/${id}.yaml`);
  if (own) return own.id;
  const {changes, names, descriptions} = await api.get('scenario', {id: shipped.id});
  return (await api.put('what-if', {id, names, descriptions, base: network, changes, version: null})).id;
}

/** Opens the guide at its first step. */
export async function open(context) {
  const {t, api, names, lang} = context;
  remember();
  let {scenarios} = await api.get('scenarios');
  const known = (id) => scenarios.find((one) => one.id === id);
  const networks = NETWORKS.filter(known);
  const changes = Object.keys(CHANGES).filter((key) => known(CHANGES[key]));
  const state = {network: networks[0], change: changes[0], job: null, result: null};
  let step = 0;
  let stop = null;
  const title = uid('guide');
  const body = h('div', {class: 'dialog-body guide-body'});
  const head = h('h2', {id: title, tabindex: -1});
  const where = h('p', {class: 'note'});
  const actions = h('div', {class: 'actions'});
  const dialog = h('dialog', {class: 'dialog guide', 'aria-labelledby': title}, where, head, body, actions);

  function leave() {
    if (stop) stop();
    dialog.close();
    dialog.remove();
  }
  const button = (text, act, look) => h('button', {type: 'button', class: look || '', onclick: act}, text);
  const paragraphs = (...keys) => keys.map((key) => h('p', {}, t(key)));

  async function start(event) {
    const {target} = event;
    target.disabled = true;
    try {
      const other = await whatIf(api, scenarios, state.network, state.change);
      ({scenarios} = await api.get('scenarios'));
      const asked = Object.assign({command: 'compare', lang: lang(), operands: [state.network, other]}, SIZE);
      state.job = (await api.post('jobs', asked)).id;
      if (dialog.isConnected) show(4); // not if it was left meanwhile
    } catch (error) {
      body.append(faultNode(context, error));
      target.disabled = false;
    }
  }

  function watch(place) {
    stop = followJob(place, context, state.job, (job) => {
      if (job.state === 'done' && job.result) {
        state.result = job.result;
        if (step === 4) show(5);
      } else if (['failed', 'cancelled'].includes(job.state)) {
        place.prepend(h('p', {class: 'message warn', role: 'alert'}, t('guide_watch_failed')));
      }
    }, true);
  }

  const STEPS = [
    {title: 'guide_welcome', body: () => paragraphs('guide_welcome_1', 'guide_welcome_2')},
    {title: 'guide_network', body: () => [paragraphs('guide_network_1'),
      radios('network', networks.map((id) => [id, names(known(id)), known(id).descriptions[lang()]]),
        state.network, (id) => {
        state.network = id;
      })]},
    {title: 'guide_change', body: () => [paragraphs('guide_change_1'),
      radios('change',
        changes.map((key) => [key, t(`guide_change_${key}`), known(CHANGES[key]).descriptions[lang()]]),
        state.change, (key) => {
          state.change = key;
        })]},
    {title: 'guide_run', body: () => [
      h('p', {}, h('strong', {}, names(known(state.network))), ' · ',
        h('strong', {}, t(`guide_change_${state.change}`))),
      h('p', {}, t('guide_run_1', {days: SIZE.days, n: SIZE.replications, warm: SIZE.warm_up_days}))],
    next: () => button(t('guide_run_start'), start, 'primary')},
    {title: 'guide_watch', body: () => {
      const place = h('div', {class: 'guide-job'});
      watch(place);
      return [paragraphs('guide_watch_1'), place];
    }, next: () => null},
    {title: 'guide_read', body: () => paragraphs('guide_read_1', 'guide_read_2', 'guide_read_3'),
      back: () => null,
      next: () => button(t('guide_show'), () => {
        leave();
        context.go(`#/result?id=${encodeURIComponent(state.result)}`);
      }, 'primary')},
  ];

  function show(next) {
    if (stop) stop();
    stop = null;
    step = next;
    const one = STEPS[step];
    fill(where, t('guide_step', {n: step + 1, of: STEPS.length}));
    fill(head, t(one.title));
    fill(body, one.body());
    const back = one.back ? one.back() : button(t('guide_back'), () => show(step === 4 ? 3 : step - 1));
    fill(actions, button(t(step === STEPS.length - 1 ? 'close' : 'guide_skip'), leave, 'quiet'),
      step ? back : null,
      one.next ? one.next() : button(t('guide_next'), () => show(step + 1), 'primary'));
    head.focus();
  }

  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    leave();
  });
  document.body.append(dialog);
  dialog.showModal();
  if (networks.length && changes.length) show(0);
  else fill(body, h('p', {}, t('guide_missing')), button(t('close'), leave));
}
