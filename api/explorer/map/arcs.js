// The arcs of flows on the screen: bent to the right of their way, so that there and back do not lie on each other.

import { svg } from "../core/dom.js";
import { nameOf, number } from "../core/words.js";
import { arcHeadLength, arcWidth, arrowHead, kindColor } from "./signs.js";
import { kindWords, tell } from "./words.js";

const FINE = 3; // pixels from one point of a curve to the next
const GAP = 4;
const NUMBER = 7; // half the height of a number

/**
 * Where an arc lies on the screen.
 * @param {import("./model.js").Arc} arc
 * @param {(at: [number, number]) => [number, number]} at from the sheet to the screen
 */
export function shapeOf(arc, at) {
  const curve = curveOf(arc, at);
  const width = arcWidth(arc.edges.length);
  return { arc, width, middle: pointOf(curve, 0.5), ...trimmed(curve, width) };
}

/** What of an arc must not be covered: its head, and the number of more than one flow. */
export function boxesOf({ arc, width, middle, tip, way }) {
  const back = arcHeadLength(width) / 2;
  const head = boxAround(tip[0] - way[0] * back, tip[1] - way[1] * back, back + 1);
  return arc.edges.length > 1 ? [head, boxAround(...middle, NUMBER)] : [head];
}

/** A square box. @returns {import("./labels.js").Box} */
export function boxAround(x, y, half) {
  return { left: x - half, right: x + half, top: y - half, bottom: y + half };
}

/** One arc with its head, its number, and a wide unseen line to point at. */
export function drawnArc({ arc, width, middle, line, tip, way }, { chosen = false, faded = false } = {}) {
  const count = arc.edges.length;
  const color = kindColor(arc.kind);
  const words = tell("map.arc", { from: nameOf(arc.from), to: nameOf(arc.to), kind: kindWords(arc.kind), count });
  const stroke = (paint) => svg("path", { d: line, fill: "none", "stroke-width": width, ...paint });
  return svg("g", {
    "data-key": `arc ${arc.id}`, class: "map-arc", role: "button", "aria-pressed": String(chosen), "aria-label": words,
    opacity: faded ? 0.25 : 0.88,
  },
  svg("title", {}, words),
  stroke({ stroke: "#fff", "stroke-width": width + 2, "stroke-opacity": 0.7 }),
  stroke({ stroke: color }),
  arrowHead(tip, way, width, color),
  stroke({ stroke: "transparent", "stroke-width": Math.max(12, width), "pointer-events": "stroke" }),
  chosen && stroke({ stroke: "#1c1917", "stroke-width": 1, "stroke-dasharray": "3 3" }),
  count > 1 && numberAt(middle, count, color));
}

function numberAt([x, y], count, color) {
  return svg("text", {
    x: x.toFixed(1), y: (y + 4).toFixed(1), "text-anchor": "middle", "font-size": 11, "font-weight": 600, fill: color,
    stroke: "#fff", "stroke-width": 3.5, "paint-order": "stroke",
  }, number(count));
}

function curveOf({ from: origin, to: destination, turn }, at) {
  const [from, to] = [at(origin.centre), at(destination.centre)];
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy) || 1;
  // Neighbours would have no arc to see between them, were it not bent the more.
  const bend = Math.max(0.16 * length, 17) + 12 * turn;
  // The middle of the curve lies half as far out as its control point.
  const control = [(from[0] + to[0]) / 2 - (dy / length) * bend * 2, (from[1] + to[1]) / 2 + (dx / length) * bend * 2];
  return { from, control, to, length };
}

function pointOf({ from, control, to }, t) {
  return [0, 1].map((axis) => (1 - t) ** 2 * from[axis] + 2 * t * (1 - t) * control[axis] + t ** 2 * to[axis]);
}

/** The line from just off its start to the base of its head. */
function trimmed(curve, width) {
  const steps = Math.ceil(curve.length * 1.2 / FINE) + 8;
  const points = Array.from({ length: steps + 1 }, (_, step) => pointOf(curve, step / steps));
  const isFar = ([x, y], [endX, endY], distance) => Math.hypot(x - endX, y - endY) > distance;
  const tip = [...points].reverse().find((point) => isFar(point, curve.to, GAP - 1)) || curve.to;
  const kept = points.filter((point) => isFar(point, curve.from, GAP) && isFar(point, curve.to, GAP) &&
    isFar(point, tip, arcHeadLength(width) * 0.8));
  const last = kept.at(-1) || curve.from;
  const length = Math.hypot(tip[0] - last[0], tip[1] - last[1]) || 1;
  const line = kept.length > 1 ? kept : [curve.from, last];
  return {
    line: `M${line.map((point) => point.map((value) => value.toFixed(1)).join(" ")).join("L")}`,
    tip,
    way: [(tip[0] - last[0]) / length, (tip[1] - last[1]) / length],
  };
}
