'use strict';
/* A chart as a PNG file: title, finding, chart, legend and notes painted onto one canvas. */
(function () {
  const Yizhan = globalThis.Yizhan;
  const C = Yizhan.COLOURS;
  const WIDE = 1000; // px, of the chart
  const EDGE = 24; // px
  const SHARP = 2; // pixels of the picture a px

  /** Draw a chart onto a canvas of its own, out of sight; `then(canvas, drawn)` gets it. */
  function paintChart(data, lang, size, then) {
    const drawn = Yizhan.renderers[data.renderer](data, lang, { ...size, width: WIDE, print: true });
    const place = Yizhan.node('div');
    place.style.cssText = `position: absolute; left: -9999px; width: ${WIDE}px; height: ${drawn.height}px`;
    document.body.append(place);
    const chart = echarts.init(place, null, {
      renderer: 'canvas',
      devicePixelRatio: SHARP,
      width: WIDE,
      height: drawn.height,
    });
    try {
      chart.setOption(drawn.option);
      return then(chart.renderToCanvas({ pixelRatio: SHARP, backgroundColor: C.paper }), drawn);
    } finally {
      chart.dispose();
      place.remove();
    }
  }

  /** Paint title, finding, chart, legend and notes; returns the canvas. */
  Yizhan.paint = (data, lang, size, chosen) =>
    paintChart(data, lang, size, (chart, drawn) => {
      const blocks = [
        [Yizhan.text(data.title, lang), 20, C.ink],
        [Yizhan.text(data.finding, lang), 14, C.muted],
        [chosen, 14, C.ink],
      ];
      const notes = data.notes.map((note) => [Yizhan.text(note, lang), 11, C.muted]);
      const wrapped = (list) =>
        list
          .filter(([text]) => text)
          .map(([text, high, colour]) => ({
            lines: Yizhan.wrap(text, WIDE, high),
            high,
            colour,
          }));
      const [top, bottom] = [wrapped(blocks), wrapped(notes)];
      const tall = (list) => list.reduce((sum, one) => sum + one.lines.length * one.high * 1.45, 0);
      const canvas = document.createElement('canvas');
      const pen = canvas.getContext('2d');
      const keys = Yizhan.paintLegend(pen, drawn.legend, 0, 0, WIDE); // painted once to know its height
      canvas.width = (WIDE + 2 * EDGE) * SHARP;
      canvas.height = Math.ceil(tall(top) + drawn.height + keys + tall(bottom) + 2 * EDGE + 30) * SHARP;
      pen.scale(SHARP, SHARP);
      pen.fillStyle = C.paper;
      pen.fillRect(0, 0, canvas.width, canvas.height);
      let y = EDGE;
      const write = (list) => {
        for (const { lines, high, colour } of list) {
          pen.font = `${high}px ${Yizhan.FONT}`;
          pen.fillStyle = colour;
          pen.textBaseline = 'top';
          for (const line of lines) {
            pen.fillText(line, EDGE, y);
            y += high * 1.45;
          }
        }
      };
      write(top);
      y += 6;
      y += Yizhan.paintLegend(pen, drawn.legend, EDGE, y, WIDE) + 8;
      pen.drawImage(chart, EDGE, y, WIDE, drawn.height);
      y += drawn.height + 8;
      write(bottom);
      return canvas;
    });

  /** Make the PNG file of a chart and hand it to the reader. */
  Yizhan.savePicture = (data, lang, size, chosen, name) =>
    document.fonts.ready.then(
      () =>
        new Promise((done) => {
          Yizhan.paint(data, lang, size, chosen).toBlob((blob) => {
            Yizhan.save(blob, name);
            done(name);
          }, 'image/png');
        }),
    );
})();
