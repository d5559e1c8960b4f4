'use strict';
// How fast runs were here, so that a new one can be told its time.

import {between} from './say.js';

const SIMULATIONS = ['simulate', 'compare']; // a search simulates far more than what was asked of it

/**
 * Seconds that some work takes at the pace of the finished jobs, and how many they are; null if there are
 * none. `workOf(asked)` tells the work of a job by what was asked of it (NaN: another kind of work).
 */
export function expect(work, jobs, workOf) {
  const paces = jobs
    .filter((job) => job.state === 'done' && SIMULATIONS.includes(job.command))
    .map((job) => between(job.started, job.ended) / workOf(job.asked))
    .filter((pace) => Number.isFinite(pace))
    .sort((a, b) => a - b);
  if (!paces.length || !Number.isFinite(work)) return null;
  return {seconds: paces[Math.floor(paces.length / 2)] * work, jobs: paces.length};
}
