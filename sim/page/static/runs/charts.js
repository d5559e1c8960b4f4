'use strict';
// The chart code (sim/report/web, the report's own): classic scripts that share Yizhan, loaded once when
// needed.

import {h} from '../dom.js';

const LIBRARY = 'echarts/echarts.min.js';
const STYLE = 'charts.css';
let loading = null;

function script(name) {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error(name));
    document.head.append(h('script', {src: `/charts/${name}`, onload: resolve, onerror: fail}));
  });
}

async function load() {
  document.head.append(h('link', {rel: 'stylesheet', href: `/charts/${STYLE}`}));
  const answer = await fetch('/charts/scripts.json'); // their order, the same list as the report's
  if (!answer.ok) throw new Error('scripts.json');
  const scripts = [LIBRARY, ...await answer.json()];
  // fetched side by side, run one after the other
  for (const name of scripts) document.head.append(h('link',
    {rel: 'preload', as: 'script', href: `/charts/${name}`}));
  for (const name of scripts) await script(name);
  return globalThis.Yizhan;
}

/** Loads the chart code, once; the promise gives Yizhan. After a failure the next call tries again. */
export function charts() {
  if (!loading) {
    loading = load().catch((error) => {
      loading = null;
      throw error;
    });
  }
  return loading;
}
