'use strict';
// Nodes made by hand: texts only ever go in as text, so that a name from a file is never taken for HTML.

const SVG = 'http://www.w3.org/2000/svg';

/** Sets attributes: on… listeners, class, style as an object, booleans as present or absent. */
export function assign(node, attributes) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) node.removeAttribute(name);
    else if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'style') {
      for (const [property, to] of Object.entries(value)) node.style.setProperty(property, to);
    } else if (name === 'value' && 'value' in node && !(node instanceof SVGElement)) node.value = value;
    else node.setAttribute(name, value === true ? '' : value);
  }
  return node;
}

/** Appends children: nodes, texts and lists of them; null and false are left out. */
export function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

/** An HTML element: h('p', {class: 'note'}, 'text', node, …). */
export function h(tag, attributes, ...children) {
  const node = append(document.createElement(tag), children);
  return assign(node, attributes); // after the children, so that a select finds its value
}

/** An SVG element, as h makes HTML ones. */
export function s(tag, attributes, ...children) {
  return append(assign(document.createElementNS(SVG, tag), attributes), children);
}

/** Puts new children in the place of all old ones. */
export function fill(node, ...children) {
  node.replaceChildren();
  return append(node, children);
}

/** Redraws a part by action() and gives the focus back to the element of the same data-key. */
export function keepFocus(root, action) {
  const active = root.contains(document.activeElement)
    ? document.activeElement.getAttribute('data-key')
    : null;
  action();
  if (active === null) return;
  const next = [...root.querySelectorAll('[data-key]')].find(
    (node) => node.getAttribute('data-key') === active,
  );
  if (next) next.focus({preventScroll: true});
}

let count = 0;

/** A fresh id, for labels and descriptions. */
export function uid(stem) {
  count += 1;
  return `${stem}-${count}`;
}

/** A function that waits until it has not been called for some milliseconds; .cancel() forgets a call. */
export function later(milliseconds, action) {
  let timer = 0;
  const call = (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), milliseconds);
  };
  call.cancel = () => clearTimeout(timer);
  return call;
}

/** Lets the browser save a text as a file. */
export function download(name, text, type) {
  const link = h('a', {href: URL.createObjectURL(new Blob([text], {type})), download: name});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** The words of a command line, each whole on its line. */
export function commandWords(line) {
  return line.split(' ').map((word, i) => [i ? ' ' : '', h('span', {class: 'word'}, word)]);
}
