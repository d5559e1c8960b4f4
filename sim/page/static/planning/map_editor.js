'use strict';
// Edits on the map: what dragging, keys and buttons mean for the draft. The map draws, this decides.

import {fill, h} from '../dom.js';
import {askStation, freshId, stationEdits} from './add_station.js';
import {KM_PER_DEGREE, cellAt, kmBetween, nearestPoint} from './geometry.js';
import {NetworkMap} from './map.js';

const STEP_KM = 0.2;
const LONG_STEP_KM = 1;
const PAN = 60; // pixels
const ARROWS = {ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0]};
const round = (value) => Math.round(value * 1e5) / 1e5;

/** The nearest demand point and its km, where not even it is within the reach; null where one is. */
export function remote({points, reach}, lon, lat) {
  const found = nearestPoint(points || [], lon, lat);
  return found && found[1] > reach.km ? found : null;
}

/** The editor of one draft's map; onSelect(id) hears which facility is chosen. */
export class MapEditor {
  constructor(context, draft, onSelect) {
    Object.assign(this, {context, draft, onSelect, moving: null, placing: null, towns: true});
    this.map = new NetworkMap(context, {
      dragStart: (id) => this.select(id),
      drag: (id, lon, lat) => this.map.movePlace(id, lon, lat),
      drop: (id, lon, lat) => this.moveTo(id, lon, lat),
      cancel: () => this.map.setPlaces(this.network.facilities),
      point: (id, lon, lat) => this.point(id, lon, lat),
      key: (event, id) => this.key(event, id),
    });
    this.said = h('p', {class: 'sr', 'aria-live': 'polite'});
    this.banner = h('div', {class: 'map-banner', hidden: true});
  }

  /** Shows a network; `towns`: its cells are towns, so that a moved station changes its town. */
  show(network, towns) {
    this.network = network;
    this.towns = towns;
    this.map.show(network);
    if (this.moving) this.map.movePlace(this.moving.id, ...this.moving.at);
  }

  facility(id) {
    return this.network.facilities.find((one) => one.id === id);
  }

  name(id) {
    const found = this.facility(id);
    return found ? this.context.names(found) : id;
  }

  select(id) {
    if (this.moving && this.moving.id !== id) this.endMove(false);
    this.map.select(id);
    this.onSelect(id);
  }

  say(text) {
    fill(this.said, text);
  }

  // Moving

  /** Sets a facility down at a place; a station's town and county follow when it leaves its cell. */
  moveTo(id, lon, lat) {
    const place = this.facility(id);
    const set = {lon: round(lon), lat: round(lat)};
    const was = {lon: place.lon, lat: place.lat, town: place.town, county: place.county};
    const [before, after] = [
      [place.lon, place.lat],
      [lon, lat],
    ].map((at) => cellAt(this.network.cells, ...at));
    const town =
      this.towns && place.tier === 'station' && after && (!before || before.id !== after.id) ? after : null;
    if (town) Object.assign(set, {town: town.id, county: town.county});
    if (this.towns && place.tier === 'station' && !after) set.town = ''; // in no town
    const km = kmBetween([place.lon, place.lat], [lon, lat]).toFixed(1);
    this.draft.edit({kind: 'fields', table: 'facilities', where: {id}, set, was});
    const {t, names} = this.context;
    this.say(
      town
        ? t('mp_moved_town', {name: names(place), km, town: names(town)})
        : t('mp_moved', {name: names(place), km}),
    );
    if (place.tier === 'station') this.warn(names(place), lon, lat);
  }

  /** Says so where no demand point is near a place. */
  warn(name, lon, lat) {
    const far = remote(this.network, lon, lat);
    if (!far) return;
    const {t, names} = this.context;
    const [point, km] = far;
    const {minutes} = this.network.reach;
    const nearest = names({zh: point.name_zh, en: point.name_en});
    this.context.toast(t('mp_remote', {name, nearest, km: km.toFixed(0), minutes}), 'bad');
  }

  /** Begins to move a facility by keys. */
  startMove(id) {
    const place = this.facility(id);
    if (!place) return;
    this.endMove(false);
    this.select(id);
    this.moving = {id, at: [place.lon, place.lat], from: [place.lon, place.lat]};
    this.map.focusPlace(id);
    const {t} = this.context;
    const text = t('mp_move_on', {name: this.name(id)});
    this.showBanner(text, [
      [t('mp_move_set'), () => this.endMove(true), 'primary'],
      [t('mp_move_off'), () => this.endMove(false)],
    ]);
    this.say(text);
  }

  nudge([dx, dy], km) {
    const [lon, lat] = this.moving.at;
    this.moving.at = [
      round(lon + (dx * km) / (KM_PER_DEGREE * Math.cos((lat * Math.PI) / 180))),
      round(lat - (dy * km) / KM_PER_DEGREE),
    ];
    this.map.movePlace(this.moving.id, ...this.moving.at);
    this.map.bringIn(this.moving.id);
    this.map.paint();
    this.say(this.context.t('mp_at', {km: kmBetween(this.moving.from, this.moving.at).toFixed(1)}));
  }

  /** Ends moving by keys: sets the facility down, or puts it back. */
  endMove(keep) {
    if (!this.moving) return;
    const {id, at, from} = this.moving;
    this.moving = null;
    this.hideBanner();
    if (keep && kmBetween(from, at) > 0) this.moveTo(id, ...at);
    else this.map.setPlaces(this.network.facilities);
    this.map.focusPlace(id);
  }

  // Adding

  /** Asks for a new station and then for its place. */
  async add(like) {
    if (!this.network) return;
    this.endMove(false);
    const station = await askStation(this.context, this.network, like);
    if (!station) return;
    const {t, names} = this.context;
    this.placing = station;
    this.map.node.classList.add('placing');
    this.showBanner(t('mp_place', {name: names(station)}), [
      [t('mp_place_centre'), () => this.place(...this.map.centre()), 'primary'],
      [t('cancel'), () => this.endPlacing()],
    ]);
    this.banner.querySelector('button').focus();
  }

  async place(lon, lat) {
    const station = this.placing;
    this.endPlacing();
    const town = this.towns ? cellAt(this.network.cells, lon, lat) : null;
    const {facilities} = this.network;
    const county = town ? town.county : station.source.county;
    const where = {
      id: freshId(facilities, station.source, county),
      lon: round(lon),
      lat: round(lat),
      town: town && town.id,
      county: town && town.county,
      facilities,
    };
    try {
      this.draft.editAll(await stationEdits(this.context, this.draft, Object.assign({}, station, where)));
      const {t, names} = this.context;
      this.wanted = where.id; // selected as soon as the server knows it
      this.context.toast(t('mp_placed', {name: names(station)}), 'good');
      this.warn(names(station), lon, lat);
    } catch (error) {
      this.context.fail(error);
    }
  }

  endPlacing() {
    this.placing = null;
    this.map.node.classList.remove('placing');
    this.hideBanner();
  }

  // Pointer and keys

  point(id, lon, lat) {
    if (this.placing) this.place(lon, lat);
    else if (this.moving && !id) {
      this.moving.at = [lon, lat];
      this.endMove(true);
    } else if (id) this.select(id);
    else this.select(null);
  }

  key(event, id) {
    if (!this.network || event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    const actions = {
      '+': () => this.map.zoomBy(1.4),
      '=': () => this.map.zoomBy(1.4),
      '-': () => this.map.zoomBy(1 / 1.4),
      0: () => this.whole(),
      Escape: () => this.escape(),
    };
    if (this.moving) {
      actions.Enter = () => this.endMove(true);
      if (arrow) actions[event.key] = () => this.nudge(arrow, event.shiftKey ? LONG_STEP_KM : STEP_KM);
    } else if (id) {
      Object.assign(actions, {
        Enter: () => this.select(id),
        ' ': () => this.select(id),
        m: () => this.startMove(id),
        M: () => this.startMove(id),
      });
      if (arrow) actions[event.key] = () => this.map.step(arrow);
    } else if (arrow) actions[event.key] = () => this.map.pan(-PAN * arrow[0], -PAN * arrow[1]);
    if (!actions[event.key]) return;
    event.preventDefault();
    actions[event.key]();
  }

  escape() {
    if (this.moving) this.endMove(false);
    else if (this.placing) this.endPlacing();
    else this.select(null);
  }

  whole() {
    if (!this.network) return;
    this.map.fitAll();
    this.map.paint();
  }

  showBanner(text, buttons) {
    fill(
      this.banner,
      h('span', {}, text),
      buttons.map(([label, action, look]) =>
        h('button', {type: 'button', class: `small ${look || ''}`, onclick: action}, label),
      ),
    );
    this.banner.hidden = false;
    this.banner.onkeydown = (event) => event.key === 'Escape' && this.escape();
  }

  hideBanner() {
    this.banner.hidden = true;
    fill(this.banner);
  }

  dispose() {
    this.map.dispose();
  }
}
