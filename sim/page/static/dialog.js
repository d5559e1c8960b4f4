'use strict';
// Native dialogs: the browser keeps the focus inside, Escape closes.

import {h, uid} from './dom.js';

/**
 * Opens a modal dialog. `actions` are {text, value, kind, check}; the promise gives the value of the one
 * chosen, or null when it was left. An action with `check` closes it only when check() gives true; until then
 * nothing else can be chosen, so that a second click does not do it twice.
 */
export function openDialog({title, body, actions, wide}) {
  return new Promise((resolve) => {
    const id = uid('dialog');
    const finish = (value) => {
      dialog.close();
      dialog.remove();
      resolve(value);
    };
    let checking = false;
    const choose = async (action) => {
      if (checking) return;
      checking = true;
      try {
        if (!action.check || (await action.check())) finish(action.value);
      } finally {
        checking = false;
      }
    };
    const buttons = actions.map((action) =>
      h(
        'button',
        {
          type: action.kind === 'primary' ? 'submit' : 'button',
          class: action.kind || '',
          onclick: (event) => {
            event.preventDefault();
            choose(action);
          },
        },
        action.text,
      ),
    );
    const dialog = h(
      'dialog',
      {class: wide ? 'dialog wide' : 'dialog', 'aria-labelledby': id},
      h(
        'form',
        {method: 'dialog', novalidate: true},
        h('h2', {id}, title),
        h('div', {class: 'dialog-body'}, body),
        h('div', {class: 'actions'}, buttons),
      ),
    );
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      if (!checking) finish(null);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Asks a question with two answers; true if it was agreed to. */
export async function ask(t, {title, text, ok, danger}) {
  const chosen = await openDialog({
    title,
    body: h('p', {}, text),
    actions: [
      {text: t('cancel'), value: false},
      {text: ok, value: true, kind: danger ? 'danger' : 'primary'},
    ],
  });
  return chosen === true;
}
