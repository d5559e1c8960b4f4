'use strict';
/* Horizontal bars, a row each; several series stacked or beside each other. */
(function () {
  const Yizhan = globalThis.Yizhan;
  const { COLOURS: C, TEXT } = Yizhan;

  /** Give each bar its line, lane and ends; stacked ones begin where the last one ended. */
  function bars(read, panel, lanes, names, stacked) {
    const ends = new Map();
    const found = [];
    for (const row of panel.rows) {
      const lane = lanes.findIndex((one) => one.key === read.key('series', row));
      if (lane < 0) continue;
      const line = names.indexOf(read.key('row', row));
      const value = read.amount('value', row);
      const side = line + (value < 0 ? '-' : '+');
      const from = stacked ? ends.get(side) || 0 : 0;
      if (stacked && Yizhan.finite(value)) ends.set(side, from + value);
      found.push({ row, lane, line, value, from, to: value === null ? from : from + value, x: from, y: line });
    }
    return found;
  }

  /** Draw one bar with hatching, whisker and value. */
  function draw(read, item, at, scale, panel, lanes, rowHeight, stacked) {
    const count = stacked ? 1 : lanes.length;
    const thick = Math.min(18, (rowHeight * 0.8) / count);
    const [, middle] = at(0, item.y);
    const y = middle + (stacked ? 0 : (item.lane - (count - 1) / 2) * thick);
    const px = (value) => at(Yizhan.onScale(value, scale), 0)[0];
    const [left, right] = [px(item.from), px(item.to)].sort((a, b) => a - b);
    const look = Yizhan.LOOKS[read.cell('look', item.row)];
    const lane = lanes[item.lane];
    const colour = look && lanes.length === 1 ? look.colour : lane.colour;
    const touch = stacked ? Yizhan.touch(left, y - rowHeight / 2, right - left, rowHeight)
      : Yizhan.touch(panel.left, y - thick / 2, panel.width, thick);
    const box = { x: left, y: y - thick / 2, width: Math.max(right - left, item.value ? 1 : 0), height: thick - 1 };
    const parts = [touch, { type: 'rect', shape: box, silent: true, z2: 5, style: { fill: colour, stroke: C.paper, lineWidth: 0.5 } }];
    const hatching = look && lanes.length === 1 ? (look.hollow ? '/' : '') : lane.hatch;
    const pathData = hatching ? Yizhan.hatch(hatching, box.x, box.y, box.width, box.height) : '';
    if (pathData) {
      const style = { stroke: C.paper, lineWidth: 1.3, fill: hatching === '.' ? C.paper : 'none' };
      parts.push({ type: 'path', shape: { pathData }, silent: true, z2: 6, style });
    }
    const whisker = ['low', 'high'].map((role) => read.amount(role, item.row));
    let end = item.value < 0 ? left : right;
    if (!whisker.includes(null)) {
      parts.push(...Yizhan.whisker(px(whisker[0]), px(whisker[1]), y, 3, { stroke: C.ink }));
      end = item.value < 0 ? Math.min(end, px(whisker[0])) : Math.max(end, px(whisker[1]));
    }
    if (look && lanes.length === 1) parts.push(Yizhan.markElement(look, panel.left + 7, y, 4));
    const text = read.shown('value', item.row);
    const room = Yizhan.textWidth(text, TEXT.small) + 8;
    if (!stacked) {
      const inside = item.value < 0 ? end - room < panel.left : end + room > panel.left + panel.width;
      const back = inside ? -1 : 1;
      const align = (item.value < 0) === (back > 0) ? 'right' : 'left';
      const style = { align, ...(inside ? { backgroundColor: C.paper, padding: [0, 2] } : {}) };
      parts.push(Yizhan.tag(text, end + (align === 'left' ? 5 : -5), y, style));
    } else if (right - left > room) {
      parts.push(Yizhan.tag(text, (left + right) / 2, y, { align: 'center', backgroundColor: C.paper, padding: [1, 3], borderRadius: 2 }));
    }
    return { type: 'group', children: parts };
  }

  /** A line to hold bars against, with its words. */
  function reference(data, lang) {
    const found = data.extra.reference;
    if (!found) return {};
    return {
      markLine: {
        silent: true, symbol: 'none', data: [{ xAxis: found.value }],
        lineStyle: { color: C.ink, width: 1.2, type: 'dashed' },
        label: { formatter: () => Yizhan.text(found.text, lang), color: C.ink, fontSize: TEXT.small, fontFamily: Yizhan.FONT },
      },
    };
  }

  Yizhan.renderers.bars = function (data, lang, size) {
    const read = Yizhan.read(data, lang, size);
    const series = Yizhan.series(read, size);
    const lanes = series.filter((one) => !one.off);
    const stacked = Boolean(data.extra.stacked);
    const panels = Yizhan.panels(read);
    const every = read.keys('row');
    const shared = panels.every((panel) => read.keys('row', panel.rows).length === every.length);
    for (const panel of panels) panel.names = shared ? every : read.keys('row', panel.rows);
    const label = (key) => Yizhan.text(JSON.parse(key), lang);
    const labels = Yizhan.labelWidth(every.map(label), size.width, panels.length > 1 && size.width > 600 ? 0.22 : 0.36);
    const wraps = every.some((key) => Yizhan.textWidth(label(key), TEXT.label) > labels - 12);
    const rowHeight = Math.max(wraps ? 32 : 24, stacked ? 0 : 8 + 14 * lanes.length);
    const height = Yizhan.place(panels, {
      width: size.width - 14, least: 190, most: 3, labels, shared,
      head: (panel) => {
        panel.heading = panel.title ? Yizhan.wrap(panel.title, panel.width, TEXT.label, 3) : [];
        return panel.heading.length * TEXT.line + (data.extra.reference ? 22 : 10);
      },
      body: (panel) => panel.names.length * rowHeight,
      foot: () => 48,
    });
    const parts = { grid: [], xAxis: [], yAxis: [], series: [], graphic: [] };
    const points = [];
    panels.forEach((panel, i) => {
      const found = bars(read, panel, lanes, panel.names, stacked);
      const values = [0, ...found.flatMap((one) => [one.to, read.amount('low', one.row), read.amount('high', one.row)])];
      if (data.extra.reference) values.push(data.extra.reference.value);
      const unit = panel.rows.length ? read.unit('value', panel.rows[0]) : { key: '' };
      const scale = Yizhan.scale(values, Math.max(2, Math.floor(panel.width / 75)), data.extra.max ? { max: data.extra.max } : {});
      parts.grid.push(Yizhan.grid(panel));
      parts.xAxis.push(Yizhan.valueAxis(i, scale, Yizhan.tickText(unit, scale.interval)));
      parts.yAxis.push(Yizhan.rowAxis(i, panel.names.length));
      parts.series.push(Yizhan.drawn(i, found, (item, at) => draw(read, item, at, scale, panel, lanes, rowHeight, stacked), reference(data, lang)));
      if (panel.title) parts.graphic.push(Yizhan.panelTitle(panel, panel.heading, data.extra.reference ? 18 : 6));
      if (panel.labelled) parts.graphic.push(...Yizhan.rowNames(panel, panel.names.map(label), labels, rowHeight));
      const title = [read.text('x') || read.name('value'), unit.text ? `(${unit.text})` : ''].filter(Boolean).join(' ');
      parts.graphic.push(Yizhan.write(panel.left + panel.width / 2, panel.top + panel.height + 24,
        Yizhan.wrap(title, panel.width, TEXT.small, 1), { align: 'center', colour: C.muted, size: TEXT.small }));
      found.forEach((item, index) => {
        const head = [panel.title, read.label('row', item.row)].filter(Boolean).join(lang === 'zh' ? '，' : ', ');
        points.push(Yizhan.point(i, index, i + '|' + item.line, head, Yizhan.rowParts(read, item.row, ['row', 'panel', 'unit']), lang));
      });
    });
    return { option: Yizhan.option(parts), points, height, legend: legend(read, series) };
  };

  /** What colours, hatching and marks mean. */
  function legend(read, series) {
    const entries = series.filter((one) => one.text).map((one) => ({
      area: true, colour: one.colour, hatch: one.hatch, text: one.text, toggle: one.key, off: one.off,
    }));
    if (!read.has('look') || series.length > 1) return entries;
    const looks = new Set(read.rows.map((row) => read.cell('look', row)));
    for (const name of Object.keys(Yizhan.LOOKS)) {
      if (looks.has(name)) entries.push({ ...Yizhan.LOOKS[name], text: Yizhan.lookText(read.data, name, read.lang) });
    }
    return entries;
  }
})();
