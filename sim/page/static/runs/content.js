'use strict';
// A report's content (sim/report/content.py) as nodes: the answer, the lights, sections of charts and tables.

import {fill, h} from '../dom.js';
import {charts} from './charts.js';
import {percent, said} from './say.js';

const MARKS = {met: '●', unsure: '▲', missed: '■', unmeasured: '–'}; // as in the report
const LIGHT_LOOKS = {met: 'good', unsure: 'warn', missed: 'bad', unmeasured: ''};

/** A cell of a table: text, small print, a look, perhaps a file beside the report. */
function cell(one, first, lang, address) {
  const text = said(one.text, lang);
  const small = said(one.small, lang);
  const path = one.link ? decodeURIComponent(one.link) : '';
  const href = path ? address(path) : null;
  const looks = [one.numeric && 'number', one.look && `look-${one.look}`].filter(Boolean).join(' ');
  return h(first ? 'th' : 'td', {scope: first ? 'row' : null, class: looks || null},
    href ? h('a', {href, download: path.split('/').pop()}, text) : text,
    small ? h('small', {}, small) : null);
}

/** A table block; folded ones wait behind their words. */
function table(block, label, lang, address) {
  const numeric = (column) =>
    (block.rows.length && block.rows[0][column] && block.rows[0][column].numeric ? 'number' : null);
  const heads = block.heads.map((head, i) => h('th', {scope: 'col', class: numeric(i)}, said(head, lang)));
  const node = h('div', {class: 'scroll', tabindex: 0, role: 'group', 'aria-label': label},
    h('table', {class: 'full'}, h('thead', {}, h('tr', {}, heads)),
      h('tbody', {}, block.rows.map((row) =>
        h('tr', {}, row.map((one, i) => cell(one, i === 0, lang, address)))))));
  return block.folded ? h('details', {}, h('summary', {}, said(block.folded, lang)), node) : node;
}

/** A paragraphs block: plain, list, warning or heading. */
function paragraphs(block, lang) {
  const texts = block.texts.map((text) => said(text, lang));
  if (block.look === 'list') return h('ul', {}, texts.map((text) => h('li', {}, text)));
  if (block.look === 'heading') {
    return h('div', {class: 'part-heads'}, texts.map((text) => h('h3', {}, text)));
  }
  const look = block.look === 'warning' ? 'message warn' : null;
  return h('div', {class: look}, texts.map((text) => h('p', {}, text)));
}

/** One light: its word, what was reached, and how often. */
function light(one, {t, lang}) {
  const often = one.share === null ? '' : t('light_of', {n: one.n, k: Math.round(one.share * one.n)});
  const bounds = one.interval
    ? t('light_interval', {low: percent(one.interval[0]), high: percent(one.interval[1])})
    : one.fixed ? t('light_fixed') : '';
  return h('td', {},
    h('span', {class: `badge ${LIGHT_LOOKS[one.state] || ''}`},
      h('span', {'aria-hidden': 'true'}, `${MARKS[one.state] || ''} `), t(`light_${one.state}`)), ' ',
    h('span', {class: 'reached'}, said(one.reached.text, lang())),
    h('small', {}, said(one.reached.small, lang())), h('small', {}, often), h('small', {}, bounds));
}

/** Targets x scenarios, each with how often it is met. */
function lights(found, context) {
  const {t, lang} = context;
  const text = (one) => said(one, lang());
  const rows = found.targets.map((target, i) => h('tr', {},
    h('th', {scope: 'row'}, text(target.name),
      h('small', {}, [target.where, target.bound].map(text).filter(Boolean).join(' · ')),
      h('small', {}, text(target.basis))),
    found.lights[i].map((one) => light(one, context))));
  return h('section', {class: 'card', id: 'lights', tabindex: -1}, h('h2', {}, t('lights_title')),
    h('p', {class: 'note'}, t('lights_note')),
    h('div', {class: 'scroll', tabindex: 0, role: 'group', 'aria-label': t('lights_title')},
      h('table', {class: 'full lights'},
      h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, t('lights_target')),
        found.scenarios.map((one) => h('th', {scope: 'col'}, text(one))))), h('tbody', {}, rows))),
    found.notes.map((note) => h('p', {class: 'note'}, text(note))));
}

function provenance(pairs, {t}) {
  const rows = pairs.map(([name, value]) =>
    h('tr', {}, h('th', {scope: 'row'}, name), h('td', {class: 'wrap'}, value)));
  return h('section', {class: 'card', id: 'provenance', tabindex: -1}, h('h2', {}, t('result_provenance')),
    h('p', {class: 'note'}, t('result_provenance_note')),
    h('div', {class: 'scroll'},
      h('table', {class: 'full'}, h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, t('result_field')),
      h('th', {scope: 'col'}, t('result_value')))), h('tbody', {}, rows))));
}

/**
 * Shows a whole content in `root`. Texts and tables come at once, charts as soon as their code is there;
 * `address(path)` tells where a file of the result lies (null: there is none). Returns {parts: [{id, title}],
 * drawn: promise of nothing, dispose()}.
 */
export function showContent(root, content, context, address) {
  const {t, lang} = context;
  const language = lang();
  const parts = [];
  const places = []; // of charts: [node, data]
  const figures = [];
  let gone = false;

  function block(one, title) {
    if (one.type === 'table') return table(one, title, language, address);
    if (one.type === 'paragraphs') return paragraphs(one, language);
    const place = h('div', {class: 'chart-place'});
    places.push([place, one.chart]);
    return place;
  }

  const sections = content.sections.map((section) => {
    const title = said(section.title, language);
    parts.push({id: `part-${section.id}`, title});
    return h('section', {class: 'card', id: `part-${section.id}`, tabindex: -1}, h('h2', {}, title),
      section.note ? h('p', {class: 'note'}, said(section.note, language)) : null,
      section.blocks.map((one) => block(one, title)));
  });
  if (content.lights) parts.unshift({id: 'lights', title: t('lights_title')});
  if (content.provenance.length) parts.push({id: 'provenance', title: t('result_provenance')});
  fill(root,
    content.answer.length ? h('section', {class: 'card answer'}, h('h2', {}, t('result_answer')),
      content.answer.map((text) => h('p', {}, said(text, language)))) : null,
    content.warnings.length ? h('div', {class: 'message warn'}, h('h2', {}, t('result_warnings')),
      content.warnings.map((text) => h('p', {}, said(text, language)))) : null,
    content.lights ? lights(content.lights, context) : null, sections,
    content.provenance.length ? provenance(content.provenance, context) : null);

  async function draw() {
    if (!places.length) return;
    try {
      const Yizhan = await charts();
      if (gone) return;
      for (const [place, data] of places) figures.push(Yizhan.figure(place, data,
        {lang: language, level: 3}));
    } catch (error) {
      if (!gone) root.prepend(h('p', {class: 'message warn', role: 'alert'}, t('result_charts_missing')));
    }
  }
  return {
    parts,
    drawn: draw(),
    dispose: () => {
      gone = true;
      figures.forEach((figure) => figure.dispose && figure.dispose());
    },
  };
}
