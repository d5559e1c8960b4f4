'use strict';
/* The table behind a chart, as nodes and as a CSV file. */
(function () {
  const Yizhan = globalThis.Yizhan;

  /** The columns that people read. */
  const columnsOf = (data) => data.columns.filter((column) => !column.hidden);

  /** The head of a column: its name, and its unit where it is one for all rows. */
  function head(data, column, lang) {
    const name = Yizhan.text(column, lang);
    if (column.kind === 'points' && !column.unit) return `${name} (${Yizhan.word('points', lang)})`;
    const unit = typeof column.unit === 'string' ? '' : Yizhan.text(column.unit, lang);
    return unit && Yizhan.text(column.unit, 'en') !== 'share' ? `${name} (${unit})` : name;
  }

  /** A table with a caption, of the rows of one choice. */
  Yizhan.tableNode = function (data, lang, size, caption) {
    const read = Yizhan.read(data, lang, size);
    const columns = columnsOf(data);
    const first = columns.findIndex((column) => !Yizhan.isNumeric(column) && column.id !== data.choose);
    const table = Yizhan.node('table', { class: 'yz-table' });
    table.append(Yizhan.node('caption', {}, caption));
    const heads = Yizhan.node('tr');
    for (const column of columns) {
      heads.append(
        Yizhan.node(
          'th',
          { scope: 'col', class: Yizhan.isNumeric(column) ? 'yz-n' : null },
          head(data, column, lang),
        ),
      );
    }
    const thead = Yizhan.node('thead');
    thead.append(heads);
    const tbody = Yizhan.node('tbody');
    for (const row of read.rows) {
      const line = Yizhan.node('tr');
      columns.forEach((column, i) => {
        const text = Yizhan.cellText(data, column, row, lang, typeof column.unit === 'string');
        const attributes = {
          class: Yizhan.isNumeric(column) ? 'yz-n' : null,
          scope: i === first ? 'row' : null,
        };
        line.append(Yizhan.node(i === first ? 'th' : 'td', attributes, text));
      });
      tbody.append(line);
    }
    table.append(thead, tbody);
    return table;
  };

  /** A field of a CSV file; texts that a spreadsheet would take for a formula get an apostrophe. */
  function field(value) {
    if (typeof value === 'number') return String(value);
    let text = String(value ?? '');
    if (/^[=+\-@\t\r]/.test(text) && text !== '-inf') text = "'" + text;
    return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }

  /** The whole table as CSV with a byte order mark, numbers as they are. */
  Yizhan.csv = function (data, lang) {
    const columns = columnsOf(data);
    const lines = [columns.map((column) => field(head(data, column, lang))).join(',')];
    const count = columns.length ? data.rows[columns[0].id].length : 0;
    for (let row = 0; row < count; row += 1) {
      lines.push(
        columns
          .map((column) => {
            const cell = data.rows[column.id][row];
            return field(Yizhan.isNumeric(column) || cell === null ? cell : Yizhan.text(cell, lang));
          })
          .join(','),
      );
    }
    return '\ufeff' + lines.join('\r\n') + '\r\n';
  };

  /** Hand a file to the reader. */
  Yizhan.save = function (blob, name) {
    const address = URL.createObjectURL(blob);
    const link = Yizhan.node('a', { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  };
})();
