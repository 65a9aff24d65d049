// The lines of the ties. A tie is one line, a flow that runs through a hub or programme in view two: to it and on.
// Lines between the same two nodes bend, so that they lie side by side.

import { stopsOf } from "./data.js";

export const GAP = 15; // between two lines beside each other, at their middle
const LOOP = 16;

/**
 * @typedef {Object} Legs
 * @property {number} count
 * @property {Int32Array} a the row where it starts
 * @property {Int32Array} b the row where it ends
 * @property {Int32Array} tie
 * @property {Float32Array} bend how far the middle lies to the right, seen from the lower row
 */

/** @returns {Legs} */
export function legsOf(net, shown) {
  const [a, b, tie] = [[], [], []];
  for (const one of shown.ties) {
    const stops = stopsOf(net.edges, one).filter((row, position, all) =>
      position === 0 || position === all.length - 1 || shown.isNode[row]);
    if (stops.length === 1) stops.push(stops[0]);
    for (let leg = 1; leg < stops.length; leg += 1) {
      a.push(stops[leg - 1]);
      b.push(stops[leg]);
      tie.push(one);
    }
  }
  const legs = { count: a.length, a: Int32Array.from(a), b: Int32Array.from(b), tie: Int32Array.from(tie) };
  return { ...legs, bend: bends(legs, net.n) };
}

function bends({ count, a, b }, n) {
  const groups = new Map();
  for (let leg = 0; leg < count; leg += 1) {
    const key = Math.min(a[leg], b[leg]) * n + Math.max(a[leg], b[leg]);
    const group = groups.get(key);
    if (group) group.push(leg);
    else groups.set(key, [leg]);
  }
  const bend = new Float32Array(count);
  for (const group of groups.values()) {
    group.forEach((leg, slot) => { bend[leg] = (slot - (group.length - 1) / 2) * GAP; });
  }
  return bend;
}

/** The control point of a line, a quadratic curve, in the measure of the places; of a straight one it is half way. */
export function controlOf(legs, leg, places) {
  const [a, b] = [legs.a[leg], legs.b[leg]];
  const [x, y] = [(places.x[a] + places.x[b]) / 2, (places.y[a] + places.y[b]) / 2];
  if (!legs.bend[leg]) return [x, y];
  const sign = a < b ? 2 : -2;
  const [dx, dy] = [places.x[b] - places.x[a], places.y[b] - places.y[a]];
  const length = Math.hypot(dx, dy) || 1;
  return [x - (dy / length) * legs.bend[leg] * sign, y + (dx / length) * legs.bend[leg] * sign];
}

/** The circle of a line that comes back to its node. */
export function loopOf(legs, leg, places) {
  const radius = LOOP + Math.abs(legs.bend[leg]);
  return { x: places.x[legs.a[leg]], y: places.y[legs.a[leg]] - radius, radius };
}

/** How far a point is from a line. */
export function distanceTo(legs, leg, places, x, y) {
  const [a, b] = [legs.a[leg], legs.b[leg]];
  if (a === b) {
    const loop = loopOf(legs, leg, places);
    return Math.abs(Math.hypot(x - loop.x, y - loop.y) - loop.radius);
  }
  const [cx, cy] = controlOf(legs, leg, places);
  const steps = legs.bend[leg] ? 12 : 1;
  let least = Infinity;
  let [fromX, fromY] = [places.x[a], places.y[a]];
  for (let step = 1; step <= steps; step += 1) {
    const [toX, toY] = onCurve(places.x[a], places.y[a], cx, cy, places.x[b], places.y[b], step / steps);
    least = Math.min(least, toSegment(x, y, fromX, fromY, toX, toY));
    [fromX, fromY] = [toX, toY];
  }
  return least;
}

/** A point of a quadratic curve. */
export function onCurve(ax, ay, cx, cy, bx, by, t) {
  const u = 1 - t;
  return [u * u * ax + 2 * u * t * cx + t * t * bx, u * u * ay + 2 * u * t * cy + t * t * by];
}

function toSegment(x, y, ax, ay, bx, by) {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}
