// What lies below the pointer.

import { distanceTo } from "./legs.js";
import { sizeAt } from "./style.js";

const CELL = 80;
const NEAR_NODE = 4;
const NEAR_LINE = 5;

/** The places of the shown nodes in a grid of the drawing. */
export class Grid {
  constructor(rows, places) {
    this.places = places;
    this.cells = new Map();
    for (const row of rows) {
      const key = this.key(Math.floor(places.x[row] / CELL), Math.floor(places.y[row] / CELL));
      const cell = this.cells.get(key);
      if (cell) cell.push(row);
      else this.cells.set(key, [row]);
    }
  }

  key(column, line) {
    return column * 65536 + line;
  }

  /** Rows in the cells around a place, as far as `reach`. */
  * near(x, y, reach) {
    const [left, right] = [Math.floor((x - reach) / CELL), Math.floor((x + reach) / CELL)];
    const [top, bottom] = [Math.floor((y - reach) / CELL), Math.floor((y + reach) / CELL)];
    for (let column = left; column <= right; column += 1) {
      for (let line = top; line <= bottom; line += 1) yield* this.cells.get(this.key(column, line)) || [];
    }
  }
}

/**
 * The node or the tie at a place on the screen.
 * @param {import("./canvas.js").Scene} scene
 * @returns {{node: number, tie: number}} rows; -1 for none
 */
export function hit(scene, grid, x, y) {
  const [atX, atY] = scene.camera.toDrawing(x, y);
  const node = nodeAt(scene, grid, atX, atY);
  return { node, tie: node < 0 ? tieAt(scene, atX, atY) : -1 };
}

function nodeAt({ radius, places, camera }, grid, x, y) {
  const size = sizeAt(camera.scale) / camera.scale;
  let [best, least] = [-1, Infinity];
  for (const row of grid.near(x, y, 24 * size + NEAR_NODE / camera.scale)) {
    const distance = Math.hypot(places.x[row] - x, places.y[row] - y);
    const reach = radius[row] * size + NEAR_NODE / camera.scale;
    if (distance < reach && distance < least) [best, least] = [row, distance];
  }
  return best;
}

function tieAt({ legs, places, camera, legsInView }, x, y) {
  const reach = NEAR_LINE / camera.scale;
  let [best, least] = [-1, reach];
  for (const leg of legsInView) {
    const [a, b] = [legs.a[leg], legs.b[leg]];
    const wide = reach + Math.abs(legs.bend[leg]) + (a === b ? 200 : 0);
    if (x < Math.min(places.x[a], places.x[b]) - wide || x > Math.max(places.x[a], places.x[b]) + wide) continue;
    if (y < Math.min(places.y[a], places.y[b]) - wide || y > Math.max(places.y[a], places.y[b]) + wide) continue;
    const distance = distanceTo(legs, leg, places, x, y);
    if (distance < least) [best, least] = [legs.tie[leg], distance];
  }
  return best;
}
