'use strict';
// One job: how far it is, its best so far, its log and problems; follows the server until the job is over.

import {JOB_OVER} from '../api.js';
import {commandWords, fill, h} from '../dom.js';
import {problemTable} from '../planning/problems.js';
import {againAddress, askedText} from './again.js';
import {between, duration, moment, said} from './say.js';
import '../words_planning.js';

const LOOKS = {done: 'good', missed: 'warn', failed: 'bad', cancelled: '', running: 'accent', waiting: ''};

/** The state of a job as a badge. */
export function badge(job, t) {
  return h('span', {class: `badge ${LOOKS[job.state] || ''}`}, t(`job_state_${job.state}`));
}

/** A bar of how far a job is, which moves to and fro while that is not known; none of one that broke off. */
export function bar(job, t) {
  if (['failed', 'cancelled'].includes(job.state)) return null;
  const value = JOB_OVER.includes(job.state) ? 1 : (job.progress || {}).share;
  const known = value !== null && value !== undefined;
  return h('progress', {max: 1, value: known ? value : null, 'aria-label': t('job_progress')});
}

/** How long a job still takes, or took. */
export function timing(job, t) {
  if (JOB_OVER.includes(job.state)) {
    return job.started && job.ended
      ? t('job_took', {time: duration(between(job.started, job.ended), t)}) : '';
  }
  if (job.state !== 'running') return '';
  const left = (job.progress || {}).seconds_left;
  const since = job.started ? t('job_since', {time: duration(between(job.started), t)}) : '';
  const rest = left === null || left === undefined
    ? t('job_left_unknown') : t('job_left', {time: duration(left, t)});
  return [since, rest].filter(Boolean).join(' · ');
}

/** Where a finished job's result is seen, or null. */
function resultLink(job, t, look) {
  if (!job.result) return null;
  const id = encodeURIComponent(job.result);
  const [href, text] = job.command === 'day'
    ? [`#/day?id=${id}`, t('job_day')] : [`#/result?id=${id}`, t('job_result')];
  return h('a', {class: `button ${look || ''}`, href}, text);
}

/**
 * Shows a job in `root` and follows it; `onChange(job)` is told of every change, `brief` leaves log and
 * command line out. Returns a function that stops.
 */
export function followJob(root, context, id, onChange, brief) {
  const {t, lang, api} = context;
  const top = h('div', {});
  const best = h('div', {});
  const problems = h('div', {});
  const log = h('ol', {class: 'log', tabindex: 0, 'aria-label': t('job_lines')});
  const lost = h('p', {class: 'note', role: 'status'});
  const announced = h('p', {class: 'sr', role: 'status'});
  const cancel = h('button', {type: 'button', class: 'danger', onclick: stop}, t('job_cancel'));
  const actions = h('div', {class: 'row'});
  const line = h('pre', {class: 'code', tabindex: 0, 'aria-label': t('job_line')});
  let state = '';
  let told = -1;
  let lines = 0;
  let last = null;
  const times = h('span', {});
  // between two changes that the server tells
  const ticking = setInterval(() => last && fill(times, timing(last, t)), 1000);

  async function stop() {
    const question = {title: t('job_cancel'), text: t('job_cancel_ask'), ok: t('job_cancel_ok')};
    const sure = await context.ask(Object.assign(question, {danger: true}));
    if (!sure) return;
    cancel.disabled = true;
    try {
      await api.remove('job', {id});
    } catch (error) {
      cancel.disabled = false;
      context.fail(error);
    }
  }

  /** Says to screen readers: each tenth of the way, and each change of state. */
  function announce(job) {
    const share = (job.progress || {}).share;
    const tenth = share === null || share === undefined ? -1 : Math.floor(share * 10);
    if (job.state === state && tenth === told) return;
    told = tenth;
    const way = tenth > 0 && job.state === 'running' ? `${tenth * 10}%` : '';
    fill(announced, [said(job.title, lang()), t(`job_state_${job.state}`), way].filter(Boolean).join(', '));
  }

  /** Adds the lines that are new; keeps to the end if the reader was there. */
  function addLines(job) {
    const all = job.lines || [];
    if (all.length < lines) {
      fill(log);
      lines = 0;
    }
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 30;
    for (const each of all.slice(lines)) log.append(h('li', {}, said(each, lang())));
    lines = all.length;
    if (atEnd) log.scrollTop = log.scrollHeight;
  }

  /** What a job does, or how it ended, in words; a process that has said nothing yet is being started. */
  function doing(job) {
    if (JOB_OVER.includes(job.state)) return said(job.ending, lang());
    return said((job.progress || {}).words, lang()) || t(`job_begins_${job.state}`);
  }

  function paint(job) {
    last = job;
    fill(lost);
    fill(times, timing(job, t));
    fill(top, h('div', {class: 'row between job-head'}, h('h2', {}, said(job.title, lang())), badge(job, t)),
      bar(job, t),
      h('p', {class: 'row between note'},
        h('span', {}, doing(job)),
        times),
      h('p', {class: 'note'}, [askedText(job.asked, t),
        job.started ? t('job_started', {at: moment(job.started)}) : ''].filter(Boolean).join(' · ')));
    fill(best,
      job.best
        ? h('div', {class: 'message good'}, h('h3', {}, t('job_best')), h('p', {}, said(job.best, lang())))
          : null);
    fill(problems,
      (job.problems || []).length ? problemTable(context, job.problems, t('job_problems')) : null);
    fill(line, commandWords(job.line || ''));
    addLines(job);
    announce(job);
    if (job.state !== state) {
      const held = actions.contains(document.activeElement);
      const over = JOB_OVER.includes(job.state);
      const again = over && !brief && againAddress(job);
      fill(actions, over ? resultLink(job, t, 'primary') : cancel,
        again ? h('a', {class: 'button', href: again}, t('job_fill_again')) : null);
      if (held && actions.firstChild) actions.firstChild.focus();
      state = job.state;
    }
    onChange(job);
  }

  fill(root, top, best, problems, actions, lost,
    brief ? null : [h('h3', {}, t('job_lines')), log, h('h3', {}, t('job_line')), line],
    announced);
  const stopFollowing = api.follow(id, paint, async (closed) => {
    fill(lost, t('job_again'));
    if (!closed) return;
    try {
      paint(await api.get('job', {id}));
    } catch (error) {
      fill(root, h('p', {class: 'message warn'}, error.status === 404 ? t('job_gone') : error.texts[lang()]));
    }
  });
  return () => {
    clearInterval(ticking);
    stopFollowing();
  };
}
