// Where the shown nodes stand: as the server has placed all of them or those of the first view. A few, such as a case
// or the surroundings of a node, get places of their own, as they would lie scattered over the whole.

import { isNarrow } from "./choice.js";
import { nameAt, stopsOf, tiesOf, typeOf } from "./data.js";
import { shorten } from "./labels.js";
import { part, spread } from "./spread.js";
import { inScope, numbersOf, visible } from "./visible.js";

const FEW = 360;
const STEP = 95;

/**
 * @typedef {Object} Places
 * @property {Float32Array} x by row
 * @property {Float32Array} y by row
 * @property {boolean} whole whether these are the places of the whole network, with its communities
 * @property {string} key the same for the same basis, whatever was widened or pinned since
 */

/** @returns {Places} */
export function arrange(net, choice) {
  const basis = basisOf(net, choice);
  const [x, y] = [Float32Array.from(net.nodes.x), Float32Array.from(net.nodes.y)];
  const places = { x, y, whole: !basis, key: keyOf(choice, basis) };
  const placed = basis ? basis.place(places) : null;
  if (placed) for (const row of choice.expand) addAround(net, row, places, placed);
  for (const [row, spot] of choice.pin) [x[row], y[row]] = spot;
  return places;
}

function keyOf({ all, focus, depth, case: case_, document, prefecture, from, to, dated }, basis) {
  const scope = [all, focus, depth, case_];
  return JSON.stringify(all && basis ? [...scope, document, prefecture, from, to, dated] : scope);
}

/** What has places of its own: `place(places)` sets them and gives back which rows have one. Null: the whole. */
function basisOf(net, choice) {
  if (choice.focus < 0 && choice.case < 0) {
    if (!choice.all) return { place: (places) => placeFirst(net, places) };
    if (!isNarrow(choice)) return null;
  }
  const bare = { ...choice, off: new Set(), hide: new Set(), expand: [], pin: new Map() };
  const all = new Uint8Array(net.m).fill(1);
  const rows = choice.focus >= 0 || choice.case >= 0 ? numbersOf(inScope(net, bare, all)) : visible(net, bare).nodes;
  return rows.length <= FEW ? { place: (places) => placeFew(net, rows, choice.focus, places) } : null;
}

function placeFirst(net, places) {
  const placed = new Uint8Array(net.n);
  net.first.row.forEach((row, position) => {
    [places.x[row], places.y[row], placed[row]] = [net.first.x[position], net.first.y[position], 1];
  });
  return placed;
}

function placeFew(net, rows, focus, places) {
  const placed = new Uint8Array(net.n);
  const parts = partsOf(net, rows).map((part) => {
    const number = new Map(part.map((row, position) => [row, position]));
    const points = start(net, part, focus);
    const centre = number.get(focus);
    spread(part.length, pairsOf(net, number), points, widthsOf(net, part), (node) => node === centre);
    return { rows: part, points };
  });
  for (const { rows: part, points, x, y } of shelve(parts)) {
    part.forEach((row, position) => {
      [places.x[row], places.y[row], placed[row]] = [points[2 * position] + x, points[2 * position + 1] + y, 1];
    });
  }
  return placed;
}

/** The rows in parts that are tied together, the largest first. */
function partsOf(net, rows) {
  const inside = new Set(rows);
  const parts = [];
  for (const first of rows) {
    if (!inside.delete(first)) continue;
    const part = [first];
    for (const row of part) {
      for (const tie of tiesOf(net, row)) {
        for (const stop of stopsOf(net.edges, tie)) if (inside.delete(stop)) part.push(stop);
      }
    }
    parts.push(part.sort((a, b) => a - b));
  }
  return parts.sort((a, b) => b.length - a.length);
}

/** Puts parts side by side in rows, as wide together as a screen. */
function shelve(parts) {
  const boxes = parts.map(({ rows, points }) => {
    const even = rows.map((_, position) => position);
    const [left, right] = bounds(even, even.map((position) => points[2 * position]));
    const [top, bottom] = bounds(even, even.map((position) => points[2 * position + 1]));
    return { rows, points, left, top, width: right - left + 1.8 * STEP, height: bottom - top + 0.9 * STEP };
  });
  const area = boxes.reduce((sum, { width, height }) => sum + width * height, 0);
  const most = Math.max(...boxes.map(({ width }) => width), Math.sqrt(area * 1.8));
  let [x, y, high] = [0, 0, 0];
  return boxes.map((box) => {
    if (x && x + box.width > most) [x, y, high] = [0, y + high, 0];
    const at = { rows: box.rows, points: box.points, x: x - box.left, y: y - box.top };
    [x, high] = [x + box.width, Math.max(high, box.height)];
    return at;
  });
}

/** Around the focus in a circle, like by like; else as they lie in the whole, drawn together. */
function start(net, rows, focus) {
  const points = new Float64Array(2 * rows.length);
  const { x, y, community, type } = net.nodes;
  const order = [...rows.keys()].sort((a, b) =>
    community[rows[a]] - community[rows[b]] || type[rows[a]] - type[rows[b]] || a - b);
  const radius = STEP * Math.sqrt(rows.length);
  const [left, right] = bounds(rows, x);
  const [top, bottom] = bounds(rows, y);
  const size = Math.max(right - left, bottom - top, 1);
  order.forEach((position, turn) => {
    const row = rows[position];
    const angle = (2 * Math.PI * turn) / rows.length;
    const spot = focus >= 0 ? [Math.cos(angle) * radius * 0.5, Math.sin(angle) * radius * 0.5]
      : [((x[row] - (left + right) / 2) / size) * radius, ((y[row] - (top + bottom) / 2) / size) * radius];
    if (row === focus) spot.fill(0);
    // A little off, each in its own way: nodes on one spot could not leave it.
    points[2 * position] = spot[0] + (position % 7);
    points[2 * position + 1] = spot[1] + (position % 5);
  });
  return points;
}

function bounds(rows, values) {
  let [low, high] = [Infinity, -Infinity];
  for (const row of rows) [low, high] = [Math.min(low, values[row]), Math.max(high, values[row])];
  return [low, high];
}

function pairsOf(net, number) {
  const pairs = new Map();
  for (const row of number.keys()) {
    for (const tie of tiesOf(net, row)) {
      const stops = stopsOf(net.edges, tie).filter((stop) => number.has(stop)).map((stop) => number.get(stop));
      for (let leg = 1; leg < stops.length; leg += 1) {
        const [a, b] = [Math.min(stops[leg - 1], stops[leg]), Math.max(stops[leg - 1], stops[leg])];
        pairs.set(a * number.size + b, [a, b]);
      }
    }
  }
  return [...pairs.values()];
}

/** The room that names take, of about 12 pixels for each full-width character. */
function widthsOf(net, rows) {
  return Float64Array.from(rows, (row) => {
    const name = shorten(nameAt(net, row), 20);
    let width = 0;
    for (const sign of name) width += sign.charCodeAt(0) < 0x2e80 ? 6.6 : 12.5;
    return width + (typeOf(net, row) === "Hub" ? 22 : 10);
  });
}

/** Places for the contacts of a node that have none yet: fanned out on the side away from the others. */
function addAround(net, row, places, placed) {
  if (!placed[row]) [places.x[row], places.y[row], placed[row]] = [...beside(places, placed), 1];
  const added = contactsWithout(net, row, placed);
  if (!added.length) return;
  const old = [...numbersOf(placed)];
  const away = awayFrom(row, old, places);
  const radius = Math.max(STEP * 1.2, added.length * 13);
  const rows = [...old, ...added];
  const points = new Float64Array(2 * rows.length);
  old.forEach((one, position) => { points.set([places.x[one], places.y[one]], 2 * position); });
  added.forEach((_, turn) => {
    const angle = away + (turn - (added.length - 1) / 2) * Math.min(0.5, (1.6 * Math.PI) / added.length);
    const far = radius * (1 + 0.35 * (turn % 3));
    points.set([places.x[row] + Math.cos(angle) * far, places.y[row] + Math.sin(angle) * far], 2 * (old.length + turn));
  });
  if (rows.length <= 2 * FEW) part(rows.length, points, widthsOf(net, rows), (node) => node < old.length);
  added.forEach((one, turn) => {
    const at = 2 * (old.length + turn);
    [places.x[one], places.y[one], placed[one]] = [points[at], points[at + 1], 1];
  });
}

function contactsWithout(net, row, placed) {
  const found = new Set();
  for (const tie of tiesOf(net, row)) for (const stop of stopsOf(net.edges, tie)) if (!placed[stop]) found.add(stop);
  return [...found].sort((a, b) => net.nodes.type[a] - net.nodes.type[b] || a - b);
}

/** A spot below everything that has a place. */
function beside(places, placed) {
  const rows = numbersOf(placed);
  if (!rows.length) return [0, 0];
  const [left, right] = bounds(rows, places.x);
  return [(left + right) / 2, bounds(rows, places.y)[1] + 2 * STEP];
}

function awayFrom(row, others, places) {
  let [x, y] = [0, 0];
  for (const other of others) {
    const [dx, dy] = [places.x[row] - places.x[other], places.y[row] - places.y[other]];
    const near = 1 / (dx * dx + dy * dy + 2500);
    [x, y] = [x + dx * near, y + dy * near];
  }
  return x || y ? Math.atan2(y, x) : -Math.PI / 2;
}
