'use strict';
/* Points with error bars in both directions, joined on request. */
(function () {
  const Yizhan = globalThis.Yizhan;
  const { COLOURS: C, TEXT } = Yizhan;
  const SIDES = [[1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [-1, -1], [1, 1], [-1, 1]];

  /** A scale with some room at its ends. */
  function roomy(read, roles, count) {
    const values = roles.flatMap((role) => read.rows.map((row) => read.amount(role, row))).filter(Yizhan.finite);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const room = (high - low) * 0.04;
    return Yizhan.scale([low - (low > 0 && low - room < 0 ? low : room), high + room], count);
  }

  /** Give labels places beside their points, clear of points and of each other; those without a place are left out. */
  function labelPlaces(items, box) {
    const taken = items.map((one) => [one.px - 7, one.py - 7, one.px + 7, one.py + 7]);
    const clear = (a) => a[0] >= box.left && a[2] <= box.left + box.width && a[1] >= box.top - 4 && a[3] <= box.top + box.height
      && taken.every((b) => a[2] < b[0] || a[0] > b[2] || a[3] < b[1] || a[1] > b[3]);
    for (const item of items) {
      if (!item.label) continue;
      const half = Yizhan.textWidth(item.label, TEXT.small) / 2;
      for (const [dx, dy] of SIDES) {
        const [x, y] = [item.px + dx * (half + 10), item.py + dy * (dx ? 10 : 15)];
        const own = [x - half - 1, y - 7, x + half + 1, y + 7];
        if (clear(own)) {
          taken.push(own);
          item.at = [x, y];
          break;
        }
      }
    }
  }

  Yizhan.renderers.scatter = function (data, lang, size) {
    const read = Yizhan.read(data, lang, size);
    const series = Yizhan.series(read, size);
    const lanes = series.filter((one) => !one.off);
    const panel = { left: 62, top: 30, width: Math.max(120, size.width - 62 - 20), height: Math.min(380, Math.max(240, size.width * 0.5)) };
    const xScale = roomy(read, ['x', 'x_low', 'x_high'], Math.max(2, Math.floor(panel.width / 90)));
    const yScale = roomy(read, ['y', 'low', 'high'], 6);
    const px = (value) => panel.left + ((Yizhan.onScale(value, xScale) - xScale.min) / (xScale.max - xScale.min)) * panel.width;
    const py = (value) => panel.top + (1 - (Yizhan.onScale(value, yScale) - yScale.min) / (yScale.max - yScale.min)) * panel.height;
    const items = [];
    for (const row of read.rows) {
      const lane = lanes.find((one) => one.key === read.key('series', row));
      const [x, y] = [read.amount('x', row), read.amount('y', row)];
      if (!lane || x === null || y === null) continue;
      const look = Yizhan.LOOKS[read.cell('look', row)];
      const style = !look ? lane : series.length > 1 ? { ...look, colour: lane.colour } : look;
      items.push({ row, lane, style, x, y, px: px(x), py: py(y), label: read.has('label') ? read.label('label', row) : '' });
    }
    labelPlaces(items, panel);
    const draw = (item) => {
      const parts = [{ type: 'circle', shape: { cx: item.px, cy: item.py, r: 12 }, style: { fill: 'transparent' },
        emphasis: { style: { fill: C.over, stroke: C.ink, lineWidth: 1.5 } } }];
      const stroke = { stroke: item.style.colour };
      const ends = (low, high) => [read.amount(low, item.row), read.amount(high, item.row)];
      const [across, upright] = [ends('x_low', 'x_high'), ends('low', 'high')];
      if (!across.includes(null)) parts.push(...Yizhan.whisker(px(across[0]), px(across[1]), item.py, 3, stroke));
      if (!upright.includes(null)) parts.push(...Yizhan.whisker(py(upright[0]), py(upright[1]), item.px, 3, stroke, false));
      parts.push(Yizhan.markElement(item.style, item.px, item.py, 5.5));
      if (item.at) parts.push(Yizhan.tag(item.label, item.at[0], item.at[1], { align: 'center' }));
      return { type: 'group', children: parts };
    };
    const joined = data.extra.line ? lanes.map((lane) => items.filter((item) => item.lane === lane)).filter((one) => one.length > 1) : [];
    const join = (own) => ({
      type: 'polyline', silent: true, shape: { points: own.map((item) => [item.px, item.py]) },
      style: { stroke: own[0].lane.colour, fill: 'none', lineWidth: 1.5, opacity: 0.7, lineDash: own[0].lane.dash === 'solid' ? null : own[0].lane.dash },
    });
    const unit = (role) => (read.rows.length ? read.unit(role, read.rows[0]) : { key: '', text: '' });
    const title = (role) => [read.text(role) || read.name(role), unit(role).text ? `(${unit(role).text})` : ''].filter(Boolean).join(' ');
    const small = { colour: C.muted, size: TEXT.small };
    const parts = {
      grid: [Yizhan.grid(panel)],
      xAxis: [Yizhan.valueAxis(0, xScale, Yizhan.tickText(unit('x'), xScale.interval))],
      yAxis: [Yizhan.valueAxis(0, yScale, Yizhan.tickText(unit('y'), yScale.interval))],
      series: [
        Yizhan.drawn(0, items, draw, { z: 4 }),
        Yizhan.drawn(0, joined, join, { silent: true, z: 2 }),
      ],
      graphic: [
        Yizhan.write(4, panel.top - 22, Yizhan.wrap(title('y'), size.width - 8, TEXT.small, 1), small),
        Yizhan.write(panel.left + panel.width / 2, panel.top + panel.height + 26, Yizhan.wrap(title('x'), panel.width, TEXT.small, 1),
          { ...small, align: 'center' }),
      ],
    };
    const points = items.map((item, i) => Yizhan.point(0, i, item.lane.key, read.label('name', item.row),
      Yizhan.rowParts(read, item.row, ['name']), lang));
    return { option: Yizhan.option(parts), points, height: panel.top + panel.height + 48, legend: legend(read, series, data) };
  };

  /** What colours, dashes and marks mean. */
  function legend(read, series, data) {
    const entries = series.filter((one) => one.text).map((one) => ({
      mark: one.mark, stroke: data.extra.line ? 'line' : '', dash: one.dash, colour: one.colour, text: one.text, toggle: one.key, off: one.off,
    }));
    const looks = read.has('look') ? new Set(read.rows.map((row) => read.cell('look', row))) : new Set();
    for (const name of Object.keys(Yizhan.LOOKS)) {
      const look = Yizhan.LOOKS[name];
      if (looks.has(name)) {
        entries.push({ ...look, colour: series.length > 1 ? C.muted : look.colour, text: Yizhan.lookText(read.data, name, read.lang) });
      }
    }
    return entries;
  }
})();
