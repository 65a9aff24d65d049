// The map as it stands in the page: kept up with what is chosen, with its size, and with the camera.

import { el, svg } from "../core/dom.js";
import { say } from "../core/words.js";
import { cameraParameter } from "./choice.js";
import { movable } from "./moving.js";
import { FONT } from "./signs.js";
import { WHOLE, groundOf, overlay, screenOf } from "./sheet.js";

const LAYERS = ["prefectures", "arcs", "hubs"];

/**
 * @param {*} atlas
 * @param {{pick: (what: string, which: string) => void, moved: (camera: import("./sheet.js").Camera | null) => void,
 *   resized: (size: {width: number, height: number}) => void}} on
 */
export function drawing(atlas, on) {
  const ground = groundOf(atlas);
  const above = svg("g");
  const named = { role: "group", "aria-label": say("map.drawing") };
  const root = svg("svg", { class: "map-drawing", "font-family": FONT, ...named }, ground.element, above);
  const focus = new Map();
  let shown = null;
  let camera = null;
  let size = { width: 800, height: 700 };
  let waiting = 0;

  const buttons = movable(root, {
    size: () => size,
    camera: () => camera || WHOLE,
    move(next) {
      camera = next;
      on.moved(camera);
      later();
    },
  });

  function later() {
    waiting ||= requestAnimationFrame(() => { waiting = 0; draw(); });
  }

  function draw() {
    if (!shown) return;
    const screen = screenOf(size, camera || WHOLE);
    const held = above.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    ground.moveTo(screen);
    root.style.setProperty("--thin", `${ground.element.getAttribute("stroke-width")}px`);
    above.replaceChildren(...overlay(atlas, shown.model, shown.choice, screen, shown.selected));
    LAYERS.forEach((layer) => markStop(root, layer, focus));
    if (held) itemsOf(root).find((item) => item.dataset.key === held)?.focus();
  }

  root.addEventListener("click", (event) => pickOf(event.target, on.pick));
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") step(event, root, focus);
    else if (pickOf(event.target, on.pick)) event.preventDefault();
  });
  const watcher = new ResizeObserver(([entry]) => {
    const { width, height } = entry.contentRect;
    if (!width || !height) return;
    size = { width, height };
    root.setAttribute("viewBox", `0 0 ${width} ${height}`);
    on.resized(size);
    draw();
  });
  const element = el("div", { class: "map-pane" }, root, buttons);
  watcher.observe(element);

  return {
    element,
    /** @param {{model: *, choice: *, counts: Map, selected: string|null}} next */
    show(next) {
      shown = next;
      // The address has fewer digits.
      if (cameraParameter(camera) !== cameraParameter(next.choice.camera)) camera = next.choice.camera;
      ground.paint(next.choice, next.counts);
      draw();
    },
    leave: () => watcher.disconnect(),
  };
}

function pickOf(target, pick) {
  const [what, ...which] = (target.closest("[data-key]")?.dataset.key || "").split(" ");
  if (what) pick(what, which.join(" "));
  return Boolean(what);
}

function itemsOf(root, layer) {
  return [...root.querySelectorAll(layer ? `[data-layer="${layer}"] [data-key]` : "[data-key]")];
}

/** One item of a layer can be reached with Tab, the others with the arrow keys. */
function markStop(root, layer, focus) {
  const items = itemsOf(root, layer);
  const stop = items.find((item) => item.dataset.key === focus.get(layer)) || items[0];
  for (const item of items) item.setAttribute("tabindex", item === stop ? 0 : -1);
}

function step(event, root, focus) {
  const layer = event.target.closest("[data-layer]")?.dataset.layer;
  const items = layer ? itemsOf(root, layer) : [];
  const place = items.indexOf(event.target);
  const [after, before] = [place + 1, place - 1];
  const end = items.length - 1;
  const next = { ArrowRight: after, ArrowDown: after, ArrowLeft: before, ArrowUp: before, Home: 0, End: end };
  const item = place >= 0 && items[next[event.key]];
  if (!item) return;
  event.preventDefault();
  focus.set(layer, item.dataset.key);
  markStop(root, layer, focus);
  item.focus();
}
