'use strict';
/* Pieces of pictures: custom series of elements, marks, whiskers and the areas that answer to the pointer. */
(function () {
  const Yizhan = globalThis.Yizhan;
  const C = Yizhan.COLOURS;

  /** A series of elements, one for each item, drawn by `draw(item, at, api)`; `at` turns values into px. */
  Yizhan.drawn = function (panel, items, draw, more) {
    return {
      type: 'custom',
      xAxisIndex: panel,
      yAxisIndex: panel,
      clip: false,
      z: 3,
      progressive: 0,
      data: items.map((item, i) => [NaN, NaN, i]), // `draw` gives the places
      encode: { x: 0, y: 1 },
      renderItem: (params, api) => draw(items[params.dataIndex], (x, y) => api.coord([x, y]), api, params),
      ...more,
    };
  };

  /** An area that answers to the pointer and lights up under it. */
  Yizhan.touch = (x, y, width, height, shape) => ({
    type: 'rect',
    shape: { x, y, width: Math.max(1, width), height: Math.max(1, height), ...shape },
    style: { fill: 'transparent' },
    emphasis: { style: { fill: C.over } },
    z2: 0,
  });

  /** A mark as an element; hollow ones are filled with paper. */
  Yizhan.markElement = (look, x, y, r, more) => ({
    type: 'path',
    shape: { pathData: Yizhan.mark(look.mark, x, y, r) },
    z2: 20,
    silent: true,
    style: {
      fill: look.hollow ? C.paper : look.colour,
      stroke: look.hollow ? look.colour : C.paper,
      lineWidth: look.hollow ? 1.6 : 0.7,
      ...more,
    },
  });

  /** A straight line as an element. */
  Yizhan.line = (x1, y1, x2, y2, style) => ({
    type: 'line',
    shape: { x1, y1, x2, y2 },
    silent: true,
    z2: 10,
    style: { lineWidth: 1.2, ...style },
  });

  /** A whisker from one end to the other, across or upright (`flat` false), with strokes at its ends. */
  Yizhan.whisker = function (from, to, at, cap, style, flat) {
    const place = (along, across) => (flat === false ? [across, along] : [along, across]);
    const piece = (a, b) => Yizhan.line(...a, ...b, style);
    const parts = [piece(place(from, at), place(to, at))];
    if (cap) for (const end of [from, to]) parts.push(piece(place(end, at - cap), place(end, at + cap)));
    return parts;
  };

  /** A word beside a mark. */
  Yizhan.tag = (text, x, y, style) => ({
    type: 'text',
    silent: true,
    z2: 30,
    style: {
      text,
      x,
      y,
      fill: C.ink,
      font: `${Yizhan.TEXT.small}px ${Yizhan.FONT}`,
      verticalAlign: 'middle',
      ...style,
    },
  });

  /** Upright dashed lines at x, their words above the plot, in as many storeys as keep them apart. */
  Yizhan.uprights = function (i, panel, found, storeys) {
    const ends = [];
    return Yizhan.drawn(
      i,
      found,
      (item, at, api, params) => {
        if (params.dataIndex === 0) ends.length = 0;
        const [x] = at(item.x, 0);
        const text = Yizhan.shorten(item.text, panel.width * 0.9, Yizhan.TEXT.small);
        const half = Yizhan.textWidth(text, Yizhan.TEXT.small) / 2;
        const middle = Math.min(Math.max(x, panel.left + half), panel.left + panel.width - half);
        let storey = ends.findIndex((end) => end + 8 < middle - half);
        if (storey < 0) storey = ends.length;
        ends[storey] = middle + half;
        const y = panel.top - 8 - 14 * Math.min(storey, storeys - 1);
        const dashes = { stroke: C.ink, lineDash: [4, 3] };
        return {
          type: 'group',
          silent: true,
          children: [
            Yizhan.line(x, y + 6, x, panel.top + panel.height, dashes),
            Yizhan.tag(text, middle, y, { align: 'center' }),
          ],
        };
      },
      { silent: true, z: 6 },
    );
  };
})();
