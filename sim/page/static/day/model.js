'use strict';
// One day of a run as the server tells it (sim/page/day.py), and where every case is at a moment of it.

export const DAY = 86400;
const LEFT = ['reneged', 'balked', 'blocked', 'no_show', 'unserved'];
const FADE = 240; // seconds of the day that a closed case is still seen
// how a stage is shown while it lasts; queue and service depend on the moment
const MODES = {review: 'out', session: 'out', trip: 'out', away: 'home', appointment: 'home'};

/** The value of steps [at, value, …] at a moment; 0 before the first. */
function stepAt(steps, at) {
  let value = 0;
  for (let i = 0; i < steps.length && steps[i] <= at; i += 2) value = steps[i + 1];
  return value;
}

/** Whether [from, to, from, to, …] hold a moment. */
export function within(spans, at) {
  for (let i = 0; i < spans.length; i += 2) if (spans[i] <= at && at < spans[i + 1]) return true;
  return false;
}

export class DayModel {
  constructor(data) {
    this.data = data;
    this.count = data.cases.case.length;
    const {stages} = data;
    this.of = Array.from({length: this.count}, () => []); // stages by case, in order of time
    stages.case.forEach((number, stage) => {
      if (number >= 0) this.of[number].push(stage);
    });
    this.mode = new Array(this.count).fill('');
    this.stage = new Int32Array(this.count).fill(-1);
    this.events = this.findEvents();
  }

  /** The stage that holds a case at a moment: its own before its reviews; -1 if none. */
  stageAt(number, at) {
    const {stages} = this.data;
    let found = -1;
    for (const stage of this.of[number]) {
      if (stages.joined[stage] > at) break;
      if (at < stages.ended[stage] && (found < 0 || stages.review[stage] === 0)) found = stage;
    }
    return found;
  }

  /** Whether a case is past what was promised. */
  late(number, at) {
    const due = this.data.cases.due[number];
    return due !== null && at > due;
  }

  /** Where a case is: '', coming, wait, work, rest, move, out, home, gone; sets this.stage too. */
  place(number, at) {
    const {cases, stages} = this.data;
    this.stage[number] = -1;
    if (at < cases.entry[number]) {
      const comes = cases.facility[number] >= 0 && cases.arose[number] !== null && cases.arose[number] <= at;
      return comes ? 'coming' : '';
    }
    const closed = cases.closed[number];
    if (closed !== null && at >= closed) {
      return at < closed + FADE && cases.facility[number] >= 0 ? 'gone' : '';
    }
    const stage = this.stageAt(number, at);
    this.stage[number] = stage;
    if (stage < 0) return 'out'; // between two stages: at the same second, or not yet taken on
    const kind = stages.stage[stage];
    if (kind === 'queue') return 'wait';
    if (kind === 'service') {
      if (at < stages.started[stage]) return 'wait';
      return within(stages.rests[stage] || [], at) ? 'rest' : 'work';
    }
    if (kind === 'handoff') {
      const target = stages.target[stage];
      return target >= 0 && target !== stages.facility[stage] ? 'move' : 'out';
    }
    return MODES[kind] || 'out';
  }

  /** Sets every case's mode and stage for a moment and returns the counts. */
  go(at) {
    const counts = {open: 0, coming: 0, wait: 0, work: 0, rest: 0, move: 0, out: 0, home: 0, closed: 0,
      left: 0, late: 0};
    const {cases} = this.data;
    for (let i = 0; i < this.count; i += 1) {
      const mode = this.place(i, at);
      this.mode[i] = mode;
      if (mode && mode !== 'gone') counts[mode] += 1;
      const over = cases.closed[i] !== null && at >= cases.closed[i];
      const begun = at >= cases.entry[i];
      if (begun && !over) {
        counts.open += 1;
        if (this.late(i, at)) counts.late += 1;
      } else if (begun && cases.closed[i] >= 0) {
        counts[LEFT.includes(cases.outcome[i]) ? 'left' : 'closed'] += 1;
      }
    }
    this.at = at;
    return counts;
  }

  /** What happens on the day that is worth a look: handed up, late, left, session; in order of time. */
  findEvents() {
    const {cases, stages} = this.data;
    const events = [];
    const today = (at) => at !== null && at >= 0 && at < DAY;
    stages.stage.forEach((kind, stage) => {
      const at = kind === 'session' ? stages.ended[stage] : stages.joined[stage];
      const moves = kind === 'handoff' && stages.target[stage] >= 0;
      if ((moves || kind === 'session') && today(at) && stages.case[stage] >= 0) {
        events.push({at, kind: moves ? 'handed' : 'session', number: stages.case[stage],
          facility: stages.facility[stage], target: stages.target[stage]});
      }
    });
    for (let i = 0; i < this.count; i += 1) {
      const [due, closed] = [cases.due[i], cases.closed[i]];
      const facility = cases.facility[i];
      const note = (at, kind) => events.push({at, kind, number: i, facility});
      if (today(due) && (closed === null || closed > due)) note(due + 1, 'late');
      if (today(closed) && LEFT.includes(cases.outcome[i])) note(closed, 'left');
    }
    return events.sort((a, b) => a.at - b.at || a.number - b.number);
  }

  /** The next (way 1) or last (way -1) event of a kind ('' for any) from a moment, or null. */
  event(at, way, kind) {
    const fitting = this.events.filter((one) =>
      (!kind || one.kind === kind) && (way > 0 ? one.at > at : one.at < at));
    return fitting.length ? fitting[way > 0 ? 0 : fitting.length - 1] : null;
  }

  /** Cases at a facility now in a mode, the longest there first. */
  casesAt(facility, mode) {
    const {stages} = this.data;
    const found = [];
    for (let i = 0; i < this.count; i += 1) {
      const stage = this.mode[i] === mode ? this.stage[i] : -1;
      if (stage >= 0 && stages.facility[stage] === facility) found.push(i);
    }
    return found.sort((a, b) => stages.joined[this.stage[a]] - stages.joined[this.stage[b]]);
  }

  /** The facility where most cases wait now: [facility, how many]; [-1, 0] if nobody waits. */
  longestQueue() {
    const waiting = new Map();
    for (let i = 0; i < this.count; i += 1) {
      if (this.mode[i] !== 'wait') continue;
      const facility = this.data.stages.facility[this.stage[i]];
      waiting.set(facility, (waiting.get(facility) || 0) + 1);
    }
    let most = [-1, 0];
    for (const each of waiting) if (each[1] > most[1]) most = each;
    return most;
  }

  /** Desks of a facility now: [desk, present, at work]; those with neither are left out. */
  desksAt(facility) {
    const {desks, stages} = this.data;
    const busy = new Map();
    for (let i = 0; i < this.count; i += 1) {
      if (this.mode[i] !== 'work') continue;
      const desk = stages.desk[this.stage[i]];
      busy.set(desk, (busy.get(desk) || 0) + 1);
    }
    return desks.facility.map((place, desk) => [place, desk]).filter(([place]) => place === facility)
      .map(([, desk]) => [desk, stepAt(desks.present[desk], this.at), busy.get(desk) || 0])
      .filter(([, present, working]) => present || working);
  }

  /** Whether a facility is open now. */
  isOpen(facility) {
    return within(this.data.facilities.open[facility], this.at);
  }

  /** When the first facility opens, in seconds; 8:00 where none does. */
  opening() {
    const opened = this.data.facilities.open.filter((spans) => spans.length);
    const firsts = opened.map((spans) => Math.max(0, spans[0]));
    return firsts.length ? Math.min(...firsts) : 8 * 3600;
  }
}
