'use strict';
/* The nodes of a figure: heading, choice, legend, plot, notes, downloads, table. */
(function () {
  const Yizhan = globalThis.Yizhan;
  const FEW = 6; // choices up to which there are buttons, more make a list

  /** Make the nodes of a figure. */
  Yizhan.frame = function (id, data, level) {
    const node = Yizhan.node;
    const root = node('figure', {
      class: 'yz-figure',
      id,
      'data-chart': data.name,
      'aria-labelledby': id + '-title',
    });
    const parts = {
      root,
      title: node('h' + level, { class: 'yz-title', id: id + '-title' }),
      finding: node('p', { class: 'yz-finding' }),
      choose: node('div', { class: 'yz-choose', role: 'radiogroup' }),
      chosen: node('p', { class: 'yz-chosen' }),
      legend: node('div', { class: 'yz-legend' }),
      frame: node('div', { class: 'yz-frame' }),
      plot: node('div', {
        class: 'yz-plot',
        tabindex: '0',
        role: 'application',
        'aria-describedby': id + '-hint',
      }),
      canvas: node('div', { class: 'yz-canvas' }),
      empty: node('p', { class: 'yz-empty', hidden: true }),
      hint: node('p', { class: 'yz-hint', id: id + '-hint' }),
      live: node('p', { class: 'yz-live', 'aria-live': 'polite' }),
      notes: node('div', { class: 'yz-notes' }),
      tools: node('div', { class: 'yz-tools' }),
      png: node('button', { type: 'button', class: 'yz-png' }),
      csv: node('button', { type: 'button', class: 'yz-csv' }),
      details: node('details', { class: 'yz-details' }),
      summary: node('summary'),
      scroll: node('div', { class: 'yz-scroll', tabindex: '0' }),
      zooms: [],
    };
    if (data.renderer === 'map') {
      const zoom = node('div', { class: 'yz-zoom' });
      for (const [text, key] of [
        ['+', 'zoom_in'],
        ['−', 'zoom_out'],
        ['□', 'zoom_all'],
      ]) {
        const button = node('button', { type: 'button' }, text);
        parts.zooms.push([button, key]);
        zoom.append(button);
      }
      parts.frame.append(zoom);
    }
    parts.plot.append(parts.canvas, parts.empty);
    parts.frame.append(parts.plot);
    parts.tools.append(parts.png, parts.csv, parts.hint);
    parts.details.append(parts.summary, parts.scroll);
    root.append(
      parts.title,
      parts.finding,
      parts.choose,
      parts.chosen,
      parts.legend,
      parts.frame,
      parts.live,
      parts.notes,
      parts.tools,
      parts.details,
    );
    return parts;
  };

  /** What to choose by: buttons for a few, a list for many. */
  Yizhan.chooser = (choices, ...more) => (choices.length > FEW ? list : buttons)(choices, ...more);

  /** Buttons to choose by: one can be reached by Tab, arrows lead to the others. */
  function buttons(choices, chosen, lang, name, pick) {
    return choices.map((one, i) => {
      const on = one.key === chosen;
      const button = Yizhan.node(
        'button',
        {
          type: 'button',
          role: 'radio',
          'aria-checked': String(on),
          tabindex: on ? '0' : '-1',
        },
        Yizhan.text(one.names, lang),
      );
      button.addEventListener('click', () => pick(one.key));
      button.addEventListener('keydown', (event) => {
        const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
        if (!way) return;
        event.preventDefault();
        pick(choices[(i + way + choices.length) % choices.length].key);
      });
      return button;
    });
  }

  /** A list to choose from. */
  function list(choices, chosen, lang, name, pick) {
    const select = Yizhan.node('select', { 'aria-label': name });
    choices.forEach((one) =>
      select.append(
        Yizhan.node('option', { value: one.key, selected: one.key === chosen }, Yizhan.text(one.names, lang)),
      ),
    );
    select.addEventListener('change', () => pick(select.value));
    return [select];
  }
})();
