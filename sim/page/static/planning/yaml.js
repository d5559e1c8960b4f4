'use strict';
// A plan as the yaml file that the command line reads. Values are written as JSON, which is yaml.

/** A value on one line; inf and NaN do not occur. */
const line = (value) => JSON.stringify(value);

/** The text of a what-if: {id, names, descriptions, base, changes}; base is a path as seen from the file. */
export function yamlOf({id, names, descriptions, base, changes}) {
  const head = [
    ['id', id],
    ['name_zh', names.zh],
    ['name_en', names.en],
    ['description_zh', (descriptions || {}).zh],
    ['description_en', (descriptions || {}).en],
    ['base', base],
  ].filter(([, value]) => value);
  const lines = head.map(([key, value]) => `${key}: ${line(value)}`);
  if (!changes.length) return `${lines.join('\n')}\nchanges: []\n`;
  return `${[...lines, 'changes:', ...changes.map((change) => `  - ${line(change)}`)].join('\n')}\n`;
}
