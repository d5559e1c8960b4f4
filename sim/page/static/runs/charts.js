'use strict';
// The chart code (sim/report/web, the report's own): classic scripts that share Yizhan, loaded once when
// needed.

import {h} from '../dom.js';

// in the order of sim/report/assets.py, held against it by tests/page/test_chart_scripts.py
const SCRIPTS = [
  'echarts/echarts.min.js', 'base.js', 'words.js', 'format.js', 'looks.js', 'layout.js', 'elements.js',
  'tooltip.js', 'legend.js', 'rows.js', 'ground.js', 'renderers/intervals.js', 'renderers/bars.js',
  'renderers/lines.js', 'renderers/heat.js', 'renderers/flow.js', 'renderers/map.js',
  'renderers/scatter.js', 'table.js', 'readout.js', 'picture.js', 'frame.js', 'figure.js',
];
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
  // fetched side by side, run one after the other
  for (const name of SCRIPTS) document.head.append(h('link',
    {rel: 'preload', as: 'script', href: `/charts/${name}`}));
  for (const name of SCRIPTS) await script(name);
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
