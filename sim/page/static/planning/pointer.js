'use strict';
// Pointer, wheel and keys on a map: drags of symbols, pans of the ground, presses.

const SLACK = 5; // pixels that a press may move without being a drag
const WHEEL = {pixels: 0.0016, lines: 0.05};

/** Listens to what is done on a NetworkMap and tells it. */
export function listen(map) {
  const {node, on} = map;
  let held = null;

  const point = (event) => {
    const box = node.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const idOf = (event) => {
    const found = event.target.closest('.place');
    return found ? found.getAttribute('data-id') : null;
  };

  function down(event) {
    if (event.button !== 0 || !map.network) return;
    held = {id: idOf(event), from: point(event), last: point(event), moved: false};
    node.setPointerCapture(event.pointerId);
  }

  function move(event) {
    const now = point(event);
    if (!held) {
      map.hover(idOf(event));
      return;
    }
    if (!held.moved && Math.hypot(now[0] - held.from[0], now[1] - held.from[1]) < SLACK) return;
    if (!held.moved && held.id) on.dragStart(held.id);
    held.moved = true;
    if (held.id) on.drag(held.id, ...map.degreesAt(now));
    else map.pan(now[0] - held.last[0], now[1] - held.last[1]);
    held.last = now;
  }

  function up(event) {
    const done = held;
    held = null;
    if (!done) return;
    const at = map.degreesAt(point(event));
    if (!done.moved) on.point(done.id, ...at);
    else if (done.id) on.drop(done.id, ...at);
  }

  function cancel() {
    if (held && held.moved && held.id) on.cancel(held.id);
    held = null;
  }

  function wheel(event) {
    event.preventDefault();
    const step = event.deltaMode ? WHEEL.lines : WHEEL.pixels;
    map.zoomBy(Math.exp(-event.deltaY * step), point(event));
  }

  node.addEventListener('wheel', wheel, {passive: false});
  node.addEventListener('pointerdown', down);
  node.addEventListener('pointermove', move);
  node.addEventListener('pointerup', up);
  node.addEventListener('pointercancel', cancel);
  node.addEventListener('pointerleave', () => map.hover(null));
  node.addEventListener('focusin', (event) => map.hover(idOf(event)));
  node.addEventListener('keydown', (event) => on.key(event, idOf(event)));
}
