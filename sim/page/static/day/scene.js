'use strict';
// The day on a map, on two canvases: the ground (towns, stations), drawn when the view changes, and the cases.

import {h} from '../dom.js';
import {projection} from '../planning/geometry.js';
import {markOf, PALE} from '../planning/marks.js';

export const COLOURS = {transaction: '#0072B2', problem: '#D55E00', station: '#4A5560', ink: '#222222', line: '#98A2AC',
  paper: '#FFFFFF'};
const TIER_RADIUS = {station: 4.5, subcentre: 7, district: 9, city: 11};
const ZOOM = {least: 1, most: 40, step: 1.4};
const MARGIN = 16; // pixels around the network
const ROWS = 4; // of a queue
const MOST = {wait: 24, out: 12, work: 32}; // dots at a facility; the rest is a number
const SETTLE = 90; // ms in which a dot covers most of its way to a new place

/** Dots of a case: its kind is a colour and a shape, being late a dark edge. */
function dot(pen, x, y, r, kind, {late, hollow, faded}) {
  pen.globalAlpha = faded === undefined ? 1 : faded;
  pen.beginPath();
  if (kind === 'problem') pen.rect(x - r, y - r, 2 * r, 2 * r);
  else pen.arc(x, y, r, 0, 2 * Math.PI);
  pen.fillStyle = hollow ? COLOURS.paper : COLOURS[kind];
  pen.fill();
  pen.strokeStyle = late ? COLOURS.ink : COLOURS[kind];
  pen.lineWidth = late ? 1.8 : 1;
  if (late || hollow) pen.stroke();
  pen.globalAlpha = 1;
}

export class Scene {
  /** `onPick(facility index)` is called when a station is clicked; `calm` moves dots at once. */
  constructor(model, {label, onPick, calm}) {
    const {facilities, cells} = model.data;
    Object.assign(this, {model, onPick, calm, zoom: 1, shift: [0, 0], size: [600, 400], selected: -1, spot: new Map()});
    this.ground = h('canvas', {'aria-hidden': 'true'});
    this.cases = h('canvas', {role: 'img', 'aria-label': label, tabindex: 0});
    this.node = h('div', {class: 'day-map'}, this.ground, this.cases);
    const shown = facilities.lon.map((_, i) => i).filter((i) => facilities.tier[i] !== 'department');
    const lons = [...shown.map((i) => facilities.lon[i]), ...cells.flatMap((one) => one.rings.flat().map(([lon]) => lon))];
    const lats = [...shown.map((i) => facilities.lat[i]), ...cells.flatMap((one) => one.rings.flat().map(([, lat]) => lat))];
    this.shown = shown;
    this.plane = projection([Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]);
    this.places = facilities.lon.map((lon, i) => this.plane.toKm(lon, facilities.lat[i]));
    this.zones = model.data.zones.lon.map((lon, i) => this.plane.toKm(lon, model.data.zones.lat[i]));
    const counties = [...new Set(cells.map((one) => one.county))];
    this.outlines = cells.map((one) => ({
      colour: PALE[counties.indexOf(one.county) % PALE.length],
      rings: one.rings.map((ring) => ring.map(([lon, lat]) => this.plane.toKm(lon, lat))),
    }));
    this.watcher = new ResizeObserver(([entry]) => this.resize(entry.contentRect.width, entry.contentRect.height));
    this.watcher.observe(this.node);
    this.listen();
  }

  dispose() {
    this.watcher.disconnect();
  }

  /** Zoom by wheel, buttons and keys; pan by dragging and arrow keys; a click picks a station. */
  listen() {
    const {cases} = this;
    let from = null;
    let moved = false;
    cases.addEventListener('wheel', (event) => {
      event.preventDefault();
      this.zoomBy(event.deltaY < 0 ? ZOOM.step : 1 / ZOOM.step, [event.offsetX, event.offsetY]);
    }, {passive: false});
    cases.addEventListener('pointerdown', (event) => {
      from = [event.offsetX, event.offsetY];
      moved = false;
      cases.setPointerCapture(event.pointerId);
    });
    cases.addEventListener('pointermove', (event) => {
      if (!from) return;
      const [dx, dy] = [event.offsetX - from[0], event.offsetY - from[1]];
      if (!moved && Math.hypot(dx, dy) < 4) return;
      moved = true;
      from = [event.offsetX, event.offsetY];
      this.panBy(dx, dy);
    });
    cases.addEventListener('pointerup', (event) => {
      if (from && !moved) this.pick(event.offsetX, event.offsetY);
      from = null;
    });
    cases.addEventListener('keydown', (event) => {
      const step = {ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60]}[event.key];
      if (step) this.panBy(...step);
      else if (event.key === '+' || event.key === '=') this.zoomBy(ZOOM.step);
      else if (event.key === '-') this.zoomBy(1 / ZOOM.step);
      else if (event.key === '0') this.whole();
      else return;
      event.preventDefault();
    });
  }

  resize(width, height) {
    if (!width || !height) return;
    this.size = [width, height];
    this.scale = devicePixelRatio || 1;
    for (const canvas of [this.ground, this.cases]) {
      canvas.width = Math.round(width * this.scale);
      canvas.height = Math.round(height * this.scale);
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    this.changed();
  }

  /** The whole network again. */
  whole() {
    Object.assign(this, {zoom: 1, shift: [0, 0]});
    this.changed();
  }

  zoomBy(factor, about) {
    const [width, height] = this.size;
    const [x, y] = about || [width / 2, height / 2];
    const next = Math.min(ZOOM.most, Math.max(ZOOM.least, this.zoom * factor));
    const ratio = next / this.zoom;
    const [cx, cy] = [width / 2 + this.shift[0], height / 2 + this.shift[1]];
    this.shift = next === 1 ? [0, 0] : [x - (x - cx) * ratio - width / 2, y - (y - cy) * ratio - height / 2];
    this.zoom = next;
    this.changed();
  }

  panBy(dx, dy) {
    this.shift = [this.shift[0] + dx, this.shift[1] + dy];
    this.changed();
  }

  /** Draws everything anew after the view has changed. */
  changed() {
    this.spot.clear();
    this.drawGround();
    this.draw(0);
  }

  /** Pixels of a place in km. */
  at([x, y]) {
    const [width, height] = this.size;
    const fit = Math.min((width - 2 * MARGIN) / this.plane.width, (height - 2 * MARGIN) / this.plane.height) * this.zoom;
    return [width / 2 + this.shift[0] + (x - this.plane.width / 2) * fit,
      height / 2 + this.shift[1] + (y - this.plane.height / 2) * fit];
  }

  /** Symbols and dots grow a little as the map is zoomed in. */
  grow() {
    return Math.min(2.2, this.zoom ** 0.35);
  }

  radius(facility) {
    return (TIER_RADIUS[this.model.data.facilities.tier[facility]] || 4) * this.grow();
  }

  pick(x, y) {
    let best = -1;
    let least = 18;
    for (const facility of this.shown) {
      const [px, py] = this.at(this.places[facility]);
      const away = Math.hypot(px - x, py - y) - this.radius(facility) / 2;
      if (away < least) [best, least] = [facility, away];
    }
    if (best >= 0) this.onPick(best);
  }

  select(facility) {
    this.selected = facility;
    this.drawGround();
  }

  drawGround() {
    const pen = this.ground.getContext('2d');
    pen.setTransform(this.scale, 0, 0, this.scale, 0, 0);
    pen.clearRect(0, 0, ...this.size);
    for (const {colour, rings} of this.outlines) {
      pen.beginPath();
      for (const ring of rings) {
        ring.forEach((point, i) => (i ? pen.lineTo(...this.at(point)) : pen.moveTo(...this.at(point))));
        pen.closePath();
      }
      pen.fillStyle = colour;
      pen.globalAlpha = 0.55;
      pen.fill('evenodd');
      pen.globalAlpha = 1;
      pen.strokeStyle = COLOURS.paper;
      pen.lineWidth = 1;
      pen.stroke();
    }
    const {tier} = this.model.data.facilities;
    const order = Object.keys(TIER_RADIUS);
    const byTier = [...this.shown].sort((a, b) => order.indexOf(tier[a]) - order.indexOf(tier[b]));
    for (const facility of byTier) this.drawStation(pen, facility);
  }

  drawStation(pen, facility) {
    const [x, y] = this.at(this.places[facility]);
    const r = this.radius(facility);
    const [path] = markOf(this.model.data.facilities.kind[facility]); // grey, so that the cases stand out
    const open = this.model.at === undefined || this.model.isOpen(facility);
    pen.save();
    pen.translate(x, y);
    if (facility === this.selected) {
      pen.beginPath();
      pen.arc(0, 0, r + 9, 0, 2 * Math.PI);
      pen.strokeStyle = COLOURS.ink;
      pen.lineWidth = 2.5;
      pen.stroke();
    }
    pen.scale(r, r);
    const shape = new Path2D(path);
    pen.fillStyle = open ? COLOURS.station : COLOURS.paper;
    pen.fill(shape);
    pen.strokeStyle = open ? COLOURS.paper : COLOURS.station;
    pen.lineWidth = (open ? 1 : 1.6) / r;
    pen.stroke(shape);
    pen.restore();
  }

  /** Where each case's dot belongs now, and how many more a facility holds than are drawn. */
  targets() {
    const {model} = this;
    const {cases, stages} = model.data;
    const heaps = new Map();
    const dots = [];
    const way = (from, to, share) => [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
    for (let i = 0; i < model.count; i += 1) {
      const mode = model.mode[i];
      const stage = model.stage[i];
      if (mode === 'coming') {
        const share = (model.at - cases.arose[i]) / Math.max(1, cases.entry[i] - cases.arose[i]);
        const [from, to] = [this.zones[cases.zone[i]], this.places[cases.facility[i]]];
        if (from && to) dots.push({i, spot: way(this.at(from), this.at(to), share), hollow: true, free: true});
      } else if (mode === 'move') {
        const span = stages.ended[stage] - stages.joined[stage];
        const ends = [this.at(this.places[stages.facility[stage]]), this.at(this.places[stages.target[stage]])];
        dots.push({i, spot: way(...ends, (model.at - stages.joined[stage]) / Math.max(1, span)), line: ends, free: true});
      } else if (mode === 'gone') {
        const ends = this.of(i);
        if (ends >= 0) dots.push({i, facility: ends, gone: true});
      } else if (stage >= 0 && mode !== 'home') {
        const place = mode === 'rest' ? 'work' : mode;
        const key = `${stages.facility[stage]}/${place}`;
        if (!heaps.has(key)) heaps.set(key, []);
        heaps.get(key).push({i, at: stages.joined[stage], place, facility: stages.facility[stage], hollow: mode !== 'wait'
          && mode !== 'work'});
      }
    }
    return {dots, heaps};
  }

  /** The last facility of a closed case. */
  of(number) {
    const held = this.model.of[number];
    return held.length ? this.model.data.stages.facility[held[held.length - 1]] : this.model.data.cases.facility[number];
  }

  /** The place of the nth dot of a heap: at work around the station, waiting at its right, elsewhere at its left. */
  slot(facility, place, n, count) {
    const [x, y] = this.at(this.places[facility]);
    const step = 6.4 * this.grow();
    const r = this.radius(facility);
    if (place === 'work') {
      const around = Math.max(8, Math.floor((2 * Math.PI * (r + step)) / step));
      const ring = Math.floor(n / around);
      const angle = -Math.PI / 2 + (2 * Math.PI * (n % around)) / Math.min(around, Math.max(count, 6));
      const away = r + step * (0.75 + ring);
      return [x + away * Math.cos(angle), y + away * Math.sin(angle)];
    }
    const column = Math.floor(n / ROWS);
    const side = place === 'wait' ? 1 : -1;
    return [x + side * (r + step * (2 + column)), y + step * ((n % ROWS) - (ROWS - 1) / 2)];
  }

  /** Draws the cases; `elapsed` ms since the last frame let dots glide to where they belong (0: at once). */
  draw(elapsed) {
    if (this.model.at === undefined) return;
    const pen = this.cases.getContext('2d');
    pen.setTransform(this.scale, 0, 0, this.scale, 0, 0);
    pen.clearRect(0, 0, ...this.size);
    const {dots, heaps} = this.targets();
    const more = [];
    for (const heap of heaps.values()) {
      heap.sort((a, b) => a.at - b.at || a.i - b.i);
      const {place, facility} = heap[0];
      const most = MOST[place] || MOST.out;
      heap.slice(0, most).forEach((one, n) => {
        one.spot = this.slot(facility, place, n, Math.min(heap.length, most));
        dots.push(one);
      });
      if (heap.length > most) more.push([facility, place, heap.length - most]);
    }
    const share = elapsed && !this.calm ? 1 - Math.exp(-elapsed / SETTLE) : 1;
    pen.setLineDash([3, 4]);
    pen.strokeStyle = COLOURS.line;
    pen.lineWidth = 1;
    pen.beginPath();
    for (const {line} of dots.filter((each) => each.line)) {
      pen.moveTo(...line[0]);
      pen.lineTo(...line[1]);
    }
    pen.stroke();
    pen.setLineDash([]);
    for (const one of dots) this.drawDot(pen, one, share);
    this.drawMore(pen, more);
  }

  drawDot(pen, one, share) {
    const {model} = this;
    const {i} = one;
    const kind = model.data.cases.kind[i];
    const late = model.late(i, Math.min(model.at, model.data.cases.closed[i] === null ? model.at : model.data.cases.closed[i]));
    const r = 2.7 * this.grow();
    const old = this.spot.get(i);
    if (one.gone) {
      const age = model.at - model.data.cases.closed[i];
      const [x, y] = old || this.at(this.places[one.facility]);
      return dot(pen, x, y - age / 30, r, kind, {late, faded: Math.max(0, 0.8 - age / 300)});
    }
    const spot = old && !one.free ? [old[0] + (one.spot[0] - old[0]) * share, old[1] + (one.spot[1] - old[1]) * share] : one.spot;
    this.spot.set(i, spot);
    return dot(pen, spot[0], spot[1], r, kind, {late, hollow: one.hollow});
  }

  /** Numbers beside heaps that are too large to draw. */
  drawMore(pen, more) {
    pen.font = `600 ${11 * Math.min(1.4, this.grow())}px system-ui, sans-serif`;
    pen.textBaseline = 'middle';
    pen.lineWidth = 3;
    pen.strokeStyle = COLOURS.paper;
    pen.fillStyle = COLOURS.ink;
    for (const [facility, place, count] of more) {
      const [x, y] = this.slot(facility, place === 'work' ? 'wait' : place, place === 'work' ? 0 : MOST[place] + 1, 1);
      pen.textAlign = place === 'out' ? 'right' : 'left';
      pen.strokeText(`+${count}`, x, y);
      pen.fillText(`+${count}`, x, y);
    }
  }
}
