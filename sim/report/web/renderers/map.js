'use strict';
/* A map: outlines below (ground.js), places above, the crowded part enlarged beside. */
(function () {
  const Yizhan = globalThis.Yizhan;
  const { COLOURS: C, TEXT, ground } = Yizhan;
  const NEW = ['added', 'changed'];
  const LEAST_NEW = 8; // px, radius: what is new is found at a glance, however little it serves

  /** A place's symbol (of its kind, else of its look) and the look that is marked beside a kind. */
  function styleOf(read, row) {
    const name = read.cell('look', row);
    const look = Yizhan.LOOKS[name] || Yizhan.LOOKS.plain;
    if (!read.has('kind')) return { symbol: look, aside: null, name };
    const aside = name && name !== 'plain' ? look : null;
    return { symbol: Yizhan.KINDS[read.cell('kind', row)] || Yizhan.LOOKS.plain, aside, name };
  }

  /** Draw how far a place reaches. */
  const reachDrawer = (read) => (item, at, api) => {
    const km = read.amount('reach', item.row);
    const [cx, cy] = at(...item.place);
    return {
      type: 'circle',
      silent: true,
      shape: { cx, cy, r: Yizhan.finite(km) ? Math.abs(api.size([km, 0])[0]) : 0 },
      style: { fill: 'rgba(34, 34, 34, 0.06)', stroke: C.muted, lineWidth: 0.8, lineDash: [4, 3] },
    };
  };

  /** How high a place lies: what is new or changed above centres, centres above stations. */
  function height(item) {
    if (NEW.includes(item.name)) return 24;
    return item.symbol.colour === C.black ? 22 : 20;
  }

  /** Draw a place; what changed has a ring and a mark in the colour of its change. */
  function drawPlace(item, at) {
    const [x, y] = at(...item.place);
    const gone = ['closed', 'removed'].includes(item.name) && item.aside;
    const parts = [
      {
        type: 'circle',
        shape: { cx: x, cy: y, r: Math.max(9, item.r + 3) },
        style: { fill: 'transparent' },
        emphasis: { style: { fill: C.over, stroke: C.ink, lineWidth: 1.5 } },
      },
      {
        ...Yizhan.markElement(item.symbol, x, y, item.r, { opacity: gone ? 0.35 : 0.95 }),
        z2: height(item),
      },
    ];
    if (item.aside) {
      const ring = { fill: 'none', stroke: item.aside.colour, lineWidth: 2 };
      parts.push({
        type: 'circle',
        silent: true,
        shape: { cx: x, cy: y, r: item.r + 4 },
        z2: 21,
        style: ring,
      });
      parts.push(
        Yizhan.markElement(item.aside, x + item.r + 4, y - item.r - 4, 5, { stroke: C.paper, lineWidth: 1 }),
      );
    }
    return { type: 'group', children: parts };
  }

  /** The outlines; of what each choice covers in its own way, what the chosen one does. */
  function cellsOf(data, size) {
    const choice = Math.max(
      0,
      Yizhan.choices(data).findIndex((one) => one.key === size.chosen),
    );
    return (data.extra.cells || []).map((cell) =>
      Array.isArray(cell.covered) ? { ...cell, covered: cell.covered[choice] } : cell,
    );
  }

  Yizhan.renderers.map = function (data, lang, size) {
    const read = Yizhan.read(data, lang, size);
    const off = size.off || new Set();
    const located = read.rows.filter(
      (row) => Yizhan.finite(read.amount('x', row)) && Yizhan.finite(read.amount('y', row)),
    );
    const degrees = (row) => [read.amount('x', row), read.amount('y', row)];
    const cells = cellsOf(data, size);
    const corners = cells.flatMap((cell) => cell.rings.flat());
    const project = ground.projection([...located.map(degrees), ...corners]);
    const sizes = located.map((row) => read.amount('size', row)).filter((amount) => Yizhan.finite(amount));
    const most = Math.max(0, ...sizes);
    const radius = (amount) =>
      most > 0 ? Math.sqrt(9 + 130 * Math.min(1, Math.max(0, amount || 0) / most)) : 5;
    const places = located
      .map((row) => ({
        row,
        place: project(degrees(row)),
        r: Math.max(radius(read.amount('size', row)), NEW.includes(read.cell('look', row)) ? LEAST_NEW : 0),
        ...styleOf(read, row),
      }))
      .sort((a, b) => b.r - a.r); // the small above the great
    const outlines = cells.map((cell) => ({ cell, rings: cell.rings.map((ring) => ring.map(project)) }));
    const fill = ground.colours(cells);
    const reaches = read.has('reach') && !off.has('reach') ? places : [];
    const shown = ground.views(
      [...places.map((item) => item.place), ...corners.map(project)],
      places.map((item) => item.place),
      size.width,
    );
    const parts = { grid: [], xAxis: [], yAxis: [], series: [], graphic: [], dataZoom: zooms() };
    const points = [];
    shown.forEach((view, i) => {
      const clip = { clip: true };
      const from = parts.series.length;
      const near = (point) => i === 0 || ground.within(point, view);
      const held = places.filter((item) => near(item.place));
      const seen = ({ rings }) => i === 0 || rings.some((ring) => ground.overlaps(ring, view));
      const areas = outlines.filter(seen);
      parts.grid.push({ ...Yizhan.grid(view), show: i > 0, borderColor: C.ink, borderWidth: 1 });
      parts.xAxis.push({ type: 'value', gridIndex: i, show: false, min: view.x[0], max: view.x[1] });
      parts.yAxis.push({ type: 'value', gridIndex: i, show: false, min: view.y[0], max: view.y[1] });
      parts.series.push(
        Yizhan.drawn(i, areas, ground.cellDrawer(fill), { ...clip, z: 1 }),
        Yizhan.drawn(i, reaches, reachDrawer(read), { ...clip, z: 2, silent: true }),
        Yizhan.drawn(i, held, drawPlace, { ...clip, z: 3 }),
        Yizhan.drawn(i, [{}], ground.scaleDrawer(lang), { ...clip, z: 6, silent: true }),
      );
      if (i)
        parts.graphic.push(
          Yizhan.write(view.left, view.top - 6, Yizhan.word('enlarged', lang), {
            size: TEXT.label,
            valign: 'bottom',
          }),
        );
      points.push(...placePoints(read, held, from + 2, i > 0), ...cellPoints(areas, lang, from));
    });
    if (shown[1]) {
      const frame = ground.frameDrawer(shown[1]);
      parts.series.push(Yizhan.drawn(0, [{}], frame, { clip: true, z: 5, silent: true }));
    }
    const height = Math.max(...shown.map((view) => view.top + view.height)) + 4;
    return {
      option: Yizhan.option(parts),
      points,
      height,
      legend: legend(read, places, cells, fill, [most, radius], off),
    };
  };

  /** Dragging moves the map, Ctrl and the wheel zoom it; the enlarged part stays. */
  function zooms() {
    const zoom = {
      type: 'inside',
      filterMode: 'none',
      zoomOnMouseWheel: 'ctrl',
      moveOnMouseMove: true,
      moveOnMouseWheel: false,
      preventDefaultMouseMove: false,
      throttle: 40,
    };
    return [
      { ...zoom, xAxisIndex: [0], yAxisIndex: [] },
      { ...zoom, xAxisIndex: [], yAxisIndex: [0] },
    ];
  }

  /** What places say; those of the enlarged part to the pointer only. */
  const placePoints = (read, places, series, again) =>
    places.map((item, i) => ({
      ...Yizhan.point(
        series,
        i,
        'place',
        read.label('name', item.row),
        Yizhan.rowParts(read, item.row, ['id', 'x', 'y', 'name', 'layer']),
        read.lang,
      ),
      hover: again,
    }));

  /** What areas say, to the pointer only. */
  const cellPoints = (outlines, lang, series) =>
    outlines.map(({ cell }, i) => {
      const said =
        typeof cell.covered === 'boolean'
          ? [['', Yizhan.word(cell.covered ? 'covered' : 'uncovered', lang)]]
          : [];
      return {
        ...Yizhan.point(series, i, 'cell', Yizhan.text(cell.names || cell.name, lang), said, lang),
        hover: true,
      };
    });

  /** What symbols, sizes, looks and areas mean. */
  function legend(read, places, cells, fill, [most, radius], off) {
    const { data, lang } = read;
    const kinds = new Set(read.has('kind') ? places.map((item) => read.cell('kind', item.row)) : []);
    const named = new Map(
      (data.extra.kinds || []).map((one) => [one.id, Yizhan.text(one.names || one, lang)]),
    );
    const listed = [...new Set([...named.keys(), ...kinds])].filter((kind) => kinds.has(kind));
    const entries = listed.map((kind) => ({
      ...(Yizhan.KINDS[kind] || Yizhan.LOOKS.plain),
      text: named.get(kind) || kind,
    }));
    entries.push(...Yizhan.lookEntries(read, false).filter((one) => !(kinds.size && one.name === 'plain')));
    if (most > 0) {
      const unit = read.unit('size', places[0].row);
      const sizes = [most / 10, most].map((value) => [
        radius(value),
        Yizhan.format.number(value, unit.share ? 'share' : unit.key),
      ]);
      entries.push({
        sizes,
        colour: C.muted,
        text: Yizhan.bracketed(read.text('size') || read.name('size'), unit.text, lang),
      });
    }
    const areas = new Map();
    for (const cell of cells) {
      const byCover = typeof cell.covered === 'boolean';
      const text = byCover
        ? Yizhan.word(cell.covered ? 'covered' : 'uncovered', lang)
        : Yizhan.text(cell.county, lang);
      if (text) areas.set(text, { area: true, colour: fill(cell), text });
    }
    entries.push(...areas.values());
    if (read.has('reach')) {
      const text = read.text('reach') || Yizhan.word('reach', lang);
      entries.push({
        mark: 'circle',
        hollow: true,
        colour: C.muted,
        text,
        toggle: 'reach',
        layer: true,
        off: off.has('reach'),
      });
    }
    return entries;
  }
})();
