'use strict';
// Numbers, times and names of runs in words.

/** Seconds as "40 s", "3 min", "1.5 h". */
export function duration(seconds, t) {
  if (seconds < 90) return t('time_seconds', {n: Math.max(1, Math.round(seconds))});
  if (seconds < 5400) return t('time_minutes', {n: Math.round(seconds / 60)});
  return t('time_hours', {n: (seconds / 3600).toFixed(1)});
}

/** An ISO moment in the reader's time: "2024-11-26 16:40". */
export function moment(iso) {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return '';
  const two = (n) => String(n).padStart(2, '0');
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${date} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** Seconds between two ISO moments; up to now where the second is missing. */
export function between(from, to) {
  return Math.max(0, ((to ? new Date(to) : new Date()).getTime() - new Date(from).getTime()) / 1000);
}

/** Bytes as "12 kB". */
export function size(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** A share as "93 %"; as in the report, only what is full is 100 %, only what is none is 0 %. */
export function percent(share) {
  const shown = Math.round(100 * share);
  if (shown === 100 && share < 1) return '>99\u00a0%';
  if (shown === 0 && share > 0) return '<1\u00a0%';
  return `${shown}\u00a0%`;
}

/** A word of a command line, quoted where a shell would ask for it. */
export function quoted(word) {
  return /^[\w./:=%,@+-]+$/.test(word) ? word : `"${word.replace(/(["\\$`])/g, '\\$1')}"`;
}

/** A text {zh, en}, or plain text, in the reader's language. */
export function said(text, lang) {
  if (text === null || text === undefined) return '';
  return typeof text === 'string' ? text : text[lang] || text.zh || text.en || '';
}
