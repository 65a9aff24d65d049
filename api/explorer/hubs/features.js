// The features of two hubs: a drawing of where both stand among all hubs, and the same as a table.

import { el, svg } from "../core/dom.js";
import { table } from "../core/table.js";
import { nameOf, pick, say } from "../core/words.js";
import { fitted } from "./told.js";

const WIDTH = 1040, ROW = 26, LEFT = 390, RIGHT = 256;
// Signs that are nearer than this stand one above the other.
const NEAR = 13;
const FONT = "\"Noto Sans JP\", \"Noto Sans CJK JP\", \"Hiragino Sans\", Meiryo, sans-serif";
const COLORS = ["#0b4f8a", "#c2410c"];

/** Features as a table. @param {*} pair of the answer of `api/compare` */
export function featureTable({ one, other, features }) {
  const told = (value) => (value ? pick(value) : el("span", { class: "absent" }, say("compare.not_reported")));
  return table({ caption: say("compare.features.caption"), file: "tairyu-compare-features", rows: features, columns: [
    { label: say("compare.features.feature"), value: (row) => pick(row.label) },
    { label: nameOf(one), value: (row) => pick(row.one) || say("compare.not_reported"), cell: (row) => told(row.one) },
    { label: nameOf(other), value: (row) => pick(row.other) || say("compare.not_reported"),
      cell: (row) => told(row.other) },
    { label: say("compare.features.score"), numeric: true,
      value: (row) => (row.score === null ? null : Math.round(100 * row.score)) },
  ] });
}

/** Where both stand among all hubs in each feature that has a scale. */
export function featureDrawing({ one, other, features }, { alone = false } = {}) {
  const rows = features.filter(({ position }) => position.some((at) => at !== null));
  const top = alone ? 88 : 58;
  const title = say("compare.features.drawing", { one: nameOf(one), other: nameOf(other) });
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${top + rows.length * ROW + 14}`, class: "feature-drawing", role: "img",
    "aria-label": title, "font-family": FONT, "font-size": 12.5 },
    alone && svg("text", { x: 8, y: 24, "font-size": 17, "font-weight": 600 }, `${nameOf(one)} × ${nameOf(other)}`),
    key(one, 0, 8, top - 34), key(other, 1, 8 + WIDTH / 2, top - 34),
    svg("text", { x: LEFT, y: top - 6, "font-size": 11, fill: "#57534e" }, say("compare.features.low")),
    svg("text", { x: WIDTH - RIGHT, y: top - 6, "font-size": 11, fill: "#57534e", "text-anchor": "end" },
      say("compare.features.high")),
    rows.map((row, number) => line(row, top + number * ROW + ROW / 2)));
}

function key(hub, number, x, y) {
  return svg("g", {}, sign(number, x + 7, y), svg("text", { x: x + 22, y: y + 5, "font-size": 13 },
    fitted(nameOf(hub), WIDTH / 2 - 40)));
}

/** A disc for the one, a square for the other. */
function sign(number, x, y) {
  const paint = { fill: COLORS[number], stroke: "#fff", "stroke-width": 1 };
  return number ? svg("rect", { x: x - 5.5, y: y - 5.5, width: 11, height: 11, ...paint })
    : svg("circle", { cx: x, cy: y, r: 6.5, ...paint });
}

function line({ label, one, other, position }, y) {
  const at = position.map((share) => (share === null ? null : LEFT + share * (WIDTH - LEFT - RIGHT)));
  const isNear = at[0] !== null && at[1] !== null && Math.abs(at[0] - at[1]) < NEAR;
  const words = [one, other].map((value) => (value ? pick(value) : say("compare.features.missing")));
  return svg("g", {},
    svg("text", { x: LEFT - 14, y: y + 4, "text-anchor": "end" }, fitted(pick(label), LEFT - 20, 12.5)),
    svg("line", { x1: LEFT, y1: y, x2: WIDTH - RIGHT, y2: y, stroke: "#e7e5e4" }),
    at[0] !== null && at[1] !== null && svg("line", { x1: at[0], y1: y, x2: at[1], y2: y, stroke: "#a8a29e",
      "stroke-width": 3 }),
    at.map((x, number) => x !== null && sign(number, x, y + (isNear ? 5 * (2 * number - 1) : 0))),
    words.map((text, number) => svg("text", { x: WIDTH - RIGHT + 16 + 122 * number, y: y + 4, fill: COLORS[number] },
      text)));
}
