'use strict';
// The run dialog: which scenarios, how often, for how long; shows the command line that does the same.

import {commandWords, fill, h, later} from '../dom.js';
import {faultNode} from '../planning/problems.js';
import {askedBefore} from '../runs/again.js';
import {check, field, given, number, numbersRight, select, tell} from '../runs/form.js';
import {beginning, homeOf, labels, scenarioGroups} from '../runs/home.js';
import {duration, quoted} from '../runs/say.js';
import {expect} from '../runs/speed.js';
import '../words_planning.js';
import '../words_runs.js';

const PRECISE = '5%,0.1pp';
const COMPARED = 10; // replications of a comparison where the scenario says one: one gives no interval

/** Scenarios besides the base as ticks: those of the same network first. */
function otherList(context, scenarios, ticked, onChange) {
  const {t} = context;
  const label = labels(scenarios, context);
  const search = h('input',
    {type: 'search', placeholder: t('run_find'), 'aria-label': `${t('run_others')}: ${t('run_find')}`});
  const box = h('div', {class: 'ticks', tabindex: 0, role: 'group', 'aria-label': t('run_others')});
  let base = null;

  function group(title, list) {
    if (!list.length) return null;
    return h('div', {}, h('h2', {}, title), list.map((one) => {
      const {node, box: tick} = check('other', label(one), {checked: ticked.has(one.id), value: one.id});
      tick.addEventListener('change', () => {
        if (tick.checked) ticked.add(one.id);
        else ticked.delete(one.id);
        onChange();
      });
      return node;
    }));
  }

  function paint() {
    const words = search.value.trim().toLowerCase();
    const found = scenarios.filter((one) => one.id !== base.id
      && (ticked.has(one.id) || `${one.id} ${one.names.zh} ${one.names.en}`.toLowerCase().includes(words)));
    const root = (one) => (one.kind === 'folder' ? one.id : one.base);
    const near = found.filter((one) => root(one) === root(base));
    const rest = found.filter((one) => !near.includes(one));
    fill(box, group(t('run_same_base'), near), group(t('run_rest'), rest),
      found.length ? null : h('p', {class: 'muted'}, t('run_none')));
  }
  search.addEventListener('input', paint);
  return {
    node: h('fieldset', {}, h('legend', {}, t('run_others')), search, box),
    /** Shows the choice for another base. */
    around(one) {
      base = one;
      ticked.delete(one.id);
      paint();
    },
  };
}

/** How often: a fixed number, or until it is precise enough. */
function untilChoice(context, count, precision, onChange) {
  const {t} = context;
  const radio = (value, text, checked) => {
    const input = h('input', {type: 'radio', name: 'until', value});
    input.checked = checked;
    input.addEventListener('change', () => {
      count.disabled = value === 'precise';
      precision.disabled = value !== 'precise';
      onChange();
    });
    return h('label', {class: 'check'}, input, text);
  };
  precision.disabled = true;
  return h('fieldset', {}, h('legend', {}, t('run_until')),
    h('div', {class: 'row'}, radio('count', t('run_until_count'), true),
      radio('precise', t('run_until_precise'), false)),
    h('div', {class: 'pair'}, field(t('run_count'), count, t('run_count_help')),
      field(t('run_precision'), precision, t('run_precision_help'))));
}

/** Replications of a comparison, where the field is blank and the scenario's own number is too small. */
function proposed(others, settings) {
  return others && !(settings.replications > 1) ? COMPARED : undefined;
}

/** What the form asks for, as the body of POST jobs. */
function asked(form, base, ticked, lang, settings) {
  const {count, precision, days, warmUp, seed, cases, bottlenecks} = form;
  const others = [...ticked];
  const body = {
    command: others.length ? 'compare' : 'simulate', lang,
    replications: given(count) || proposed(others.length, settings), days: given(days),
    warm_up_days: given(warmUp), seed: given(seed), bottlenecks: bottlenecks.checked || undefined,
  };
  if (others.length) return Object.assign(body, {operands: [base.id, ...others]});
  return Object.assign(body, {
    scenario: base.id, cases: cases.checked || undefined,
      precision: precision.disabled ? undefined : precision.value,
  });
}

/** The command line of a body, as a user would type it. */
function commandLine(body, folder) {
  const path = (id) => quoted(`${folder}/${id}`);
  const options = [
    ['-n', body.replications], ['--precision', body.precision], ['--days', body.days],
    ['--warmup', body.warm_up_days], ['--seed', body.seed],
  ].filter(([, value]) => value !== undefined).map(([name, value]) => `${name} ${quoted(String(value))}`);
  const flags = [body.cases && '--cases', body.bottlenecks && '--bottlenecks'].filter(Boolean);
  return ['python run.py', body.command, ...(body.operands || [body.scenario]).map(path), ...options,
    ...flags].join(' ');
}

export const view = {
  name: 'run',
  title: {zh: '运行仿真', en: 'Run a simulation'},
  async mount(root, context) {
    const {t, api, names, lang, query, drafts} = context;
    const [{scenarios}, status,
      {jobs}] = await Promise.all([api.get('scenarios'), api.get('status'), api.get('jobs')]);
    const byId = (id) => scenarios.find((one) => one.id === id);
    const was = await askedBefore(api, query.get('again'));
    if (!context.alive()) return undefined;
    const [first, ...more] = was.operands || [was.scenario];
    const wanted = beginning(scenarios, first, query.get('with'), query.get('scenario'), drafts.last());
    const besides = [...more, query.get('scenario'), ...query.getAll('other')];
    const ticked = new Set(besides.filter((id) => id && byId(id) && id !== wanted));
    let base = byId(wanted);
    if (!base) return fill(root, h('h1', {}, t('run_title')), h('p', {}, t('run_none')));
    let settings = {};

    const choose = select('base', scenarioGroups(scenarios, context), base.id);
    const form = {
      count: number('count', {min: 1, max: 10000, value: was.replications}),
      days: number('days', {min: 1, max: 3650, value: was.days}),
      warmUp: number('warm_up', {min: 0, max: 3650, value: was.warm_up_days}),
      seed: number('seed', {min: 0, max: 4294967295, value: was.seed}),
      precision: h('input', {type: 'text', name: 'precision', value: was.precision || PRECISE}),
    };
    const casesTick = check('cases', t('run_cases'), {help: t('run_cases_help'), checked: was.cases});
    const bottlenecksTick = check('bottlenecks', t('run_bottlenecks'),
      {help: t('run_bottlenecks_help'), checked: was.bottlenecks});
    form.cases = casesTick.box;
    form.bottlenecks = bottlenecksTick.box;
    const others = otherList(context, scenarios, ticked, () => update());
    const until = untilChoice(context, form.count, form.precision, () => update());
    const remark = h('div', {});
    const alone = h('p', {class: 'note'});
    const faults = h('div', {});
    const line = h('pre', {class: 'code', tabindex: 0, 'aria-label': t('run_line')});
    const expected = h('p', {class: 'note', role: 'status'});
    const start = h('button', {type: 'submit', class: 'primary'}, t('run_start'));

    const network = (id) => (byId(id) ? homeOf(scenarios, byId(id)) : id);
    /** The work of another job if it was for the same network: what it left to its scenario is as here. */
    function ofSameNetwork(done) {
      const [ran] = done.operands || [done.scenario];
      return network(ran) === network(base.id) ? work(done) : NaN;
    }

    /** Scenarios, replications and days that are asked for, multiplied. */
    function work(body) {
      if (body.precision || body.bottlenecks) return NaN;
      return (body.operands || [0]).length * (body.replications || settings.replications) * (body.days
        || settings.days);
    }

    function update() {
      const several = ticked.size > 0;
      form.cases.disabled = several;
      const precise = until.querySelector('input[value="precise"]');
      precise.disabled = several;
      if (several && precise.checked) until.querySelector('input[value="count"]').click();
      const body = asked(form, base, ticked, lang(), settings);
      form.count.placeholder = proposed(ticked.size, settings)
        || t('form_as_scenario', {value: settings.replications || ''});
      fill(line, commandWords(commandLine(body, status.scenarios_folder_name)));
      const guess = expect(work(body), jobs, ofSameNetwork);
      fill(expected, guess ? t('run_expected',
        {time: duration(guess.seconds, t), n: guess.jobs}) : t('run_expected_unknown'));
      fill(start, t(several ? 'run_start_compare' : 'run_start'));
      const unsaved = [base.id, ...ticked].filter((id) => drafts.has(id)).map((id) => names(byId(id)));
      if (status.preparing) expected.append(' ', t('run_preparing'));
      fill(alone, several ? t('run_alone') : null);
      const home = network(base.id);
      const strange = [...ticked].filter((id) => network(id) !== home).map((id) => names(byId(id)));
      const warn = (key) => (name) => h('p', {class: 'message warn'}, t(key, {name}));
      fill(remark, unsaved.map(warn('run_unsaved')), strange.map(warn('run_other_network')));
    }

    const readSettings = async () => {
      const {id} = base;
      try {
        const found = (await api.get('scenario', {id})).settings;
        if (id !== base.id) return;
        settings = found;
        const hint = (value) => t('form_as_scenario', {value});
        form.days.placeholder = hint(settings.days);
        form.warmUp.placeholder = hint(settings.warm_up_days);
        form.seed.placeholder = hint(settings.seed);
        fill(faults);
      } catch (error) {
        fill(faults, faultNode(context, error));
      }
      if (context.alive()) update();
    };

    choose.addEventListener('change', () => {
      base = byId(choose.value);
      others.around(base);
      update();
      readSettings();
    });

    async function submit(event) {
      event.preventDefault();
      const days = given(form.days) || settings.days;
      const warmUp = form.warmUp.value === '' ? settings.warm_up_days : given(form.warmUp);
      if (!numbersRight(event.target, t)) return;
      if (!tell(form.warmUp, warmUp >= days ? t('run_warm_up_too_long') : null)) return form.warmUp.focus();
      start.disabled = true;
      const body = asked(form, base, ticked, lang(), settings);
      try {
        const {id} = await api.post('jobs', body);
        context.go(`#/jobs?id=${encodeURIComponent(id)}`);
      } catch (error) {
        fill(faults, faultNode(context, error));
        start.disabled = false;
      }
    }

    const copy = h('button', {type: 'button', class: 'small', onclick: async () => {
      try {
        await navigator.clipboard.writeText(line.textContent);
        context.toast(t('run_copied'), 'good');
      } catch (error) {
        getSelection().selectAllChildren(line);
      }
    }}, t('run_copy'));

    root.append(
      h('div', {class: 'head'},
        h('div', {}, h('h1', {}, t('run_title')), h('p', {class: 'note'}, t('run_intro')))),
      h('form', {class: 'run-form', novalidate: true, onsubmit: submit, oninput: later(50, update)},
        h('section', {class: 'card'}, field(t('run_base'), choose, t('run_base_help')), others.node),
        h('section', {class: 'card'}, h('h2', {}, t('run_how')), until,
          h('div', {class: 'trio'}, field(t('run_days'), form.days, t('run_days_help')),
            field(t('run_warm_up'), form.warmUp, t('run_warm_up_help')),
              field(t('run_seed'), form.seed, t('run_seed_help'))),
          casesTick.node, bottlenecksTick.node, alone,
          h('div', {class: 'row between'}, h('h3', {}, t('run_line')), copy), line, remark, faults,
          h('div', {class: 'row start'}, start, expected))));
    others.around(base);
    if (was.precision) until.querySelector('input[value="precise"]').click();
    update();
    readSettings();
    return undefined;
  },
};
