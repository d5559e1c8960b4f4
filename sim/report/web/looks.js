'use strict';
/* Colours and marks, as in sim/report/style.py: for colour-blind readers, a mark beside every colour. */
(function () {
  const Yizhan = globalThis.Yizhan;
  const C = {
    black: '#000000',
    orange: '#E69F00',
    sky: '#56B4E9',
    green: '#009E73',
    yellow: '#F0E442',
    blue: '#0072B2',
    vermilion: '#D55E00',
    purple: '#CC79A7',
    ink: '#222222',
    muted: '#666666',
    faint: '#D9D9D9',
    closed: '#EEEEEE',
    paper: '#FFFFFF',
    over: 'rgba(0, 114, 178, 0.09)',
  };
  Yizhan.COLOURS = C;
  Yizhan.PALE = ['#BBCCEE', '#CCDDAA', '#EEEEBB', '#FFCCCC', '#CCEEFF', '#DDCCEE', '#EEDDCC', '#DDDDDD'];
  Yizhan.RAMP = ['#F1F6FA', '#CFE2F0', '#9AC6E3', '#56A0CF', '#0072B2', '#003A5C']; // less to more
  Yizhan.FONT =
    'Yizhan, "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", ' +
    '"Microsoft YaHei", "WenQuanYi Micro Hei", sans-serif';

  const look = (mark, colour, hollow) => ({ mark, colour, hollow: Boolean(hollow) });
  Yizhan.LOOKS = {
    better: look('up', C.blue),
    worse: look('down', C.vermilion),
    neutral: look('diamond', C.black),
    better_alone: look('up', C.blue, true),
    worse_alone: look('down', C.vermilion, true),
    neutral_alone: look('diamond', C.black, true),
    unclear: look('circle', C.muted, true),
    alone: look('diamond', C.muted, true),
    zero: look('square', C.muted, true),
    none: look('cross', C.muted),
    met: look('circle', C.green),
    missed: look('down', C.vermilion),
    unsure: look('diamond', C.orange, true),
    unmeasured: look('cross', C.muted),
    plain: look('circle', C.blue),
    base: look('square', C.black),
    added: look('up', C.green),
    removed: look('cross', C.vermilion),
    changed: look('diamond', C.orange),
    closed: look('cross', C.muted),
  };

  /* Series in their order: colour, mark, dashes of lines, hatching of areas. */
  Yizhan.SERIES = [
    { colour: C.blue, mark: 'circle', dash: 'solid', hatch: '' },
    { colour: C.vermilion, mark: 'up', dash: [7, 3], hatch: '/' },
    { colour: C.green, mark: 'square', dash: [2, 2], hatch: '.' },
    { colour: C.purple, mark: 'diamond', dash: [9, 3, 2, 3], hatch: '\\' },
    { colour: C.orange, mark: 'down', dash: [4, 2], hatch: 'x' },
    { colour: C.black, mark: 'plus', dash: [1, 3], hatch: '-' },
    { colour: C.sky, mark: 'hexagon', dash: [12, 3], hatch: '|' },
    { colour: C.muted, mark: 'star', dash: [6, 2, 2, 2, 2, 2], hatch: '+' },
  ];

  Yizhan.KINDS = {
    township: look('circle', C.blue),
    park: look('square', C.orange),
    business_district: look('diamond', C.purple),
    embedded: look('up', C.green),
    brand: look('down', C.sky),
    roving: look('cross', C.yellow),
    subcentre: look('hexagon', C.vermilion),
    district_centre: look('plus', C.black),
    city_centre: look('star', C.black),
    department: look('square', C.muted),
  };

  /** Points of a regular polygon or star around (0, 0), the first at the top. */
  function around(count, inner) {
    const points = [];
    const steps = inner ? 2 * count : count;
    for (let i = 0; i < steps; i += 1) {
      const radius = inner && i % 2 ? inner : 1;
      const angle = (2 * Math.PI * i) / steps - Math.PI / 2;
      points.push([radius * Math.cos(angle), radius * Math.sin(angle)]);
    }
    return points;
  }

  const arm = 0.32;
  const PLUS = [
    [-arm, -1],
    [arm, -1],
    [arm, -arm],
    [1, -arm],
    [1, arm],
    [arm, arm],
    [arm, 1],
    [-arm, 1],
    [-arm, arm],
    [-1, arm],
    [-1, -arm],
    [-arm, -arm],
  ];
  const turned = (points) => points.map(([x, y]) => [(x - y) * Math.SQRT1_2, (x + y) * Math.SQRT1_2]);
  const UP = [
    [0, -1.05],
    [1.05, 0.8],
    [-1.05, 0.8],
  ];
  const SHAPES = {
    square: [
      [-0.85, -0.85],
      [0.85, -0.85],
      [0.85, 0.85],
      [-0.85, 0.85],
    ],
    diamond: [
      [0, -1.15],
      [1.15, 0],
      [0, 1.15],
      [-1.15, 0],
    ],
    up: UP,
    down: UP.map(([x, y]) => [x, -y]),
    hexagon: around(6),
    star: around(5, 0.45).map(([x, y]) => [1.2 * x, 1.2 * y]),
    plus: PLUS,
    cross: turned(PLUS),
  };
  const short = (value) => Math.round(value * 100) / 100;

  /** The outline of a mark of radius r around (x, y), as the data of an SVG path. */
  Yizhan.mark = function (name, x, y, r) {
    const shape = SHAPES[name];
    if (!shape) {
      const [left, right] = [short(x - r), short(x + r)];
      return `M${left} ${short(y)}A${r} ${r} 0 1 1 ${right} ${short(y)}A${r} ${r} 0 1 1 ${left} ${short(y)}Z`;
    }
    return 'M' + shape.map(([dx, dy]) => `${short(x + r * dx)} ${short(y + r * dy)}`).join('L') + 'Z';
  };

  /** Slanted lines through a box: x + s * y = k, cut to the box. */
  function slanted(x, y, w, h, s, step) {
    const parts = [];
    const first = s > 0 ? x + y : x - y - h;
    for (let k = Math.ceil(first / step) * step; k < first + w + h; k += step) {
      const at = (line) => (s > 0 ? k - line : k + line); // x on the line at height `line`
      const ends = [y, y + h].map((line) => [Math.min(Math.max(at(line), x), x + w), line]);
      const cut = ends.map(([px]) => [px, s > 0 ? k - px : px - k]);
      parts.push(`M${short(cut[0][0])} ${short(cut[0][1])}L${short(cut[1][0])} ${short(cut[1][1])}`);
    }
    return parts.join('');
  }

  /** The hatching of a box as the data of an SVG path, drawn in white over the box; empty for none. */
  Yizhan.hatch = function (kind, x, y, w, h) {
    let path = '';
    if (w < 1 || h < 1) return path;
    if (kind === '/' || kind === 'x') path += slanted(x, y, w, h, 1, 7);
    if (kind === '\\' || kind === 'x') path += slanted(x, y, w, h, -1, 7);
    if (kind === '-' || kind === '+')
      for (let at = y + 3; at < y + h; at += 5) path += `M${x} ${at}H${x + w}`;
    if (kind === '|' || kind === '+')
      for (let at = x + 3; at < x + w; at += 6) path += `M${at} ${y}V${y + h}`;
    if (kind === '.') {
      for (let left = x + 3; left < x + w - 2; left += 6) {
        for (let top = y + 3; top < y + h - 2; top += 6) path += Yizhan.mark('circle', left, top, 0.7);
      }
    }
    return path;
  };

  /** The colour between less and more at a share of the ramp. */
  Yizhan.ramp = function (share) {
    const place = Math.min(1, Math.max(0, share)) * (Yizhan.RAMP.length - 1);
    const below = Math.min(Math.floor(place), Yizhan.RAMP.length - 2);
    const parts = [1, 3, 5].map((at) => {
      const [from, to] = [below, below + 1].map((i) => parseInt(Yizhan.RAMP[i].slice(at, at + 2), 16));
      return Math.round(from + (to - from) * (place - below))
        .toString(16)
        .padStart(2, '0');
    });
    return '#' + parts.join('');
  };
})();
