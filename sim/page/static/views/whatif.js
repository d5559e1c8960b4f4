'use strict';
// The plan: its changes one by one, its check in full, and the file that it becomes.

import {commandWords, download, fill, h, later} from '../dom.js';
import {ask, suggestion} from '../planning/ask_save.js';
import {changeList} from '../planning/change_list.js';
import {draftBar} from '../planning/draft_bar.js';
import {draftNames} from '../planning/names.js';
import {faultNode, problemTable} from '../planning/problems.js';
import {loadSchema} from '../planning/schema.js';
import {yamlOf} from '../planning/yaml.js';
import {openedFirst} from '../runs/home.js';
import '../words_planning.js';

/** The draft as a file in scenarios/mine/. */
function fileOf(draft, t) {
  const {id, zh, en, about_zh: aboutZh, about_en: aboutEn} = suggestion(draft, t);
  return {
    id,
    names: {zh, en},
    descriptions: {zh: aboutZh, en: aboutEn},
    base: `../${draft.base}`,
    changes: draft.changes,
  };
}

function checkNodes(context, {state, problems, warnings, error}) {
  const {t} = context;
  if (state === 'busy') return h('p', {class: 'muted'}, t('check_busy'));
  if (state === 'failed') return faultNode(context, error);
  return [
    problems.length
      ? problemTable(context, problems, t('pr_problems'))
      : h('p', {class: 'message good'}, t('wi_good')),
    warnings.length ? problemTable(context, warnings, t('pr_warnings')) : null,
  ];
}

export const view = {
  name: 'whatif',
  title: {zh: '方案', en: 'Plan'},
  async mount(root, outer) {
    const {t, api, drafts, lang, names} = outer;
    const key = await openedFirst(outer);
    const [schema, draft] = await Promise.all([loadSchema(api), drafts.open(api, key)]);
    const context = Object.assign({}, outer, {schema});
    if (!context.alive()) return undefined;
    const checked = h('div', {});
    const changes = changeList(context, draft, schema);
    const file = h('pre', {class: 'code', tabindex: '0', role: 'region', 'aria-label': t('wi_file')});
    const about = h('div', {});
    const drop = h('button', {type: 'button', class: 'danger', onclick: discard}, t('wi_drop'));
    const rename = h('button', {type: 'button', onclick: () => ask(context, draft)}, t('wi_names'));
    const other = h('button', {type: 'button', onclick: () => ask(context, draft, true)}, t('wi_other'));
    const bar = draftBar(context, draft, view.title[lang()], (result) =>
      fill(checked, checkNodes(context, result)),
    );
    let nameOf = () => null;

    async function discard() {
      const sure = await context.ask({
        title: t('wi_drop'),
        text: t('wi_drop_ask', {name: names(draft)}),
        ok: t('wi_drop'),
        danger: true,
      });
      if (!sure) return;
      drafts.forget(draft.key);
      context.go(`#/whatif?scenario=${encodeURIComponent(draft.key)}`);
    }

    async function paint() {
      changes.show(nameOf);
      fill(file, yamlOf(fileOf(draft, t)));
      drop.disabled = !draft.dirty();
      other.hidden = !draft.saved;
      rename.hidden = !(draft.saved && draft.saved.mine);
      const path = draft.saved ? `scenarios/${draft.saved.id}` : null;
      fill(
        about,
        path && !draft.dirty()
          ? [
              h('p', {class: 'note'}, t('wi_file_note', {path})),
              h(
                'pre',
                {class: 'code', tabindex: '0'},
                commandWords(`python run.py compare scenarios/${draft.base} ${path} -n 10 --report`),
              ),
            ]
          : h('p', {class: 'note'}, t('wi_file_new')),
      );
      try {
        nameOf = await draftNames(context, draft);
        if (context.alive()) changes.show(nameOf);
      } catch (error) {
        /* the list stands with ids; the check says what is wrong */
      }
    }

    const link = (text, where, id) =>
      h('a', {class: 'button', href: `#/${where}?scenario=${encodeURIComponent(id)}`}, text);
    const soon = later(30, paint);
    let seen = draft.changes;
    const unwatch = drafts.watch(() => {
      if (seen !== draft.changes) soon();
      seen = draft.changes;
    });
    root.append(
      bar.node,
      h('p', {class: 'note'}, t('wi_intro')),
      h(
        'div',
        {class: 'plan'},
        h(
          'div',
          {class: 'stack'},
          changes.node,
          h(
            'div',
            {class: 'row'},
            link(t('wi_map'), 'network', draft.key),
            link(t('wi_tables'), 'tables', draft.key),
            draft.saved ? link(t('wi_base'), 'network', draft.base) : null,
            rename,
            other,
            drop,
          ),
        ),
        h(
          'div',
          {class: 'stack'},
          h('section', {class: 'card'}, h('h2', {}, t('wi_check')), checked),
          h(
            'section',
            {class: 'card'},
            h('h2', {}, t('wi_file')),
            about,
            file,
            h(
              'div',
              {class: 'row'},
              h(
                'button',
                {
                  type: 'button',
                  onclick: () =>
                    download(`${fileOf(draft, t).id}.yaml`, yamlOf(fileOf(draft, t)), 'text/yaml'),
                },
                t('wi_download'),
              ),
              h('span', {class: 'note'}, t('wi_download_note')),
            ),
          ),
        ),
      ),
    );
    await paint();
    return () => {
      soon.cancel();
      unwatch();
      bar.stop();
    };
  },
};
