'use strict';
/* Panels of named rows, as intervals and bars have them: names, places, axes, read-outs, legends. */
(function () {
  const Yizhan = globalThis.Yizhan;
  const { COLOURS: C, TEXT } = Yizhan;
  const LEAST = 12; // px of a row that is squeezed onto a sheet of paper
  const MANY = 9; // rows from which a name has two lines at most, else three
  const FOOT = 26; // px from the plot to the words below it

  /** Let panels share one set of names where one panel has them all; `panel.names` is [{id, text}]. */
  Yizhan.shareNames = function (panels) {
    const all = panels.reduce((a, b) => (a.names.length >= b.names.length ? a : b)).names;
    const known = new Set(all.map((one) => one.id));
    const shared = panels.every((panel) => panel.names.every((one) => known.has(one.id)));
    if (shared) for (const panel of panels) panel.names = all;
    return shared;
  };

  /** Give panels of rows their places; `above` px stay free over each: {height, labels, rowHeight}. */
  Yizhan.layRows = function (read, panels, size, { shared, perLane, lanes, above }) {
    const names = panels.flatMap((panel) => panel.names.map((one) => one.text));
    const labels = Yizhan.labelWidth(names, size.width, panels.length > 1 && size.width > 600 ? 0.25 : 0.36);
    const most = Math.max(...panels.map((panel) => panel.names.length));
    const wrapped = (name) => Yizhan.wrap(name, labels - 12, TEXT.label, most > MANY ? 2 : 3);
    const lines = Math.max(...names.map((name) => wrapped(name).length));
    const place = (rowHeight) =>
      Yizhan.place(panels, {
        width: size.width - 12,
        least: size.print ? 130 : 180,
        most: 3,
        labels,
        shared,
        gap: 28,
        head: (panel) => {
          panel.heading = panel.title ? Yizhan.wrap(panel.title, 0.95 * panel.width, TEXT.label, 4) : [];
          return panel.heading.length * TEXT.line + above;
        },
        body: (panel) => panel.names.length * rowHeight,
        foot: (panel) => {
          panel.footing = Yizhan.wrap(axisTitle(read, panel), panel.width, TEXT.small, 2);
          return FOOT + panel.footing.length * TEXT.line + (size.print ? 2 : 8);
        },
      });
    const lane = size.print ? 0.85 * perLane : perLane; // paper is short: a chart is to share its sheet
    let rowHeight = Math.max(lines > 1 ? 4 + TEXT.line * lines : size.print ? 19 : 24, 8 + lane * lanes);
    let height = place(rowHeight);
    if (size.room && height > size.room) {
      const around = place(0);
      rowHeight = Math.max(LEAST, (rowHeight * (size.room - around)) / (height - around));
      height = place(rowHeight);
    }
    return { height, labels, rowHeight, above };
  };

  /** The words under a panel: the axis' title and the unit of the panel's values. */
  function axisTitle(read, panel) {
    const unit = panel.rows.length ? read.unit('value', panel.rows[0]).text : '';
    const title = read.text('x') || (read.has('panel') ? '' : read.name('value'));
    if (!title) return unit;
    return unit ? Yizhan.bracketed(title, unit, read.lang) : title;
  }

  /** Add a panel's grid, axes, names and words to the parts of an option. */
  Yizhan.rowFrame = function (parts, i, panel, scale, unit, laid) {
    parts.grid.push(Yizhan.grid(panel));
    parts.xAxis.push(Yizhan.valueAxis(i, scale, Yizhan.tickText(unit, scale.interval)));
    parts.yAxis.push(Yizhan.rowAxis(i, panel.names.length));
    if (panel.title) parts.graphic.push(Yizhan.panelTitle(panel, panel.heading, laid.above - 6));
    if (panel.labelled) {
      parts.graphic.push(
        ...Yizhan.rowNames(
          panel,
          panel.names.map((one) => one.text),
          laid.labels,
          laid.rowHeight,
        ),
      );
    }
    parts.graphic.push(
      Yizhan.write(panel.left + panel.width / 2, panel.top + panel.height + FOOT, panel.footing, {
        align: 'center',
        colour: C.muted,
        size: TEXT.small,
      }),
    );
  };

  /** Pale bands behind every second row of a panel with several lanes. */
  Yizhan.bands = function (i, panel, rowHeight) {
    const found = panel.names.map((_, line) => line).filter((line) => line % 2);
    return Yizhan.drawn(
      i,
      found,
      (line) => ({
        type: 'rect',
        silent: true,
        style: { fill: '#F6F7F8' },
        shape: { x: panel.left, y: panel.top + line * rowHeight, width: panel.width, height: rowHeight },
      }),
      { silent: true, z: 0 },
    );
  };

  /** What a series needs for a dark line at 0. */
  Yizhan.zeroLine = function () {
    const lineStyle = { color: C.ink, width: 1.2, type: 'solid' };
    return {
      markLine: { silent: true, symbol: 'none', label: { show: false }, lineStyle, data: [{ xAxis: 0 }] },
    };
  };

  /** The points of a panel's rows: its title and the row's name, then what the row holds. */
  Yizhan.rowPoints = (read, panel, items, series, i) =>
    items.map((item, index) => {
      const head = Yizhan.listed([panel.title, read.label('row', item.row)], read.lang);
      return Yizhan.point(
        series,
        index,
        i + '|' + item.line,
        head,
        Yizhan.rowParts(read, item.row, ['row', 'panel', 'unit']),
        read.lang,
      );
    });

  /** Entries of the looks that a table holds; in grey where colours tell the series. */
  Yizhan.lookEntries = function (read, grey, form) {
    if (!read.has('look')) return [];
    const looks = new Set(read.rows.map((row) => read.cell('look', row)));
    return Object.keys(Yizhan.LOOKS)
      .filter((name) => looks.has(name))
      .map((name) => ({
        name,
        ...Yizhan.LOOKS[name],
        ...(grey ? { colour: C.muted } : {}),
        ...form,
        text: Yizhan.lookText(read.data, name, read.lang),
      }));
  };

  /** Entries of the series, which hide and show them; none where there is but one without a name. */
  Yizhan.seriesEntries = (series, form) =>
    series
      .filter((one) => one.text)
      .map((one) => ({
        ...form,
        colour: one.colour,
        mark: one.mark,
        dash: one.dash,
        hatch: one.hatch,
        text: one.text,
        ...(series.length > 1 ? { toggle: one.key, off: one.off } : {}),
      }));
})();
