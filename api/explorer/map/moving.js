// Moving about on the map: wheel, drag, buttons and keys. Knows the camera only.

import { el } from "../core/dom.js";
import { say } from "../core/words.js";
import { HEIGHT, WIDTH } from "./projection.js";
import { WHOLE, screenOf } from "./sheet.js";

const MOST = 16;
const STEP = 1.6;
const SHIFT = 90;
const STILL = 4; // pixels that a hand moves when it means a click
const KEYS = { "+": ["zoom", STEP], ";": ["zoom", STEP], "=": ["zoom", STEP], "-": ["zoom", 1 / STEP], 0: ["whole"] };

/**
 * Makes a drawing movable.
 * @param {SVGSVGElement} root
 * @param {{size: () => {width: number, height: number}, camera: () => import("./sheet.js").Camera,
 *   move: (camera: import("./sheet.js").Camera | null) => void}} hold `move(null)` is the whole sheet
 * @returns {HTMLElement} the buttons
 */
export function movable(root, hold) {
  const zoom = (factor, at) => hold.move(zoomed(hold.camera(), hold.size(), factor, at));
  const pan = (dx, dy) => hold.move(panned(hold.camera(), hold.size(), dx, dy));
  root.addEventListener("wheel", (event) => {
    event.preventDefault();
    const { left, top } = root.getBoundingClientRect();
    const turned = Math.sign(event.deltaY) * Math.min(Math.abs(event.deltaY), 120);
    zoom(Math.exp(-turned / 350), [event.clientX - left, event.clientY - top]);
  }, { passive: false });
  root.addEventListener("keydown", (event) => {
    const [what, factor] = KEYS[event.key] || [];
    if (!what || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (what === "zoom") zoom(factor);
    else hold.move(null);
  });
  dragged(root, pan);
  const button = (code, sign, click) =>
    el("button", { type: "button", title: say(code), "aria-label": say(code), click }, sign);
  return el("div", { class: "map-buttons", role: "group", "aria-label": say("map.moving"), "data-screen": true },
    button("map.zoom_in", "＋", () => zoom(STEP)), button("map.pan_up", "↑", () => pan(0, SHIFT)),
    button("map.zoom_out", "－", () => zoom(1 / STEP)), button("map.pan_left", "←", () => pan(SHIFT, 0)),
    button("map.whole", "⤢", () => hold.move(null)), button("map.pan_right", "→", () => pan(-SHIFT, 0)),
    button("map.pan_down", "↓", () => pan(0, -SHIFT)));
}

function dragged(root, pan) {
  let last = null;
  let moved = false;
  root.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    [last, moved] = [[event.clientX, event.clientY], false];
  });
  root.addEventListener("pointermove", (event) => {
    if (!last || !(event.buttons & 1)) return;
    const [dx, dy] = [event.clientX - last[0], event.clientY - last[1]];
    if (!moved && Math.hypot(dx, dy) < STILL) return;
    if (!moved) root.setPointerCapture(event.pointerId);
    [last, moved] = [[event.clientX, event.clientY], true];
    pan(dx, dy);
  });
  root.addEventListener("pointerup", () => { last = null; });
  // What ends a drag is no click.
  root.addEventListener("click", (event) => {
    if (moved) event.stopImmediatePropagation();
    moved = false;
  }, { capture: true });
}

/** The camera after a magnification about a point of the screen, by default its middle. Null where all is seen. */
export function zoomed(camera, size, factor, at = [size.width / 2, size.height / 2]) {
  const k = Math.min(MOST, Math.max(1, camera.k * factor));
  if (k === 1) return null;
  const [before, after] = [screenOf(size, camera).scale, screenOf(size, { ...camera, k }).scale];
  const shift = 1 / before - 1 / after;
  const [dx, dy] = [at[0] - size.width / 2, at[1] - size.height / 2];
  return bounded({ k, x: camera.x + dx * shift, y: camera.y + dy * shift });
}

/** The camera after a move by pixels. */
export function panned(camera, size, dx, dy) {
  const { scale } = screenOf(size, camera);
  return bounded({ ...camera, x: camera.x - dx / scale, y: camera.y - dy / scale });
}

function bounded({ k, x, y }) {
  const camera = { k, x: Math.min(WIDTH, Math.max(0, x)), y: Math.min(HEIGHT, Math.max(0, y)) };
  return k === 1 && Math.hypot(camera.x - WHOLE.x, camera.y - WHOLE.y) < 1 ? null : camera;
}
