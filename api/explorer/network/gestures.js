// Mouse, touch and keyboard on the drawing.

const CLICK = 4; // pixels that a hand may tremble
const STEP = 60;

/**
 * @param {HTMLElement} surface
 * @param {{hit: (x: number, y: number) => {node: number, tie: number}, hover: Function, click: Function, pan: Function,
 *   zoom: (factor: number, x?: number, y?: number) => void, fit: Function,
 *   drag: (row: number, x: number, y: number) => void, drop: (row: number) => void, open: (row: number) => void}} on
 */
export function listen(surface, on) {
  const fingers = new Map();
  let grip = null;
  const at = (event) => {
    const box = surface.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  surface.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const [x, y] = at(event);
    fingers.set(event.pointerId, [x, y]);
    surface.setPointerCapture(event.pointerId);
    grip = fingers.size === 1 ? { x, y, moved: false, ...on.hit(x, y) } : { pinch: spread(fingers) };
  });
  surface.addEventListener("pointermove", (event) => {
    const [x, y] = at(event);
    if (!fingers.has(event.pointerId)) {
      if (event.pointerType !== "touch") on.hover(on.hit(x, y), x, y);
      return;
    }
    const before = fingers.get(event.pointerId);
    fingers.set(event.pointerId, [x, y]);
    if (grip?.pinch) grip.pinch = pinched(grip.pinch, spread(fingers), on);
    else if (grip) pulled(grip, x, y, before, on);
  });
  const end = (event) => {
    if (!fingers.delete(event.pointerId)) return;
    if (event.type === "pointerup" && grip && !grip.pinch) {
      if (!grip.moved) on.click(grip);
      else if (grip.node >= 0) on.drop(grip.node);
    }
    if (!fingers.size) grip = null;
  };
  surface.addEventListener("pointerup", end);
  surface.addEventListener("pointercancel", end);
  surface.addEventListener("pointerleave", () => on.hover({ node: -1, tie: -1 }));
  surface.addEventListener("dblclick", (event) => {
    const { node } = on.hit(...at(event));
    if (node >= 0) on.open(node);
  });
  surface.addEventListener("wheel", (event) => {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 20 : 1;
    on.zoom(Math.exp(-Math.max(-120, Math.min(120, event.deltaY * lines)) * 0.0022), ...at(event));
  }, { passive: false });
  surface.addEventListener("keydown", (event) => pressed(event, on));
}

function pulled(grip, x, y, [beforeX, beforeY], on) {
  if (!grip.moved && Math.hypot(x - grip.x, y - grip.y) < CLICK) return;
  grip.moved = true;
  if (grip.node >= 0) on.drag(grip.node, x, y);
  else on.pan(x - beforeX, y - beforeY);
}

function spread(fingers) {
  const [[ax, ay], [bx, by]] = [...fingers.values()];
  return { x: (ax + bx) / 2, y: (ay + by) / 2, size: Math.hypot(ax - bx, ay - by) || 1 };
}

function pinched(before, now, on) {
  on.pan(now.x - before.x, now.y - before.y);
  on.zoom(now.size / before.size, now.x, now.y);
  return now;
}

function pressed(event, on) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const moves = { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] };
  if (moves[event.key]) on.pan(...moves[event.key]);
  else if (event.key === "+" || event.key === ";" || event.key === "=") on.zoom(1.25);
  else if (event.key === "-") on.zoom(1 / 1.25);
  else if (event.key === "0") on.fit();
  else return;
  event.preventDefault();
}
