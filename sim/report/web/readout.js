'use strict';
/* Read-outs by keyboard: arrows step through a chart's points; the same words go to a live region. */
(function () {
  const Yizhan = globalThis.Yizhan;

  /** The point that a key leads to from point `at` (-1: none yet); null if the key is not ours. */
  Yizhan.stepTo = function (points, at, key) {
    const last = points.length - 1;
    if (key === 'Home') return 0;
    if (key === 'End') return last;
    if (key === 'ArrowRight') return Math.min(last, at + 1);
    if (key === 'ArrowLeft') return Math.max(0, at - 1);
    if (key === 'ArrowDown' || key === 'ArrowUp') return byGroup(points, at, key === 'ArrowDown' ? 1 : -1);
    return null;
  };

  /** The point at the same place of the next group of points, or the last one that group has. */
  function byGroup(points, at, way) {
    if (at < 0) return 0;
    const starts = points
      .map((point, i) => i)
      .filter((i) => i === 0 || points[i].group !== points[i - 1].group);
    const own = starts.filter((start) => start <= at).length - 1;
    const next = own + way;
    if (next < 0 || next >= starts.length) return at;
    const end = (starts[next + 1] ?? points.length) - 1;
    return Math.min(starts[next] + at - starts[own], end);
  }

  /** Let keys read a chart out: `state()` gives {chart, points}, `live` says it. Returns a reset. */
  Yizhan.readByKeys = function (plot, live, state) {
    let at = -1;
    /** Take the marking back. */
    const clear = (chart, points) => {
      if (!chart) return;
      chart.dispatchAction({ type: 'hideTip' });
      if (at >= 0 && points[at])
        chart.dispatchAction({
          type: 'downplay',
          seriesIndex: points[at].series,
          dataIndex: points[at].index,
        });
      at = -1;
    };
    plot.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const { chart, points: all, lang } = state();
      const points = all.filter((point) => !point.hover);
      if (!chart || !points.length) return;
      if (event.key === 'Escape') {
        clear(chart, points);
        live.textContent = '';
        return;
      }
      const next = Yizhan.stepTo(points, at, event.key);
      if (next === null) return;
      event.preventDefault();
      clear(chart, points);
      at = next;
      const place = { seriesIndex: points[at].series, dataIndex: points[at].index };
      chart.dispatchAction({ type: 'highlight', ...place });
      chart.dispatchAction({ type: 'showTip', ...place });
      live.textContent = `${points[at].text} ${Yizhan.word('of', lang, { i: at + 1, n: points.length })}`;
    });
    const reset = () => {
      const { chart, points } = state();
      clear(
        chart,
        points.filter((point) => !point.hover),
      );
    };
    plot.addEventListener('blur', reset);
    return reset;
  };
})();
