'use strict';
// Parts of forms: a labelled field with its help, choices, numbers that may be left blank.

import {h, uid} from '../dom.js';

/** A control with its label above and, below, what it means; `control` gets an id and the description. */
export function field(label, control, help) {
  const id = control.id || uid('field');
  control.id = id;
  const about = help ? h('span', {class: 'help', id: `${id}-help`}, help) : null;
  if (about) control.setAttribute('aria-describedby', about.id);
  return h('div', {class: 'field'}, h('label', {for: id}, label), control, about);
}

/** A whole-number input; blank takes the scenario's own value, told as its placeholder. */
export function number(name, {min, max, value, placeholder}) {
  return h('input',
    {type: 'number', name, min, max, step: 1, value, placeholder, inputmode: 'numeric'});
}

/** A select of [value, text] pairs, or of groups {label, options: pairs}. */
export function select(name, options, value) {
  const option = ([id, text]) => h('option', {value: id}, text);
  const items = options.map((each) => (Array.isArray(each) ? option(each)
    : h('optgroup', {label: each.label}, each.options.map(option))));
  return h('select', {name, value}, items);
}

/** A checkbox with its words behind it, and small print below. */
export function check(name, text, {checked, help, value, disabled} = {}) {
  const id = uid('check');
  const box = h('input', {type: 'checkbox', id, name, value, disabled,
    'aria-describedby': help ? `${id}-help` : null});
  box.checked = Boolean(checked);
  const about = help ? h('span', {class: 'help', id: `${id}-help`}, help) : null;
  const node = h('div', {class: 'choice'}, h('label', {class: 'check', for: id}, box, h('span', {}, text)),
    about);
  return {node, box};
}

/** What is wrong with a number input, in words of the page, or null. */
function numberFault(input, t) {
  if (input.validity.badInput) return t('form_number');
  const {value, min, max} = input;
  if (value === '') return null;
  const given = Number(value);
  if (!Number.isFinite(given) || (input.step === '1' && !Number.isInteger(given))) return t('form_whole');
  if (min !== '' && given < Number(min)) return t('form_least', {bound: min});
  if (max !== '' && given > Number(max)) return t('form_most', {bound: max});
  return null;
}

/** Shows a fault at its field (null: none any more); returns true if there is none. */
export function tell(input, fault) {
  const id = `${input.id}-fault`;
  const old = document.getElementById(id);
  if (old) old.remove();
  const described = (input.getAttribute('aria-describedby') || '').split(' ').filter((each) =>
    each && each !== id);
  input.setAttribute('aria-invalid', fault ? 'true' : 'false');
  if (fault) {
    input.insertAdjacentElement('afterend', h('span', {class: 'fault', id, role: 'alert'}, fault));
    described.unshift(id);
  }
  if (described.length) input.setAttribute('aria-describedby', described.join(' '));
  else input.removeAttribute('aria-describedby');
  return !fault;
}

/** Checks all number inputs of a form; focuses the first that is wrong; true if all are right. */
export function numbersRight(form, t) {
  const inputs = [...form.querySelectorAll('input[type="number"]')].filter((input) => !input.disabled);
  const wrong = inputs.filter((input) => !tell(input, numberFault(input, t)));
  if (wrong.length) wrong[0].focus();
  return !wrong.length;
}

/** A number input's value, or undefined where it is blank. */
export function given(input) {
  return input.value === '' || input.disabled ? undefined : Number(input.value);
}
