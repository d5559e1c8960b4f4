'use strict';
// The map: cells, reach, symbols; zoom and pan. It draws and tells; map_editor.js edits.

import {fill, s} from '../dom.js';
import {clearest, nearestToward, projection} from './geometry.js';
import {PALE, radiusOf} from './marks.js';
import {placeLabel, placeNode} from './places.js';
import {listen} from './pointer.js';

const ZOOM = {least: 0.8, most: 60, step: 1.5};
const SCALES = [50, 20, 10, 5, 2, 1, 0.5, 0.2];
const MARGIN = 14; // pixels around the whole
const TOWNS_FROM = 2.2; // zoom at which towns are named
const CENTRES = ['city_centre', 'district_centre', 'subcentre'];

/**
 * One map in a container. It calls on.dragStart(id), drag(id, lon, lat), drop(id, lon, lat), cancel(id),
 * point(id or null, lon, lat) for a press without a drag, and key(event, id or null).
 */
export class NetworkMap {
  constructor(context, on) {
    Object.assign(this, {
      context,
      on,
      places: [],
      selected: null,
      focused: null,
      reach: false,
      zoom: 1,
      shift: [0, 0],
      fit: 1,
      size: [600, 500],
    });
    this.ground = s('g', {class: 'ground'});
    this.rings = s('g', {class: 'rings'});
    this.names = s('g', {class: 'county-names', 'aria-hidden': 'true'});
    this.marks = s('g', {class: 'marks'});
    this.over = s('g', {class: 'over', 'aria-hidden': 'true'});
    this.scale = s('g', {class: 'scale', 'aria-hidden': 'true'});
    this.node = s(
      'svg',
      {
        class: 'network-map',
        role: 'application',
        tabindex: '-1',
        'aria-roledescription': context.t('mp_map'),
      },
      this.ground,
      this.rings,
      this.marks,
      this.names,
      this.over,
      this.scale,
    );
    listen(this);
    this.watcher = new ResizeObserver(([entry]) =>
      this.resize(entry.contentRect.width, entry.contentRect.height),
    );
    this.watcher.observe(this.node);
  }

  /** Shows a network as POST /api/draft/map gives it. */
  show(network) {
    const first = !this.network;
    this.network = network;
    if (first || String(network.bounds) !== this.bounds) {
      this.bounds = String(network.bounds);
      this.plane = projection(network.bounds);
      this.fitAll();
    }
    const order = network.counties.map((county) => county.id);
    this.colours = new Map(order.map((county, i) => [county, PALE[i % PALE.length]]));
    this.drawGround();
    this.setPlaces(network.facilities);
  }

  /** Facilities to draw; those removed are left out, centres are drawn last. */
  setPlaces(facilities) {
    const rank = (one) => (CENTRES.indexOf(one.kind) === -1 ? 9 : CENTRES.indexOf(one.kind));
    this.places = facilities
      .filter((one) => one.state !== 'removed' && one.kind !== 'department')
      .map((one) => {
        const [x, y] = this.plane.toKm(one.lon, one.lat);
        return Object.assign({}, one, {x, y, r: radiusOf(one.heads)});
      })
      .sort((a, b) => rank(b) - rank(a));
    this.drawMarks();
    this.paint();
  }

  /** Moves one symbol without asking anyone (while it is dragged). */
  movePlace(id, lon, lat) {
    const place = this.places.find((one) => one.id === id);
    if (!place) return;
    [place.x, place.y] = this.plane.toKm(lon, lat);
    Object.assign(place, {lon, lat});
    this.paint();
  }

  drawGround() {
    const {cells, counties} = this.network;
    const {lang} = this.context;
    const path = (ring) =>
      `M${ring
        .map(([lon, lat]) =>
          this.plane
            .toKm(lon, lat)
            .map((v) => v.toFixed(3))
            .join(' '),
        )
        .join('L')}Z`;
    fill(
      this.ground,
      cells.map((cell) =>
        s(
          'path',
          {
            d: cell.rings.map(path).join(''),
            'fill-rule': 'evenodd',
            class: 'cell',
            fill: this.colours.get(cell.county) || '#e8ecef',
            'vector-effect': 'non-scaling-stroke',
          },
          s('title', {}, this.context.names(cell)),
        ),
      ),
    );
    const taken = this.network.facilities.map((one) => this.plane.toKm(one.lon, one.lat));
    this.countyNames = counties
      .map((county) => {
        const points = cells
          .filter((cell) => cell.county === county.id)
          .map((cell) => this.plane.toKm(...centre(cell.rings[0])));
        if (!points.length) return null;
        const node = s('text', {class: 'county-name'}, county.names[lang()] || '');
        return {at: clearest(points, taken), node};
      })
      .filter(Boolean);
    this.townNames = cells.map((cell) => ({
      at: this.plane.toKm(...centre(cell.rings[0])),
      node: s('text', {class: 'town-name'}, this.context.names(cell)),
    }));
    fill(
      this.names,
      [...this.countyNames, ...this.townNames].map(({node}) => node),
    );
  }

  drawMarks() {
    const hadFocus = this.marks.contains(document.activeElement);
    const {names} = this.context;
    if (!this.places.some((place) => place.id === this.focused)) this.focused = this.selected;
    if (!this.places.some((place) => place.id === this.focused))
      this.focused = this.places.length ? this.places[0].id : null;
    const kinds = new Map(this.network.kinds.map((kind) => [kind.id, names(kind)]));
    fill(
      this.marks,
      this.places.map((place) => {
        const chosen = {focused: place.id === this.focused, selected: place.id === this.selected};
        place.node = placeNode(this.context, place, kinds.get(place.kind), chosen);
        return place.node;
      }),
    );
    if (hadFocus) this.focusPlace(this.focused);
  }

  /** Puts everything where zoom and shift have it, once a frame. */
  paint() {
    if (this.asked) return;
    this.asked = requestAnimationFrame(() => {
      this.asked = 0;
      if (this.plane) this.arrange();
    });
  }

  arrange() {
    const k = this.fit * this.zoom;
    const [dx, dy] = this.shift;
    const at = ([x, y]) => [x * k + dx, y * k + dy];
    this.ground.setAttribute('transform', `translate(${dx} ${dy}) scale(${k})`);
    const near = this.zoom >= TOWNS_FROM; // towns are named instead of counties
    for (const {node} of this.townNames || []) node.style.display = near ? '' : 'none';
    for (const {node} of this.countyNames || []) node.style.display = near ? 'none' : '';
    for (const {at: place, node} of (near ? this.townNames : this.countyNames) || []) {
      const [x, y] = at(place);
      node.setAttribute('x', x);
      node.setAttribute('y', y);
    }
    for (const place of this.places) {
      const [x, y] = at([place.x, place.y]);
      place.node.setAttribute('transform', `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    }
    const radius = this.network.reach.km * k;
    fill(
      this.rings,
      this.reach
        ? this.places
            .filter((place) => place.open && place.kind !== 'department')
            .map((place) => {
              const [cx, cy] = at([place.x, place.y]);
              return s('circle', {cx: cx.toFixed(1), cy: cy.toFixed(1), r: radius.toFixed(1)});
            })
        : [],
    );
    this.drawOver(at, radius);
    this.drawScale(k);
  }

  /** The selected place's name and reach. */
  drawOver(at, radius) {
    const shown = [...new Set([this.selected, this.hovered].filter(Boolean))];
    fill(
      this.over,
      shown.map((id) => {
        const place = this.places.find((one) => one.id === id);
        if (!place) return null;
        const [x, y] = at([place.x, place.y]);
        return [
          id === this.selected && place.open
            ? s('circle', {class: 'own-reach', cx: x, cy: y, r: radius})
            : null,
          placeLabel(this.context.names(place), [x, y], place.r, this.size[0]),
        ];
      }),
    );
  }

  drawScale(k) {
    const km = SCALES.find((each) => each * k <= 140) || SCALES[SCALES.length - 1];
    const y = this.size[1] - 16;
    fill(
      this.scale,
      s('path', {d: `M16 ${y - 5}v5h${km * k}v-5`}),
      s('text', {x: 16 + (km * k) / 2, y: y - 6, 'text-anchor': 'middle'}, `${km} km`),
    );
  }

  resize(width, height) {
    if (!width || !height) return;
    const first = !this.sized;
    this.sized = true;
    this.size = [width, height];
    this.node.setAttribute('viewBox', `0 0 ${width} ${height}`); // one to one; on paper it scales
    if (!this.plane) return;
    if (first || this.zoom === 1) this.fitAll();
    this.paint();
  }

  /** Shows the whole network. */
  fitAll() {
    const [width, height] = this.size;
    this.fit = Math.min((width - 2 * MARGIN) / this.plane.width, (height - 2 * MARGIN) / this.plane.height);
    this.zoom = 1;
    this.shift = [(width - this.plane.width * this.fit) / 2, (height - this.plane.height * this.fit) / 2];
  }

  /** The point in pixels that zooming keeps: the selected place where it is in view, else the middle. */
  heart() {
    const place = this.places.find((one) => one.id === this.selected);
    const at = place && [place.x, place.y].map((km, axis) => km * this.fit * this.zoom + this.shift[axis]);
    const seen = at && at.every((pixel, axis) => pixel >= 0 && pixel <= this.size[axis]);
    return seen ? at : this.size.map((side) => side / 2);
  }

  /** Zooms by a factor around a point in pixels. */
  zoomBy(factor, around) {
    const [px, py] = around || this.heart();
    const zoom = Math.min(ZOOM.most, Math.max(ZOOM.least, this.zoom * factor));
    const ratio = zoom / this.zoom;
    this.zoom = zoom;
    this.shift = [px - (px - this.shift[0]) * ratio, py - (py - this.shift[1]) * ratio];
    this.paint();
  }

  /** Moves the picture by pixels. */
  pan(dx, dy) {
    this.shift = [this.shift[0] + dx, this.shift[1] + dy];
    this.paint();
  }

  /** Longitude and latitude at a point in pixels, rounded to about a metre. */
  degreesAt([px, py]) {
    const k = this.fit * this.zoom;
    return this.plane
      .toDegrees((px - this.shift[0]) / k, (py - this.shift[1]) / k)
      .map((v) => Math.round(v * 1e5) / 1e5);
  }

  /** Longitude and latitude of the middle. */
  centre() {
    return this.degreesAt(this.size.map((side) => side / 2));
  }

  /** Marks a place as selected and brings it into view. */
  select(id) {
    this.selected = id;
    if (id) this.focused = id;
    for (const place of this.places) {
      place.node.setAttribute('aria-pressed', String(place.id === id));
      place.node.setAttribute('tabindex', place.id === this.focused ? '0' : '-1');
    }
    this.bringIn(id);
    this.paint();
  }

  bringIn(id) {
    const place = this.places.find((one) => one.id === id);
    if (!place) return;
    const k = this.fit * this.zoom;
    const at = [place.x * k + this.shift[0], place.y * k + this.shift[1]];
    this.shift = this.shift.map((shift, axis) => {
      const margin = Math.min(60, this.size[axis] / 4);
      return shift + Math.max(0, margin - at[axis]) - Math.max(0, at[axis] - (this.size[axis] - margin));
    });
  }

  focusPlace(id) {
    const place = this.places.find((one) => one.id === id);
    if (!place) return;
    for (const one of this.places) one.node.setAttribute('tabindex', one === place ? '0' : '-1');
    this.focused = id;
    this.bringIn(id);
    this.paint();
    place.node.focus({preventScroll: true});
  }

  /** Focuses the nearest place in a direction. */
  step(direction) {
    const from = this.places.find((one) => one.id === this.focused) || this.places[0];
    const next = from && nearestToward(this.places, from, direction);
    if (next) this.focusPlace(next.id);
  }

  hover(id) {
    if (this.hovered === id || !this.plane) return;
    this.hovered = id;
    this.paint();
  }

  dispose() {
    cancelAnimationFrame(this.asked || 0);
    this.watcher.disconnect();
  }
}

function centre(ring) {
  return [0, 1].map((axis) => ring.reduce((sum, point) => sum + point[axis], 0) / ring.length);
}
