'use strict';
/* Flows between stages from left to right: bands as wide as what flows, never thinner than a pixel. */
(function () {
  const Yizhan = globalThis.Yizhan;
  const { COLOURS: C, TEXT } = Yizhan;
  const NODE = 14; // px, width of a node
  const GAP = 30; // px between the nodes of a column: room for a name
  const TALL = 240; // px for the greatest column

  /** The nodes in order: [{key, text, level}]; a level that is not given follows from the links. */
  function nodesOf(read, data) {
    const found = new Map();
    const add = (key, text, level) => {
      if (!found.has(key)) found.set(key, { key, text, level, in: 0, out: 0, links: [] });
    };
    for (const one of data.extra.order || []) {
      const [id, names, level] = Array.isArray(one) ? one : [one.id, one.names || one, one.level];
      add(id, Yizhan.text(names, read.lang) || String(id), level);
    }
    const idOf = (role, row) => {
      const cell = read.cell(role, row);
      const names = Array.isArray(cell) ? cell : null;
      for (const one of data.extra.order || []) {
        const text = Array.isArray(one) ? one[1] : one.names || one;
        if (names && text.zh === names[0] && text.en === names[1])
          return Array.isArray(one) ? one[0] : one.id;
      }
      const id = names ? JSON.stringify(names) : String(cell);
      add(id, read.label(role, row), undefined);
      return id;
    };
    const links = [];
    for (const row of read.rows) {
      const value = read.amount('value', row);
      if (!(value > 0) || !Yizhan.finite(value)) continue;
      links.push({ row, value, from: found.get(idOf('source', row)), to: found.get(idOf('target', row)) });
    }
    const used = [...found.values()].filter((node) =>
      links.some((link) => link.from === node || link.to === node),
    );
    level(used, links);
    return { nodes: used, links };
  }

  /** Give each node without a level the one after the furthest that flows into it; ends get the last. */
  function level(nodes, links) {
    const rank = new Map(nodes.map((node, i) => [node, i]));
    for (const node of nodes) {
      if (Yizhan.finite(node.level)) continue;
      const into = links.filter((link) => link.to === node && rank.get(link.from) < rank.get(node));
      node.level = into.length ? Math.max(...into.map((link) => link.from.level)) + 1 : 0;
    }
    const last = Math.max(...nodes.map((node) => node.level));
    for (const node of nodes) if (!links.some((link) => link.from === node)) node.level = last;
    const levels = [...new Set(nodes.map((node) => node.level))].sort((a, b) => a - b);
    for (const node of nodes) node.level = levels.indexOf(node.level);
  }

  /** Place nodes and links: heights by what flows, columns left to right, links stacked at their nodes. */
  function layout(nodes, links, width, tall) {
    for (const node of nodes) {
      const total = (side) =>
        links.filter((link) => link[side] === node).reduce((sum, link) => sum + link.value, 0);
      Object.assign(node, { out: total('from'), in: total('to') });
    }
    const columns = [];
    for (const node of nodes) (columns[node.level] = columns[node.level] || []).push(node);
    const most = Math.max(
      ...columns.map((column) => column.reduce((sum, node) => sum + Math.max(node.in, node.out), 0)),
    );
    const perPx = tall / most;
    for (const link of links) link.thick = Math.max(1, link.value * perPx);
    for (const node of nodes) {
      const sum = (side) =>
        links.filter((link) => link[side] === node).reduce((all, link) => all + link.thick, 0);
      node.height = Math.max(sum('from'), sum('to'), 2);
    }
    const heights = columns.map((column) => column.reduce((sum, node) => sum + node.height + GAP, 0));
    const height = Math.max(...heights);
    const room = columns.length > 1 ? (width - NODE - 8) / (columns.length - 1) : 0;
    columns.forEach((column, i) => {
      let y = (height - heights[i]) / 2;
      for (const node of column) {
        Object.assign(node, { x: 4 + i * room, y: y + GAP - 4, room: columns.length > 1 ? room : width });
        y += node.height + GAP;
      }
    });
    for (const [side, other] of [
      ['from', 'to'],
      ['to', 'from'],
    ]) {
      for (const node of nodes) {
        let y = node.y;
        const own = links.filter((link) => link[side] === node).sort((a, b) => a[other].y - b[other].y);
        for (const link of own) {
          link[side + 'Y'] = y + link.thick / 2;
          y += link.thick;
        }
      }
    }
    return Math.ceil(height + 8);
  }

  /** The outline of a link as a path. */
  function ribbon(link) {
    const [x0, x1] = [link.from.x + NODE, link.to.x];
    const half = link.thick / 2;
    const [y0, y1] = [link.fromY, link.toY];
    if (x1 <= x0) {
      // sideways or back: a bow around the outside
      const out = Math.max(24, Math.abs(y1 - y0) * 0.3);
      const end = link.to.x + NODE;
      return (
        `M${x0} ${y0 - half}C${x0 + out} ${y0 - half} ${end + out} ${y1 - half} ${end} ${y1 - half}` +
        `V${y1 + half}C${end + out + half} ${y1 + half} ${x0 + out + half} ${y0 + half} ${x0} ${y0 + half}Z`
      );
    }
    const m = (x0 + x1) / 2;
    return (
      `M${x0} ${y0 - half}C${m} ${y0 - half} ${m} ${y1 - half} ${x1} ${y1 - half}V${y1 + half}` +
      `C${m} ${y1 + half} ${m} ${y0 + half} ${x0} ${y0 + half}Z`
    );
  }

  Yizhan.renderers.flow = function (data, lang, size) {
    const read = Yizhan.read(data, lang, size);
    const { nodes, links } = nodesOf(read, data);
    if (!links.length)
      return { option: Yizhan.option({ series: [] }), points: [], height: 40, legend: [], empty: true };
    const unit = read.unit('value', links[0].row);
    const width = size.width - 4;
    const height = layout(nodes, links, width, size.print ? 0.8 * TALL : TALL);
    const last = Math.max(...nodes.map((node) => node.level));
    const colour = (link) => (Yizhan.LOOKS[read.cell('look', link.row)] || { colour: C.orange }).colour;
    const drawLink = (link) => ({
      type: 'path',
      shape: { pathData: ribbon(link) },
      style: { fill: colour(link), opacity: 0.5, stroke: C.paper, lineWidth: 0.3 },
      emphasis: { style: { opacity: 0.85, stroke: C.ink, lineWidth: 1 } },
    });
    const drawNode = (node) => {
      const right = node.level === last && last > 0;
      const sum = '  ' + Yizhan.format.number(Math.max(node.in, node.out), unit.share ? 'share' : unit.key);
      const room = Math.max(60, Math.min(node.room - 8, width)) - Yizhan.textWidth(sum, TEXT.label);
      const text =
        room < 40
          ? Yizhan.shorten(node.text, 60, TEXT.label)
          : Yizhan.shorten(node.text, room, TEXT.label) + sum;
      return {
        type: 'group',
        children: [
          {
            type: 'rect',
            shape: { x: node.x, y: node.y, width: NODE, height: node.height, r: 2 },
            style: { fill: C.blue },
            emphasis: { style: { stroke: C.ink, lineWidth: 2 } },
          },
          Yizhan.tag(text, right ? node.x + NODE : node.x, node.y - 9, {
            align: right ? 'right' : 'left',
            font: `${TEXT.label}px ${Yizhan.FONT}`,
            stroke: 'rgba(255,255,255,.85)',
            lineWidth: 3,
          }),
        ],
      };
    };
    const panel = { left: 0, top: 0, width: size.width, height };
    const hidden = { type: 'value', show: false, min: 0, max: 1 };
    const parts = {
      grid: [Yizhan.grid(panel)],
      xAxis: [hidden],
      yAxis: [hidden],
      series: [Yizhan.drawn(0, links, drawLink), Yizhan.drawn(0, nodes, drawNode, { z: 4 })],
    };
    const amount = (value) =>
      Yizhan.format.number(value, unit.share ? 'share' : unit.key) +
      (unit.text && !unit.share ? ' ' + unit.text : '');
    const word = (key) => Yizhan.word(key, lang);
    const points = nodes.map((node, i) =>
      Yizhan.point(
        1,
        i,
        'node',
        node.text,
        [
          [word('in'), node.in ? amount(node.in) : ''],
          [word('out'), node.out ? amount(node.out) : ''],
        ],
        lang,
      ),
    );
    links.forEach((link, i) => {
      const head = Yizhan.word('from_to', lang, { from: link.from.text, to: link.to.text });
      points.push(
        Yizhan.point(0, i, 'link', head, Yizhan.rowParts(read, link.row, ['source', 'target']), lang),
      );
    });
    return {
      option: Yizhan.option(parts),
      points,
      height,
      legend: Yizhan.lookEntries(read, false, { area: true }),
    };
  };
})();
