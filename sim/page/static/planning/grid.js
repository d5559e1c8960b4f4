'use strict';
// An editable grid: one stop for Tab, arrows inside, Enter edits, Escape leaves. Checks stand at the field.

import {fill, h, uid} from '../dom.js';
import {checkField, fieldInput, readInput, columnHead, toText} from './fields.js';
import {codeNames, valueName} from '../words_values.js';

/**
 * The grid of one page of rows. `on`: edit(row, column, value) -> null or what is wrong (may be a promise);
 * remove(row); focus(column) when a cell is entered; listFor(column) -> id of a datalist or null.
 */
export class Grid {
  constructor(context, on) {
    Object.assign(this, {context, on, at: [0, 0], editing: null});
    this.node = h('div', {class: 'scroll grid-scroll'});
  }

  /** Shows rows: {label, columns, rows, states, fixed: columns that stay, names: of ids, removable}. */
  show(shown) {
    const focused = this.node.contains(document.activeElement);
    Object.assign(this, shown);
    this.editing = null;
    this.width = this.columns.length + (this.removable ? 1 : 0);
    this.at = [Math.min(this.at[0], Math.max(0, this.rows.length - 1)), Math.min(this.at[1], this.width - 1)];
    const {lang, t} = this.context;
    const heads = this.columns.map((column) =>
      h(
        'th',
        {scope: 'col', role: 'columnheader', title: column[lang()]},
        h('span', {class: 'head-text'}, columnHead(column, lang())),
        lang() === 'zh' ? h('code', {class: 'field-id'}, column.id) : null,
      ),
    );
    const body = h(
      'tbody',
      {role: 'rowgroup'},
      this.rows.map((row, i) => this.rowNode(row, i)),
    );
    fill(
      this.node,
      h(
        'table',
        {
          role: 'grid',
          class: 'grid',
          'aria-label': this.label,
          'aria-rowcount': this.rows.length + 1,
          onkeydown: (event) => this.key(event),
          onmousedown: (event) => this.press(event),
          ondblclick: (event) => this.open(event),
          onbeforeinput: (event) => this.insert(event),
          oncompositionend: (event) => this.composed(event),
          onfocusin: (event) => this.enter(event),
        },
        h(
          'thead',
          {role: 'rowgroup'},
          h(
            'tr',
            {role: 'row'},
            heads,
            this.removable ? h('th', {scope: 'col', role: 'columnheader'}, t('tb_state')) : null,
          ),
        ),
        body,
      ),
    );
    this.mark();
    if (focused) this.focusCell();
  }

  rowNode(row, i) {
    const {t} = this.context;
    const state = this.states[i];
    const cells = this.columns.map((column, j) => this.cellNode(row, column, i, j));
    const label = this.columns
      .slice(0, 2)
      .map((column) => toText(column, row[column.id]))
      .join(' ');
    return h(
      'tr',
      {role: 'row', class: state},
      cells,
      this.removable
        ? h(
            'td',
            {role: 'gridcell', 'data-at': `${i},${this.columns.length}`, class: 'row-do'},
            state === 'plain' ? null : h('span', {class: 'badge accent'}, t(`st_${state}`)),
            h(
              'button',
              {
                type: 'button',
                class: 'quiet small',
                tabindex: '-1',
                'aria-label': t('tb_remove', {what: label}),
                title: t('delete'),
                onclick: () => this.on.remove(row),
              },
              '×',
            ),
          )
        : null,
    );
  }

  cellNode(row, column, i, j) {
    const value = row[column.id];
    const number = column.type === 'number' || column.type === 'integer';
    const name = this.nameOf(column, value);
    const fixed = this.fixed.includes(column.id);
    return h(
      'td',
      {
        role: 'gridcell',
        'data-at': `${i},${j}`,
        class: [number ? 'number' : '', fixed ? 'fixed' : ''].join(' '),
        'aria-readonly': fixed ? 'true' : null,
        title: name || null,
      },
      this.content(column, value, name),
    );
  }

  /** Marks a row of this page, brings it into view and puts the focus into it. */
  find(i) {
    const cell = this.cell([i, 0]);
    if (!cell) return;
    cell.parentNode.classList.add('found');
    this.at = [i, 0];
    this.focusCell();
  }

  nameOf(column, value) {
    const {t} = this.context;
    const coded = column.choices || column.id === 'days';
    const known = (code) =>
      (this.names && this.names.get(`${column.id}|${code}`)) || (coded ? valueName(t, code) : null);
    return codeNames(t, toText(column, value), known);
  }

  content(column, value, name) {
    if (column.type === 'boolean')
      return h('span', {class: value ? 'tick on' : 'tick'}, this.context.t(value ? 'yes' : 'no'));
    const text = h('span', {class: 'cell-text'}, toText(column, value));
    return name ? [text, h('span', {class: 'cell-name'}, name)] : text;
  }

  cell([i, j]) {
    return this.node.querySelector(`[data-at="${i},${j}"]`);
  }

  mark() {
    for (const old of this.node.querySelectorAll('[role="gridcell"]')) {
      old.setAttribute('tabindex', '-1');
      old.removeAttribute('contenteditable');
    }
    const cell = this.cell(this.at);
    if (!cell) return;
    cell.setAttribute('tabindex', '0');
    if (this.takesText(this.columns[this.at[1]])) cell.setAttribute('contenteditable', 'true');
  }

  /** True for a column whose cells begin to be edited by typing. */
  takesText(column) {
    return Boolean(column) && column.type !== 'boolean' && !column.choices && !this.fixed.includes(column.id);
  }

  /** Text that comes without a key (dictation, paste, some input methods) begins an edit. */
  insert(event) {
    if (this.editing || event.target.closest('input')) return;
    if (event.isComposing) return; // the cell shows what is composed; composed() takes it
    event.preventDefault();
    const text = event.data || (event.dataTransfer && event.dataTransfer.getData('text/plain'));
    if (text) this.edit(text.trim());
  }

  /** What an input method has composed in a cell begins an edit. */
  composed(event) {
    if (this.editing || event.target.closest('input')) return;
    const [i, j] = this.at;
    const column = this.columns[j];
    if (event.data) this.edit(event.data);
    else fill(this.cell(this.at), this.content(column, this.rows[i][column.id],
      this.nameOf(column, this.rows[i][column.id])));
  }

  focusCell() {
    this.mark();
    const cell = this.cell(this.at);
    if (!cell) return;
    cell.focus();
    cell.scrollIntoView({block: 'nearest', inline: 'nearest'});
  }

  placeOf(event) {
    const cell = event.target.closest('[data-at]');
    return cell ? cell.getAttribute('data-at').split(',').map(Number) : null;
  }

  enter(event) {
    const at = this.placeOf(event);
    if (!at) return;
    this.at = at;
    this.mark();
    if (this.columns[at[1]]) this.on.focus(this.columns[at[1]], this.rows[at[0]]);
  }

  press(event) {
    const at = this.placeOf(event);
    if (this.editing && at && String(at) !== String(this.editing.at)) {
      event.preventDefault();
      this.commit(() => {
        this.at = at;
        this.focusCell();
      });
    } else if (at && !this.editing && event.target.closest('.tick')) {
      this.at = at;
      this.toggle();
    }
  }

  open(event) {
    const at = this.placeOf(event);
    if (at && !this.editing) {
      this.at = at;
      this.edit();
    }
  }

  key(event) {
    if (this.editing) {
      this.editKey(event);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const [i, j] = this.at;
    const moves = {
      ArrowUp: [i - 1, j],
      ArrowDown: [i + 1, j],
      ArrowLeft: [i, j - 1],
      ArrowRight: [i, j + 1],
      Home: [i, 0],
      End: [i, this.width - 1],
      PageUp: [Math.max(0, i - 12), j],
      PageDown: [Math.min(this.rows.length - 1, i + 12), j],
    };
    const to = moves[event.key];
    const column = this.columns[j];
    if (to) {
      event.preventDefault();
      if (this.cell(to)) this.at = to;
      this.focusCell();
    } else if (!column) {
      if (event.key === 'Enter' || event.key === ' ' || event.key === 'Delete') {
        event.preventDefault();
        this.on.remove(this.rows[i]);
      }
    } else if (
      event.key === 'Enter' ||
      event.key === 'F2' ||
      (event.key === ' ' && column.type === 'boolean')
    ) {
      event.preventDefault();
      if (column.type === 'boolean') this.toggle();
      else this.edit();
    } else if (
      (event.key.length === 1 || event.key === 'Backspace') &&
      column.type !== 'boolean' &&
      !column.choices
    ) {
      event.preventDefault();
      this.edit(event.key === 'Backspace' ? '' : event.key);
    }
  }

  async toggle() {
    const [i, j] = this.at;
    const column = this.columns[j];
    if (this.fixed.includes(column.id)) return this.on.fixed(column);
    const wrong = await this.on.edit(this.rows[i], column, !this.rows[i][column.id]);
    if (wrong) this.context.toast(wrong, 'bad');
    return undefined;
  }

  /** Opens the cell's input; `typed` takes the place of what it holds. */
  async edit(typed) {
    const at = this.at;
    const [i, j] = at;
    const column = this.columns[j];
    const cell = this.cell(at);
    if (!cell || !column) return;
    if (this.fixed.includes(column.id)) {
      this.on.fixed(column);
      return;
    }
    const id = uid('wrong');
    const input = fieldInput(column, this.rows[i][column.id], {
      class: 'cell-input',
      'aria-label': columnHead(column, this.context.lang()),
      'aria-describedby': id,
      onblur: () => this.leave(),
    }, this.context.t);
    const wrong = h('span', {class: 'cell-wrong', id, role: 'alert'});
    this.editing = {
      at,
      column,
      row: this.rows[i],
      input,
      wrong,
      before: toText(column, this.rows[i][column.id]),
    };
    cell.removeAttribute('contenteditable');
    fill(cell, input, wrong);
    cell.classList.add('editing');
    input.focus();
    if (typed !== undefined) input.value = typed;
    else if (input.select) input.select();
    const list = await this.on.listFor(column);
    if (list && this.editing && this.editing.input === input) input.setAttribute('list', list);
  }

  editKey(event) {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.close();
      this.focusCell();
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      event.preventDefault();
      const [i, j] = this.editing.at;
      const step = event.shiftKey ? -1 : 1;
      this.commit(() => {
        const next = event.key === 'Enter' ? [i + step, j] : [i, j + step];
        if (this.cell(next)) this.at = next;
        this.focusCell();
      });
    }
  }

  /** The focus went elsewhere: keep what is right, give up what is wrong. */
  leave() {
    const {editing} = this;
    if (!editing || editing.busy || editing.input.isConnected === false) return;
    this.commit(() => {}, true);
  }

  /** Takes the input's value if it is right, then calls after(). */
  async commit(after, giveUp) {
    const {editing} = this;
    if (!editing || editing.busy) return;
    const {column, input, row} = editing;
    if (toText(column, readInput(column, input)) === editing.before) {
      this.close();
      after();
      return;
    }
    editing.busy = true;
    const value = readInput(column, input);
    const wrong = checkField(column, value, this.context) || (await this.on.edit(row, column, value));
    if (this.editing !== editing) {
      after();
      return;
    }
    editing.busy = false;
    if (!wrong || giveUp) {
      this.close();
      if (wrong) this.context.toast(wrong, 'bad');
      after();
      return;
    }
    input.setAttribute('aria-invalid', 'true');
    fill(editing.wrong, wrong);
    input.focus();
    editing.wrong.scrollIntoView({block: 'nearest', inline: 'nearest'});
  }

  close() {
    if (!this.editing) return;
    const {at, column, row} = this.editing;
    this.editing = null;
    const cell = this.cell(at);
    if (!cell) return;
    cell.classList.remove('editing');
    fill(cell, this.content(column, row[column.id], this.nameOf(column, row[column.id])));
  }
}
