'use strict';
// The list of facilities beside the map: search, county and kind; one stop for Tab, arrows inside.

import {fill, h, keepFocus, uid} from '../dom.js';
import {markIcon} from './marks.js';

/** Returns {node, show(network), select(id)}; onSelect(id) hears a choice. */
export function stationList(context, onSelect) {
  const {t, names} = context;
  let network = null;
  let selected = null;
  const ids = {county: uid('li'), kind: uid('li')};
  const search = h('input', {
    type: 'search',
    'aria-label': t('li_search'),
    placeholder: t('li_search'),
    oninput: () => paint(),
  });
  const county = h('select', {id: ids.county, onchange: () => paint()});
  const kind = h('select', {id: ids.kind, onchange: () => paint()});
  const count = h('p', {class: 'note list-count', role: 'status'});
  const list = h('ul', {
    class: 'station-list',
    role: 'listbox',
    'aria-label': t('li_title'),
    onkeydown: (event) => key(event),
  });

  const found = () => {
    const words = search.value.trim().toLowerCase();
    return network.facilities.filter(
      (one) =>
        one.kind !== 'department' &&
        (!county.value || one.county === county.value) &&
        (!kind.value || one.kind === kind.value) &&
        (!words || [one.id, ...Object.values(one.names)].some((text) => text.toLowerCase().includes(words))),
    );
  };

  function option(one, first) {
    const state = !one.open ? 'closed' : one.state;
    const chosen = one.id === selected;
    return h(
      'li',
      {
        role: 'option',
        'aria-selected': String(chosen),
        tabindex: chosen || first ? '0' : '-1',
        'data-key': one.id,
        onclick: () => onSelect(one.id),
      },
      markIcon(one.kind),
      h('span', {class: 'station-name'}, names(one)),
      state === 'plain'
        ? h('span', {class: 'muted heads'}, one.heads)
        : h('span', {class: `badge ${state === 'closed' ? 'bad' : 'accent'}`}, t(`st_${state}`)),
    );
  }

  function paint() {
    if (!network) return;
    const shown = found();
    const has = shown.some((one) => one.id === selected);
    const total = network.facilities.filter((one) => one.kind !== 'department').length;
    fill(count, shown.length ? t('li_count', {n: shown.length, total}) : t('li_none'));
    keepFocus(list, () =>
      fill(
        list,
        shown.map((one, i) => option(one, !has && i === 0)),
      ),
    );
  }

  function key(event) {
    const options = [...list.children];
    const now = options.indexOf(document.activeElement);
    const to = {ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: options.length - 1}[event.key];
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onSelect(options[now].getAttribute('data-key'));
    } else if (to !== undefined && options[to]) {
      event.preventDefault();
      options[to].focus();
    }
  }

  const choice = (select, things) => {
    const before = select.value;
    fill(
      select,
      h('option', {value: ''}, t('li_all')),
      things.map((thing) => h('option', {value: thing.id}, names(thing))),
    );
    select.value = before;
  };
  const node = h(
    'section',
    {class: 'card list-card', 'aria-label': t('li_title')},
    h('h2', {}, t('li_title')),
    search,
    h(
      'div',
      {class: 'filters'},
      h('label', {for: ids.county}, t('li_county')),
      county,
      h('label', {for: ids.kind}, t('li_kind')),
      kind,
    ),
    count,
    list,
  );
  return {
    node,
    show(next) {
      network = next;
      choice(county, network.counties);
      choice(
        kind,
        network.kinds.filter((each) => each.id !== 'department'),
      );
      paint();
    },
    select(id) {
      selected = id;
      paint();
      const row = [...list.children].find((each) => each.getAttribute('data-key') === id);
      if (row) row.scrollIntoView({block: 'nearest'});
    },
  };
}
