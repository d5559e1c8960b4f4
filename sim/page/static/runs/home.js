'use strict';
// Scenarios of lists and forms: which to begin with, their networks, names and groups.

/** Id of the network below a scenario: of itself, or of the base of its base. */
export function homeOf(scenarios, scenario) {
  let one = scenario;
  for (let step = 0; step < 20 && one && one.kind !== 'folder' && one.base; step += 1) {
    const below = one.base;
    one = scenarios.find((each) => each.id === below);
    if (!one) return below;
  }
  return one ? one.id : scenario.id;
}

/** The first of some ids that is a scenario, else the first network. */
export function beginning(scenarios, ...ids) {
  const network = scenarios.find((one) => one.kind === 'folder' && !one.mine && !one.made_up);
  return ids.find((id) => scenarios.some((one) => one.id === id)) || (network || scenarios[0] || {}).id;
}

/** The scenario that a view opens: as its address says, else what was worked on last, else a network. */
export async function openedFirst({api, drafts, query}) {
  return query.get('scenario') || beginning((await api.get('scenarios')).scenarios, drafts.last());
}

/** Names of scenarios; where several are called alike, with their base's name, or with their id. */
export function labels(scenarios, {t, names}) {
  const base = (one) => scenarios.find((each) => each.id === one.base);
  const beside = (one, more) => t('beside', {name: names(one), more});
  const full = (one) => (base(one) ? beside(one, names(base(one))) : names(one));
  const alone = (said) => (one) => scenarios.filter((each) => said(each) === said(one)).length === 1;
  const [short, long] = [alone(names), alone(full)];
  return (one) => (short(one) ? names(one) : long(one) ? full(one) : beside(one, one.id));
}

/** Scenarios as lists show them, [key of words, scenarios]: one's own, networks, what-ifs, made-up ones. */
export function byKind(scenarios) {
  const shipped = scenarios.filter((one) => !one.mine);
  const networks = shipped.filter((one) => one.kind === 'folder');
  return [
    ['sc_mine', scenarios.filter((one) => one.mine)],
    ['sc_networks', networks.filter((one) => !one.made_up)],
    ['sc_what_ifs', shipped.filter((one) => one.kind !== 'folder')],
    ['sc_made_up', networks.filter((one) => one.made_up)],
  ];
}

/** The same as groups {label, options: [[id, name]]} for a select. */
export function scenarioGroups(scenarios, context) {
  const label = labels(scenarios, context);
  return byKind(scenarios)
    .filter(([, found]) => found.length)
    .map(([key, found]) => ({label: context.t(key), options: found.map((one) => [one.id, label(one)])}));
}
