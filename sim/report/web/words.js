'use strict';
/* Every word of the chart code that people read, in Chinese and English. */
(function () {
  const Yizhan = globalThis.Yizhan;
  Yizhan.POINTS = 'percentage points';

  const WORDS = {
    table: { zh: '数据表', en: 'Data table' },
    png: { zh: '图片 PNG', en: 'Picture (PNG)' },
    csv: { zh: '数据 CSV', en: 'Data (CSV)' },
    empty: { zh: '无数据', en: 'no data' },
    chart: { zh: '图表', en: 'chart' },
    hint: {
      zh: '按方向键逐点读数，Home 与 End 到首尾，Esc 收起。',
      en: 'Arrow keys step from point to point; Home and End: first and last; Escape: no read-out.',
    },
    chosen: { zh: '{name}：{value}', en: '{name}: {value}' },
    of: { zh: '第 {i} 点，共 {n} 点。', en: 'Point {i} of {n}.' },
    interval: { zh: '区间', en: 'interval' },
    wide: { zh: '较宽的区间', en: 'wider interval' },
    reference: { zh: '对照值', en: 'reference' },
    points: { zh: '个百分点', en: Yizhan.POINTS },
    nothing: { zh: '无', en: 'none' },
    failed: {
      zh: '图表未能绘出；数据见下表。',
      en: 'This chart could not be drawn; its data are in the table below.',
    },
    zoom_in: { zh: '放大', en: 'Zoom in' },
    zoom_out: { zh: '缩小', en: 'Zoom out' },
    zoom_all: { zh: '全图', en: 'Whole map' },
    zoom_hint: {
      zh: '拖动可平移，按住 Ctrl 滚动可缩放。',
      en: 'Drag to move the map; Ctrl and the wheel zoom.',
    },
    covered: { zh: '覆盖范围内', en: 'covered' },
    uncovered: { zh: '覆盖范围外', en: 'not covered' },
    enlarged: { zh: '放大：框内部分', en: 'Enlarged: the framed part' },
    reach: { zh: '可达范围', en: 'reach' },
    km: { zh: '{km} 公里', en: '{km} km' },
    in: { zh: '流入', en: 'in' },
    out: { zh: '流出', en: 'out' },
    from_to: { zh: '{from} → {to}', en: '{from} → {to}' },
    'look.better': { zh: '明显更好', en: 'clearly better' },
    'look.worse': { zh: '明显更差', en: 'clearly worse' },
    'look.neutral': { zh: '有明显差异，无优劣之分', en: 'clear difference, neither better nor worse' },
    'look.better_alone': { zh: '单看更好', en: 'better if seen alone' },
    'look.worse_alone': { zh: '单看更差', en: 'worse if seen alone' },
    'look.neutral_alone': { zh: '单看有差异，无优劣之分', en: 'different if seen alone' },
    'look.unclear': { zh: '无明显差异', en: 'no clear difference' },
    'look.alone': { zh: '没有区间，无法判断', en: 'no interval, cannot be judged' },
    'look.zero': { zh: '恰为 0', en: '0 exactly' },
    'look.none': { zh: '无法计算', en: 'not defined' },
    'look.met': { zh: '达标', en: 'met' },
    'look.missed': { zh: '未达标', en: 'missed' },
    'look.unsure': { zh: '不能确定', en: 'unsure' },
    'look.unmeasured': { zh: '未测量', en: 'not measured' },
    'look.plain': { zh: '不变', en: 'unchanged' },
    'look.base': { zh: '基准', en: 'base' },
    'look.added': { zh: '新增', en: 'added' },
    'look.removed': { zh: '移除', en: 'removed' },
    'look.changed': { zh: '有改动', en: 'changed' },
    'look.closed': { zh: '关闭', en: 'closed' },
  };

  /** A word by its key, with its places filled. */
  Yizhan.word = function (key, lang, places) {
    const names = WORDS[key];
    if (!names) return key;
    return names[lang].replace(/\{(\w+)\}/g, (whole, name) => String((places || {})[name] ?? ''));
  };

  /** The word of a look; a chart may name its own in `texts` ("look.met"). */
  Yizhan.lookText = (data, look, lang) =>
    Yizhan.text(data.texts['look.' + look], lang) || Yizhan.word('look.' + look, lang);

  Yizhan.WORDS = WORDS;
})();
