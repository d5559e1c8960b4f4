'use strict';
/* What colours and marks mean: entries as nodes beside the chart, and painted into a picture of it. */
(function () {
  const Yizhan = globalThis.Yizhan;
  const C = Yizhan.COLOURS;
  const HIGH = 16; // px

  /** The shapes of an entry's key: its width and [path, fill, stroke, width of stroke, dashes]. */
  function shapes(entry) {
    const middle = HIGH / 2;
    if (entry.sizes) {
      let x = 0;
      const found = entry.sizes.map(([r]) => {
        x += 2 * r + 6;
        return [Yizhan.mark('circle', x - r - 6, middle, r), 'none', entry.colour, 1.2];
      });
      return { width: x, found };
    }
    if (entry.ramp) {
      const found = [];
      for (let i = 0; i < 48; i += 1) found.push([`M${2 * i} 2h2.2v12h-2.2Z`, Yizhan.ramp(i / 47)]);
      return { width: 98, found };
    }
    if (entry.area) {
      const box = ['M0 2h22v12h-22Z', entry.colour, C.muted, 0.5];
      const path = entry.hatch ? Yizhan.hatch(entry.hatch, 0, 2, 22, 12) : '';
      return {
        width: 24,
        found: path ? [box, [path, entry.hatch === '.' ? C.paper : 'none', C.paper, 1.3]] : [box],
      };
    }
    const found = [];
    if (entry.stroke === 'line')
      found.push([`M0 ${middle}H28`, 'none', entry.colour, 2, entry.dash === 'solid' ? null : entry.dash]);
    if (entry.stroke === 'upright')
      return { width: 10, found: [[`M5 1V${HIGH - 1}`, 'none', entry.colour, 2]] };
    const x = entry.stroke === 'line' ? 14 : 8;
    const r = entry.small ? 2.5 : 5;
    if (entry.mark) {
      const fill = entry.hollow ? C.paper : entry.colour;
      found.push([
        Yizhan.mark(entry.mark, x, middle, r),
        fill,
        entry.hollow ? entry.colour : C.paper,
        entry.hollow ? 1.6 : 0.7,
      ]);
    }
    return { width: 2 * x, found };
  }

  /** The key of an entry as an SVG node. */
  function keyNode(entry) {
    const { width, found } = shapes(entry);
    const high = entry.sizes ? Math.max(HIGH, 2 * Math.max(...entry.sizes.map(([r]) => r)) + 2) : HIGH;
    const space = 'http://www.w3.org/2000/svg';
    const svg = document.createElementNS(space, 'svg');
    const set = (node, attributes) =>
      Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
    set(svg, {
      width,
      height: high,
      viewBox: `0 ${(HIGH - high) / 2} ${width} ${high}`,
      'aria-hidden': 'true',
    });
    for (const [d, fill, stroke, thick, dash] of found) {
      const path = document.createElementNS(space, 'path');
      set(path, { d, fill, stroke: stroke || 'none', 'stroke-width': thick || 0 });
      if (dash) path.setAttribute('stroke-dasharray', dash.join(' '));
      svg.append(path);
    }
    return svg;
  }

  /** The words of an entry, values of a ramp or of sizes among them. */
  function words(entry) {
    if (entry.ramp) return `${entry.low} … ${entry.high}　${entry.text}`;
    if (entry.sizes) return `${entry.sizes.map(([, text]) => text).join(' · ')}　${entry.text}`;
    return entry.text;
  }

  /** Nodes of a legend; entries with `toggle` are buttons that call `toggle(key)`. */
  Yizhan.legendNodes = function (entries, toggle) {
    return entries.map((entry) => {
      const able = entry.toggle !== undefined && toggle;
      const attributes = able ? { type: 'button', 'aria-pressed': String(!entry.off) } : {};
      const node = Yizhan.node(able ? 'button' : 'span', {
        class: entry.layer ? 'yz-key yz-layer' : 'yz-key',
        ...attributes,
      });
      node.append(keyNode(entry), Yizhan.node('span', {}, words(entry)));
      if (able) node.dataset.key = entry.toggle;
      if (able) node.addEventListener('click', () => toggle(entry.toggle));
      return node;
    });
  };

  /** Paint a legend into a picture from (x, y) on; returns the height it took. */
  Yizhan.paintLegend = function (pen, entries, x, y, width) {
    let [left, top] = [x, y];
    let row = HIGH;
    pen.font = `12px ${Yizhan.FONT}`;
    for (const entry of entries.filter((one) => !one.off)) {
      const { width: key, found } = shapes(entry);
      const text = words(entry);
      const room = key + 6 + pen.measureText(text).width + 18;
      if (left > x && left + room > x + width) {
        [left, top, row] = [x, top + row + 6, HIGH];
      }
      if (entry.sizes) row = Math.max(HIGH, 2 * Math.max(...entry.sizes.map(([r]) => r)));
      pen.save();
      pen.translate(left, top);
      for (const [d, fill, stroke, thick, dash] of found) {
        const path = new Path2D(d);
        pen.setLineDash(dash || []);
        if (fill !== 'none') {
          pen.fillStyle = fill;
          pen.fill(path);
        }
        if (stroke) {
          pen.strokeStyle = stroke;
          pen.lineWidth = thick;
          pen.stroke(path);
        }
      }
      pen.restore();
      pen.fillStyle = C.ink;
      pen.textBaseline = 'middle';
      pen.fillText(text, left + key + 6, top + HIGH / 2);
      left += room;
    }
    return entries.length ? top + row - y : 0;
  };
})();
