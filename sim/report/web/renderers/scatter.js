'use strict';
/* Points with error bars in both directions, joined on request. */
(function () {
  const Yizhan = globalThis.Yizhan;
  const { COLOURS: C, TEXT } = Yizhan;
  const SIDES = [
    [1, 0],
    [-1, 0],
    [0, -1],
    [0, 1],
    [1, -1],
    [-1, -1],
    [1, 1],
    [-1, 1],
  ];
  const STEP = 6; // px
  const SPOTS = [12, 20, 30].flatMap((away) => SIDES.map(([dx, dy]) => [dx, dy, away]));

  /** A scale with some room at its ends; never below 0 where no value is. */
  function roomy(read, roles, width) {
    const values = roles
      .flatMap((role) => read.rows.map((row) => read.amount(role, row)))
      .filter(Yizhan.finite);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const room = (high - low) * 0.04;
    const ends = [low >= 0 ? Math.max(0, low - room) : low - room, high + room];
    return Yizhan.fitted(values.length ? ends : [], width, read.unit(roles[0], read.rows[0]));
  }

  /** Boxes along the segments of a joined line, `STEP` px apart. */
  function alongLine(own) {
    return own.slice(1).flatMap((to, i) => {
      const from = own[i];
      const count = Math.ceil(Math.hypot(to.px - from.px, to.py - from.py) / STEP);
      return Array.from({ length: count + 1 }, (_, k) => {
        const [x, y] = ['px', 'py'].map((side) => from[side] + (k / count) * (to[side] - from[side]));
        return [x - 1, y - 1, x + 1, y + 1];
      });
    });
  }

  /** Give labels places clear of points, of each other and, if that can be, of bars and joined lines; some
   * find none. */
  function labelPlaces(items, joined, box) {
    const bars = [...items.flatMap((one) => one.bars), ...joined.flatMap(alongLine)];
    const taken = items.map((one) => [one.px - 7, one.py - 7, one.px + 7, one.py + 7]);
    const clear = (a, others) =>
      a[0] >= box.left &&
      a[2] <= box.left + box.width &&
      a[1] >= box.top - 4 &&
      a[3] <= box.top + box.height &&
      others.every((b) => a[2] < b[0] || a[0] > b[2] || a[3] < b[1] || a[1] > b[3]);
    for (const item of items) {
      if (!item.label) continue;
      const half = Yizhan.textWidth(item.label, TEXT.small) / 2;
      const spots = SPOTS.map(([dx, dy, away]) => {
        const [x, y] = [item.px + dx * (half + away), item.py + dy * (dx ? away - 2 : away + 5)];
        return { at: [x, y], box: [x - half - 4, y - 7, x + half + 4, y + 7] };
      });
      const free = (others) => spots.find((one) => clear(one.box, others));
      const spot = free([...taken, ...bars]) || free(taken);
      if (!spot) continue;
      taken.push(spot.box);
      item.at = spot.at;
    }
  }

  /** The points to join: those with one value in the column `extra.line`; none of those without a value. */
  function lines(data, items) {
    const column = data.extra.line ? data.rows[data.extra.line] : null;
    const found = new Map();
    for (const item of column ? items : []) {
      const cell = column[item.row];
      if (cell === null || cell === false || cell === '') continue;
      const key = JSON.stringify(cell);
      found.set(key, [...(found.get(key) || []), item]);
    }
    return [...found.values()].filter((one) => one.length > 1);
  }

  Yizhan.renderers.scatter = function (data, lang, size) {
    const read = Yizhan.read(data, lang, size);
    const series = Yizhan.series(read, size);
    const lanes = series.filter((one) => !one.off);
    const panel = {
      left: 62,
      top: 30,
      width: Math.max(120, size.width - 62 - 20),
      height: Math.min(380, Math.max(240, size.width * 0.5)),
    };
    const xScale = roomy(read, ['x', 'x_low', 'x_high'], panel.width);
    const yScale = roomy(read, ['y', 'low', 'high'], 320);
    const px = (value) =>
      panel.left + ((Yizhan.onScale(value, xScale) - xScale.min) / (xScale.max - xScale.min)) * panel.width;
    const py = (value) =>
      panel.top +
      (1 - (Yizhan.onScale(value, yScale) - yScale.min) / (yScale.max - yScale.min)) * panel.height;
    const ends = (row, low, high) => {
      const found = [read.amount(low, row), read.amount(high, row)];
      return found.includes(null) ? [] : found;
    };
    const items = [];
    for (const row of read.rows) {
      const lane = lanes.find((one) => one.key === read.key('series', row));
      const [x, y] = [read.amount('x', row), read.amount('y', row)];
      if (!lane || x === null || y === null) continue;
      const look = Yizhan.LOOKS[read.cell('look', row)];
      const style = !look ? lane : series.length > 1 ? { ...look, colour: lane.colour } : look;
      const [across, upright] = [ends(row, 'x_low', 'x_high').map(px), ends(row, 'low', 'high').map(py)];
      const bars = [];
      if (across.length) bars.push([across[0], py(y) - 3, across[1], py(y) + 3]);
      if (upright.length) bars.push([px(x) - 3, upright[1], px(x) + 3, upright[0]]);
      const label = read.has('label') ? Yizhan.shorten(read.label('label', row), 220, TEXT.small) : '';
      items.push({ row, lane, style, across, upright, bars, px: px(x), py: py(y), label });
    }
    const joined = lines(data, items);
    labelPlaces(items, joined, panel);
    const halo = { align: 'center', stroke: C.paper, lineWidth: 3 };
    const draw = (item) => {
      const parts = [
        {
          type: 'circle',
          shape: { cx: item.px, cy: item.py, r: 12 },
          style: { fill: 'transparent' },
          emphasis: { style: { fill: C.over, stroke: C.ink, lineWidth: 1.5 } },
        },
      ];
      const stroke = { stroke: item.style.colour };
      if (item.across.length) parts.push(...Yizhan.whisker(...item.across, item.py, 3, stroke));
      if (item.upright.length) parts.push(...Yizhan.whisker(...item.upright, item.px, 3, stroke, false));
      const mark = Yizhan.markElement(item.style, item.px, item.py, 5.5);
      parts.push(item.label ? { ...mark, z2: mark.z2 + 1 } : mark); // what has a name is not covered
      if (item.at) parts.push(Yizhan.tag(item.label, item.at[0], item.at[1], halo));
      return { type: 'group', children: parts };
    };
    const join = (own) => {
      const { lane: first } = own[0];
      const whole = items.every((item) => (item.lane === first) === own.includes(item));
      const lane = whole ? first : null; // a line has a series' colour if it joins all of it, and no other
      return {
        type: 'polyline',
        silent: true,
        shape: { points: own.map((item) => [item.px, item.py]) },
        style: {
          stroke: lane ? lane.colour : C.muted,
          fill: 'none',
          lineWidth: 1.5,
          opacity: 0.7,
          lineDash: lane && lane.dash !== 'solid' ? lane.dash : null,
        },
      };
    };
    const unit = (role) => (read.rows.length ? read.unit(role, read.rows[0]) : { key: '', text: '' });
    const title = (role) => Yizhan.bracketed(read.text(role) || read.name(role), unit(role).text, lang);
    const small = { colour: C.muted, size: TEXT.small };
    const parts = {
      grid: [Yizhan.grid(panel)],
      xAxis: [Yizhan.valueAxis(0, xScale, Yizhan.tickText(unit('x'), xScale.interval))],
      yAxis: [Yizhan.valueAxis(0, yScale, Yizhan.tickText(unit('y'), yScale.interval), {})],
      series: [Yizhan.drawn(0, items, draw, { z: 4 }), Yizhan.drawn(0, joined, join, { silent: true, z: 2 })],
      graphic: [
        Yizhan.write(4, panel.top - 22, Yizhan.wrap(title('y'), size.width - 8, TEXT.small, 1), small),
        Yizhan.write(
          panel.left + panel.width / 2,
          panel.top + panel.height + 26,
          Yizhan.wrap(title('x'), panel.width, TEXT.small, 1),
          { ...small, align: 'center' },
        ),
      ],
    };
    const points = items.map((item, i) =>
      Yizhan.point(
        0,
        i,
        item.lane.key,
        read.label('name', item.row),
        Yizhan.rowParts(read, item.row, ['name']),
        lang,
      ),
    );
    return {
      option: Yizhan.option(parts),
      points,
      height: panel.top + panel.height + 48,
      legend: [
        ...Yizhan.seriesEntries(series, {
          stroke: data.extra.line && data.extra.line === data.encode.series ? 'line' : '',
        }),
        ...Yizhan.lookEntries(read, series.length > 1),
      ],
    };
  };
})();
