'use strict';
// Texts of the page in both languages, key: [Chinese, English]; {name} is filled in. A third text is the
// English one where {n} is 1. Others add theirs.

const WORDS = {
  product: ['驿站 · 企服网络规划', 'Yizhan · planning service stations'],
  skip: ['跳到正文', 'Skip to the content'],
  nav: ['主导航', 'Main'],
  nav_scenarios: ['情景', 'Scenarios'],
  nav_network: ['网络规划', 'Network'],
  nav_tables: ['数据表', 'Tables'],
  nav_changes: ['方案', 'Plan'],
  nav_jobs: ['运行', 'Runs'],
  nav_results: ['结果', 'Results'],
  nav_plan: ['选址与人员', 'Siting and staffing'],
  nav_day: ['一日动画', 'A day'],
  guide: ['引导', 'Guide'],
  language: ['English', '中文'],
  language_label: ['Switch to English', '切换为中文'],
  loading: ['正在载入…', 'Loading…'],
  not_found: ['没有这个页面。', 'There is no such page.'],
  failed: ['未能显示此页', 'This view could not be shown'],
  retry: ['重试', 'Try again'],
  offline: [
    '连不上服务器。它是否还在运行（run.py serve）？',
    'The server does not answer. Is it still running (run.py serve)?',
  ],
  odd_answer: ['服务器的回答无法读取（{status}）。', 'What the server answered cannot be read ({status}).'],
  cancel: ['取消', 'Cancel'],
  close: ['关闭', 'Close'],
  dismiss: ['关闭此提示', 'Dismiss this message'],
  beside: ['{name}（{more}）', '{name} ({more})'],
};

/** Adds texts of another part; a key that is there already with another text is a fault. */
export function addWords(words) {
  for (const [key, pair] of Object.entries(words)) {
    const old = WORDS[key];
    if (old && String(old) !== String(pair)) throw new Error(`two texts for ${key}`);
    WORDS[key] = pair;
  }
}

const CHINESE = /[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef]/;

/** A text within quotation marks: its own become single ones. */
const within = (text) => text.replace(/“/g, '‘').replace(/”/g, '’');

/** A Chinese text without the spaces at a filled-in value that is Chinese there too. */
function joined(value, before, after, left, right) {
  const space = (sign, one, other) => (CHINESE.test(one) && CHINESE.test(other) ? '' : sign);
  return space(before, left, value.charAt(0)) + value + space(after, value.slice(-1), right);
}

/** The text of a key in a language, with {names} filled in. */
export function word(lang, key, values) {
  if (!WORDS[key]) throw new Error(`no text for ${key}`);
  const [zh, en, one] = WORDS[key];
  const known = values || {};
  const text = lang === 'zh' ? zh : one && known.n === 1 ? one : en;
  return text
    .replace(/“\{(\w+)\}”/g, (whole, name) => (name in known ? `“${within(String(known[name]))}”` : whole))
    .replace(/([ \u00a0]?)\{(\w+)\}([ \u00a0]?)/g, (whole, before, name, after, at, all) => {
      if (!(name in known)) return whole;
      const value = String(known[name]);
      if (lang !== 'zh') return before + value + after;
      return joined(value, before, after, all.charAt(at - 1), all.charAt(at + whole.length));
    });
}
