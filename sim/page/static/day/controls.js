'use strict';
// The clock of the day: play and pause, speed, slider, steps, jumps to events.

import {h, fill} from '../dom.js';
import {select} from '../runs/form.js';
import {DAY} from './model.js';
import {clock} from './panel.js';

const SPEEDS = [1, 5, 15, 30]; // minutes of the day in a second
const CONTROLS = 'button, input, select, textarea, a, summary, dialog'; // what space means something to
const KINDS = ['any', 'handed', 'late', 'left', 'session'];

/**
 * Controls of a model's time. `on.time(at, elapsed)` is called whenever it changes (elapsed ms while playing,
 * else 0), `on.start()` when it begins to move, `on.rest(at)` when it stands, `on.event(event)` after a jump
 * (null: there is none).
 */
export function controls(model, {t}, on) {
  let at = 0;
  let playing = false;
  let frame = 0;
  let last = 0;
  let settled = 0;
  const now = h('span', {class: 'clock', 'aria-hidden': 'true'});
  const slider = h('input', {type: 'range', min: 0, max: DAY, step: 60, 'aria-label': t('day_time')});
  const speed = select('speed', SPEEDS.map((n) => [n, t('day_speed_of', {n})]), SPEEDS[1]);
  speed.setAttribute('aria-label', t('day_speed'));
  const kind = select('event', KINDS.map((each) => [each === 'any' ? '' : each, t(`day_event_${each}`)]));
  kind.setAttribute('aria-label', t('day_event_kind'));
  const button = (text, label, act) => // its name holds the text that is seen, so that it can be spoken to
    h('button', {type: 'button', 'aria-label': `${text} ${label}`, title: label, onclick: act}, text);
  const play = h('button', {type: 'button', class: 'primary play', onclick: () => toggle()});

  function paint(elapsed) {
    now.textContent = clock(at);
    slider.value = at;
    slider.setAttribute('aria-valuetext', clock(at));
    on.time(at, elapsed);
  }
  function paintPlay() {
    fill(play, playing ? `❚❚ ${t('day_pause')}` : `▶ ${t('day_play')}`);
  }
  function tick(moment) {
    const elapsed = last ? Math.min(100, moment - last) : 16; // a tab that slept does not jump
    last = moment;
    at = Math.min(DAY, at + (elapsed / 1000) * Number(speed.value) * 60);
    paint(elapsed);
    if (at >= DAY) toggle(false);
    else if (playing) frame = requestAnimationFrame(tick);
  }
  function toggle(want) {
    playing = want === undefined ? !playing : want;
    cancelAnimationFrame(frame);
    clearTimeout(settled); // what was to be told of a moment that is past
    last = 0;
    if (playing && at >= DAY) at = 0;
    paintPlay();
    if (!playing) return on.rest(at);
    frame = requestAnimationFrame(tick);
    return on.start();
  }
  /** Goes to a moment; standing, it is told once the reader has let go. */
  function go(to) {
    at = Math.min(DAY, Math.max(0, to));
    paint(0);
    clearTimeout(settled);
    if (playing) return;
    on.start(); // what was told of another moment is past
    settled = setTimeout(() => on.rest(at), 400);
  }
  function jump(way) {
    if (playing) toggle(false);
    const event = model.event(at, way, kind.value);
    if (event) go(event.at);
    clearTimeout(settled); // the event is told instead of the moment
    on.event(event);
  }
  slider.addEventListener('input', () => go(Number(slider.value)));
  const step = (minutes) => go(Math.round(at / 60) * 60 + minutes * 60);

  function key(event) {
    if (event.key !== ' ' || event.target.closest(CONTROLS)) return;
    event.preventDefault();
    toggle();
  }
  document.addEventListener('keydown', key);
  paintPlay();
  return {
    node: h('div', {class: 'day-controls card no-print'}, h('div', {class: 'row'}, play, now,
      button('−1′', t('day_back'), () => step(-1)), button('+1′', t('day_forth'), () => step(1)), speed,
      h('span', {class: 'row jump'}, kind, button('«', t('day_last_event'), () => jump(-1)),
        button('»', t('day_next_event'), () => jump(1)))), slider),
    go,
    play: () => toggle(true),
    dispose() {
      cancelAnimationFrame(frame);
      clearTimeout(settled);
      document.removeEventListener('keydown', key);
    },
  };
}
