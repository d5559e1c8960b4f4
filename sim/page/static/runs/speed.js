'use strict';
// How fast runs were here, so that a new one can be told its time. What was asked of a job is kept in the
// browser.

import {between} from './say.js';

const KEY = 'yizhan.work';
const KEPT = 40;

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) || {};
  } catch (error) {
    return {};
  }
}

/** Notes how much a job simulates: scenarios x replications x days. */
export function noteWork(job, work) {
  const known = Object.entries(Object.assign(read(), {[job]: work})).slice(-KEPT);
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(known)));
  } catch (error) { /* not remembered then */ }
}

/**
 * Seconds that some work takes at the pace of the finished jobs, and how many they are; null if there are
 * none. `workOf(asked)` tells the work of a job by what was asked of it (NaN: another kind of work).
 */
export function expect(work, jobs, workOf) {
  const known = read();
  const paces = jobs
    .filter((job) => job.state === 'done' && job.started && job.ended)
    .map((job) => between(job.started, job.ended) / (job.asked ? workOf(job.asked) : known[job.id]))
    .filter((pace) => Number.isFinite(pace))
    .sort((a, b) => a - b);
  if (!paces.length || !Number.isFinite(work)) return null;
  return {seconds: paces[Math.floor(paces.length / 2)] * work, jobs: paces.length};
}
