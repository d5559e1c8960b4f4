'use strict';
/* Dots with whiskers, a row each, small multiples that share their rows. */
(function () {
  const Yizhan = globalThis.Yizhan;
  const { COLOURS: C, TEXT } = Yizhan;
  const MARK = 5; // px, radius

  /** Sort a panel's rows into lines (one a row name) and lanes (one a series). */
  function items(read, panel, lanes, names) {
    const seen = new Map();
    const place = new Map(names.map((one, i) => [one.id, i]));
    const found = [];
    for (const row of panel.rows) {
      const lane = lanes.findIndex((one) => one.key === read.key('series', row));
      if (lane < 0) continue;
      const id = rowId(read, row, seen);
      found.push({ row, lane, line: place.get(id), x: read.amount('value', row), y: place.get(id) });
    }
    return found;
  }

  /** A row's identity in its panel: its name, and its count where a name comes again in a series. */
  function rowId(read, row, seen) {
    const name = read.key('row', row);
    const key = read.key('series', row) + name;
    seen.set(key, (seen.get(key) || 0) + 1);
    return name + '#' + seen.get(key);
  }

  /** The names of a panel's rows in order: [{id, text}]. */
  function rowNames(read, panel) {
    const seen = new Map();
    const found = new Map();
    for (const row of panel.rows) {
      const id = rowId(read, row, seen);
      if (!found.has(id)) found.set(id, { id, text: read.label('row', row) });
    }
    return [...found.values()];
  }

  /** All values that a panel's scale must hold. */
  function extent(read, rows) {
    const roles = ['value', 'low', 'high', 'wide_low', 'wide_high', 'reference'];
    return roles.flatMap((role) => rows.map((row) => read.amount(role, row))).filter(Yizhan.finite);
  }

  /** The look of a row: of its `look`, in the colour of its series where there are several. */
  function lookOf(read, row, lane, many) {
    const look = Yizhan.LOOKS[read.cell('look', row)];
    if (!look) return { mark: lane.mark, colour: lane.colour, hollow: false };
    return many ? { ...look, colour: lane.colour } : look;
  }

  /** Draw one row: whiskers thin and thick, reference, mark. */
  function draw(read, item, at, scale, panel, lanes, rowHeight) {
    const share = Math.min(0.8 / lanes.length, 0.5);
    const [, middle] = at(0, item.y);
    const y = middle + (item.lane - (lanes.length - 1) / 2) * share * rowHeight;
    const px = (value) => at(Yizhan.onScale(value, scale), 0)[0];
    const look = lookOf(read, item.row, lanes[item.lane], lanes.length > 1);
    const tall = lanes.length > 1 ? share * rowHeight : rowHeight;
    const parts = [Yizhan.touch(panel.left, y - tall / 2, panel.width, tall)];
    const ends = (low, high) => [read.amount(low, item.row), read.amount(high, item.row)];
    const wide = ends('wide_low', 'wide_high');
    const own = ends('low', 'high');
    const both = !wide.includes(null);
    if (both) parts.push(...Yizhan.whisker(px(wide[0]), px(wide[1]), y, 4, { stroke: look.colour }));
    if (!own.includes(null)) {
      const style = { stroke: look.colour, lineWidth: both ? 4 : 1.6 };
      parts.push(...Yizhan.whisker(px(own[0]), px(own[1]), y, both ? 0 : 4, style));
    }
    const reference = read.amount('reference', item.row);
    if (Yizhan.finite(reference)) {
      parts.push(Yizhan.line(px(reference), y - tall * 0.42, px(reference), y + tall * 0.42, { stroke: C.ink, lineWidth: 2 }));
    }
    if (item.x === null) parts.push(Yizhan.tag('–', panel.left + 6, y, { fill: C.muted }));
    else {
      parts.push(Yizhan.markElement(look, px(item.x), y, lanes.length > 2 ? MARK - 1 : MARK));
      if (!Yizhan.finite(item.x)) parts.push(Yizhan.tag('∞', px(item.x) + (item.x > 0 ? -16 : 8), y, {}));
    }
    return { type: 'group', children: parts };
  }

  /** The words under a panel: the axis' title and unit. */
  function axisTitle(read, panel) {
    const unit = panel.rows.length ? read.unit('value', panel.rows[0]).text : '';
    const title = read.text('x') || (read.has('panel') ? '' : read.name('value'));
    if (!title) return unit;
    return unit ? `${title} (${unit})` : title;
  }

  Yizhan.renderers.intervals = function (data, lang, size) {
    const read = Yizhan.read(data, lang, size);
    const series = Yizhan.series(read, size);
    const lanes = series.filter((one) => !one.off);
    const panels = Yizhan.panels(read);
    for (const panel of panels) panel.names = rowNames(read, panel);
    const all = rowNames(read, panels.reduce((a, b) => (a.names.length >= b.names.length ? a : b)));
    const known = new Set(all.map((one) => one.id));
    const shared = panels.every((panel) => panel.names.every((one) => known.has(one.id)));
    if (shared) for (const panel of panels) panel.names = all;
    const long = panels.flatMap((panel) => panel.names.map((one) => one.text));
    const labels = Yizhan.labelWidth(long, size.width, panels.length > 1 && size.width > 600 ? 0.22 : 0.36);
    const wraps = long.some((name) => Yizhan.textWidth(name, TEXT.label) > labels - 12);
    const rowHeight = Math.max(wraps ? 32 : 24, 8 + 13 * lanes.length);
    const widthOfPlot = (size.width - labels) / 1;
    const height = Yizhan.place(panels, {
      width: size.width - 14, least: 190, most: 3, labels, shared,
      head: (panel) => {
        panel.heading = panel.title ? Yizhan.wrap(panel.title, Math.min(panel.width, widthOfPlot), TEXT.label, 3) : [];
        return panel.heading.length * TEXT.line + 12;
      },
      body: (panel) => panel.names.length * rowHeight,
      foot: (panel) => {
        panel.footing = Yizhan.wrap(axisTitle(read, panel), panel.width, TEXT.small, 2);
        return 26 + panel.footing.length * TEXT.line + 6;
      },
    });
    const common = data.extra.share_scale ? extent(read, read.rows) : null;
    const parts = { grid: [], xAxis: [], yAxis: [], series: [], graphic: [] };
    const points = [];
    panels.forEach((panel, i) => {
      const values = common || extent(read, panel.rows);
      if (data.extra.zero) values.push(0);
      const scale = Yizhan.scale(values, Math.max(2, Math.floor(panel.width / 75)));
      const unit = panel.rows.length ? read.unit('value', panel.rows[0]) : { key: '' };
      const found = items(read, panel, lanes, panel.names);
      parts.grid.push(Yizhan.grid(panel));
      parts.xAxis.push(Yizhan.valueAxis(i, scale, Yizhan.tickText(unit, scale.interval)));
      parts.yAxis.push(Yizhan.rowAxis(i, panel.names.length));
      parts.series.push(Yizhan.drawn(i, found, (item, at) => draw(read, item, at, scale, panel, lanes, rowHeight), zeroLine(data)));
      if (panel.title) parts.graphic.push(Yizhan.panelTitle(panel, panel.heading, 6));
      if (panel.labelled) parts.graphic.push(...Yizhan.rowNames(panel, panel.names.map((one) => one.text), labels, rowHeight));
      parts.graphic.push(Yizhan.write(panel.left + panel.width / 2, panel.top + panel.height + 24, panel.footing,
        { align: 'center', colour: C.muted, size: TEXT.small }));
      found.forEach((item, index) => {
        const head = [panel.title, read.label('row', item.row)].filter(Boolean).join(lang === 'zh' ? '，' : ', ');
        points.push(Yizhan.point(i, index, i + '|' + item.line, head, Yizhan.rowParts(read, item.row, ['row', 'panel', 'unit']), lang));
      });
    });
    return { option: Yizhan.option(parts), points, height, legend: legend(read, series) };
  };

  /** A dark line at 0 on request. */
  function zeroLine(data) {
    if (!data.extra.zero) return {};
    const lineStyle = { color: C.ink, width: 1.2, type: 'solid' };
    return { markLine: { silent: true, symbol: 'none', label: { show: false }, lineStyle, data: [{ xAxis: 0 }] } };
  }

  /** What marks and colours mean. */
  function legend(read, series) {
    const entries = series.filter((one) => one.text).map((one) => ({
      mark: one.mark, colour: one.colour, text: one.text, toggle: one.key, off: one.off,
    }));
    const looks = read.has('look') ? new Set(read.rows.map((row) => read.cell('look', row))) : new Set();
    for (const name of Object.keys(Yizhan.LOOKS)) {
      const look = Yizhan.LOOKS[name];
      if (looks.has(name)) {
        const colour = entries.length && series.length > 1 ? C.muted : look.colour;
        entries.push({ ...look, colour, text: Yizhan.lookText(read.data, name, read.lang) });
      }
    }
    if (read.has('reference')) {
      entries.push({ stroke: 'upright', colour: C.ink, text: read.text('reference') || read.name('reference') });
    }
    return entries;
  }
})();
