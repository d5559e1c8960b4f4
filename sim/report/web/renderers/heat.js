'use strict';
/* A grid of coloured cells: rows by columns, the columns set apart in groups on request. */
(function () {
  const Yizhan = globalThis.Yizhan;
  const { COLOURS: C, TEXT } = Yizhan;
  const ROW = 22; // px
  const FOOT = 42; // px below the cells: names of columns, and what they are
  const LEAST = 3; // px of a column
  const APART = 0.7; // of a column, between groups

  /** The columns in order: [{key, text, group, at}], `at` counted in columns with the gaps between groups. */
  function columnsOf(read) {
    const found = new Map();
    let at = 0;
    let last = null;
    for (const row of read.rows) {
      const group = read.has('group') ? read.key('group', row) : '';
      const key = group + '|' + read.key('x', row);
      if (found.has(key)) continue;
      if (last !== null && group !== last) at += APART;
      last = group;
      found.set(key, { key, text: read.label('x', row), group, groupText: read.label('group', row), at });
      at += 1;
    }
    return { list: [...found.values()], index: found, width: at };
  }

  /** Words above groups and below columns, thinned so that they stay apart. */
  function names(read, columns, plot) {
    const written = [];
    const step = plot.width / columns.width;
    let group = null;
    let place = 0; // in its group
    const short = (column) => Yizhan.shorten(column.text, Math.max(64, step), TEXT.small - 1);
    const widest = Math.max(0, ...columns.list.map((one) => Yizhan.textWidth(short(one), TEXT.small - 1)));
    const every = Math.ceil((widest + 6) / step);
    const groupStep =
      Math.min(
        ...[...new Set(columns.list.map((one) => one.group))].map(
          (key) => columns.list.filter((one) => one.group === key).length,
        ),
      ) * step;
    columns.list.forEach((column) => {
      const x = plot.left + (column.at + 0.5) * step;
      if (column.group !== group) {
        group = column.group;
        if (column.groupText) {
          const text = Yizhan.shorten(column.groupText, Math.max(groupStep, 24), TEXT.small);
          written.push(
            Yizhan.write(plot.left + column.at * step, plot.top - 5, text, {
              size: TEXT.small,
              valign: 'bottom',
            }),
          );
        }
        place = 0;
      }
      place += 1;
      if ((place - 1) % every) return;
      const text = short(column);
      written.push(
        Yizhan.write(x, plot.top + plot.height + 5, text, {
          size: TEXT.small - 1,
          align: 'center',
          colour: C.muted,
        }),
      );
    });
    return written;
  }

  Yizhan.renderers.heat = function (data, lang, size) {
    const read = Yizhan.read(data, lang, size);
    const columns = columnsOf(read);
    const lines = read.keys('y');
    const label = (key) => Yizhan.text(JSON.parse(key), lang);
    const labels = Yizhan.labelWidth(lines.map(label), size.width, size.print ? 0.36 : 0.3);
    const grouped = read.has('group');
    const top = grouped ? 22 : 8;
    const rowHeight = Math.min(ROW, ((size.room || Infinity) - top - FOOT) / lines.length);
    const least = labels + columns.list.length * LEAST;
    const width = size.print ? size.width : Math.max(size.width, least);
    const plot = {
      left: labels,
      top,
      width: Math.min(width - labels - 12, columns.width * 90),
      height: lines.length * rowHeight,
    };
    const values = read.rows.map((row) => read.amount('value', row)).filter(Yizhan.finite);
    const most = data.extra.max ?? Math.max(...values, 0);
    const least0 = Math.min(0, ...values);
    const step = plot.width / Math.max(1, columns.width);
    const place = new Map(lines.map((key, i) => [key, i]));
    const items = read.rows.map((row) => {
      const group = read.has('group') ? read.key('group', row) : '';
      const column = columns.index.get(group + '|' + read.key('x', row));
      return {
        row,
        column,
        line: place.get(read.key('y', row)),
        value: read.amount('value', row),
        mark: read.cell('mark', row),
      };
    });
    const gap = step > 7 ? 1 : 0;
    const draw = (item) => {
      const x = plot.left + item.column.at * step;
      const y = plot.top + item.line * rowHeight;
      const fill = item.value === null ? C.closed : Yizhan.ramp((item.value - least0) / (most - least0 || 1));
      const cell = {
        type: 'rect',
        shape: { x, y: y + 0.5, width: Math.max(1, step - gap), height: rowHeight - 1 },
        z2: 1,
        style: { fill },
        emphasis: { style: { fill, stroke: C.ink, lineWidth: 2 } },
      };
      if (!item.mark) return cell;
      const dot = Yizhan.mark('circle', x + (step - gap) / 2, y + rowHeight / 2, Math.min(2.2, step / 2));
      return {
        type: 'group',
        children: [
          cell,
          {
            type: 'path',
            silent: true,
            z2: 3,
            shape: { pathData: dot },
            style: { fill: C.orange, stroke: C.ink, lineWidth: 0.4 },
          },
        ],
      };
    };
    const panel = { ...plot };
    const parts = {
      grid: [Yizhan.grid(panel)],
      xAxis: [{ type: 'value', show: false, min: 0, max: 1 }],
      yAxis: [Yizhan.rowAxis(0, lines.length)],
      series: [Yizhan.drawn(0, items, draw, {})],
      graphic: [
        ...Yizhan.rowNames(panel, lines.map(label), labels, rowHeight),
        ...names(read, columns, plot),
        Yizhan.write(
          plot.left + plot.width / 2,
          plot.top + plot.height + 21,
          Yizhan.wrap(read.text('x') || read.name('x'), Math.max(plot.width, 150), TEXT.small, 1),
          { align: 'center', colour: C.muted, size: TEXT.small },
        ),
      ],
    };
    const points = items.map((item, i) => {
      const head = [
        read.label('y', item.row),
        read.label('group', item.row),
        read.label('x', item.row),
      ].filter(Boolean);
      const said = [
        [
          read.text('value') || read.name('value'),
          item.value === null
            ? read.text('empty') || '–'
            : Yizhan.cellText(data, read.column('value'), item.row, lang, true),
        ],
      ];
      for (const part of Yizhan.rowParts(read, item.row, ['x', 'y', 'group', 'value', 'mark']))
        said.push(part);
      if (item.mark && read.text('mark')) said.push(['', read.text('mark')]);
      return Yizhan.point(0, i, item.line, Yizhan.listed(head, lang), said, lang);
    });
    const unit = read.rows.length ? read.unit('value', read.rows[0]) : { key: '' };
    const wholes = [least0, most].every((value) => Number.isInteger(100 * value));
    const write = (value) => {
      if (unit.share && wholes) return `${100 * value} %`;
      return Yizhan.format.number(value, unit.share ? 'share' : unit.key);
    };
    const legend = [
      { ramp: true, low: write(least0), high: write(most), text: read.text('value') || read.name('value') },
    ];
    if (items.some((item) => item.value === null))
      legend.push({ area: true, colour: C.closed, text: read.text('empty') || Yizhan.word('nothing', lang) });
    if (items.some((item) => item.mark))
      legend.push({
        mark: 'circle',
        small: true,
        colour: C.orange,
        text: read.text('mark') || read.name('mark'),
      });
    return {
      option: Yizhan.option(parts),
      points,
      width,
      height: plot.top + plot.height + FOOT,
      legend,
      canvas: items.length > 1500,
    };
  };
})();
