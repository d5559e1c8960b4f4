'use strict';
/* Dots with whiskers, a row each, small multiples that share their rows. */
(function () {
  const Yizhan = globalThis.Yizhan;
  const { COLOURS: C } = Yizhan;
  const MARK = 5; // px, radius
  const ROLES = ['value', 'low', 'high', 'wide_low', 'wide_high', 'reference'];

  /** Tell the rows of a panel apart: [{row, id}]; a name that comes again in a series is a row of its own. */
  function identified(read, panel) {
    const seen = new Map();
    return panel.rows.map((row) => {
      const name = read.key('row', row);
      const key = read.key('series', row) + name;
      seen.set(key, (seen.get(key) || 0) + 1);
      return { row, id: name + '#' + seen.get(key) };
    });
  }

  /** The names of a panel's rows in order: [{id, text}]. */
  function rowNames(read, panel) {
    const found = new Map(
      identified(read, panel).map(({ row, id }) => [id, { id, text: read.label('row', row) }]),
    );
    return [...found.values()];
  }

  /** What is drawn in a panel: each row with its line (by name) and lane (by series). */
  function itemsOf(read, panel, lanes) {
    const place = new Map(panel.names.map((one, i) => [one.id, i]));
    return identified(read, panel)
      .map(({ row, id }) => ({
        row,
        line: place.get(id),
        value: read.amount('value', row),
        lane: lanes.findIndex((one) => one.key === read.key('series', row)),
      }))
      .filter((item) => item.lane >= 0)
      .sort((a, b) => a.line - b.line || a.lane - b.lane);
  }

  /** All values that a scale over rows must hold. */
  const extent = (read, rows) =>
    ROLES.flatMap((role) => rows.map((row) => read.amount(role, row))).filter(Yizhan.finite);

  /** The look of a row: of its `look`, in the colour of its series where there are several. */
  function lookOf(read, row, lane, many) {
    const look = Yizhan.LOOKS[read.cell('look', row)];
    if (!look) return { mark: lane.mark, colour: lane.colour, hollow: false };
    return many ? { ...look, colour: lane.colour } : look;
  }

  /** Draw one row: whiskers thin and thick, reference, mark. */
  function draw(read, item, at, { scale, panel, lanes, rowHeight }) {
    const tall = lanes.length > 1 ? (rowHeight - 6) / lanes.length : rowHeight;
    const y = panel.top + (item.line + 0.5) * rowHeight + (item.lane - (lanes.length - 1) / 2) * tall;
    const px = (value) => at(Yizhan.onScale(value, scale), 0)[0];
    const look = lookOf(read, item.row, lanes[item.lane], lanes.length > 1);
    const parts = [Yizhan.touch(panel.left, y - tall / 2, panel.width, tall)];
    const ends = (low, high) => [read.amount(low, item.row), read.amount(high, item.row)];
    const [own, wide] = [ends('low', 'high'), ends('wide_low', 'wide_high')];
    const both = !wide.includes(null);
    const cap = Math.min(4, tall / 3);
    if (both) parts.push(...Yizhan.whisker(px(wide[0]), px(wide[1]), y, cap, { stroke: look.colour }));
    if (!own.includes(null)) {
      const style = { stroke: look.colour, lineWidth: both ? 4 : 1.6 };
      parts.push(...Yizhan.whisker(px(own[0]), px(own[1]), y, both ? 0 : cap, style));
    }
    const reference = read.amount('reference', item.row);
    if (Yizhan.finite(reference)) {
      const x = px(reference);
      parts.push(Yizhan.line(x, y - tall * 0.45, x, y + tall * 0.45, { stroke: C.ink, lineWidth: 2 }));
    }
    if (item.value === null) parts.push(Yizhan.tag('–', panel.left + 6, y, { fill: C.muted }));
    else parts.push(Yizhan.markElement(look, px(item.value), y, Math.min(MARK, Math.max(3.5, tall / 2.6))));
    if (item.value !== null && !Yizhan.finite(item.value)) {
      parts.push(
        Yizhan.tag(item.value > 0 ? '∞' : '-∞', px(item.value) + (item.value > 0 ? -20 : 10), y, {}),
      );
    }
    return { type: 'group', children: parts };
  }

  Yizhan.renderers.intervals = function (data, lang, size) {
    const read = Yizhan.read(data, lang, size);
    const series = Yizhan.series(read, size);
    const lanes = series.filter((one) => !one.off);
    const panels = Yizhan.panels(read);
    for (const panel of panels) panel.names = rowNames(read, panel);
    const shared = Yizhan.shareNames(panels);
    const laid = Yizhan.layRows(read, panels, size, { shared, lanes: lanes.length, perLane: 13, above: 12 });
    const common = data.extra.share_scale ? extent(read, read.rows) : null;
    const parts = { grid: [], xAxis: [], yAxis: [], series: [], graphic: [] };
    const points = [];
    panels.forEach((panel, i) => {
      const values = common || extent(read, panel.rows);
      const unit = read.unit('value', panel.rows[0]);
      const scale = Yizhan.fitted(data.extra.zero ? [0, ...values] : values, panel.width, unit);
      const plan = { scale, panel, lanes, rowHeight: laid.rowHeight };
      const items = itemsOf(read, panel, lanes);
      Yizhan.rowFrame(parts, i, panel, scale, unit, laid);
      if (lanes.length > 1) parts.series.push(Yizhan.bands(i, panel, laid.rowHeight));
      points.push(...Yizhan.rowPoints(read, panel, items, parts.series.length, i));
      const zero = data.extra.zero ? Yizhan.zeroLine() : {};
      parts.series.push(Yizhan.drawn(i, items, (item, at) => draw(read, item, at, plan), zero));
    });
    const legend = [...Yizhan.seriesEntries(series), ...Yizhan.lookEntries(read, series.length > 1)];
    if (read.has('reference')) {
      legend.push({
        stroke: 'upright',
        colour: C.ink,
        text: read.text('reference') || read.name('reference'),
      });
    }
    return { option: Yizhan.option(parts), points, height: laid.height, legend };
  };
})();
