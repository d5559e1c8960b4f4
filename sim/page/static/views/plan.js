'use strict';
// Searches: where to put stations, how to staff them, what money buys, and the fit to reported figures.

import {fill, h} from '../dom.js';
import {faultNode} from '../planning/problems.js';
import {askedBefore} from '../runs/again.js';
import {check, field, given, number, numbersRight, select, tell} from '../runs/form.js';
import {beginning, homeOf, scenarioGroups} from '../runs/home.js';
import {nearness} from '../runs/nearness.js';
import {targetList} from '../runs/targets.js';
import {fileChoice} from '../runs/uploads.js';
import '../words_planning.js';
import '../words_plan.js';
import '../words_runs.js';

const KINDS = ['site', 'staff', 'frontier', 'calibrate'];
const MOST_NEW = 50;
// tables whose rows the keys of a KPI's levels name
const NAMED = {county: 'counties', facility: 'facilities', service: 'services', industry: 'industries',
  group: 'staff'};

/** Days, warm-up and seed, blank as in the scenario. */
function windowFields(t, was) {
  const days = number('days', {min: 1, max: 3650, value: was.days});
  const warmUp = number('warm_up', {min: 0, max: 3650, value: was.warm_up_days});
  const seed = number('seed', {min: 0, max: 4294967295, value: was.seed});
  return {
    node: h('div', {class: 'trio'}, field(t('run_days'), days, t('run_days_help')),
      field(t('run_warm_up'), warmUp, t('run_warm_up_help')), field(t('run_seed'), seed, t('run_seed_help'))),
    read: () => ({days: given(days), warm_up_days: given(warmUp), seed: given(seed)}),
    hint(settings) {
      days.placeholder = t('form_as_scenario', {value: settings.days});
      warmUp.placeholder = t('form_as_scenario', {value: settings.warm_up_days});
      seed.placeholder = t('form_as_scenario', {value: settings.seed});
    },
  };
}

/**
 * The options of one kind of search: {nodes, read(): fields of the job or null, ready}. `shipped(kind)` gives
 * files for the network below the scenario; `was`: the fields of an earlier job, to begin with.
 */
function options(kind, context, scenario, {kpis, shipped, was}) {
  const {t, api} = context;
  const window = windowFields(t, was);
  if (kind === 'calibrate') {
    const quick = check('quick', t('plan_quick'), {checked: was.quick !== false,
      help: t('plan_quick_help')});
    return {nodes: [quick.node], read: () => ({quick: quick.box.checked}), ready: Promise.resolve()};
  }
  const levers = kind === 'site' ? null : fileChoice(context, {kind: 'levers', label: t('plan_levers'),
    help: t('plan_levers_help'), none: t('plan_default'), shipped: shipped('levers'), was: was.levers});
  if (kind === 'staff') {
    const keysOf = async (level) => {
      if (!NAMED[level]) return [];
      const rows = await api.rows({base: scenario.id, changes: []}, NAMED[level]);
      return rows.map((one) => [one.id, one[`name_${context.lang()}`]]);
    };
    const targets = targetList(context, kpis, keysOf, was.targets || []);
    const read = () => {
      const texts = targets.read();
      return texts && Object.assign({targets: texts, levers: levers.value() || undefined}, window.read());
    };
    return {nodes: [targets.node, levers.node, window.node], read, hint: window.hint,
      ready: Promise.all([levers.ready, targets.ready])};
  }
  const none = t(kind === 'site' ? 'plan_no_candidates' : 'plan_no_file');
  const candidates = fileChoice(context, {kind: 'candidates', label: t('plan_candidates'), none,
    help: t('plan_candidates_help'), shipped: shipped('candidates'), was: was.candidates, scenario});
  const near = nearness(context, scenario);
  const fresh = number('new', {min: kind === 'site' ? 1 : 0, max: MOST_NEW,
    value: was.new === undefined ? 3 : was.new});
  const count = field(t('plan_new'), fresh, t(kind === 'site' ? 'plan_new_help' : 'plan_new_frontier_help'));
  const read = () => {
    const needed = kind === 'site' || given(fresh);
    if (!tell(candidates.choose,
      needed && !candidates.value() ? t('plan_need_candidates') : null)) return null;
    return Object.assign({candidates: candidates.value() || undefined, new: given(fresh),
      levers: levers ? levers.value() || undefined : undefined}, window.read());
  };
  return {
    nodes: [candidates.node, near.node, count, levers && levers.node, window.node], read, hint: window.hint,
    ready: Promise.all([candidates.ready, near.ready, levers && levers.ready]),
  };
}

export const view = {
  name: 'plan',
  title: {zh: '选址与人员', en: 'Siting and staffing'},
  async mount(root, context) {
    const {t, api, lang, query, drafts} = context;
    const [{scenarios}, schema,
      status] = await Promise.all([api.get('scenarios'), api.get('schema'), api.get('status')]);
    if (!context.alive()) return;
    const was = await askedBefore(api, query.get('again'));
    if (!context.alive()) return;
    const what = was.command || query.get('what');
    const kind = KINDS.includes(what) ? what : 'site';
    const wanted = beginning(scenarios, was.scenario, query.get('scenario'), drafts.last());
    const choose = select('scenario', scenarioGroups(scenarios, context), wanted);
    const box = h('div', {});
    const faults = h('div', {});
    const start = h('button', {type: 'submit', class: 'primary'}, t('plan_start'));
    let form = null;

    async function paint() {
      const scenario = scenarios.find((one) => one.id === choose.value);
      const home = scenarios.find((one) => one.id === homeOf(scenarios, scenario));
      const shipped = (what) => ((home || {}).files || {})[what] || [];
      form = options(kind, context, scenario, {kpis: schema.kpis || [], shipped, was});
      fill(box, form.nodes);
      const mine = form;
      try {
        await form.ready;
        if (!form.hint) return;
        const {settings} = await api.get('scenario', {id: scenario.id});
        if (mine === form) form.hint(settings);
        fill(faults);
      } catch (error) {
        fill(faults, faultNode(context, error));
      }
    }

    async function submit(event) {
      event.preventDefault();
      if (!numbersRight(event.target, t)) return;
      const fields = form.read();
      if (!fields) return;
      start.disabled = true;
      try {
        const body = Object.assign({command: kind, lang: lang(), scenario: choose.value}, fields);
        const {id} = await api.post('jobs', body);
        context.go(`#/jobs?id=${encodeURIComponent(id)}`);
      } catch (error) {
        fill(faults, faultNode(context, error));
        start.disabled = false;
      }
    }

    const tabs = h('nav', {class: 'row tabs', 'aria-label': t('plan_what')}, KINDS.map((each) =>
      h('a', {class: 'button', href: `#/plan?what=${each}`, 'aria-current': each === kind ? 'page' : null},
        t(`plan_${each}`))));
    const able = kind !== 'calibrate' || (status.extras || {}).analysis;
    start.disabled = !able;
    choose.addEventListener('change', paint);
    root.append(
      h('div', {class: 'head'},
        h('div', {}, h('h1', {}, t('plan_title')), h('p', {class: 'note'}, t('plan_intro')))), tabs,
      h('form', {class: 'card narrow', novalidate: true, onsubmit: submit}, h('h2', {}, t(`plan_${kind}`)),
        h('p', {}, t(`plan_${kind}_about`)),
          able ? null : h('p', {class: 'message warn'}, t('plan_no_analysis')),
        field(t('plan_scenario'), choose), box,
        kind === 'calibrate' ? null : h('p', {class: 'note'}, t('plan_slow')), faults, start));
    await paint();
  },
};
