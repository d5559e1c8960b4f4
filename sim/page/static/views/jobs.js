'use strict';
// Jobs: the list of all, and the chosen one as it goes on.

import {JOB_OVER} from '../api.js';
import {fill, h} from '../dom.js';
import {badge, bar, followJob, timing} from '../runs/job_view.js';
import {said} from '../runs/say.js';
import '../words_runs.js';

const EVERY = 2000; // ms between two looks at the list

/** What a row of the list says. */
function inside(job, {t, lang}) {
  return [
    h('span', {class: 'row between'},
      h('span', {class: 'job-title'}, said(job.title, lang())), badge(job, t)),
    JOB_OVER.includes(job.state) ? null : bar(job, t),
    h('span', {class: 'note'}, timing(job, t)),
  ];
}

/** One row of the list. */
function item(job, chosen, context) {
  return h('li', {}, h('a', {class: 'job', href: `#/jobs?id=${encodeURIComponent(job.id)}`,
    'aria-current': job.id === chosen ? 'true' : null}, inside(job, context)));
}

export const view = {
  name: 'jobs',
  title: {zh: '运行', en: 'Runs'},
  async mount(root, context) {
    const {t, api, query} = context;
    let chosen = query.get('id');
    let stop = null;
    let shown = '';
    let timer = 0;
    const list = h('ul', {class: 'jobs'});
    const detail = h('section', {class: 'card', 'aria-label': t('job_progress')});

    function paint(jobs) {
      const text = JSON.stringify(jobs.map((job) => [job.id, job.state, job.progress, timing(job, t)]));
      if (text === shown) return;
      shown = text;
      const held = document.activeElement && list.contains(document.activeElement)
        ? document.activeElement.getAttribute('href') : null;
      fill(list,
        jobs.length
          ? jobs.map((job) => item(job, chosen, context)) : h('li', {class: 'muted'}, t('jobs_none')));
      const again = held
        && [...list.querySelectorAll('a')].find((link) => link.getAttribute('href') === held);
      if (again) again.focus();
    }

    async function look() {
      try {
        const {jobs} = await api.get('jobs');
        if (!context.alive()) return;
        if (!chosen && jobs.length) follow(jobs[0].id);
        detail.hidden = !chosen; // nothing to choose from
        paint(jobs);
      } catch (error) {
        if (error.status !== 0) context.fail(error); // a server that is away is told by the job's own line
      }
      if (context.alive()) timer = setTimeout(look, EVERY);
    }

    function follow(id) {
      if (stop) stop();
      chosen = id;
      shown = '';
      stop = followJob(detail, context, id, (job) => { // its row says the same at once
        const row = list.querySelector('a[aria-current]');
        if (row) fill(row, inside(job, context));
      });
    }

    root.append(
      h('div', {class: 'head'},
        h('div', {}, h('h1', {}, t('jobs_title')), h('p', {class: 'note'}, t('jobs_intro'))),
        h('a', {class: 'button primary', href: '#/run'}, t('jobs_new'))),
      h('div', {class: 'aside-main'}, h('nav', {class: 'card', 'aria-label': t('jobs_list')}, list), detail));
    fill(detail, h('p', {class: 'muted'}, t('jobs_choose')));
    if (chosen) follow(chosen);
    await look();
    return () => {
      clearTimeout(timer);
      if (stop) stop();
    };
  },
};
