// Names beside the nodes: all of one size, none over another; hubs and those that bridge most first.

import { nameAt, typeOf } from "./data.js";

const LIMIT = 160;
// Full-width characters of a name: among many nodes, among few, and where there is no room for so many.
const LENGTH = 13;
const LONG = 20;
const FEW = 80;
const SHORT = 7;
const CELL = 64;
const SHAPES = 700;

/** Rows in the order in which they get their name. @returns {Int32Array} */
export function labelOrder(net, shown) {
  const { rank } = net.nodes;
  const weights = new Float64Array(net.n);
  for (const row of shown.nodes) {
    const bridging = rank[row] > 0 ? 2e5 / (1 + rank[row] / 20) : 0;
    weights[row] = (typeOf(net, row) === "Hub" ? 4e5 : 0) + bridging + shown.degree[row] * 100;
  }
  return shown.nodes.slice().sort((a, b) => weights[b] - weights[a] || a - b);
}

/** The beginning of a name, at most so many full-width characters wide; full-width ones count double. */
export function shorten(name, most) {
  let width = 0;
  let position = 0;
  for (const sign of name) {
    width += sign.codePointAt(0) < 0x2e80 ? 1 : 2;
    if (width > 2 * most) return `${name.slice(0, position).replace(/[…\s]+$/, "")}…`;
    position += sign.length;
  }
  return name;
}

/**
 * @typedef {Object} Wanted
 * @property {(row: number) => [number, number]} at where a node is on the screen
 * @property {(row: number) => number} radius there
 * @property {(x: number, y: number) => boolean} isIn whether a node is in view
 * @property {(box: number[]) => boolean} isWhole whether all of a box is
 * @property {(text: string, bold: boolean) => number} measure how wide a text is
 * @property {number} size how high
 * @property {number} [most] names
 * @property {(row: number) => boolean} [important] names that may lie over shapes
 * @property {Set<number>} [forced] rows of which the name is always there, and longer
 */

/**
 * @param {ArrayLike<number>} order rows in the order of their weight
 * @param {Wanted} how
 * @returns {{row: number, text: string, x: number, y: number, bold: boolean}[]} `x`, `y`: left end, middle of the line
 */
export function placeLabels(net, order, how) {
  const most = how.most ?? LIMIT;
  const taken = new Taken();
  const shapes = shapesOf(order, how);
  const found = [];
  const length = order.length > FEW ? LENGTH : LONG;
  let tried = 0;
  for (const row of order) {
    if (!how.isIn(...how.at(row))) continue;
    if (found.length >= most || (tried += 1) > 6 * most) break;
    const label = placed(net, row, how, taken, shapes, length);
    if (!label) continue;
    taken.add(label.box);
    found.push(label);
  }
  return found;
}

function placed(net, row, how, taken, shapes, length) {
  const isForced = how.forced?.has(row);
  const bold = isForced || typeOf(net, row) === "Hub";
  const name = nameAt(net, row);
  const place = (text, ...free) => {
    const box = freeBox(how.at(row), how.measure(text, bold) + 4, how, row, free);
    return box && { row, text, bold, box, x: box[0] + 2, y: (box[1] + box[3]) / 2 };
  };
  const text = shorten(name, isForced ? 2 * LONG : length);
  return place(text, taken, shapes) || ((isForced || how.important?.(row)) && place(text, taken))
    || (isForced ? place(text) : place(shorten(name, SHORT), taken, shapes));
}

/** The shapes themselves, which names should leave free where there are not too many. */
function shapesOf(order, { at, radius, isIn }) {
  const shapes = new Taken();
  let count = 0;
  for (const row of order) {
    const [x, y] = at(row);
    if (!isIn(x, y)) continue;
    if ((count += 1) > SHAPES) return new Taken();
    const half = radius(row) * 0.7;
    shapes.add([x - half, y - half, x + half, y + half]);
  }
  return shapes;
}

/** The first place below, above, right or left of a node that all of `free` leave free. */
function freeBox([x, y], width, { radius, size, isWhole }, row, free) {
  const [far, height] = [radius(row), size + 3];
  const places = [
    [x - width / 2, y + far + 1], [x - width / 2, y - far - height - 1],
    [x + far + 2, y - height / 2], [x - far - 2 - width, y - height / 2],
  ].map(([left, top]) => [left, top, left + width, top + height]);
  return places.find((box) => isWhole(box) && free.every((one) => one.isFree(box))) || (free.length ? null : places[0]);
}

/** Boxes in a grid, so that one looks only at those nearby. */
class Taken {
  cells = new Map();

  * keys([left, top, right, bottom]) {
    for (let column = Math.floor(left / CELL); column <= right / CELL; column += 1) {
      for (let row = Math.floor(top / CELL); row <= bottom / CELL; row += 1) yield column * 4096 + row;
    }
  }

  isFree(box) {
    for (const key of this.keys(box)) {
      for (const other of this.cells.get(key) || []) {
        if (box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]) return false;
      }
    }
    return true;
  }

  add(box) {
    for (const key of this.keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }
}
