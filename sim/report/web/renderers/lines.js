'use strict';
/* Lines over time or numbers, with bands, steps and marked places. */
(function () {
  const Yizhan = globalThis.Yizhan;
  const { COLOURS: C, TEXT } = Yizhan;
  const TALL = 210; // px of a plot
  const FEW = 40; // points up to which a line shows its marks

  /** What the x axis is: time, numbers, or words in the table's order; `place` turns a row into a number. */
  function across(read, data, rows) {
    const column = read.column('x');
    if (column.kind === 'date') return { type: 'time', place: (row) => Date.parse(read.cell('x', row)) };
    if (Yizhan.isNumeric(column)) {
      return { type: data.extra.log_x ? 'log' : 'value', place: (row) => read.amount('x', row) };
    }
    const keys = read.keys('x', rows);
    return { type: 'category', keys, place: (row) => keys.indexOf(read.key('x', row)) };
  }

  /** The x axis of a panel. */
  function xAxis(i, read, axis, rows, panel) {
    const label = { color: C.ink, fontSize: TEXT.small, fontFamily: Yizhan.FONT, hideOverlap: true };
    const base = {
      gridIndex: i, type: axis.type, axisLine: { onZero: false, lineStyle: { color: C.muted, width: 0.8 } },
      axisTick: { show: false }, splitLine: { show: false }, axisLabel: label,
    };
    if (axis.type === 'category') {
      const names = axis.keys.map((key) => Yizhan.text(JSON.parse(key), read.lang));
      return { ...base, data: names, axisLabel: { ...label, width: Math.max(30, panel.width / names.length - 4), overflow: 'truncate' } };
    }
    const values = rows.map(axis.place).filter(Yizhan.finite);
    if (axis.type === 'time') {
      const day = (value) => new Date(value).toISOString().slice(5, 10);
      return { ...base, min: Math.min(...values), max: Math.max(...values), splitNumber: Math.max(2, Math.floor(panel.width / 90)),
        axisLabel: { ...label, formatter: day } };
    }
    const unit = rows.length ? read.unit('x', rows[0]) : { key: '' };
    if (axis.type === 'log') return { ...base, axisLabel: { ...label, formatter: (value) => Yizhan.format.number(value, unit.key) } };
    const scale = Yizhan.scale(values, Math.max(2, Math.floor(panel.width / 80)));
    return { ...base, min: Math.min(...values), max: Math.max(...values), interval: scale.interval,
      axisLabel: { ...label, formatter: Yizhan.tickText(unit, scale.interval) } };
  }

  /** A band between two columns as one shape. */
  function band(i, read, rows, axis, colour) {
    const kept = rows.filter((row) => ['low', 'high'].every((role) => Yizhan.finite(read.amount(role, row))));
    const ends = (at) => [
      ...kept.map((row) => at(axis.place(row), read.amount('low', row))),
      ...kept.slice().reverse().map((row) => at(axis.place(row), read.amount('high', row))),
    ];
    return Yizhan.drawn(i, kept.length > 1 ? [{}] : [], (item, at) => ({
      type: 'polygon', shape: { points: ends(at) }, silent: true, style: { fill: colour, opacity: 0.16 },
    }), { silent: true, z: 2 });
  }

  /** One line. */
  function line(i, read, rows, axis, style, data) {
    const marked = rows.length <= FEW;
    return {
      type: 'line', xAxisIndex: i, yAxisIndex: i, silent: true, z: 4, connectNulls: false,
      step: data.extra.step ? 'end' : false, showSymbol: marked, symbol: 'path://' + Yizhan.mark(style.mark, 10, 10, 8), symbolSize: 7,
      lineStyle: { color: style.colour, width: 2, type: style.dash }, itemStyle: { color: style.colour },
      data: rows.map((row) => [axis.place(row), Yizhan.finite(read.amount('value', row)) ? read.amount('value', row) : null]),
    };
  }

  /** Upright lines at marked places, with their words. */
  function marks(i, data, axis, lang, panel) {
    const found = (data.extra.marks || []).map((one) => ({
      x: axis.type === 'time' ? Date.parse(one.x) : axis.type === 'category' ? axis.keys.indexOf(JSON.stringify(one.x)) : one.x,
      text: Yizhan.text(one.text, lang),
    }));
    return Yizhan.drawn(i, found, (item, at) => {
      const [x] = at(item.x, 0);
      const right = x < panel.left + panel.width * 0.6;
      const text = Yizhan.shorten(item.text, right ? panel.left + panel.width - x - 8 : x - panel.left - 8, TEXT.small);
      return {
        type: 'group', silent: true, children: [
          Yizhan.line(x, panel.top, x, panel.top + panel.height, { stroke: C.ink, lineDash: [4, 3] }),
          Yizhan.tag(text, x + (right ? 4 : -4), panel.top + 8, { align: right ? 'left' : 'right', backgroundColor: 'rgba(255,255,255,.8)' }),
        ],
      };
    }, { silent: true, z: 6 });
  }

  /** Upright strips, one a place on the x axis, that answer to the pointer. */
  function strips(i, axis, rows, panel) {
    const places = [...new Set(rows.map(axis.place))].filter(Yizhan.finite).sort((a, b) => a - b);
    const found = places.map((x) => ({ x, rows: rows.filter((row) => axis.place(row) === x) }));
    const edge = (at, a, b, end) => (b === undefined ? end : (at(a, 0)[0] + at(b, 0)[0]) / 2);
    const series = Yizhan.drawn(i, found, (item, at) => {
      const k = places.indexOf(item.x);
      const left = Math.max(panel.left, edge(at, item.x, places[k - 1], panel.left));
      const right = Math.min(panel.left + panel.width, edge(at, item.x, places[k + 1], panel.left + panel.width));
      return Yizhan.touch(left, panel.top, right - left, panel.height);
    }, { z: 1 });
    return [series, found];
  }

  /** What the strip of a place says: each series' value there. */
  function said(read, rows, lanes) {
    const parts = [];
    for (const lane of lanes) {
      for (const row of rows.filter((one) => read.key('series', one) === lane.key)) {
        const span = Yizhan.intervalText(read, 'low', 'high', row);
        const value = Yizhan.cellText(read.data, read.column('value'), row, read.lang, true);
        const brackets = read.lang === 'zh' ? `（${span}）` : ` (${span})`;
        parts.push([lane.text || read.name('value'), value + (span ? brackets : '')]);
      }
    }
    return parts;
  }

  Yizhan.renderers.lines = function (data, lang, size) {
    const read = Yizhan.read(data, lang, size);
    const series = Yizhan.series(read, size);
    const lanes = series.filter((one) => !one.off);
    const panels = Yizhan.panels(read);
    const height = Yizhan.place(panels, {
      width: size.width - 16, least: 260, most: 2, labels: 54, shared: false, gap: 26,
      head: (panel) => {
        panel.heading = panel.title ? Yizhan.wrap(panel.title, panel.width, TEXT.label, 2) : [];
        return panel.heading.length * TEXT.line + 28;
      },
      body: () => TALL,
      foot: () => 50,
    });
    const parts = { grid: [], xAxis: [], yAxis: [], series: [], graphic: [] };
    const points = [];
    panels.forEach((panel, i) => {
      const rows = panel.rows.filter((row) => lanes.some((lane) => lane.key === read.key('series', row)));
      const axis = across(read, data, panel.rows);
      const values = ['value', 'low', 'high'].flatMap((role) => rows.map((row) => read.amount(role, row)));
      const { min, max } = data.extra;
      const scale = Yizhan.scale(values, 5, { min, max });
      const unit = panel.rows.length ? read.unit('value', panel.rows[0]) : { key: '', text: '' };
      parts.grid.push(Yizhan.grid(panel));
      parts.xAxis.push(xAxis(i, read, axis, panel.rows, panel));
      parts.yAxis.push(Yizhan.valueAxis(i, scale, Yizhan.tickText(unit, scale.interval)));
      const [touched, found] = strips(i, axis, rows, panel);
      found.forEach((item, index) => {
        const head = [panel.title, read.shown('x', item.rows[0])].filter(Boolean).join(lang === 'zh' ? '，' : ', ');
        points.push(Yizhan.point(parts.series.length, index, i, head, said(read, item.rows, lanes), lang));
      });
      parts.series.push(touched);
      for (const lane of lanes) {
        const own = rows.filter((row) => lane.key === read.key('series', row));
        if (read.has('low')) parts.series.push(band(i, read, own, axis, lane.colour));
        parts.series.push(line(i, read, own, axis, lane, data));
      }
      parts.series.push(marks(i, data, axis, lang, panel));
      if (panel.title) parts.graphic.push(Yizhan.panelTitle(panel, panel.heading, 24));
      const titles = [read.text('y') || read.name('value'), unit.text ? `(${unit.text})` : ''].filter(Boolean).join(' ');
      const xUnit = panel.rows.length ? read.unit('x', panel.rows[0]).text : '';
      const below = [read.text('x') || read.name('x'), xUnit ? `(${xUnit})` : ''].filter(Boolean).join(' ');
      const small = { colour: C.muted, size: TEXT.small };
      parts.graphic.push(Yizhan.write(Math.max(0, panel.left - 50), panel.top - 22, Yizhan.wrap(titles, panel.width + 40, TEXT.small, 1), small));
      parts.graphic.push(Yizhan.write(panel.left + panel.width / 2, panel.top + panel.height + 26,
        Yizhan.wrap(below, panel.width, TEXT.small, 1), { ...small, align: 'center' }));
    });
    const legend = series.filter((one) => one.text).map((one) => ({
      stroke: 'line', mark: one.mark, dash: one.dash, colour: one.colour, text: one.text, toggle: one.key, off: one.off,
    }));
    return { option: Yizhan.option(parts), points, height, legend };
  };
})();
