'use strict';
// The list of scenarios: networks, what-ifs and the user's own plans.

import {fill, h} from '../dom.js';
import {upload} from '../planning/upload.js';
import {byKind} from '../runs/home.js';
import '../words_planning.js';

const address = (view, id, more) =>
  `#/${view}?${new URLSearchParams(Object.assign({scenario: id}, more || {})).toString()}`;

const MINE = /^mine\/[^/]+$/; // what users saved or sent, and may delete

/** One scenario with what can be done with it. */
function card(context, scenario, named, onDelete) {
  const {t, names, drafts, lang} = context;
  const {id, base, kind} = scenario;
  const name = names(scenario);
  const button = (text, href, look) =>
    h('a', {class: `button ${look}`, href, 'aria-label': `${text}: ${name}`}, text);
  return h(
    'li',
    {class: 'scenario card'},
    h(
      'div',
      {class: 'scenario-text'},
      h(
        'h3',
        {},
        h('a', {href: address('network', id)}, name),
        ' ',
        drafts.has(id) ? h('span', {class: 'badge warn'}, t('sc_edits')) : null,
      ),
      h('p', {}, (scenario.descriptions || {})[lang()] || ''),
      h(
        'p',
        {class: 'note'},
        h('code', {}, id),
        base && kind !== 'folder' ? ` · ${t('sc_base', {base: named(base)})}` : '',
      ),
    ),
    h(
      'div',
      {class: 'scenario-do'},
      button(t('sc_open'), address('network', id), 'primary small'),
      button(t('nav_tables'), address('tables', id), 'small'),
      button(t('run'), address('run', id), 'small'),
      kind !== 'folder' && base ? button(t('compare_base'), address('run', id, {with: base}), 'small') : null,
      MINE.test(id)
        ? h(
            'button',
            {
              type: 'button',
              class: 'danger small',
              'aria-label': `${t('delete')}: ${name}`,
              onclick: () => onDelete(scenario),
            },
            t('delete'),
          )
        : null,
    ),
  );
}

export const view = {
  name: 'scenarios',
  title: {zh: '情景', en: 'Scenarios'},
  async mount(root, context) {
    const {t, api, names, lang} = context;
    let scenarios = (await api.get('scenarios')).scenarios;
    const list = h('div', {class: 'stack'});
    const search = h('input', {
      type: 'search',
      id: 'scenario-search',
      placeholder: t('sc_search'),
      'aria-label': t('sc_search'),
      oninput: () => paint(),
    });
    const said = h('p', {class: 'sr', role: 'status'});

    const named = (id) => {
      const found = scenarios.find((scenario) => scenario.id === id);
      return found ? names(found) : id;
    };
    const matches = (scenario) => {
      const words = search.value.trim().toLowerCase().split(/\s+/);
      const text = [
        scenario.id,
        ...Object.values(scenario.names),
        ...Object.values(scenario.descriptions || {}),
      ]
        .join(' ')
        .toLowerCase();
      return words.every((each) => text.includes(each));
    };
    const group = (title, found, empty) =>
      found.length || empty
        ? h(
            'section',
            {},
            h('h2', {}, title),
            found.length
              ? h(
                  'ul',
                  {class: 'scenarios'},
                  found.map((scenario) => card(context, scenario, named, remove)),
                )
              : h('p', {class: 'muted'}, empty),
          )
        : null;

    function paint() {
      const found = scenarios.filter(matches);
      const empty = {sc_mine: search.value ? '' : t('sc_mine_none')};
      fill(
        list,
        byKind(found).map(([key, these]) => group(t(key), these, empty[key])),
        found.length ? null : h('p', {class: 'muted'}, t('sc_none')),
      );
      fill(said, search.value ? (found.length ? `${found.length} / ${scenarios.length}` : t('sc_none')) : '');
    }

    async function remove(scenario) {
      const name = names(scenario);
      const sure = await context.ask({
        title: t('delete'),
        text: t('sc_delete_ask', {name}),
        ok: t('delete'),
        danger: true,
      });
      if (!sure) return;
      try {
        await api.remove('what-if', {id: scenario.id, version: scenario.version});
        context.drafts.forget(scenario.id);
        context.toast(t('sc_deleted', {name}), 'good');
      } catch (error) {
        context.fail(error);
      }
      await reload();
    }

    async function reload() {
      scenarios = (await api.get('scenarios')).scenarios;
      if (context.alive()) paint();
    }

    const bring = async (kind) => {
      if (await upload(context, kind)) await reload();
    };
    root.append(
      h(
        'div',
        {class: 'head'},
        h('div', {}, h('h1', {}, view.title[lang()]), h('p', {class: 'note'}, t('sc_intro'))),
        h(
          'div',
          {class: 'row'},
          search,
          h('button', {type: 'button', onclick: () => bring('scenario')}, t('up_scenario')),
          h('button', {type: 'button', onclick: () => bring('outlines')}, t('up_outlines')),
        ),
      ),
      said,
      list,
    );
    paint();
  },
};
