'use strict';
/* What all charts share in their making: widths of text, scales with round ticks, panels in columns, axes. */
(function () {
  const Yizhan = globalThis.Yizhan;
  const C = Yizhan.COLOURS;
  const SIZE = 12; // px of labels
  Yizhan.TEXT = { label: SIZE, small: 11, line: 15 };
  // What stays whole: a Chinese character, a word, a range or a number with its %, each with what opens and
  // closes it.
  const PART = '[^\\s\\u2e80-\\uffff“”]';
  const WORD = `${PART}+( … ${PART}+)?( %${PART}*)?`;
  const PIECES = new RegExp(`[（《“]*(${WORD}|[\\u2e80-\\uffff“”])[，。；：、）》”％]*\\s*|\\s+`, 'g');
  let pen = null;
  const widths = new Map();

  /** Width of a line of text in px. */
  Yizhan.textWidth = function (text, size) {
    const key = size + '|' + text;
    if (!widths.has(key)) {
      if (widths.size > 20000) widths.clear();
      if (!pen) pen = document.createElement('canvas').getContext('2d');
      pen.font = `${size}px ${Yizhan.FONT}`;
      widths.set(key, pen.measureText(text).width);
    }
    return widths.get(key);
  };

  /** Cut a text to a width, with an ellipsis where something was cut. */
  Yizhan.shorten = function (text, width, size) {
    if (Yizhan.textWidth(text, size) <= width) return text;
    let [low, high] = [0, text.length];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (Yizhan.textWidth(text.slice(0, middle) + '…', size) <= width) low = middle;
      else high = middle - 1;
    }
    return text.slice(0, low).trimEnd() + '…';
  };

  /** Lines of a width, each as full as can be. */
  function filled(pieces, width, size) {
    const lines = [''];
    for (const piece of pieces) {
      const last = lines[lines.length - 1];
      if (last && Yizhan.textWidth((last + piece).trimEnd(), size) > width) lines.push(piece);
      else lines[lines.length - 1] = last + piece;
    }
    return lines.map((line) => line.trim());
  }

  /** Break a text into lines of a width: at spaces, or between Chinese characters; cut after `most`.

   No last line is a third of the width or less: the lines before give it as much as they can.
   */
  Yizhan.wrap = function (text, width, size, most) {
    const pieces = text.match(PIECES) || [];
    let kept = filled(pieces, width, size);
    const count = kept.length;
    const evened = count > 1 && count <= (most || count);
    const short = () => Yizhan.textWidth(kept[kept.length - 1], size) <= width / 3;
    for (let room = width; evened && short() && room > width / 2; room -= size / 2) {
      const lines = filled(pieces, room, size);
      if (lines.length > count) break;
      kept = lines;
    }
    if (most && kept.length > most) kept = [...kept.slice(0, most - 1), kept.slice(most - 1).join(' ')];
    return kept.map((line) => Yizhan.shorten(line, width, size));
  };

  /** A scale over values: {min, max, interval} with about `count` round steps. */
  Yizhan.scale = function (values, count, bounds, least) {
    const known = values.filter(Yizhan.finite);
    let [low, high] = known.length ? [Math.min(...known), Math.max(...known)] : [0, 1];
    const fixedEnds = bounds || {};
    if (low === high) {
      const room = Math.abs(low) * 0.1 || 1;
      [low, high] = [low - room, high + room];
    }
    low = fixedEnds.min ?? low;
    high = fixedEnds.max ?? high;
    const rough = (high - low || 1) / Math.max(2, count);
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = power * ([1, 2, 5, 10].find((one) => one * power >= rough * 0.999) || 10);
    const round = (value) => Number(value.toPrecision(12)); // 10 ** -5 is not quite 0.00001
    const interval = least || round(step);
    return {
      min: fixedEnds.min ?? round(Math.floor(low / interval + 1e-9) * interval),
      max: fixedEnds.max ?? round(Math.ceil(high / interval - 1e-9) * interval),
      interval,
    };
  };

  /** A scale over values whose written ticks stand clear of each other on `width` px. */
  Yizhan.fitted = function (values, width, unit, bounds) {
    let scale = null;
    for (let count = Math.max(2, Math.floor(width / 60)); count >= 2; count -= 1) {
      scale = Yizhan.scale(values, count, bounds);
      const write = Yizhan.tickText(unit, scale.interval);
      if (unit.whole && scale.interval < 1) scale = Yizhan.scale(values, 1, bounds, 1);
      const widest = Math.max(...[scale.min, scale.max].map((end) => Yizhan.textWidth(write(end), SIZE)));
      if (1.5 * widest + 8 <= (width * scale.interval) / (scale.max - scale.min)) break;
    }
    return scale;
  };

  /** A value's place on a scale; infinities stand at its ends. */
  Yizhan.onScale = (value, scale) =>
    value === null ? null : Math.min(Math.max(value, scale.min), scale.max);

  /** A text of the picture: lines at (x, y). */
  Yizhan.write = function (x, y, lines, style) {
    const size = style.size || SIZE;
    const text = Array.isArray(lines) ? lines.join('\n') : lines;
    return {
      type: 'text',
      x,
      y,
      silent: true,
      z: 5,
      style: {
        text,
        fill: style.colour || C.ink,
        font: `${style.bold ? 'bold ' : ''}${size}px ${Yizhan.FONT}`,
        lineHeight: Math.round(size * 1.25),
        align: style.align || 'left',
        verticalAlign: style.valign || 'top',
      },
    };
  };

  /** Give panels their places in columns (left, top, width, height); returns the whole height.

   `plan`: width, least (px of a plot), most (columns), labels (px of row names), shared (names once a line
   of panels), head, body, foot (px of a panel, by function), gap.
   */
  Yizhan.place = function (panels, plan) {
    const gap = plan.gap || 22;
    const room = plan.shared ? plan.width - plan.labels : plan.width;
    const each = plan.shared ? plan.least : plan.least + plan.labels;
    const columns = Math.max(1, Math.min(plan.most, panels.length, Math.floor((room + gap) / (each + gap))));
    const cell = (room - gap * (columns - 1)) / columns;
    let top = 0;
    for (let first = 0; first < panels.length; first += columns) {
      const line = panels.slice(first, first + columns);
      line.forEach((panel, i) => {
        panel.labelled = !plan.shared || i === 0;
        panel.left = plan.shared ? plan.labels + i * (cell + gap) : i * (cell + gap) + plan.labels;
        panel.width = Math.max(40, plan.shared ? cell : cell - plan.labels);
      });
      const head = Math.max(...line.map((panel) => plan.head(panel)));
      for (const panel of line) Object.assign(panel, { top: top + head, height: plan.body(panel) });
      const body = Math.max(...line.map((panel) => panel.height));
      top += head + body + Math.max(...line.map((panel) => plan.foot(panel)));
    }
    return Math.ceil(top);
  };

  /** The width that names of rows need, up to a part of the whole. */
  Yizhan.labelWidth = function (names, width, most) {
    const widest = Math.max(0, ...names.map((name) => Yizhan.textWidth(name, SIZE)));
    return Math.ceil(Math.min(widest, Math.max(70, width * (most || 0.3)))) + 12;
  };

  /** A title above a panel, of lines that were wrapped to its width. */
  Yizhan.panelTitle = (panel, lines, room) =>
    Yizhan.write(panel.left, panel.top - room, lines, { bold: true, valign: 'bottom' });

  /** The grid of a panel. */
  Yizhan.grid = (panel) => ({
    left: panel.left,
    top: panel.top,
    width: panel.width,
    height: panel.height,
    containLabel: false,
  });

  /** An axis of numbers with a light grid. */
  Yizhan.valueAxis = (i, scale, format, more) => ({
    type: 'value',
    gridIndex: i,
    min: scale.min,
    max: scale.max,
    interval: scale.interval,
    axisLine: { show: true, onZero: false, lineStyle: { color: C.muted, width: 0.8 } },
    axisTick: { show: false },
    axisLabel: {
      color: C.ink,
      fontSize: SIZE - 1,
      fontFamily: Yizhan.FONT,
      formatter: format,
      hideOverlap: true,
      alignMinLabel: more ? null : 'left',
      alignMaxLabel: more ? null : 'right',
    },
    splitLine: { show: true, lineStyle: { color: C.faint, width: 0.7 } },
    ...more,
  });

  /** The hidden axis of `count` rows, the first at the top. */
  Yizhan.rowAxis = (i, count) => ({
    type: 'value',
    gridIndex: i,
    min: -0.5,
    max: Math.max(0.5, count - 0.5),
    inverse: true,
    show: false,
  });

  /** Names of rows, right of which the plot begins; all in small where one would be cut otherwise. */
  Yizhan.rowNames = function (panel, names, room, rowHeight) {
    const fit = (name, size) =>
      Yizhan.wrap(name, room - 12, size, Math.max(1, Math.floor(rowHeight / Math.round(1.25 * size))));
    const whole = (name) => fit(name, SIZE).join(' ').length >= name.length;
    const size = names.every(whole) ? SIZE : SIZE - 2;
    return names.map((name, i) => {
      const y = panel.top + (i + 0.5) * rowHeight;
      return Yizhan.write(panel.left - 8, y, fit(name, size), { align: 'right', valign: 'middle', size });
    });
  };

  /** A title with its unit in brackets; the title alone if there is no unit. */
  Yizhan.bracketed = (title, unit, lang) =>
    unit ? title + (lang === 'zh' ? `（${unit}）` : ` (${unit})`) : title;

  /** Names in a row, those that are there. */
  Yizhan.listed = (names, lang) => names.filter(Boolean).join(lang === 'zh' ? '，' : ', ');

  /** What every option holds. */
  Yizhan.option = (parts) => ({
    animation: false,
    useUTC: true,
    textStyle: { fontFamily: Yizhan.FONT, color: C.ink, fontSize: SIZE },
    ...parts,
  });
})();
