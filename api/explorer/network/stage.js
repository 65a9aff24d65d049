// The drawing on the page: its two layers, the part in view, and what the reader points at.

import { el } from "../core/dom.js";
import { noteOf } from "./bar.js";
import { Camera } from "./camera.js";
import { paint, paintOver } from "./canvas.js";
import { stopsOf, tiesOf } from "./data.js";
import { Grid, hit } from "./hits.js";
import { listen } from "./gestures.js";
import { controlOf, onCurve } from "./legs.js";

const DOUBLE = 250; // milliseconds in which a second click may follow
const REST = 140; // milliseconds without a movement after which everything is drawn again

export class Stage {
  /**
   * @param {{words: (thing: {node: number, tie: number}) => Node[], choose: (thing) => void,
   *   widen: (row: number) => void, pin: (row: number, place: [number, number]) => void,
   *   moved: (camera: Camera) => void, label: string}} on
   */
  constructor(on) {
    this.on = on;
    this.camera = new Camera();
    this.scene = null;
    // Until the reader moves the drawing, all of it stays in view when the panel opens beside it.
    this.isFitted = false;
    this.linked = null; // until then, too, what a link has in view is in the middle
    this.hovered = { node: -1, tie: -1 };
    this.chosen = { node: -1, tie: -1 };
    this.lower = el("canvas", { class: "net-lower", "aria-hidden": "true" });
    this.upper = el("canvas", { class: "net-upper", "aria-hidden": "true" });
    this.tip = el("div", { class: "net-tip", hidden: true });
    this.note = el("p", { class: "net-note" });
    this.surface = el("div", { class: "net-surface", tabindex: 0, role: "application", "aria-label": on.label },
      this.lower, this.upper, this.note, this.tip);
    this.watcher = new ResizeObserver(() => this.resize());
    this.watcher.observe(this.surface);
    listen(this.surface, {
      hit: (x, y) => (this.scene ? hit(this.scene, this.grid, x, y) : { node: -1, tie: -1 }),
      hover: (thing, x, y) => this.hover(thing, x, y),
      click: (thing) => this.click(thing),
      open: (row) => {
        clearTimeout(this.clicking);
        on.widen(row);
      },
      pan: (dx, dy) => this.move(() => this.camera.pan(dx, dy)),
      zoom: (factor, x, y) => this.move(() => this.camera.zoom(factor, x, y)),
      fit: () => this.fit(),
      drag: (row, x, y) => this.drag(row, x, y),
      drop: (row) => on.pin(row, [this.scene.places.x[row], this.scene.places.y[row]]),
    });
  }

  /** Another scene; `fit` shows all of it, unless a link says (`at`) what is in view. */
  show(scene, { fit, at }) {
    this.scene = { ...scene, camera: this.camera, moving: false };
    this.grid = new Grid(scene.shown.nodes, scene.places);
    this.hovered = { node: -1, tie: -1 };
    this.tip.hidden = true;
    this.linked = this.camera.read(at) ? at : null;
    this.isFitted = !this.linked && (fit || this.isFitted);
    this.resize();
  }

  /** Marks what the panel has open. */
  choose(thing) {
    this.chosen = thing;
    this.draw();
  }

  /** Brings a node into view. */
  reach(row) {
    const { x, y } = this.scene.places;
    if (!this.camera.sees(x[row], y[row])) this.move(() => Object.assign(this.camera, { x: x[row], y: y[row] }));
  }

  /** Brings what has been added into view, zooming out where it must. */
  reveal(rows) {
    const { places } = this.scene;
    if (rows.every((row) => this.camera.sees(places.x[row], places.y[row]))) return;
    const seen = Array.from(this.scene.shown.nodes).filter((row) => this.camera.sees(places.x[row], places.y[row]));
    this.move(() => this.camera.fit([...seen, ...rows], places, this.camera.scale));
  }

  resize() {
    const { clientWidth, clientHeight } = this.surface;
    if (!clientWidth || !clientHeight) return;
    // What the reader points at stays below the pointer when the bar above gets another line.
    const { top } = this.surface.getBoundingClientRect();
    if (this.top !== undefined) this.camera.pan(0, this.top - top);
    this.top = top;
    this.camera.resize(clientWidth, clientHeight);
    if (this.linked) this.camera.read(this.linked);
    else if (this.scene && this.isFitted) this.camera.fit(this.scene.shown.nodes, this.scene.places);
    this.drawNow();
  }

  fit() {
    this.move(() => this.camera.fit(this.scene.shown.nodes, this.scene.places));
  }

  zoom(factor) {
    this.move(() => this.camera.zoom(factor));
  }

  move(change) {
    if (!this.scene) return;
    this.isFitted = false;
    this.linked = null;
    change();
    this.tip.hidden = true;
    this.scene.moving = true;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.scene.moving = false;
      this.draw();
      this.on.moved(this.camera);
    }, REST);
    this.draw();
  }

  drag(row, x, y) {
    this.isFitted = false;
    this.linked = null;
    [this.scene.places.x[row], this.scene.places.y[row]] = this.camera.toDrawing(x, y);
    this.tip.hidden = true;
    this.drawn = null;
    this.draw();
  }

  hover(thing, x = 0, y = 0) {
    if (!this.scene) return;
    const { node, tie } = this.hovered;
    if (thing.node !== node || thing.tie !== tie) {
      this.hovered = { node: thing.node, tie: thing.tie };
      this.surface.classList.toggle("over", thing.node >= 0 || thing.tie >= 0);
      this.tip.replaceChildren(...(this.isOver ? this.on.words(this.hovered) : []));
      this.draw();
    }
    this.tip.hidden = !this.isOver;
    const right = x > this.camera.width - 260;
    this.tip.style.left = right ? "auto" : `${x + 14}px`;
    this.tip.style.right = right ? `${this.camera.width - x + 14}px` : "auto";
    this.tip.style.top = `${Math.min(y + 14, this.camera.height - 60)}px`;
  }

  /** Where nothing is open yet, the panel would come below the second click of a double one. */
  click(thing) {
    const isOpen = this.chosen.node >= 0 || this.chosen.tie >= 0;
    clearTimeout(this.clicking);
    this.clicking = setTimeout(() => this.on.choose(thing), isOpen ? 0 : DOUBLE);
  }

  get isOver() {
    return this.hovered.node >= 0 || this.hovered.tie >= 0;
  }

  draw() {
    this.frame ||= requestAnimationFrame(() => this.drawNow());
  }

  drawNow() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    if (!this.scene || this.camera.width < 2) return;
    if (!this.isSame()) paint(this.lower, this.scene);
    this.note.textContent = noteOf(this.scene);
    this.drawUpper();
  }

  /** Whether the lower layer is as it was drawn last: the reader only points at something else. */
  isSame() {
    const { camera, scene } = this;
    const key = [camera.x, camera.y, camera.scale, camera.width, camera.height, scene.moving].join();
    const same = key === this.drawn?.key && scene === this.drawn.scene;
    this.drawn = { key, scene };
    return same;
  }

  drawUpper() {
    const thing = this.isOver ? this.hovered : this.chosen;
    const standing = this.standing(thing);
    this.surface.classList.toggle("faded", standing.nodes.length > 0);
    this.surface.classList.toggle("pointed", this.isOver);
    paintOver(this.upper, this.scene, standing);
  }

  /** What stands out with a node or a tie: its ties and their ends. */
  standing({ node, tie }) {
    const { net, shown } = this.scene;
    let ties = [];
    if (node >= 0 && shown.isNode[node]) ties = Array.from(tiesOf(net, node)).filter((one) => shown.isTie[one]);
    else if (tie >= 0 && shown.isTie[tie]) ties = [tie];
    else return { nodes: [], lines: [], main: [] };
    const main = node >= 0 ? [node] : [net.edges.source[tie], net.edges.target[tie]];
    const stops = ties.flatMap((one) => stopsOf(net.edges, one)).filter((row) => shown.isNode[row]);
    const nodes = new Set([...main, ...stops]);
    return { nodes: [...nodes], lines: this.linesOf(ties), main };
  }

  linesOf(ties) {
    const { legs } = this.scene;
    if (!this.scene.lineOf) {
      this.scene.lineOf = new Map();
      legs.tie.forEach((tie, leg) => {
        if (this.scene.lineOf.has(tie)) this.scene.lineOf.get(tie).push(leg);
        else this.scene.lineOf.set(tie, [leg]);
      });
    }
    return ties.flatMap((tie) => this.scene.lineOf.get(tie));
  }

  /** The place of a node, or of the middle of the first line of a tie, on the screen; null where it is not shown. */
  spotOf(node, tie) {
    const { shown, places, legs } = this.scene;
    if (node >= 0) return shown.isNode[node] ? this.camera.toScreen(places.x[node], places.y[node]) : null;
    if (tie < 0 || !shown.isTie[tie]) return null;
    const [leg] = this.linesOf([tie]);
    const [a, b] = [legs.a[leg], legs.b[leg]];
    const middle = onCurve(places.x[a], places.y[a], ...controlOf(legs, leg, places), places.x[b], places.y[b], 0.5);
    return this.camera.toScreen(...middle);
  }

  leave() {
    this.watcher.disconnect();
    clearTimeout(this.resting);
    clearTimeout(this.clicking);
    cancelAnimationFrame(this.frame);
  }
}
