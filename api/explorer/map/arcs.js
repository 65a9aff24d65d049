// The arcs of flows on the screen: bent to the right of their way, so that there and back do not lie on each other.

import { svg } from "../core/dom.js";
import { nameOf, number } from "../core/words.js";
import { arcHeadLength, arcWidth, arrowHead, kindColor } from "./signs.js";
import { kindWords, tell } from "./words.js";

const FINE = 3; // pixels from one point of a curve to the next
const GAP = 4;

/**
 * One arc with its head, its number, and a wide unseen line to point at.
 * @param {import("./model.js").Arc} arc
 * @param {(at: [number, number]) => [number, number]} at from the sheet to the screen
 */
export function drawnArc(arc, at, { chosen = false, faded = false } = {}) {
  const curve = curveOf(arc, at);
  const count = arc.edges.length;
  const [width, color] = [arcWidth(count), kindColor(arc.kind)];
  const { line, tip, way } = trimmed(curve, width);
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
  count > 1 && numberAt(middleOf(curve), count, color));
}

function numberAt([x, y], count, color) {
  return svg("text", {
    x: x.toFixed(1), y: (y + 4).toFixed(1), "text-anchor": "middle", "font-size": 11, "font-weight": 600, fill: color,
    stroke: "#fff", "stroke-width": 3.5, "paint-order": "stroke",
  }, number(count));
}

/** Where the number of an arc stands. */
export function numberBox(arc, at) {
  const [x, y] = middleOf(curveOf(arc, at));
  return { left: x - 6, right: x + 6, top: y - 7, bottom: y + 7 };
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

function middleOf(curve) {
  return pointOf(curve, 0.5);
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
