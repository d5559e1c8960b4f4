'use strict';
// A part of a plane on canvases that lie on each other: what is seen of it, zoomed and panned.

import {h} from '../dom.js';

const ZOOM = {least: 1, most: 40, step: 1.4};
const PAN = {ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60]};
const MARGIN = 16; // pixels around the whole

/** Canvases below each other; a subclass draws: changed() after a change of the view, pick(x, y). */
export class Viewport {
  /** `plane` is {width, height} in km; the last of `canvases` takes the pointer and keys. */
  constructor(plane, canvases) {
    Object.assign(this, {plane, canvases, zoom: 1, shift: [0, 0], size: [600, 400], scale: 1});
    this.node = h('div', {class: 'day-map'}, canvases);
    this.watcher = new ResizeObserver(([entry]) =>
      this.resize(entry.contentRect.width, entry.contentRect.height));
    this.watcher.observe(this.node);
    this.listen(canvases[canvases.length - 1]);
  }

  dispose() {
    this.watcher.disconnect();
  }

  /** Zoom by wheel, buttons and keys; pan by dragging and arrow keys; a click picks a station. */
  listen(top) {
    let from = null;
    let moved = false;
    top.addEventListener('wheel', (event) => {
      event.preventDefault();
      this.zoomBy(event.deltaY < 0 ? ZOOM.step : 1 / ZOOM.step, [event.offsetX, event.offsetY]);
    }, {passive: false});
    top.addEventListener('pointerdown', (event) => {
      from = [event.offsetX, event.offsetY];
      moved = false;
      top.setPointerCapture(event.pointerId);
    });
    top.addEventListener('pointermove', (event) => {
      if (!from) return;
      const [dx, dy] = [event.offsetX - from[0], event.offsetY - from[1]];
      if (!moved && Math.hypot(dx, dy) < 4) return;
      moved = true;
      from = [event.offsetX, event.offsetY];
      this.panBy(dx, dy);
    });
    top.addEventListener('pointerup', (event) => {
      if (from && !moved) this.pick(event.offsetX, event.offsetY);
      from = null;
    });
    top.addEventListener('keydown', (event) => {
      const step = PAN[event.key];
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
    for (const canvas of this.canvases) {
      canvas.width = Math.round(width * this.scale);
      canvas.height = Math.round(height * this.scale);
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    this.changed();
  }

  /** The whole again. */
  whole() {
    Object.assign(this, {zoom: 1, shift: [0, 0]});
    this.changed();
  }

  /** The point that buttons and keys zoom about: the middle, unless a subclass knows better. */
  focus() {
    return [this.size[0] / 2, this.size[1] / 2];
  }

  /** Zooms about a point in pixels. */
  zoomBy(factor, about) {
    const [width, height] = this.size;
    const [x, y] = about || this.focus();
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

  /** Pixels of a place in km. */
  at([x, y]) {
    const [width, height] = this.size;
    const {plane} = this;
    const whole = Math.min((width - 2 * MARGIN) / plane.width, (height - 2 * MARGIN) / plane.height);
    const fit = whole * this.zoom;
    return [width / 2 + this.shift[0] + (x - plane.width / 2) * fit,
      height / 2 + this.shift[1] + (y - plane.height / 2) * fit];
  }

  /** Symbols and dots grow a little as the map is zoomed in. */
  grow() {
    return Math.min(2.2, this.zoom ** 0.35);
  }
}
