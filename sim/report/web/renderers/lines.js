'use strict';
/* Lines over time, numbers or words, with bands, steps and marked places. */
(function () {
  const Yizhan = globalThis.Yizhan;
  const { COLOURS: C, TEXT } = Yizhan;
  const TALL = 210; // px of a plot
  const FEW = 40; // points up to which a line shows its marks
  const LABELS = 54; // px left of a plot

  /** What the x axis is: time, numbers, or words in the table's order; `place` makes a row a number. */
  function across(read, rows) {
    const column = read.column('x');
    let kind = { type: 'value', place: (row) => read.amount('x', row), find: (x) => x };
    if (column.kind === 'date') {
      kind = { type: 'time', place: (row) => Date.parse(read.cell('x', row)), find: (x) => Date.parse(x) };
    } else if (!Yizhan.isNumeric(column)) {
      const keys = read.keys('x', rows);
      const find = (x) =>
        keys.findIndex((key) => key === JSON.stringify(x) || [].concat(JSON.parse(key)).includes(x));
      kind = { type: 'category', keys, place: (row) => keys.indexOf(read.key('x', row)), find };
    } else if (read.data.extra.log_x) {
      const positive = (row) => (read.amount('x', row) > 0 ? read.amount('x', row) : null);
      kind = { type: 'log', place: positive, find: (x) => x };
    }
    kind.values = [...new Set(rows.map(kind.place))].filter(Yizhan.finite).sort((a, b) => a - b);
    return kind;
  }

  /** The x axis of a panel. */
  function xAxis(i, read, axis, panel) {
    const label = { color: C.ink, fontSize: TEXT.small, fontFamily: Yizhan.FONT, hideOverlap: true };
    const base = {
      gridIndex: i,
      type: axis.type,
      axisLine: { onZero: false, lineStyle: { color: C.muted, width: 0.8 } },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: label,
    };
    if (axis.type === 'category') {
      const names = axis.keys.map((key) => Yizhan.text(JSON.parse(key), read.lang));
      return {
        ...base,
        data: names,
        axisLabel: { ...label, width: Math.max(30, panel.width / names.length - 4), overflow: 'truncate' },
      };
    }
    let [min, max] = [axis.values[0] ?? 0, axis.values[axis.values.length - 1] ?? 1];
    if (axis.type === 'time') {
      const day = (value) => new Date(value).toISOString().slice(5, 10);
      if (min === max) [min, max] = [min - 864e5, max + 864e5];
      return {
        ...base,
        min,
        max,
        splitNumber: Math.max(2, Math.floor(panel.width / 90)),
        axisLabel: { ...label, formatter: day },
      };
    }
    const unit = read.unit('x', panel.rows[0]);
    if (axis.type === 'log')
      return {
        ...base,
        min,
        max,
        axisLabel: { ...label, formatter: (value) => Yizhan.format.number(value, unit.key) },
      };
    const scale = Yizhan.fitted(axis.values, panel.width, unit);
    if (min === max) ({ min, max } = scale);
    const steps = Math.round((scale.max - scale.min) / scale.interval);
    const customValues = [...Array(steps + 1).keys()]
      .map((k) => scale.min + k * scale.interval)
      .filter((value) => value >= min - 1e-9 && value <= max + 1e-9);
    const axisLabel = { ...label, customValues, formatter: Yizhan.tickText(unit, scale.interval) };
    return { ...base, min, max, interval: scale.interval, axisLabel };
  }

  /** A band between two columns as one shape. */
  function band(i, read, rows, axis, colour) {
    const kept = rows.filter((row) => ['low', 'high'].every((role) => Yizhan.finite(read.amount(role, row))));
    const ends = (at) => [
      ...kept.map((row) => at(axis.place(row), read.amount('low', row))),
      ...kept
        .slice()
        .reverse()
        .map((row) => at(axis.place(row), read.amount('high', row))),
    ];
    return Yizhan.drawn(
      i,
      kept.length > 1 ? [{}] : [],
      (item, at) => ({
        type: 'polygon',
        shape: { points: ends(at) },
        silent: true,
        style: { fill: colour, opacity: 0.16 },
      }),
      { silent: true, z: 2 },
    );
  }

  /** One line; infinite values leave a gap. */
  function line(i, read, rows, axis, style) {
    const value = (row) => (Yizhan.finite(read.amount('value', row)) ? read.amount('value', row) : null);
    return {
      type: 'line',
      xAxisIndex: i,
      yAxisIndex: i,
      silent: true,
      z: 4,
      connectNulls: false,
      step: read.data.extra.step ? 'end' : false,
      showSymbol: rows.length <= FEW,
      symbolSize: 7,
      symbol: 'path://' + Yizhan.mark(style.mark, 10, 10, 8),
      lineStyle: { color: style.colour, width: 2, type: style.dash },
      itemStyle: { color: style.colour },
      data: rows.map((row) => [axis.place(row), value(row)]),
    };
  }

  /** Upright lines at marked places. */
  function marks(i, read, axis, panel) {
    const found = (read.data.extra.marks || []).map((one) => ({
      x: axis.find(one.x),
      text: Yizhan.text(one.text, read.lang),
    }));
    return Yizhan.uprights(i, panel, found, panel.storeys);
  }

  /** Upright strips, one a place on the x axis, that answer to the pointer. */
  function strips(i, axis, rows, panel) {
    const { values } = axis;
    const there = Yizhan.grouped(rows, axis.place);
    const found = values
      .filter((x) => there.has(x))
      .map((x) => ({ x, k: values.indexOf(x), rows: there.get(x) }));
    const series = Yizhan.drawn(
      i,
      found,
      (item, at) => {
        const k = item.k;
        const x = at(item.x, 0)[0];
        const between = (other, end) => (other === undefined ? end : (x + at(other, 0)[0]) / 2);
        const left = between(values[k - 1], panel.left);
        return Yizhan.touch(
          left,
          panel.top,
          between(values[k + 1], panel.left + panel.width) - left,
          panel.height,
        );
      },
      { z: 1 },
    );
    return [series, found];
  }

  /** What the strip of a place says: each series' value there. */
  function said(read, rows, lanes) {
    const parts = [];
    for (const lane of lanes) {
      for (const row of rows.filter((one) => read.key('series', one) === lane.key)) {
        const span = Yizhan.intervalText(read, 'low', 'high', row);
        const value = Yizhan.cellText(read.data, read.column('value'), row, read.lang, true);
        parts.push([lane.text || read.name('value'), Yizhan.bracketed(value, span, read.lang)]);
      }
    }
    return parts;
  }

  /** The title of an axis, with its unit. */
  const axisTitle = (read, panel, role, text) =>
    Yizhan.bracketed(text || read.name(role), read.unit(role, panel.rows[0]).text, read.lang);

  /** Titles of both axes: the upright one's above the plot, so that it reads like a line of text. */
  function titles(read, panel) {
    const small = { colour: C.muted, size: TEXT.small };
    const words = axisTitle(read, panel, 'value', read.text('y'));
    const above = Yizhan.wrap(words, panel.width + LABELS - 4, TEXT.small, 1);
    const [middle, bottom] = [panel.left + panel.width / 2, panel.top + panel.height];
    return [
      Yizhan.write(panel.left - LABELS + 4, panel.top - 22 - 14 * panel.storeys, above, small),
      Yizhan.write(middle, bottom + 26, panel.footing, { ...small, align: 'center' }),
    ];
  }

  Yizhan.renderers.lines = function (data, lang, size) {
    const read = Yizhan.read(data, lang, size);
    const series = Yizhan.series(read, size);
    const lanes = series.filter((one) => !one.off);
    const panels = Yizhan.panels(read);
    const storeys = Math.min(3, (data.extra.marks || []).length);
    const height = Yizhan.place(panels, {
      width: size.width - 16,
      least: 260,
      most: 2,
      labels: LABELS,
      shared: false,
      gap: 26,
      head: (panel) => {
        panel.heading = panel.title ? Yizhan.wrap(panel.title, 0.95 * panel.width, TEXT.label, 2) : [];
        panel.storeys = storeys;
        return panel.heading.length * TEXT.line + 28 + 14 * storeys;
      },
      body: () => (size.print ? 0.66 * TALL : TALL),
      foot: (panel) => {
        panel.footing = Yizhan.wrap(axisTitle(read, panel, 'x', read.text('x')), panel.width, TEXT.small, 2);
        return 36 + panel.footing.length * TEXT.line;
      },
    });
    const parts = { grid: [], xAxis: [], yAxis: [], series: [], graphic: [] };
    const points = [];
    panels.forEach((panel, i) => {
      const axis = across(read, panel.rows);
      const placed = panel.rows.filter((row) => Yizhan.finite(axis.place(row)));
      const byLane = Yizhan.grouped(placed, (row) => read.key('series', row));
      const rows = lanes.flatMap((lane) => byLane.get(lane.key) || []);
      const values = ['value', 'low', 'high'].flatMap((role) => rows.map((row) => read.amount(role, row)));
      const scale = Yizhan.scale(values, 5, { min: data.extra.min, max: data.extra.max });
      parts.grid.push(Yizhan.grid(panel));
      parts.xAxis.push(xAxis(i, read, axis, panel));
      parts.yAxis.push(
        Yizhan.valueAxis(i, scale, Yizhan.tickText(read.unit('value', panel.rows[0]), scale.interval), {}),
      );
      const [touched, found] = strips(i, axis, rows, panel);
      found.forEach((item, index) => {
        const head = Yizhan.listed([panel.title, read.shown('x', item.rows[0])], lang);
        points.push(Yizhan.point(parts.series.length, index, i, head, said(read, item.rows, lanes), lang));
      });
      parts.series.push(touched);
      for (const lane of lanes) {
        const own = byLane.get(lane.key) || [];
        if (read.has('low')) parts.series.push(band(i, read, own, axis, lane.colour));
        parts.series.push(line(i, read, own, axis, lane));
      }
      parts.series.push(marks(i, read, axis, panel));
      if (panel.title) parts.graphic.push(Yizhan.panelTitle(panel, panel.heading, 24 + 14 * storeys));
      parts.graphic.push(...titles(read, panel));
    });
    return {
      option: Yizhan.option(parts),
      points,
      height,
      legend: Yizhan.seriesEntries(series, { stroke: 'line' }),
    };
  };
})();
