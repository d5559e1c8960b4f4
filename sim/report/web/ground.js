'use strict';
/* What lies below the symbols of a map: a plane in km, outlines, the crowded part, a scale bar. */
(function () {
  const Yizhan = globalThis.Yizhan;
  const { COLOURS: C } = Yizhan;
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
      const held = points.filter(
        (one) => Math.abs(one[0] - x) <= side / 2 && Math.abs(one[1] - y) <= side / 2,
      );
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

  /** Whether a point lies in a view, or within a margin around it. */
  const within = (point, view) =>
    ['x', 'y'].every((axis, k) => {
      const [low, high] = view[axis];
      return point[k] > low - MARGIN && point[k] < high + MARGIN;
    });

  /** Whether the box around a ring of points meets a view. */
  const overlaps = (ring, view) =>
    ['x', 'y'].every((axis, k) => {
      const values = ring.map((point) => point[k]);
      return Math.min(...values) < view[axis][1] && Math.max(...values) > view[axis][0];
    });

  /** Colours of the outlines: by county, or by what is covered. */
  function colours(cells) {
    if (cells.some((cell) => typeof cell.covered === 'boolean'))
      return (cell) => COVERED[Boolean(cell.covered)];
    const counties = [...new Set(cells.map((cell) => JSON.stringify(cell.county ?? '')))].sort();
    return (cell) => Yizhan.PALE[counties.indexOf(JSON.stringify(cell.county ?? '')) % Yizhan.PALE.length];
  }

  /** Draw an outline. */
  const cellDrawer = (fill) => (item, at) => {
    const ring = (points) =>
      'M' +
      points
        .map(([x, y]) =>
          at(x, y)
            .map((v) => v.toFixed(1))
            .join(' '),
        )
        .join('L') +
      'Z';
    return {
      type: 'path',
      shape: { pathData: item.rings.map(ring).join('') },
      style: { fill: fill(item.cell), opacity: 0.8, stroke: C.paper, lineWidth: 0.8 },
      emphasis: { style: { stroke: C.ink, lineWidth: 1.2 } },
    };
  };

  /** Draw a bar of a round number of km at the lower left of the map, however far it is zoomed. */
  const scaleDrawer = (lang) => (item, at, api, params) => {
    const box = params.coordSys;
    const perKm = Math.abs(api.size([1, 0])[0]);
    const km = BARS.find((one) => one * perKm <= box.width * 0.25) || BARS[BARS.length - 1];
    const [x, y] = [box.x + 12, box.y + box.height - 10];
    return {
      type: 'group',
      silent: true,
      children: [
        {
          type: 'rect',
          shape: { x: x - 6, y: y - 18, width: km * perKm + 12, height: 23 },
          style: { fill: C.paper, opacity: 0.92 },
        },
        Yizhan.line(x, y, x + km * perKm, y, { stroke: C.ink, lineWidth: 3 }),
        Yizhan.tag(Yizhan.word('km', lang, { km }), x + (km * perKm) / 2, y - 10, {
          align: 'center',
          stroke: C.paper,
          lineWidth: 3,
        }),
      ],
    };
  };

  /** A frame around a part of the plane. */
  const frameDrawer = (part) => (item, at) => {
    const [[left, bottom], [right, top]] = [at(part.x[0], part.y[0]), at(part.x[1], part.y[1])];
    return {
      type: 'rect',
      silent: true,
      shape: { x: left, y: top, width: right - left, height: bottom - top },
      style: { fill: 'none', stroke: C.ink, lineWidth: 1 },
    };
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
      return [
        { ...whole, left: 0, top: 0 },
        { ...part, left: 4, top: whole.height + 26, width: side, height: side },
      ];
    }
    const main = frame(points, Math.round(width * 0.62));
    const side = Math.round(Math.min(width * 0.355, main.height - 28));
    return [
      { ...main, left: 0, top: 0 },
      { ...part, left: main.width + Math.round(width * 0.02), top: 28, width: side, height: side },
    ];
  }

  Yizhan.ground = { projection, views, within, overlaps, colours, cellDrawer, scaleDrawer, frameDrawer };
})();
