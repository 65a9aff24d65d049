// The names of prefectures that have something to show, where they cover neither signs nor each other.

import { svg } from "../core/dom.js";
import { nameOf, number } from "../core/words.js";
import { loopSign, textWidth } from "./signs.js";
import { shortName, tell } from "./words.js";

const SIZE = 11.5;
const HEIGHT = 14;
const LOOP = 15; // pixels for the sign between a name and its number
// Where a name may stand around the middle of its prefecture, the best first.
const AROUND = [
  [0, 0], [0, 12], [0, -12], [0.5, 8], [-0.5, 8], [0.5, -8], [-0.5, -8], [1, 0], [-1, 0], [0, 20], [0, -20],
  [1, 12], [-1, 12], [1, -12], [-1, -12], [0, 28], [0, -28], [1, 24], [-1, 24], [1, -24], [-1, -24],
];
const HALO = { stroke: "#fff", "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round" };

/** @typedef {{left: number, right: number, top: number, bottom: number}} Box */

/**
 * The names with, behind each, the number of flows within the prefecture.
 * @param {{prefecture: *, weight: number, within: number, must?: boolean}[]} wanted
 * @param {(at: [number, number]) => [number, number]} at from the sheet to the screen
 * @param {Box[]} taken what must not be covered
 */
export function drawnLabels(wanted, at, taken) {
  const boxes = [...taken];
  const drawn = [];
  for (const one of [...wanted].sort((a, b) => Boolean(b.must) - Boolean(a.must) || b.weight - a.weight)) {
    const name = shortName(nameOf(one.prefecture));
    const width = textWidth(name, SIZE) + (one.within ? LOOP + textWidth(number(one.within), SIZE) : 0);
    const box = freeBox(at(one.prefecture.centre), width, boxes, one.must);
    if (!box) continue;
    boxes.push(box);
    drawn.push(label(one, name, box));
  }
  return drawn;
}

function freeBox([x, y], width, boxes, must) {
  const candidates = AROUND.map(([side, down]) => boxAround(x + side * (width / 2 + 9), y + down, width));
  const free = candidates.find((box) => boxes.every((other) => !overlaps(box, other)));
  return free || (must ? candidates[1] : null);
}

function boxAround(x, y, width) {
  return { left: x - width / 2, right: x + width / 2, top: y - HEIGHT / 2, bottom: y + HEIGHT / 2 };
}

function overlaps(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

function label({ prefecture, within }, name, box) {
  const text = (x, words) => svg("text",
    { x: x.toFixed(1), y: (box.bottom - 3).toFixed(1), "font-size": SIZE, fill: "#44403c", ...HALO }, words);
  if (!within) return svg("g", { "pointer-events": "none" }, text(box.left, name));
  const start = box.left + textWidth(name, SIZE);
  const middle = ((box.top + box.bottom) / 2).toFixed(1);
  return svg("g", {},
    text(box.left, name),
    // The same way as the link in the list beside the map, which the keyboard reaches.
    svg("g", { class: "map-loop", "data-key": `arc ${prefecture.code}-${prefecture.code}`, "aria-hidden": "true" },
      svg("title", {}, tell("map.within_of", { prefecture: nameOf(prefecture), count: within })),
      svg("rect", { x: start.toFixed(1), y: box.top.toFixed(1), width: (box.right - start).toFixed(1), height: HEIGHT,
        fill: "transparent" }),
      svg("g", { transform: `translate(${(start + 8).toFixed(1)} ${middle})` }, loopSign()),
      text(start + LOOP, number(within))));
}
