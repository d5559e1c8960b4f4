'use strict';
/* How numbers are written: the rules of sim/report/measures.py, which a browser test holds against these. */
(function () {
  const Yizhan = globalThis.Yizhan;
  const COUNTED = ['cases', 'visits'];

  /** Write with fixed decimals, exact halves to the even digit as Python does. */
  function fixed(value, digits) {
    const size = Math.abs(value);
    let written = size.toFixed(digits);
    const tail = size < 1e15 ? size.toFixed(Math.min(100, digits + 30)).slice(-30) : '';
    if (/^50*$/.test(tail)) {
      const below = size
        .toFixed(Math.min(100, digits + 30))
        .slice(0, -30)
        .replace(/\.$/, '');
      if (Number(below[below.length - 1]) % 2 === 0) written = below;
    }
    return (value < 0 || Object.is(value, -0) ? '-' : '') + written;
  }

  /** Put commas between thousands. */
  function grouped(written) {
    const [whole, part] = written.split('.');
    const commas = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
    return part === undefined ? commas : commas + '.' + part;
  }

  /** Decimals that leave three significant digits; none of 100 and more and of whole counts. */
  function decimals(value, unit) {
    if (Math.abs(value) >= 99.95 || value === 0 || (COUNTED.includes(unit) && Number.isInteger(value)))
      return 0;
    return Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  }

  /** Write a share as per cent; never rounds to a full 100 % or 0 % what is not full. */
  function percent(value, digits) {
    const kept = digits === undefined ? 1 : digits;
    const written = fixed(100 * value, kept);
    if (Number(written) === 100 && value < 1) return '>' + fixed(100 - 10 ** -kept, kept) + ' %';
    if (Number(written) === 0 && value > 0) return '<' + fixed(10 ** -kept, kept) + ' %';
    return written + ' %';
  }

  /** Write a value: shares as per cent, others with three significant digits or whole. */
  function number(value, unit, digits) {
    if (value === null || Number.isNaN(value)) return '-';
    if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
    if (unit === 'share') return value >= 0 && value <= 1 ? percent(value) : fixed(100 * value, 1) + ' %';
    return grouped(fixed(value, digits === undefined ? decimals(value, unit) : digits));
  }

  const FINEST = 6; // decimals of percentage points
  const place = (value) => Math.floor(Math.log10(Math.abs(100 * value)));

  /** Decimals of percentage points; `least`, written with the same ones, shall not look like none. */
  function pointDigits(value, least) {
    const usual = Math.min(4, Math.max(1, 2 - place(value)));
    const first = -place(least || value);
    return first > FINEST ? usual : Math.max(usual, first);
  }

  /** Write a difference with its sign; differences of shares in percentage points, without the unit. */
  function signed(value, unit, digits) {
    if (value === null) return '–';
    if (unit !== 'share' || !Number.isFinite(value))
      return (value > 0 ? '+' : '') + number(value, unit, digits);
    if (value === 0 && digits === undefined) return '0';
    const written = fixed(100 * value, digits === undefined ? pointDigits(value) : digits);
    return (written[0] === '-' ? '' : '+') + written;
  }

  /** Write an interval, both ends alike and cut to what a KPI can be; empty if there is none. */
  function interval(low, high, unit) {
    if (low === null || high === null) return '';
    const most = unit === 'share' ? 1 : Infinity;
    const [from, to] = [low, high].map((end) => Math.min(Math.max(end, 0), most));
    const digits = Number.isFinite(to) ? decimals(to, unit) : undefined;
    return number(from, unit, digits) + ' … ' + number(to, unit, digits);
  }

  /** Write the interval of a difference, both ends with the same decimals; empty if there is none. */
  function signedInterval(low, high, unit) {
    if (low === null || high === null) return '';
    const furthest = Math.max(Math.abs(low), Math.abs(high));
    let digits;
    if (Number.isFinite(furthest) && furthest !== 0) {
      const nearest = Math.min(...[low, high].filter(Boolean).map(Math.abs));
      digits = unit === 'share' ? pointDigits(furthest, nearest) : decimals(furthest, unit);
    }
    return signed(low, unit, digits) + ' … ' + signed(high, unit, digits);
  }

  const wholes = new WeakMap();

  /** Whether every number of a column is whole, so that none needs decimals. */
  function isWhole(data, column) {
    if (!wholes.has(column)) {
      const known = data.rows[column.id].filter((cell) => typeof cell === 'number');
      wholes.set(column, known.length > 0 && known.every(Number.isInteger));
    }
    return wholes.get(column);
  }

  /** Write a cell of a column as the table and the read-outs show it, with its unit on request. */
  Yizhan.cellText = function (data, column, row, lang, withUnit) {
    const cell = data.rows[column.id][row];
    if (cell === null || cell === undefined || cell === '') return '–';
    if (!Yizhan.isNumeric(column)) return Yizhan.text(cell, lang);
    const unit = Yizhan.unitOf(data, column, row, lang);
    const value = Yizhan.amount(cell);
    if (value === null) return Yizhan.text(cell, lang);
    const digits = !unit.share && isWhole(data, column) ? 0 : undefined;
    const written = (unit.difference ? signed : number)(value, unit.share ? 'share' : unit.key, digits);
    return withUnit && unit.text && unit.text !== '%' ? written + ' ' + unit.text : written;
  };

  /** Write the interval of two columns of a row; empty if there is none. */
  Yizhan.intervalText = function (read, low, high, row) {
    if (!read.has(low) || !read.has(high)) return '';
    const unit = read.unit(low, row);
    const ends = [read.amount(low, row), read.amount(high, row)];
    const key = unit.share ? 'share' : unit.key;
    const whole = !unit.share && [low, high].every((role) => isWhole(read.data, read.column(role)));
    if (whole && !ends.includes(null))
      return ends.map((end) => (unit.difference ? signed : number)(end, key, 0)).join(' … ');
    const below = !unit.difference && ends[0] !== null && ends[0] < 0 && !unit.share; // no KPI: keep its sign
    return (unit.difference ? signedInterval : below ? plainInterval : interval)(ends[0], ends[1], key);
  };

  /** An interval that may lie below 0, both ends with the decimals of the greater. */
  function plainInterval(low, high, unit) {
    if (low === null || high === null) return '';
    const furthest = Math.max(...[low, high].filter(Number.isFinite).map(Math.abs), 0);
    const digits = decimals(furthest, unit);
    return number(low, unit, digits) + ' … ' + number(high, unit, digits);
  }

  /** Whether the cells of a column are numbers. */
  Yizhan.isNumeric = (column) => ['number', 'share', 'points'].includes(column.kind);

  Yizhan.isWhole = isWhole;

  /** Write the ticks of an axis whose steps are `step`: per cent without its sign, differences signed. */
  Yizhan.tickText = function (unit, step) {
    const times = unit.share ? 100 : 1;
    const digits = Math.min(8, Math.max(0, -Math.floor(Math.log10(step * times) + 1e-9)));
    return (value) => {
      const scaled = Math.abs(value) < step * 1e-6 ? 0 : value * times;
      return (unit.difference && scaled > 0 ? '+' : '') + grouped(fixed(scaled, digits));
    };
  };

  Yizhan.format = { fixed, decimals, percent, number, signed, interval, signedInterval };
})();
