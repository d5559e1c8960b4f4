'use strict';
// The day on a map, on two canvases: the ground (towns, stations), drawn when the view changes, and cases.

import {h} from '../dom.js';
import {projection} from '../planning/geometry.js';
import {markOf, PALE} from '../planning/marks.js';
import {Viewport} from './viewport.js';

export const COLOURS = {transaction: '#0072B2', problem: '#D55E00', station: '#4A5560', ink: '#222222',
  line: '#98A2AC', paper: '#FFFFFF'};
const TIER_RADIUS = {station: 4.5, subcentre: 7, district: 9, city: 11};
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

/** The plane around all places that are drawn. */
function planeAround(shown, {facilities, cells}) {
  const corners = cells.flatMap((one) => one.rings.flat());
  const lons = [...shown.map((i) => facilities.lon[i]), ...corners.map(([lon]) => lon)];
  const lats = [...shown.map((i) => facilities.lat[i]), ...corners.map(([, lat]) => lat)];
  return projection([Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]);
}

export class Scene extends Viewport {
  /** `onPick(facility index)`: a station is clicked; `calm`: dots move at once; `nameOf(facility index)`. */
  constructor(model, {label, onPick, calm, nameOf}) {
    const {facilities, cells, zones} = model.data;
    const shown = facilities.lon.map((_, i) => i).filter((i) => facilities.tier[i] !== 'department');
    const plane = planeAround(shown, model.data);
    const ground = h('canvas', {'aria-hidden': 'true'});
    const cases = h('canvas', {role: 'img', 'aria-label': label, tabindex: 0});
    super(plane, [ground, cases]);
    Object.assign(this, {model, shown, ground, cases, onPick, calm, nameOf, selected: -1, spot: new Map()});
    this.places = facilities.lon.map((lon, i) => plane.toKm(lon, facilities.lat[i]));
    this.zones = zones.lon.map((lon, i) => plane.toKm(lon, zones.lat[i]));
    const counties = [...new Set(cells.map((one) => one.county))];
    this.outlines = cells.map((one) => ({
      colour: PALE[counties.indexOf(one.county) % PALE.length],
      rings: one.rings.map((ring) => ring.map(([lon, lat]) => plane.toKm(lon, lat))),
    }));
  }

  /** The chosen station is what is zoomed into. */
  focus() {
    return this.selected >= 0 ? this.at(this.places[this.selected]) : super.focus();
  }

  /** Draws everything anew after the view has changed. */
  changed() {
    this.spot.clear();
    this.drawGround();
    this.draw(0);
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

  /** Marks a station; one that lies outside the view is brought into its middle. */
  select(facility) {
    this.selected = facility;
    const [width, height] = this.size;
    const [x, y] = facility < 0 ? [width / 2, height / 2] : this.at(this.places[facility]);
    if (x < 0 || y < 0 || x > width || y > height) this.panBy(width / 2 - x, height / 2 - y);
    else this.draw(0);
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
    const way = (from, to, share) =>
      [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
    for (let i = 0; i < model.count; i += 1) {
      const mode = model.mode[i];
      const stage = model.stage[i];
      if (mode === 'coming') {
        const share = (model.at - cases.arose[i]) / Math.max(1, cases.entry[i] - cases.arose[i]);
        const [from, to] = [this.zones[cases.zone[i]], this.places[cases.facility[i]]];
        const spot = from && to ? way(this.at(from), this.at(to), share) : null;
        if (spot) dots.push({i, spot, hollow: true, free: true});
      } else if (mode === 'move') {
        const span = stages.ended[stage] - stages.joined[stage];
        const ends = [this.at(this.places[stages.facility[stage]]),
          this.at(this.places[stages.target[stage]])];
        dots.push({i, spot: way(...ends, (model.at - stages.joined[stage]) / Math.max(1, span)), line: ends,
          free: true});
      } else if (mode === 'gone') {
        const ends = this.of(i);
        if (ends >= 0) dots.push({i, facility: ends, gone: true});
      } else if (stage >= 0 && mode !== 'home') {
        const place = mode === 'rest' ? 'work' : mode;
        const key = `${stages.facility[stage]}/${place}`;
        if (!heaps.has(key)) heaps.set(key, []);
        heaps.get(key).push({i, at: stages.joined[stage], place, facility: stages.facility[stage],
          hollow: mode !== 'wait' && mode !== 'work'});
      }
    }
    return {dots, heaps};
  }

  /** The last facility of a closed case. */
  of(number) {
    const held = this.model.of[number];
    return held.length
      ? this.model.data.stages.facility[held[held.length - 1]] : this.model.data.cases.facility[number];
  }

  /** The place of the nth dot of a heap: at work around the station, waiting right of it, else left. */
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
    if (this.selected >= 0) this.drawSelected(pen, this.selected);
  }

  /** A ring around the chosen station, and its name above. */
  drawSelected(pen, facility) {
    const [x, y] = this.at(this.places[facility]);
    const r = this.radius(facility) + 16 * this.grow();
    pen.beginPath();
    pen.arc(x, y, r, 0, 2 * Math.PI);
    pen.strokeStyle = COLOURS.ink;
    pen.lineWidth = 2;
    pen.stroke();
    pen.font = '600 13px system-ui, sans-serif';
    pen.textAlign = 'center';
    pen.textBaseline = 'bottom';
    pen.lineWidth = 4;
    pen.strokeStyle = COLOURS.paper;
    pen.fillStyle = COLOURS.ink;
    const name = this.nameOf(facility);
    pen.strokeText(name, x, y - r - 3);
    pen.fillText(name, x, y - r - 3);
  }

  drawDot(pen, one, share) {
    const {model} = this;
    const {i} = one;
    const kind = model.data.cases.kind[i];
    const closed = model.data.cases.closed[i];
    const late = model.late(i, closed === null ? model.at : Math.min(model.at, closed));
    const r = 2.7 * this.grow();
    const old = this.spot.get(i);
    if (one.gone) {
      const age = model.at - model.data.cases.closed[i];
      const [x, y] = old || this.at(this.places[one.facility]);
      return dot(pen, x, y - age / 30, r, kind, {late, faded: Math.max(0, 0.8 - age / 300)});
    }
    const spot = old && !one.free
      ? [old[0] + (one.spot[0] - old[0]) * share, old[1] + (one.spot[1] - old[1]) * share] : one.spot;
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
      const [x, y] = this.slot(facility, place === 'work' ? 'wait' : place,
        place === 'work' ? 0 : MOST[place] + 1, 1);
      pen.textAlign = place === 'out' ? 'right' : 'left';
      pen.strokeText(`+${count}`, x, y);
      pen.fillText(`+${count}`, x, y);
    }
  }
}
