// How many hubs there are of each type: the drawing above the list.

import { svg } from "../core/dom.js";
import { say } from "../core/words.js";
import { typeLabel, typeNames } from "./told.js";

const WIDTH = 440, ROW = 23, LEFT = 150, RIGHT = 100;
const FONT = "\"Noto Sans JP\", \"Noto Sans CJK JP\", \"Hiragino Sans\", Meiryo, sans-serif";
const COLOR = "#b91c1c";

/** Hubs by type: those whose type a document gives, and those of which it is estimated. */
export function tally(hubs, { title = false } = {}) {
  const rows = typeNames().map((name) => [name, ...counts(hubs, name)]);
  const most = Math.max(1, ...rows.map(([, reported, estimated]) => reported + estimated));
  const top = title ? 34 : 8;
  const height = top + rows.length * ROW + 30;
  const scale = (WIDTH - LEFT - RIGHT) / most;
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${height}`, class: "tally", "font-family": FONT, "font-size": 13,
    role: "img", "aria-label": say("hubs.tally.label") },
    svg("defs", {}, hatching()),
    title && svg("text", { x: 4, y: 20, "font-size": 15, "font-weight": 600 }, say("hubs.tally.label")),
    rows.map(([name, reported, estimated], position) =>
      bar(typeLabel(name), reported, estimated, scale, top + position * ROW)),
    legend(top + rows.length * ROW + 18));
}

function counts(hubs, name) {
  const reported = hubs.filter((hub) => hub.reported_types.includes(name)).length;
  return [reported, hubs.filter((hub) => !hub.reported_types.length && hub.estimated_type === name).length];
}

function bar(label, reported, estimated, scale, y) {
  const end = LEFT + (reported + estimated) * scale;
  return svg("g", {},
    svg("text", { x: LEFT - 8, y: y + 15, "text-anchor": "end" }, label),
    reported > 0 && svg("rect", { x: LEFT, y: y + 3, width: reported * scale, height: ROW - 7, fill: COLOR }),
    estimated > 0 && svg("rect", { x: LEFT + reported * scale, y: y + 3, width: estimated * scale, height: ROW - 7,
      fill: "url(#tally-hatch)", stroke: COLOR, "stroke-width": 1 }),
    svg("text", { x: end + 6, y: y + 15 }, say("hubs.tally.count", { reported, estimated })));
}

function legend(y) {
  return svg("g", { "font-size": 12, fill: "#57534e" },
    svg("rect", { x: LEFT, y: y - 10, width: 16, height: 11, fill: COLOR }),
    svg("text", { x: LEFT + 22, y }, say("hubs.tally.reported")),
    svg("rect", { x: LEFT + 140, y: y - 10, width: 16, height: 11, fill: "url(#tally-hatch)", stroke: COLOR }),
    svg("text", { x: LEFT + 162, y }, say("hubs.tally.estimated")));
}

function hatching() {
  return svg("pattern", { id: "tally-hatch", width: 5, height: 5, patternUnits: "userSpaceOnUse",
    patternTransform: "rotate(45)" },
    svg("rect", { width: 5, height: 5, fill: "#fff" }), svg("rect", { width: 1.6, height: 5, fill: COLOR }));
}
