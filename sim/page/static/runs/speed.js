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
 * none.
 */
export function expect(work, jobs) {
  const known = read();
  const paces = jobs
    .filter((job) => job.state === 'done' && known[job.id] && job.started && job.ended)
    .map((job) => between(job.started, job.ended) / known[job.id])
    .sort((a, b) => a - b);
  if (!paces.length || !Number.isFinite(work)) return null;
  return {seconds: paces[Math.floor(paces.length / 2)] * work, jobs: paces.length};
}
