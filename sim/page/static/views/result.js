'use strict';
// One result: what its report says, drawn with the report's chart code; its files, its report, a day of it.

import {fill, h} from '../dom.js';
import {charts} from '../runs/charts.js';
import {showContent} from '../runs/content.js';
import {planButtons} from '../runs/plans.js';
import {said, size} from '../runs/say.js';
import {removeResult} from './results.js';
import '../words_runs.js';

/** Files of a result as links, folded. */
function files(list, id, {t, api}) {
  const rows = list.map((one) =>
    h('li', {}, h('a', {href: api.file(id, one.path), download: one.path.split('/').pop()}, one.path),
    ' ', h('span', {class: 'note'}, size(one.size))));
  const title = t('beside', {name: t('result_files'), more: list.length});
  return h('details', {class: 'card files'}, h('summary', {}, title), h('ul', {}, rows));
}

/** Links to the parts of the page; they do not change the address, which names the view. */
function contents(parts, {t}) {
  const jump = (id) => (event) => {
    event.preventDefault();
    const part = document.getElementById(id);
    part.scrollIntoView({block: 'start'});
    part.focus({preventScroll: true});
  };
  return h('nav', {class: 'side', 'aria-label': t('result_sections')}, h('ul', {}, parts.map(({id, title}) =>
    h('li', {}, h('a', {href: `#${id}`, onclick: jump(id)}, title)))));
}

export const view = {
  name: 'result',
  title: {zh: '结果', en: 'Result'},
  async mount(root, context) {
    const {t, api, lang, query} = context;
    const id = query.get('id');
    charts().catch(() => {}); // side by side with the content
    const [content, found, {results}] = await Promise.all([
      api.get('result', {id}), api.get('result/files', {id}), api.get('results'),
    ]);
    if (!context.alive()) return undefined;
    const head = results.find((one) => one.id === id) || {};
    let list = found.files;
    const written = () => list.some((one) => one.path === 'report.html');
    const title = said(content.title, lang());
    const body = h('div', {class: 'stack'});
    const shown = showContent(body, content, context, (path) =>
      (list.some((one) => one.path === path) ? api.file(id, path) : null));
    const report = h('div', {class: 'row'});
    const fileList = h('div', {}, files(list, id, context));
    const address = api.file(id, 'report.html');

    const label = () => t(written() ? 'result_write_again' : 'result_write_report');
    const write = h('button', {type: 'button', onclick: async () => {
      write.disabled = true;
      fill(write, t('result_writing'));
      try {
        await api.post('result/report', {id, lang: lang()});
        context.toast(t('result_written'), 'good');
        list = (await api.get('result/files', {id})).files;
        paintReport();
        fill(fileList, files(list, id, context));
      } catch (error) {
        context.fail(error);
      }
      write.disabled = false;
      fill(write, label());
    }}, label());

    function paintReport() {
      fill(report,
        written() ? h('a', {class: 'button primary', href: address, target: '_blank', rel: 'noopener'},
        t('result_open_report')) : null, write);
    }
    paintReport();

    const remove = h('button', {type: 'button', class: 'danger', onclick: async () => {
      if (await removeResult(context, id, title)) context.go('#/results');
    }}, t('result_delete'));
    const day = head.has_cases
      ? h('a', {class: 'button', href: `#/day?id=${encodeURIComponent(id)}`}, t('result_day')) : null;
    root.append(
      h('div', {class: 'head'},
        h('div', {}, h('h1', {}, title), h('p', {class: 'note'}, said(content.facts, lang()))),
        h('div', {class: 'row'}, report, planButtons(context, id, list), day, remove)),
      h('div', {class: 'side-main'}, contents(shown.parts, context),
        h('div', {class: 'stack'}, body, fileList)));
    return shown.dispose;
  },
};
