'use strict';
/* A map: outlines below, places above, the crowded part enlarged beside; colours tell counties, or what is covered. */
(function () {
  const Yizhan = globalThis.Yizhan;
  const { COLOURS: C, TEXT } = Yizhan;
  const KM = 111.32; // of a degree of latitude; of longitude times the cosine of the latitude
  const BARS = [100, 50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1];
  const COVERED = { true: '#CFE2F0', false: '#F3E3D3' };
  const PART = 1 / 6; // side of the enlarged part over the map's longer one
  const CROWD = 8; // places that make a crowd
  const MARGIN = 1; // km around the enlarged part that is drawn as well
  const SIDE_BY_SIDE = 640; // px from which the enlarged part stands beside the map

  /** Turn degrees into km east and north: equirectangular around the middle latitude. */
  function projection(points) {
    const lats = points.map((point) => point[1]);
    const middle = lats.length ? (Math.min(...lats) + Math.max(...lats)) / 2 : 0;
    const shrink = Math.cos((middle * Math.PI) / 180);
    return ([lon, lat]) => [lon * KM * shrink, lat * KM];
  }

  /** The part of the plane that holds points, fitted to a picture's width: {x, y, width, height}. */
  function frame(points, width) {
    const [x, y] = [0, 1].map((axis) => {
      const values = points.map((point) => point[axis]);
      const [low, high] = values.length ? [Math.min(...values), Math.max(...values)] : [0, 1];
      const room = Math.max(0.04 * (high - low), 1.5);
      return [low - room, high + room];
    });
    const shape = (y[1] - y[0]) / (x[1] - x[0]);
    const height = Math.round(Math.min(620, Math.max(240, width * shape)));
    const scale = Math.max((x[1] - x[0]) / width, (y[1] - y[0]) / height); // km a px
    const widen = ([low, high], km) => [(low + high - km) / 2, (low + high + km) / 2];
    return { x: widen(x, width * scale), y: widen(y, height * scale), width, height };
  }

  /** The square with the most places, moved to their middle: {x, y} ends; null where there is no crowd. */
  function crowded(points, side) {
    let best = [];
    for (const [x, y] of points) {
      const held = points.filter((one) => Math.abs(one[0] - x) <= side / 2 && Math.abs(one[1] - y) <= side / 2);
      if (held.length > best.length) best = held;
    }
    if (best.length < CROWD || best.length > points.length / 2) return null;
    const ends = (axis) => {
      const [held, all] = [best, points].map((list) => list.map((one) => one[axis]));
      const [low, high] = [Math.min(...all) - 2, Math.max(...all) + 2 - side];
      const start = (Math.min(...held) + Math.max(...held) - side) / 2;
      return [0, side].map((more) => Math.max(low, Math.min(start, high)) + more);
    };
    return { x: ends(0), y: ends(1) };
  }

  /** Whether the box around a ring of points meets a view. */
  const overlaps = (ring, view) => ['x', 'y'].every((axis, k) => {
    const values = ring.map((point) => point[k]);
    return Math.min(...values) < view[axis][1] && Math.max(...values) > view[axis][0];
  });

  /** Colours of the outlines: by county, or by what is covered. */
  function colours(cells) {
    if (cells.some((cell) => typeof cell.covered === 'boolean')) return (cell) => COVERED[Boolean(cell.covered)];
    const counties = [...new Set(cells.map((cell) => JSON.stringify(cell.county ?? '')))].sort();
    return (cell) => Yizhan.PALE[counties.indexOf(JSON.stringify(cell.county ?? '')) % Yizhan.PALE.length];
  }

  /** A place's symbol (of its kind, else of its look) and, beside a kind, the look that is marked at its side. */
  function styleOf(read, row) {
    const name = read.cell('look', row);
    const look = Yizhan.LOOKS[name] || Yizhan.LOOKS.plain;
    if (!read.has('kind')) return { symbol: look, aside: null, name };
    const aside = name && name !== 'plain' ? look : null;
    return { symbol: Yizhan.KINDS[read.cell('kind', row)] || Yizhan.LOOKS.plain, aside, name };
  }

  /** Draw an outline. */
  const cellDrawer = (fill) => (item, at) => {
    const ring = (points) => 'M' + points.map(([x, y]) => at(x, y).map((v) => v.toFixed(1)).join(' ')).join('L') + 'Z';
    return {
      type: 'path', shape: { pathData: item.rings.map(ring).join('') },
      style: { fill: fill(item.cell), opacity: 0.8, stroke: C.paper, lineWidth: 0.8 }, emphasis: { style: { stroke: C.ink, lineWidth: 1.2 } },
    };
  };

  /** Draw how far a place reaches. */
  const reachDrawer = (read) => (item, at, api) => {
    const km = read.amount('reach', item.row);
    const [cx, cy] = at(...item.place);
    return {
      type: 'circle', silent: true, shape: { cx, cy, r: Yizhan.finite(km) ? Math.abs(api.size([km, 0])[0]) : 0 },
      style: { fill: 'rgba(34, 34, 34, 0.06)', stroke: C.muted, lineWidth: 0.8, lineDash: [4, 3] },
    };
  };

  /** Draw a place; what changed has a ring and a mark in the colour of its change. */
  function drawPlace(item, at) {
    const [x, y] = at(...item.place);
    const gone = ['closed', 'removed'].includes(item.name) && item.aside;
    const parts = [{
      type: 'circle', shape: { cx: x, cy: y, r: Math.max(9, item.r + 3) }, style: { fill: 'transparent' },
      emphasis: { style: { fill: C.over, stroke: C.ink, lineWidth: 1.5 } },
    }, Yizhan.markElement(item.symbol, x, y, item.r, { opacity: gone ? 0.35 : 0.95 })];
    if (item.aside) {
      const ring = { fill: 'none', stroke: item.aside.colour, lineWidth: 2 };
      parts.push({ type: 'circle', silent: true, shape: { cx: x, cy: y, r: item.r + 4 }, z2: 21, style: ring });
      parts.push(Yizhan.markElement(item.aside, x + item.r + 4, y - item.r - 4, 5, { stroke: C.paper, lineWidth: 1 }));
    }
    return { type: 'group', children: parts };
  }

  /** Draw a bar of a round number of km at the lower left of the map, however far it is zoomed. */
  const scaleDrawer = (lang) => (item, at, api, params) => {
    const box = params.coordSys;
    const perKm = Math.abs(api.size([1, 0])[0]);
    const km = BARS.find((one) => one * perKm <= box.width * 0.25) || BARS[BARS.length - 1];
    const [x, y] = [box.x + 12, box.y + box.height - 10];
    return { type: 'group', silent: true, children: [
      Yizhan.line(x, y, x + km * perKm, y, { stroke: C.ink, lineWidth: 3 }),
      Yizhan.tag(Yizhan.word('km', lang, { km }), x + (km * perKm) / 2, y - 10, { align: 'center', stroke: C.paper, lineWidth: 3 }),
    ] };
  };

  /** A frame around a part of the plane. */
  const frameDrawer = (part) => (item, at) => {
    const [[left, bottom], [right, top]] = [at(part.x[0], part.y[0]), at(part.x[1], part.y[1])];
    return { type: 'rect', silent: true, shape: { x: left, y: top, width: right - left, height: bottom - top },
      style: { fill: 'none', stroke: C.ink, lineWidth: 1 } };
  };

  /** Where the map and its enlarged part stand: [{x, y, left, top, width, height}], the map first. */
  function views(points, places, width) {
    const whole = frame(points, width);
    const spans = [0, 1].map((axis) => {
      const values = points.map((point) => point[axis]);
      return Math.max(...values) - Math.min(...values);
    });
    const part = crowded(places, PART * Math.max(...spans));
    if (!part) return [{ ...whole, left: 0, top: 0 }];
    if (width < SIDE_BY_SIDE) {
      const side = Math.min(width - 8, 360);
      return [{ ...whole, left: 0, top: 0 }, { ...part, left: 4, top: whole.height + 26, width: side, height: side }];
    }
    const main = frame(points, Math.round(width * 0.62));
    const side = Math.round(Math.min(width * 0.355, main.height - 28));
    return [{ ...main, left: 0, top: 0 }, { ...part, left: main.width + Math.round(width * 0.02), top: 28, width: side, height: side }];
  }

  Yizhan.renderers.map = function (data, lang, size) {
    const read = Yizhan.read(data, lang, size);
    const off = size.off || new Set();
    const located = read.rows.filter((row) => Yizhan.finite(read.amount('x', row)) && Yizhan.finite(read.amount('y', row)));
    const degrees = (row) => [read.amount('x', row), read.amount('y', row)];
    const cells = data.extra.cells || [];
    const corners = cells.flatMap((cell) => cell.rings.flat());
    const project = projection([...located.map(degrees), ...corners]);
    const most = Math.max(1e-9, ...located.map((row) => read.amount('size', row) || 0));
    const radius = (amount) => (read.has('size') ? Math.sqrt(9 + (130 * Math.max(0, amount || 0)) / most) : 5);
    const places = located
      .map((row) => ({ row, place: project(degrees(row)), r: radius(read.amount('size', row)), ...styleOf(read, row) }))
      .sort((a, b) => b.r - a.r); // the small above the great
    const outlines = cells.map((cell) => ({ cell, rings: cell.rings.map((ring) => ring.map(project)) }));
    const fill = colours(cells);
    const reaches = read.has('reach') && !off.has('reach') ? places : [];
    const shown = views([...places.map((item) => item.place), ...corners.map(project)], places.map((item) => item.place), size.width);
    const parts = { grid: [], xAxis: [], yAxis: [], series: [], graphic: [], dataZoom: zooms() };
    const points = [];
    shown.forEach((view, i) => {
      const clip = { clip: true };
      const from = parts.series.length;
      const near = (point) => i === 0 || ['x', 'y'].every((axis, k) => point[k] > view[axis][0] - MARGIN && point[k] < view[axis][1] + MARGIN);
      const held = places.filter((item) => near(item.place));
      const areas = outlines.filter((item) => i === 0 || item.rings.some((ring) => overlaps(ring, view)));
      parts.grid.push({ ...Yizhan.grid(view), show: i > 0, borderColor: C.ink, borderWidth: 1 });
      parts.xAxis.push({ type: 'value', gridIndex: i, show: false, min: view.x[0], max: view.x[1] });
      parts.yAxis.push({ type: 'value', gridIndex: i, show: false, min: view.y[0], max: view.y[1] });
      parts.series.push(
        Yizhan.drawn(i, areas, cellDrawer(fill), { ...clip, z: 1 }),
        Yizhan.drawn(i, reaches, reachDrawer(read), { ...clip, z: 2, silent: true }),
        Yizhan.drawn(i, held, drawPlace, { ...clip, z: 3 }),
        Yizhan.drawn(i, [{}], scaleDrawer(lang), { ...clip, z: 6, silent: true }),
      );
      if (i) parts.graphic.push(Yizhan.write(view.left, view.top - 6, Yizhan.word('enlarged', lang), { size: TEXT.label, valign: 'bottom' }));
      points.push(...placePoints(read, held, from + 2, i > 0), ...cellPoints(areas, lang, from));
    });
    if (shown[1]) parts.series.push(Yizhan.drawn(0, [{}], frameDrawer(shown[1]), { clip: true, z: 5, silent: true }));
    const height = Math.max(...shown.map((view) => view.top + view.height)) + 4;
    return { option: Yizhan.option(parts), points, height, legend: legend(read, places, cells, fill, [most, radius], off) };
  };

  /** Dragging moves the map, Ctrl and the wheel zoom it; the enlarged part stays. */
  function zooms() {
    const zoom = { type: 'inside', filterMode: 'none', zoomOnMouseWheel: 'ctrl', moveOnMouseMove: true, moveOnMouseWheel: false,
      preventDefaultMouseMove: false, throttle: 40 };
    return [{ ...zoom, xAxisIndex: [0], yAxisIndex: [] }, { ...zoom, xAxisIndex: [], yAxisIndex: [0] }];
  }

  /** What places say; those of the enlarged part to the pointer only. */
  const placePoints = (read, places, series, again) => places.map((item, i) => ({
    ...Yizhan.point(series, i, 'place', read.label('name', item.row), Yizhan.rowParts(read, item.row, ['id', 'x', 'y', 'name', 'layer']), read.lang),
    hover: again,
  }));

  /** What areas say, to the pointer only. */
  const cellPoints = (outlines, lang, series) => outlines.map(({ cell }, i) => {
    const said = typeof cell.covered === 'boolean' ? [['', Yizhan.word(cell.covered ? 'covered' : 'uncovered', lang)]] : [];
    return { ...Yizhan.point(series, i, 'cell', Yizhan.text(cell.names || cell.name, lang), said, lang), hover: true };
  });

  /** What symbols, sizes, looks and areas mean. */
  function legend(read, places, cells, fill, [most, radius], off) {
    const { data, lang } = read;
    const kinds = new Set(read.has('kind') ? places.map((item) => read.cell('kind', item.row)) : []);
    const named = new Map((data.extra.kinds || []).map((one) => [one.id, Yizhan.text(one.names || one, lang)]));
    const listed = [...new Set([...named.keys(), ...kinds])].filter((kind) => kinds.has(kind));
    const entries = listed.map((kind) => ({ ...(Yizhan.KINDS[kind] || Yizhan.LOOKS.plain), text: named.get(kind) || kind }));
    entries.push(...Yizhan.lookEntries(read, false).filter((one) => !(kinds.size && one.name === 'plain')));
    if (read.has('size') && places.length) {
      const unit = read.unit('size', places[0].row);
      const sizes = [most / 10, most].map((value) => [radius(value), Yizhan.format.number(value, unit.share ? 'share' : unit.key)]);
      entries.push({ sizes, colour: C.muted, text: Yizhan.bracketed(read.text('size') || read.name('size'), unit.text, lang) });
    }
    const areas = new Map();
    for (const cell of cells) {
      const byCover = typeof cell.covered === 'boolean';
      const text = byCover ? Yizhan.word(cell.covered ? 'covered' : 'uncovered', lang) : Yizhan.text(cell.county, lang);
      if (text) areas.set(text, { area: true, colour: fill(cell), text });
    }
    entries.push(...areas.values());
    if (read.has('reach')) {
      const text = read.text('reach') || Yizhan.word('reach', lang);
      entries.push({ mark: 'circle', hollow: true, colour: C.muted, text, toggle: 'reach', layer: true, off: off.has('reach') });
    }
    return entries;
  }
})();
