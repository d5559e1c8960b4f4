'use strict';
/* A chart with everything around it: heading, finding, choice, legend, notes, table, downloads. */
(function () {
  const Yizhan = globalThis.Yizhan;
  const PRINTED = 680; // px: 180 mm of an A4 page
  const SHEET = 950; // px: the height of an A4 page within its margins, less a section's heading
  const NEAR = '600px'; // of the window's edge, from where a chart is drawn
  const ZOOMS = { zoom_in: 1.5, zoom_out: 1 / 1.5, zoom_all: 0 };
  const figures = new Set();
  const kept = (text) => text.replace(/(\d) %/g, '$1\u00a0%'); // a number and its % stay on one line
  let count = 0;

  /** Put a chart into a container; returns {setLang, resize, draw, dispose}. */
  Yizhan.figure = function (container, data, settings) {
    const own = new Figure(container, data, settings || {});
    figures.add(own);
    return own;
  };

  /** Show every chart of the page in a language. */
  Yizhan.setLang = (lang) => figures.forEach((figure) => figure.setLang(lang));

  /** Draw every chart of the page now. */
  Yizhan.drawAll = () => figures.forEach((figure) => figure.draw());

  class Figure {
    constructor(container, data, settings) {
      count += 1;
      this.id = `yz-${count}`;
      this.data = data;
      this.lang = settings.lang === 'zh' ? 'zh' : 'en';
      this.choices = Yizhan.choices(data);
      this.chosen = this.choices.length ? this.choices[0].key : null;
      this.off = new Set(data.renderer === 'map' ? ['reach'] : []);
      this.points = [];
      this.chart = null;
      this.drawnFor = '';
      this.printing = false;
      this.zoomed = [];
      this.parts = Yizhan.frame(this.id, data, settings.level || 3);
      container.append(this.parts.root);
      connect(this);
      this.words();
      this.reserve();
    }

    /** Write every text in the figure's language. */
    words() {
      const { parts, data, lang } = this;
      const word = (key) => Yizhan.word(key, lang);
      parts.root.lang = lang;
      parts.title.textContent = Yizhan.text(data.title, lang);
      parts.finding.textContent = kept(Yizhan.text(data.finding, lang));
      parts.finding.hidden = !parts.finding.textContent;
      parts.hint.textContent =
        word('hint') + (data.renderer === 'map' ? (lang === 'zh' ? '' : ' ') + word('zoom_hint') : '');
      parts.plot.setAttribute('aria-label', `${parts.title.textContent} (${word('chart')})`);
      parts.summary.textContent = word('table');
      parts.png.textContent = word('png');
      parts.csv.textContent = word('csv');
      parts.notes.replaceChildren(
        ...data.notes.map((note) => Yizhan.node('p', {}, kept(Yizhan.text(note, lang)))),
      );
      for (const [button, key] of parts.zooms) {
        button.setAttribute('aria-label', word(key));
        button.title = word(key);
      }
      this.choose();
      this.table();
    }

    /** Build the choice anew; buttons for a few, a list for many. */
    choose() {
      const { parts, data, lang, choices } = this;
      parts.choose.hidden = parts.chosen.hidden = choices.length < 2;
      if (choices.length < 2) return;
      const name = Yizhan.text(
        data.columns.find((column) => column.id === data.choose),
        lang,
      );
      parts.choose.setAttribute('aria-label', name);
      const pick = (key) => this.pick(key);
      parts.choose.replaceChildren(...Yizhan.chooser(choices, this.chosen, lang, name, pick));
      const value = Yizhan.text(choices.find((one) => one.key === this.chosen).names, lang);
      parts.chosen.textContent = Yizhan.word('chosen', lang, { name, value });
    }

    /** Show another choice. */
    pick(key) {
      const focused = this.parts.choose.contains(document.activeElement);
      this.chosen = key;
      this.choose();
      if (focused) this.parts.choose.querySelector('[tabindex="0"], select').focus();
      this.table();
      this.draw();
    }

    /** Show or hide a series or layer. */
    toggle(key) {
      if (this.off.has(key)) this.off.delete(key);
      else this.off.add(key);
      this.draw();
      const found = [...this.parts.legend.children].find((node) => node.dataset.key === key);
      if (found) found.focus();
    }

    /** The settings of a drawing. */
    size() {
      const width = this.printing ? PRINTED : Math.max(280, Math.floor(this.parts.plot.clientWidth || 700));
      return { width, print: this.printing, chosen: this.chosen, off: this.off };
    }

    /** Keep the place of a chart that is not drawn yet. */
    reserve() {
      const near = (entries) => entries.some((entry) => entry.isIntersecting) && this.draw();
      this.observer = new IntersectionObserver(near, { rootMargin: NEAR });
      this.observer.observe(this.parts.plot);
    }

    /** Draw the chart as large as its container is; a chart that fails says so and leaves its table. */
    draw() {
      const { parts, data, lang } = this;
      if (this.gone) return;
      this.observer.disconnect();
      const size = this.size();
      if (Yizhan.isEmpty(data, size)) return this.empty('empty');
      const drawn = (room) => Yizhan.renderers[data.renderer](data, lang, { ...size, room });
      try {
        const first = drawn();
        if (first.empty) return this.empty('empty');
        this.show(first, size);
        const room = this.room(); // known once legend and notes are in place
        if (first.height > room) this.show(drawn(room), size);
      } catch (fault) {
        console.error(data.name, fault);
        this.empty('failed');
      }
      this.drawnFor = parts.plot.clientWidth;
      return undefined;
    }

    /** How high a chart may be: on paper, what its words leave of a sheet. */
    room() {
      if (!this.printing) return Infinity;
      const { root, plot } = this.parts;
      return SHEET - (root.offsetHeight - plot.offsetHeight);
    }

    /** Hand a drawing to the chart library. */
    show(drawn, size) {
      const { parts } = this;
      const width = drawn.width || size.width;
      this.keepZoom();
      const renderer = drawn.canvas && !this.printing ? 'canvas' : 'svg';
      if (this.chart && this.renderer !== renderer) this.drop();
      parts.empty.hidden = true;
      parts.canvas.hidden = false;
      parts.canvas.style.width = width + 'px';
      parts.canvas.style.height = drawn.height + 'px';
      if (this.chart) this.chart.resize({ width, height: drawn.height, silent: true });
      else {
        this.chart = echarts.init(parts.canvas, null, { renderer, width, height: drawn.height });
        this.renderer = renderer;
      }
      this.points = drawn.points;
      this.shownPrinted = this.printing;
      const places = new Map(drawn.points.map((point) => [point.series + '|' + point.index, point]));
      drawn.option.tooltip = Yizhan.tooltip((series, index) => places.get(series + '|' + index));
      (drawn.option.dataZoom || []).forEach((one, i) =>
        Object.assign(one, this.printing ? {} : this.zoomed[i]),
      );
      this.chart.setOption(drawn.option, { notMerge: true });
      parts.legend.replaceChildren(...Yizhan.legendNodes(drawn.legend, (key) => this.toggle(key)));
    }

    /** Remember how far a map is zoomed, for the next drawing. */
    keepZoom() {
      if (!this.chart || this.shownPrinted) return;
      this.zoomed = (this.chart.getOption().dataZoom || []).map(({ start, end }) => ({ start, end }));
    }

    /** Say in place of a chart that there is none. */
    empty(word) {
      this.drop();
      this.points = [];
      this.parts.canvas.hidden = true;
      this.parts.legend.replaceChildren();
      this.parts.empty.hidden = false;
      this.parts.empty.textContent =
        word === 'empty'
          ? `${Yizhan.word(word, this.lang)} ${Yizhan.word(word, this.lang === 'zh' ? 'en' : 'zh')}`
          : Yizhan.word(word, this.lang);
    }

    /** Build the table anew, if it is open. */
    table() {
      const { parts, data, lang } = this;
      if (!parts.details.open) return parts.scroll.replaceChildren();
      const chosen = parts.chosen.hidden ? '' : ` · ${parts.chosen.textContent}`;
      return parts.scroll.replaceChildren(
        Yizhan.tableNode(data, lang, { chosen: this.chosen }, Yizhan.text(data.title, lang) + chosen),
      );
    }

    /** Zoom a map: a factor, or 0 for the whole. */
    zoom(factor) {
      if (!this.chart) return;
      const held = this.chart.getOption().dataZoom || [];
      held.forEach((one, dataZoomIndex) => {
        // half of what is shown, in per cent of the whole
        const half = factor ? Math.min(50, Math.max(1, (one.end - one.start) / 2 / factor)) : 50;
        const middle = Math.min(100 - half, Math.max(half, (one.start + one.end) / 2));
        this.chart.dispatchAction({
          type: 'dataZoom',
          dataZoomIndex,
          start: middle - half,
          end: middle + half,
        });
      });
    }

    /** The name of a file of this chart. */
    fileName(ending) {
      const place = this.choices.findIndex((one) => one.key === this.chosen);
      const which = ending === 'png' && this.choices.length > 1 ? `-${place + 1}` : '';
      return `${this.data.name}${which}.${this.lang}.${ending}`;
    }

    /** Switch the language. */
    setLang(lang) {
      if (lang === this.lang) return;
      this.lang = lang;
      this.words();
      if (this.chart || !this.parts.empty.hidden) this.draw();
    }

    /** Fit the chart to its container's new width. */
    resize() {
      if (this.printing || !this.chart || this.drawnFor === this.parts.plot.clientWidth) return;
      this.draw();
    }

    /** Draw for paper, and back for the screen. */
    print(now) {
      if (this.printing === now) return;
      this.printing = now;
      this.parts.root.classList.toggle('yz-printed', now);
      this.draw();
    }

    /** Let go of the chart library's chart. */
    drop() {
      if (this.chart) this.chart.dispose();
      this.chart = null;
    }

    /** Take the figure off the page. */
    dispose() {
      this.gone = true;
      this.observer.disconnect();
      this.watcher.disconnect();
      this.drop();
      this.parts.root.remove();
      figures.delete(this);
    }
  }

  /** Join a figure's nodes to what they do. */
  function connect(figure) {
    const { parts } = figure;
    parts.png.addEventListener('click', () => {
      const chosen = parts.chosen.hidden ? '' : parts.chosen.textContent;
      const size = { chosen: figure.chosen, off: figure.off };
      Yizhan.savePicture(figure.data, figure.lang, size, chosen, figure.fileName('png'));
    });
    parts.csv.addEventListener('click', () => {
      const blob = new Blob([Yizhan.csv(figure.data, figure.lang)], { type: 'text/csv;charset=utf-8' });
      Yizhan.save(blob, figure.fileName('csv'));
    });
    parts.details.addEventListener('toggle', () => figure.table());
    for (const [button, key] of parts.zooms) {
      button.addEventListener('click', () => figure.zoom(ZOOMS[key]));
    }
    Yizhan.readByKeys(parts.plot, parts.live, () => ({
      chart: figure.chart,
      points: figure.points,
      lang: figure.lang,
    }));
    figure.watcher = new ResizeObserver(() => figure.resize());
    figure.watcher.observe(parts.plot);
  }

  /** Draw all for paper, or back for the screen. */
  const printAll = (now) => figures.forEach((figure) => figure.print(now));
  addEventListener('beforeprint', () => printAll(true));
  addEventListener('afterprint', () => printAll(false));
  matchMedia('print').addEventListener('change', (event) => printAll(event.matches));
})();
