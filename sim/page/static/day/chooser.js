'use strict';
// Which day: of a finished run that has a case log, or a new one that is simulated up to it.

import {JOB_OVER} from '../api.js';
import {h} from '../dom.js';
import {faultNode} from '../planning/problems.js';
import {field, select, tell} from '../runs/form.js';
import {beginning, scenarioGroups} from '../runs/home.js';
import {followJob} from '../runs/job_view.js';
import {moment} from '../runs/say.js';

const LATER = 15; // days from the scenario's first that are proposed

/** ISO date some days later. */
export function shiftDate(iso, days) {
  const at = new Date(`${iso}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

function finished(context, results) {
  const {t, names} = context;
  if (!results.length) return h('p', {class: 'muted'}, t('day_choose_none'));
  const choose = select('result', results.map((one) => [one.id, `${moment(one.created)} · ${names(one)}`]));
  return h('form', {onsubmit: (event) => {
    event.preventDefault();
    context.go(`#/day?id=${encodeURIComponent(choose.value)}`);
  }}, field(t('day_result'), choose), h('button', {type: 'submit', class: 'primary'}, t('day_open')));
}

/** Simulates a day and opens it when it is done; `onFollow(stop)` gets the function that stops following. */
function simulated(context, scenarios, onFollow) {
  const {t, api, lang, drafts} = context;
  const wanted = beginning(scenarios, drafts.last());
  const choose = select('scenario', scenarioGroups(scenarios, context), wanted);
  const date = h('input', {type: 'date', name: 'date'});
  const about = field(t('day_date'), date, ' ');
  const place = h('div', {});
  const start = h('button', {type: 'submit'}, t('day_start'));
  let first = '';

  async function read() {
    const {settings} = await api.get('scenario', {id: choose.value});
    first = settings.start;
    date.min = first;
    date.value = shiftDate(first, LATER);
    about.querySelector('.help').textContent = t('day_date_help', {first});
  }
  const show = (error) => place.replaceChildren(faultNode(context, error));

  async function submit(event) {
    event.preventDefault();
    const on = date.value;
    if (!tell(date, !on || on < first ? t('day_date_missing', {first}) : null)) return;
    start.disabled = true;
    try {
      const {id} = await api.post('jobs', {command: 'day', scenario: choose.value, date: on, lang: lang()});
      if (!context.alive()) return; // the job goes on; nobody waits for it here
      onFollow(followJob(place, context, id, (job) => {
        if (job.state === 'done' && job.result)
          context.go(`#/day?id=${encodeURIComponent(job.result)}&date=${on}`);
        else if (JOB_OVER.includes(job.state)) start.disabled = false;
      }, true));
    } catch (error) {
      show(error);
      start.disabled = false;
    }
  }
  choose.addEventListener('change', () => read().catch(show));
  read().catch(show);
  return h('form', {novalidate: true, onsubmit: submit}, h('p', {class: 'note'}, t('day_make_about')),
    field(t('day_scenario'), choose), about, start, place);
}

/** Shows both ways to a day; returns a function that ends it. */
export async function chooseDay(root, context) {
  const {t, api} = context;
  const [{results}, {scenarios}] = await Promise.all([api.get('results'), api.get('scenarios')]);
  let stop = null;
  root.append(
    h('div', {class: 'head'},
      h('div', {}, h('h1', {}, t('day_title')), h('p', {class: 'note'}, t('day_intro')))),
    h('div', {class: 'halves'},
      h('section', {class: 'card'}, h('h2', {}, t('day_choose')),
        finished(context, results.filter((one) => one.has_cases))),
      h('section', {class: 'card'}, h('h2', {}, t('day_make')), simulated(context, scenarios, (each) => {
        stop = each;
      }))));
  return () => stop && stop();
}
