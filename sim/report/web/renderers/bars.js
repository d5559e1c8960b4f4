'use strict';
/* Horizontal bars, a row each; several series stacked or beside each other. */
(function () {
  const Yizhan = globalThis.Yizhan;
  const { COLOURS: C, TEXT } = Yizhan;
  const THICK = 18; // px of a bar, at most
  const LABEL = 46; // px of a value behind a bar

  /** The names of a panel's rows in order: [{id, text}]. */
  const rowNames = (read, panel) =>
    read.keys('row', panel.rows).map((id) => ({ id, text: Yizhan.text(JSON.parse(id), read.lang) }));

  /** Give each bar its line, lane and ends; stacked ones begin where the last one ended. */
  function itemsOf(read, panel, lanes, stacked) {
    const place = new Map(panel.names.map((one, i) => [one.id, i]));
    const ends = new Map();
    const found = [];
    for (const row of panel.rows) {
      const lane = lanes.findIndex((one) => one.key === read.key('series', row));
      if (lane < 0) continue;
      const line = place.get(read.key('row', row));
      const value = read.amount('value', row);
      const side = line + (value < 0 ? '-' : '+');
      const from = stacked ? ends.get(side) || 0 : 0;
      if (stacked && Yizhan.finite(value)) ends.set(side, from + value);
      found.push({ row, lane, line, value, from, to: from + (value || 0), alone: true });
    }
    for (const item of found)
      item.alone = !found.some((other) => other.line === item.line && other !== item && other.value);
    return found.sort((a, b) => a.line - b.line || a.lane - b.lane);
  }

  /** The bar itself, with its hatching. */
  function body(box, colour, hatching) {
    const parts = [
      {
        type: 'rect',
        shape: box,
        silent: true,
        z2: 5,
        style: { fill: colour, stroke: C.paper, lineWidth: 0.5 },
      },
    ];
    const pathData = hatching ? Yizhan.hatch(hatching, box.x, box.y, box.width, box.height) : '';
    if (pathData) {
      const style = { stroke: C.paper, lineWidth: 1.2, fill: hatching === '.' ? C.paper : 'none' };
      parts.push({ type: 'path', shape: { pathData }, silent: true, z2: 6, style });
    }
    return parts;
  }

  /** The value behind a bar, after the mark of its look; before the bar's end where there is no room. */
  function beside(item, end, y, look, text, panel) {
    const parts = [];
    const way = item.value < 0 ? -1 : 1;
    const room = Yizhan.textWidth(text, TEXT.small) + 8 + (look ? 14 : 0);
    const free = way > 0 ? panel.left + panel.width - end : end - panel.left;
    let from = free < room ? end - way * room : end;
    if (look) {
      from += way * 9;
      parts.push(Yizhan.markElement(look, from, y, 4.5, { lineWidth: 1.4 }));
      from += way * 5;
    }
    const style = {
      align: way > 0 ? 'left' : 'right',
      ...(free < room ? { backgroundColor: C.paper, padding: [0, 2] } : {}),
    };
    parts.push(Yizhan.tag(text, from + way * 4, y, style));
    return parts;
  }

  /** Draw one bar with hatching, whisker and value. */
  function draw(read, item, at, { scale, panel, lanes, rowHeight, stacked }) {
    const count = stacked ? 1 : lanes.length;
    const thick = Math.min(THICK, (rowHeight - 6) / count);
    const y =
      panel.top + (item.line + 0.5) * rowHeight + (stacked ? 0 : (item.lane - (count - 1) / 2) * thick);
    const px = (value) => at(Yizhan.onScale(value, scale), 0)[0];
    const [left, right] = [px(item.from), px(item.to)].sort((a, b) => a - b);
    const lane = lanes[item.lane];
    const look = lanes.length === 1 ? Yizhan.LOOKS[read.cell('look', item.row)] : null;
    const box = {
      x: left,
      y: y - thick / 2,
      width: Math.max(right - left, item.value ? 1 : 0),
      height: thick - 1,
    };
    const touch = stacked
      ? [left, y - rowHeight / 2, right - left, rowHeight]
      : [panel.left, y - thick / 2, panel.width, thick];
    const hatching = look ? (look.hollow ? '/' : '') : lane.hatch;
    const parts = [Yizhan.touch(...touch), ...body(box, look ? look.colour : lane.colour, hatching)];
    const text = read.shown('value', item.row);
    if (stacked) {
      const fits = right - left > Yizhan.textWidth(text, TEXT.small) + 8;
      if (!fits && item.alone)
        parts.push(...beside(item, item.value < 0 ? left : right, y, null, text, panel));
      const style = { align: 'center', backgroundColor: C.paper, padding: [1, 3], borderRadius: 2 };
      if (fits) parts.push(Yizhan.tag(text, (left + right) / 2, y, style));
      return { type: 'group', children: parts };
    }
    const whisker = ['low', 'high'].map((role) => read.amount(role, item.row));
    let end = item.value < 0 ? left : right;
    if (!whisker.includes(null)) {
      const ends = whisker.map(px);
      parts.push(...Yizhan.whisker(ends[0], ends[1], y, Math.min(3, thick / 3), { stroke: C.ink }));
      end = item.value < 0 ? Math.min(end, ends[0]) : Math.max(end, ends[1]);
    }
    parts.push(...beside(item, end, y, look, text, panel));
    return { type: 'group', children: parts };
  }

  /** How far a scale must reach so that values find room behind their bars; a share's ends at 100 %. */
  function roomy(values, unit, panel) {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const room = ((high - low) * LABEL) / Math.max(LABEL, panel.width - LABEL);
    const most = unit.share && !unit.difference && high <= 1 ? 1 : Infinity;
    return [low < 0 ? low - room : low, Math.min(most, high > 0 ? high + room : high)];
  }

  Yizhan.renderers.bars = function (data, lang, size) {
    const read = Yizhan.read(data, lang, size);
    const series = Yizhan.series(read, size);
    const lanes = series.filter((one) => !one.off);
    const stacked = Boolean(data.extra.stacked);
    const { reference } = data.extra;
    const held = reference ? [{ x: reference.value, text: Yizhan.text(reference.text, lang) }] : [];
    const panels = Yizhan.panels(read);
    for (const panel of panels) panel.names = rowNames(read, panel);
    const shared = Yizhan.shareNames(panels);
    const laid = Yizhan.layRows(read, panels, size, {
      shared,
      lanes: stacked ? 1 : lanes.length,
      perLane: 15,
      above: held.length ? 24 : 12,
    });
    const parts = { grid: [], xAxis: [], yAxis: [], series: [], graphic: [] };
    const points = [];
    panels.forEach((panel, i) => {
      const items = itemsOf(read, panel, lanes, stacked);
      const ends = items.flatMap((one) => [
        one.to,
        read.amount('low', one.row),
        read.amount('high', one.row),
      ]);
      const unit = read.unit('value', panel.rows[0]);
      const values = [0, ...held.map((one) => one.x), ...ends].filter(Yizhan.finite);
      if (!stacked) values.push(...roomy(values, unit, panel));
      const below = items.some((one) => one.value < 0);
      const scale = Yizhan.fitted(values, panel.width, unit, { max: data.extra.max });
      const plan = { scale, panel, lanes, rowHeight: laid.rowHeight, stacked };
      Yizhan.rowFrame(parts, i, panel, scale, unit, laid);
      points.push(...Yizhan.rowPoints(read, panel, items, parts.series.length, i));
      parts.series.push(
        Yizhan.drawn(i, items, (item, at) => draw(read, item, at, plan), below ? Yizhan.zeroLine() : {}),
        Yizhan.uprights(i, panel, held, 1),
      );
    });
    const looks = series.length === 1 ? Yizhan.lookEntries(read, false) : [];
    return {
      option: Yizhan.option(parts),
      points,
      height: laid.height,
      legend: [...Yizhan.seriesEntries(series, { area: true }), ...looks],
    };
  };
})();
