// How nodes and ties look, on the screen and in the saved figure alike.

import { OUTLINES, vocabulary } from "../core/things.js";
import { typeOf } from "./data.js";

export const INK = "#1c1917";
const TIE = "#8a837d";
const DASHES = { planned: [7, 4], ended: [2, 4] };
const POLYGONS = Object.fromEntries(Object.entries(OUTLINES).map(([shape, text]) =>
  [shape, text.split(" ").map((point) => point.split(",").map((value) => (Number(value) - 7) / 6.5))]));
const BASE = { Hub: 9.5 };
export const SMALL = 6.5;

/** How large each node is at the scale 1: more so with many ties in view. */
export function radiiOf(net, shown) {
  const radii = new Float32Array(net.n);
  for (const row of shown.nodes) {
    radii[row] = (BASE[typeOf(net, row)] || SMALL) + Math.min(Math.sqrt(shown.degree[row]) * 0.7, 6);
  }
  return radii;
}

/** How much of its size a node keeps when the view is zoomed: they grow and shrink less than the distances. */
export function sizeAt(scale) {
  return Math.min(Math.max(scale, 0.02), 1.8) ** 0.5;
}

export function colorOf(net, row) {
  return vocabulary().nodes[typeOf(net, row)].color;
}

/** The corners of the shape of a type, for a radius of 1; null for a circle. */
export function polygonOf(type) {
  return POLYGONS[vocabulary().nodes[type].shape] || null;
}

/**
 * @typedef {{color: string, width: number, dash: number[], directed: boolean}} Look of a tie
 */

const known = new WeakMap();

/** Every look that ties have, and which of them each tie has. @returns {{looks: Look[], of: Uint16Array}} */
export function looksOf(net) {
  if (!known.has(net)) known.set(net, lookedUp(net));
  return known.get(net);
}

function lookedUp(net) {
  const numbers = new Map();
  const looks = [];
  const of = new Uint16Array(net.m);
  const { type, kind, status, width } = net.edges;
  for (let tie = 0; tie < net.m; tie += 1) {
    const key = ((type[tie] * 64 + kind[tie] + 1) * 8 + status[tie]) * 64 + Math.round(width[tie] * 10);
    if (!numbers.has(key)) {
      numbers.set(key, looks.length);
      looks.push(lookOf(net, tie));
    }
    of[tie] = numbers.get(key);
  }
  return { looks, of };
}

function lookOf(net, tie) {
  const { type, types, kind, kinds, status, statuses, width } = net.edges;
  const flow = types[type[tie]] === "FLOW" && vocabulary().flow_kinds[kinds[kind[tie]]];
  return {
    color: flow ? flow.color : TIE, width: flow ? 0.9 + 0.9 * width[tie] : 1, dash: DASHES[statuses[status[tie]]] || [],
    directed: vocabulary().edges[types[type[tie]]].directed,
  };
}

/** An arrow head: tip, and two corners, for a line that arrives from a direction (a unit vector). */
export function arrowAt(x, y, dx, dy, size) {
  const [backX, backY] = [x - dx * size, y - dy * size];
  const [sideX, sideY] = [-dy * size * 0.42, dx * size * 0.42];
  return [[x, y], [backX + sideX, backY + sideY], [backX - sideX, backY - sideY]];
}
