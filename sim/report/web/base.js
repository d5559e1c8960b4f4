'use strict';
/* The namespace of the chart code, and how a chart's table is read: by roles (docs/chart-data.md). */
(function () {
  const Yizhan = (globalThis.Yizhan = globalThis.Yizhan || {});
  Yizhan.renderers = {};

  /** A text {zh, en} or [zh, en] in a language; a plain string as it is; empty if there is none. */
  Yizhan.text = function (names, lang) {
    if (names === null || names === undefined) return '';
    if (Array.isArray(names)) return String(names[lang === 'zh' ? 0 : 1] ?? '');
    return typeof names === 'object' ? String(names[lang] ?? '') : String(names);
  };

  /** A number of the table: "inf" and "-inf" become infinities, what is no number null. */
  Yizhan.amount = function (cell) {
    if (cell === 'inf') return Infinity;
    if (cell === '-inf') return -Infinity;
    return typeof cell === 'number' && !Number.isNaN(cell) ? cell : null;
  };

  /** Whether a value can be placed on an axis. */
  Yizhan.finite = (value) => typeof value === 'number' && Number.isFinite(value);

  const kept = new WeakMap();

  /** The cells of a column as keys to tell them apart by, made once. */
  function keysOf(cells) {
    if (!kept.has(cells))
      kept.set(
        cells,
        cells.map((cell) => (typeof cell === 'number' ? String(cell) : JSON.stringify(cell ?? null))),
      );
    return kept.get(cells);
  }

  /** Sort rows by a key: a map from each key, in the order of coming, to its rows. */
  Yizhan.grouped = function (rows, key) {
    const found = new Map();
    for (const row of rows) {
      const own = key(row);
      if (found.has(own)) found.get(own).push(row);
      else found.set(own, [row]);
    }
    return found;
  };

  /** The values of a chart's `choose` column, in the table's order: [{key, names}]. */
  Yizhan.choices = function (data) {
    if (!data.choose) return [];
    const cells = data.rows[data.choose];
    const found = new Map();
    keysOf(cells).forEach((key, row) => {
      if (!found.has(key)) found.set(key, { key, names: cells[row] });
    });
    return [...found.values()];
  };

  /** Read a chart's table by roles; `size.chosen` keeps the rows of one choice. */
  Yizhan.read = function (data, lang, size) {
    const columns = new Map(data.columns.map((column) => [column.id, column]));
    const length = data.columns.length ? data.rows[data.columns[0].id].length : 0;
    const chosen = data.choose ? keysOf(data.rows[data.choose]) : null;
    const rows = [];
    for (let row = 0; row < length; row += 1) {
      if (!chosen || !size.chosen || chosen[row] === size.chosen) rows.push(row);
    }
    const read = {
      data,
      lang,
      rows,
      has: (role) => columns.has(data.encode[role]),
      column: (role) => columns.get(data.encode[role]),
      cell: (role, row) => (read.has(role) ? data.rows[data.encode[role]][row] : null),
      amount: (role, row) => Yizhan.amount(read.cell(role, row)),
      key: (role, row) => (read.has(role) ? keysOf(data.rows[data.encode[role]])[row] : 'null'),
      label: (role, row) => Yizhan.text(read.cell(role, row), lang),
      shown: (role, row) => (read.has(role) ? Yizhan.cellText(data, read.column(role), row, lang) : ''),
      name: (role) => Yizhan.text(read.column(role), lang),
      text: (key) => Yizhan.text(data.texts[key], lang),
      keys: (role, among) => [...new Set((among || rows).map((row) => read.key(role, row)))],
      unit: (role, row) => Yizhan.unitOf(data, read.column(role), row, lang),
    };
    return read;
  };

  /** The unit of a column's cell: {key: its English word, text, share: shown as per cent, difference}. */
  Yizhan.unitOf = function (data, column, row, lang) {
    let unit = column.unit;
    if (typeof unit === 'string') unit = data.rows[unit] ? data.rows[unit][row] : unit;
    if (!unit && column.kind === 'number' && data.encode.unit) unit = data.rows[data.encode.unit][row];
    const key = Yizhan.text(unit, 'en');
    const difference = column.kind === 'points';
    const share =
      column.kind === 'share' || key === 'share' || (difference && ['', '%', Yizhan.POINTS].includes(key));
    let text = Yizhan.text(unit, lang);
    if (share) text = difference ? Yizhan.word('points', lang) : '%';
    return { key, text, share, difference, whole: !share && Yizhan.isWhole(data, column) };
  };

  /** The panels of a table: [{key, title, rows}] in its order; one without a title if there is no role. */
  Yizhan.panels = function (read) {
    if (!read.has('panel')) return [{ key: '', title: '', rows: read.rows }];
    const sorted = Yizhan.grouped(read.rows, (row) => read.key('panel', row));
    return [...sorted].map(([key, rows]) => ({ key, title: read.label('panel', rows[0]), rows }));
  };

  /** The series of a table: [{key, text, colour, mark, dash, hatch, off}]; one without a text if no role. */
  Yizhan.series = function (read, size) {
    if (!read.has('series')) return [{ key: 'null', text: '', off: false, ...Yizhan.SERIES[0] }];
    const off = size.off || new Set();
    return [...Yizhan.grouped(read.rows, (row) => read.key('series', row))].map(([key, [row]], i) => {
      const style = Yizhan.SERIES[i % Yizhan.SERIES.length];
      return { key, text: read.label('series', row), off: off.has(key), ...style };
    });
  };

  /** Say whether the whole of a chart's rows, or of the chosen ones, is empty. */
  Yizhan.isEmpty = (data, size) => Yizhan.read(data, 'en', size).rows.length === 0;
})();
