'use strict';
/* A map: outlines below, places above; an area's colour tells its county, or whether it is covered. */
(function () {
  const Yizhan = globalThis.Yizhan;
  const { COLOURS: C, TEXT } = Yizhan;
  const KM = 111.32; // of a degree of latitude; of longitude times the cosine of the latitude
  const BARS = [100, 50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1];

  /** Turn degrees into km east and north: equirectangular around the middle latitude. */
  function projection(points) {
    const lats = points.map((point) => point[1]);
    const middle = lats.length ? (Math.min(...lats) + Math.max(...lats)) / 2 : 0;
    const shrink = Math.cos((middle * Math.PI) / 180);
    return ([lon, lat]) => [lon * KM * shrink, lat * KM];
  }

  /** The part of the plane that is shown, fitted to the picture's shape: {x: [from, to], y: [from, to], height}. */
  function frame(points, width) {
    const ends = (axis) => {
      const values = points.map((point) => point[axis]);
      return values.length ? [Math.min(...values), Math.max(...values)] : [0, 1];
    };
    const [x, y] = [ends(0), ends(1)].map(([low, high]) => {
      const room = Math.max(0.04 * (high - low), 1.5);
      return [low - room, high + room];
    });
    const shape = (y[1] - y[0]) / (x[1] - x[0]);
    const height = Math.round(Math.min(640, Math.max(260, width * shape)));
    const scale = Math.max((x[1] - x[0]) / width, (y[1] - y[0]) / height); // km a px
    const widen = ([low, high], km) => [(low + high - km) / 2, (low + high + km) / 2];
    return { x: widen(x, width * scale), y: widen(y, height * scale), height };
  }

  /** Colours of the outlines: by county, or by what is covered. */
  function colours(cells) {
    const byCover = cells.some((cell) => typeof cell.covered === 'boolean');
    const counties = [...new Set(cells.map((cell) => JSON.stringify(cell.county ?? '')))].sort();
    return (cell) => {
      const county = Yizhan.PALE[counties.indexOf(JSON.stringify(cell.county ?? '')) % Yizhan.PALE.length];
      if (!byCover) return { fill: county, opacity: 0.75 };
      return cell.covered ? { fill: '#CFE2F0', opacity: 0.9 } : { fill: '#F3E3D3', opacity: 0.9 };
    };
  }

  /** A place's look: of its kind, else of its look, else plain. */
  function styleOf(read, row) {
    const kind = read.cell('kind', row);
    const byKind = read.has('kind') ? Yizhan.KINDS[kind] || Yizhan.LOOKS.plain : null;
    const look = read.cell('look', row);
    return { mark: byKind || Yizhan.LOOKS[look] || Yizhan.LOOKS.plain, look: byKind && look !== 'plain' ? Yizhan.LOOKS[look] : null, name: look };
  }

  Yizhan.renderers.map = function (data, lang, size) {
    const read = Yizhan.read(data, lang, size);
    const off = size.off || new Set();
    const located = read.rows.filter((row) => Yizhan.finite(read.amount('x', row)) && Yizhan.finite(read.amount('y', row)));
    const degrees = located.map((row) => [read.amount('x', row), read.amount('y', row)]);
    const cells = data.extra.cells || [];
    const corners = cells.flatMap((cell) => cell.rings.flat());
    const project = projection([...degrees, ...corners]);
    const view = frame([...degrees, ...corners].map(project), size.width);
    const most = Math.max(1e-9, ...located.map((row) => read.amount('size', row) || 0));
    const radius = (row) => (read.has('size') ? Math.sqrt(9 + 130 * Math.max(0, read.amount('size', row) || 0) / most) : 5);
    const outlines = cells.map((cell) => ({ cell, rings: cell.rings.map((ring) => ring.map(project)) }));
    const fill = colours(cells);
    const order = located.slice().sort((a, b) => radius(b) - radius(a)); // the small above the great
    const places = order.map((row) => ({ row, place: project([read.amount('x', row), read.amount('y', row)]), r: radius(row), ...styleOf(read, row) }));

    const drawCell = (item, at) => {
      const path = item.rings.map((ring) => 'M' + ring.map(([x, y]) => at(x, y).map((v) => v.toFixed(1)).join(' ')).join('L') + 'Z').join('');
      return { type: 'path', shape: { pathData: path }, style: { ...fill(item.cell), stroke: C.paper, lineWidth: 0.8 },
        emphasis: { style: { stroke: C.ink, lineWidth: 1.2 } } };
    };
    const drawReach = (item, at, api) => {
      const km = read.amount('reach', item.row);
      const [cx, cy] = at(...item.place);
      return { type: 'circle', silent: true, shape: { cx, cy, r: Yizhan.finite(km) ? Math.abs(api.size([km, 0])[0]) : 0 },
        style: { fill: 'rgba(34, 34, 34, 0.06)', stroke: C.muted, lineWidth: 0.8, lineDash: [4, 3] } };
    };
    const drawPlace = (item, at) => {
      const [x, y] = at(...item.place);
      const closed = ['closed', 'removed'].includes(item.name);
      const parts = [{ type: 'circle', shape: { cx: x, cy: y, r: Math.max(9, item.r + 3) }, style: { fill: 'transparent' },
        emphasis: { style: { fill: C.over, stroke: C.ink, lineWidth: 1.5 } } }];
      parts.push(Yizhan.markElement(item.mark, x, y, item.r, { opacity: closed ? 0.35 : 0.92 }));
      if (item.look) {
        parts.push({ type: 'circle', silent: true, shape: { cx: x, cy: y, r: item.r + 4 }, z2: 21,
          style: { fill: 'none', stroke: item.look.colour, lineWidth: 2 } });
        parts.push(Yizhan.markElement(item.look, x + item.r + 4, y - item.r - 4, 5, { stroke: C.paper, lineWidth: 1 }));
      }
      return { type: 'group', children: parts };
    };
    const drawScale = (item, at, api, params) => {
      const box = params.coordSys;
      const perKm = Math.abs(api.size([1, 0])[0]);
      const km = BARS.find((one) => one * perKm <= box.width * 0.25) || BARS[BARS.length - 1];
      const [x, y] = [box.x + 12, box.y + box.height - 12];
      return { type: 'group', silent: true, children: [
        Yizhan.line(x, y, x + km * perKm, y, { stroke: C.ink, lineWidth: 3 }),
        Yizhan.tag(Yizhan.word('km', lang, { km }), x + (km * perKm) / 2, y - 10, { align: 'center', stroke: C.paper, lineWidth: 3 }),
      ] };
    };
    const loose = { clip: true };
    const axis = (name, ends) => ({ type: 'value', show: false, min: ends[0], max: ends[1], [name]: true });
    const zoom = { type: 'inside', filterMode: 'none', zoomOnMouseWheel: 'ctrl', moveOnMouseMove: true, moveOnMouseWheel: false,
      preventDefaultMouseMove: false, throttle: 40 };
    const reaches = read.has('reach') && !off.has('reach') ? places : [];
    const parts = {
      grid: [{ left: 0, top: 0, width: size.width, height: view.height }],
      xAxis: [axis('scale', view.x)], yAxis: [axis('scale', view.y)],
      dataZoom: [{ ...zoom, xAxisIndex: 0 }, { ...zoom, yAxisIndex: 0 }],
      series: [
        Yizhan.drawn(0, outlines, drawCell, { ...loose, z: 1 }),
        Yizhan.drawn(0, reaches, drawReach, { ...loose, z: 2, silent: true }),
        Yizhan.drawn(0, places, drawPlace, { ...loose, z: 3 }),
        Yizhan.drawn(0, [{}], drawScale, { ...loose, z: 6, silent: true }),
      ],
    };
    const points = places.map((item, i) => Yizhan.point(2, i, 'place', read.label('name', item.row),
      Yizhan.rowParts(read, item.row, ['id', 'x', 'y', 'name', 'layer']), lang));
    const hovered = outlines.map((item, i) => ({
      ...Yizhan.point(0, i, 'cell', Yizhan.text(item.cell.names || item.cell.name, lang), typeof item.cell.covered === 'boolean'
        ? [['', Yizhan.word(item.cell.covered ? 'covered' : 'uncovered', lang)]] : [], lang), hover: true }));
    return { option: Yizhan.option(parts), points: [...points, ...hovered], height: view.height, zoom: true,
      legend: legend(read, data, places, cells, fill, most, radius, off) };
  };

  /** What symbols, sizes, looks and areas mean. */
  function legend(read, data, places, cells, fill, most, radius, off) {
    const { lang } = read;
    const entries = [];
    const kinds = new Set(read.has('kind') ? places.map((item) => read.cell('kind', item.row)) : []);
    const named = new Map((data.extra.kinds || []).map((one) => [one.id, Yizhan.text(one.names || one, lang)]));
    const listed = [...named.keys(), ...kinds].filter((kind, i, all) => kinds.has(kind) && all.indexOf(kind) === i);
    for (const kind of listed) entries.push({ ...(Yizhan.KINDS[kind] || Yizhan.LOOKS.plain), text: named.get(kind) || kind });
    const looks = new Set(read.has('look') ? places.map((item) => item.name) : []);
    for (const name of Object.keys(Yizhan.LOOKS)) {
      if (looks.has(name) && !(kinds.size && name === 'plain')) entries.push({ ...Yizhan.LOOKS[name], text: Yizhan.lookText(data, name, lang) });
    }
    if (read.has('reach')) {
      entries.push({ mark: 'circle', hollow: true, colour: C.muted, text: read.text('reach') || Yizhan.word('reach', lang), toggle: 'reach', off: off.has('reach') });
    }
    if (read.has('size') && places.length) {
      const unit = read.unit('size', places[0].row);
      const write = (value) => Yizhan.format.number(value, unit.share ? 'share' : unit.key);
      entries.push({ sizes: [most / 10, most].map((value) => [Math.sqrt(9 + 130 * value / most), write(value)]), colour: C.muted,
        text: (read.text('size') || read.name('size')) + (unit.text ? ` (${unit.text})` : '') });
    }
    const seen = new Map();
    for (const cell of cells) {
      const byCover = typeof cell.covered === 'boolean';
      const text = byCover ? Yizhan.word(cell.covered ? 'covered' : 'uncovered', lang) : Yizhan.text(cell.county, lang);
      if (text && !seen.has(text)) seen.set(text, { area: true, colour: fill(cell).fill, text });
    }
    return [...entries, ...seen.values()];
  }
})();
