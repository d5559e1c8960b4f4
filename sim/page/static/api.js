'use strict';
// Requests to the page's server (docs/page-api.md). What fails becomes an ApiError that people can read.

import {word} from './words.js';

/** What the server refused: texts {zh, en}, problems, the HTTP status (0: no answer) and the whole body. */
export class ApiError extends Error {
  constructor(status, texts, body) {
    super(texts.en);
    this.status = status;
    this.texts = texts;
    this.body = body || {};
    this.problems = this.body.problems || [];
  }
}

export const JOB_OVER = ['done', 'missed', 'failed', 'cancelled']; // states that a job ends in
export const MOST_ROWS = 10000; // of a table that the server gives at once

const both = (key, values) => ({zh: word('zh', key, values), en: word('en', key, values)});

function address(path, query) {
  const given = Object.entries(query || {}).filter(([, value]) => value !== undefined && value !== null);
  const text = new URLSearchParams(given).toString();
  return `/api/${path}${text ? `?${text}` : ''}`;
}

async function request(method, path, {query, json, form, signal} = {}) {
  const headers = {Accept: 'application/json'};
  if (method !== 'GET') headers['X-Yizhan'] = '1';
  if (json !== undefined) headers['Content-Type'] = 'application/json';
  const body = json === undefined ? form : JSON.stringify(json);
  let response;
  let answer;
  try {
    response = await fetch(address(path, query), {method, headers, body, signal, credentials: 'same-origin'});
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new ApiError(0, both('offline'));
  }
  try {
    answer = response.status === 204 ? {} : await response.json();
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new ApiError(response.status, both('odd_answer', {status: response.status}));
  }
  if (!response.ok) {
    throw new ApiError(
      response.status,
      answer.error || both('odd_answer', {status: response.status}),
      answer,
    );
  }
  return answer;
}

export const api = {
  /** GET /api/path?query. */
  get: (path, query, signal) => request('GET', path, {query, signal}),
  /** POST json. */
  post: (path, json, signal) => request('POST', path, {json, signal}),
  /** PUT json. */
  put: (path, json) => request('PUT', path, {json}),
  /** DELETE with a json body. */
  remove: (path, json) => request('DELETE', path, {json}),
  /** All rows of a table of a draft {base, changes}. */
  rows: async ({base, changes}, table) =>
    (await request('POST', 'draft/table', {json: {base, changes, table, limit: MOST_ROWS}})).rows,
  /** POST a form with files. */
  upload: (path, form) => request('POST', path, {form}),
  /** Address of a file of a result. */
  file: (result, path) =>
    `/files/${[...result.split('/'), ...path.split('/')].map(encodeURIComponent).join('/')}`,
  /**
   * Follows a job: onJob(job) at once and at each change; reconnects by itself after a break.
   * `onLost(ended)` hears a break.
   * Returns a function that stops following.
   */
  follow(id, onJob, onLost) {
    const source = new EventSource(address('job/events', {id}));
    source.addEventListener('job', (event) => {
      const job = JSON.parse(event.data);
      if (JOB_OVER.includes(job.state)) source.close();
      onJob(job);
    });
    source.addEventListener('error', () => onLost && onLost(source.readyState === EventSource.CLOSED));
    return () => source.close();
  },
};
