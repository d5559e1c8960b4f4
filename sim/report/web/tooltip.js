'use strict';
/* Read-outs: what a point says, as text for screen readers and as nodes beside the pointer. */
(function () {
  const Yizhan = globalThis.Yizhan;
  const ENDS = ['low', 'high', 'wide_low', 'wide_high', 'x_low', 'x_high'];

  /** A point of a picture: its place (series, index), its group for steps up and down, what it says. */
  Yizhan.point = function (series, index, group, head, parts, lang) {
    const kept = parts.filter(([, value]) => value !== '' && value !== null && value !== undefined);
    const [colon, comma] = lang === 'zh' ? ['：', '，'] : [': ', ', '];
    const said = kept.map(([name, value]) => (name ? name + colon + value : value)).join(comma);
    return {
      series,
      index,
      group: String(group),
      head,
      parts: kept,
      text: said ? head + colon + said : head,
    };
  };

  /** What a row says: [name, value] of each column that people read, ends of intervals with their value. */
  Yizhan.rowParts = function (read, row, without) {
    const { data, lang } = read;
    const skipped = new Set([...(without || []), ...ENDS].map((role) => data.encode[role]).filter(Boolean));
    const parts = [];
    for (const column of data.columns) {
      if (column.hidden || skipped.has(column.id) || column.id === data.choose) continue;
      if (column.kind === 'names' && Yizhan.text(data.rows[column.id][row], lang) === '') continue;
      let value = Yizhan.cellText(data, column, row, lang, true);
      for (const [role, low, high] of [
        ['value', 'low', 'high'],
        ['y', 'low', 'high'],
        ['x', 'x_low', 'x_high'],
      ]) {
        const span = data.encode[role] === column.id ? Yizhan.intervalText(read, low, high, row) : '';
        if (span) value += lang === 'zh' ? `（${span}）` : ` (${span})`;
      }
      parts.push([Yizhan.text(column, lang), value]);
      if (data.encode.value === column.id) {
        parts.push([
          read.text('wide') || Yizhan.word('wide', lang),
          Yizhan.intervalText(read, 'wide_low', 'wide_high', row),
        ]);
      }
    }
    if (
      read.has('look') &&
      !data.columns.some((column) => column.id === data.encode.look && !column.hidden)
    ) {
      const look = read.cell('look', row);
      if (Yizhan.LOOKS[look] && look !== 'plain') parts.push(['', Yizhan.lookText(data, look, lang)]);
    }
    return parts;
  };

  /** The nodes of a read-out, made of text alone. */
  Yizhan.readoutNode = function (point) {
    const box = Yizhan.node('div', { class: 'yz-tip' });
    box.append(Yizhan.node('strong', {}, point.head));
    for (const [name, value] of point.parts) {
      const line = Yizhan.node('div', {}, '');
      if (name) line.append(Yizhan.node('span', { class: 'yz-tip-name' }, name), ' ');
      line.append(Yizhan.node('span', {}, value));
      box.append(line);
    }
    return box;
  };

  /** Make a node with attributes and a text. */
  Yizhan.node = function (tag, attributes, text) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== undefined && value !== false)
        made.setAttribute(name, value === true ? '' : value);
    }
    if (text !== undefined) made.textContent = text;
    return made;
  };

  /** Settings of the chart library's tooltip; `find(series, index)` gives the point. */
  Yizhan.tooltip = (find) => ({
    show: true,
    trigger: 'item',
    confine: true,
    transitionDuration: 0,
    hideDelay: 80,
    padding: [7, 10],
    borderColor: Yizhan.COLOURS.muted,
    borderWidth: 1,
    backgroundColor: Yizhan.COLOURS.paper,
    extraCssText:
      'max-width: min(340px, 90vw); white-space: normal; overflow-wrap: anywhere; box-shadow: none;',
    textStyle: { color: Yizhan.COLOURS.ink, fontSize: 13, fontFamily: Yizhan.FONT },
    formatter: (params) => {
      const point = find ? find(params.seriesIndex, params.dataIndex) : null;
      return point ? Yizhan.readoutNode(point) : '';
    },
  });
})();
