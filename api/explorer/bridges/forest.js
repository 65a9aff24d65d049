// The first of a ranking as a drawing that stands by itself: a dot for each rank, a line for how far it moves.

import { svg } from "../core/dom.js";
import { nameOf, say } from "../core/words.js";
import { fitted } from "../hubs/told.js";
import { spanWords, valueWords } from "./ranking.js";

const WIDTH = 900, LEFT = 330, RIGHT = 150, TOP = 64, ROW = 24, SIZE = 12.5;
const INK = "#1c1917", QUIET = "#57534e", BLUE = "#0b4f8a";

/** @param {{title: string, rows: *[], measure: string, doubtWords: string}} ranking */
export function forest({ title, rows, doubtWords }) {
  const last = Math.max(2, ...rows.map((row) => Math.max(row.rank, row.high || 0)));
  const x = (rank) => LEFT + ((rank - 1) / (last - 1)) * (WIDTH - LEFT - RIGHT);
  const height = TOP + rows.length * ROW + 62;
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": title, "font-size": SIZE,
    "font-family": "'Hiragino Sans', 'Noto Sans JP', 'Noto Sans CJK JP', 'Yu Gothic', Meiryo, sans-serif" },
  svg("title", {}, title), svg("rect", { width: WIDTH, height, fill: "#fff" }),
  svg("text", { x: 16, y: 26, "font-size": 16, "font-weight": 600, fill: INK }, title),
  svg("text", { x: 16, y: 46, fill: QUIET }, say("bridges.figure.legend", { doubt: doubtWords })),
  ticks(last).map((rank) => [svg("line", { x1: x(rank), y1: TOP - 4, x2: x(rank), y2: height - 52, stroke: "#e7e5e4" }),
    svg("text", { x: x(rank), y: height - 36, "text-anchor": "middle", fill: QUIET }, String(rank))]),
  rows.map((row, at) => drawn(row, x, TOP + at * ROW + ROW / 2)),
  svg("text", { x: 16, y: height - 12, fill: QUIET, "font-size": 11.5 }, say("bridges.figure.note")));
}

function drawn(row, x, y) {
  return svg("g", {},
    svg("text", { x: LEFT - 16, y: y + 4, "text-anchor": "end", fill: INK }, fitted(nameOf(row.node), LEFT - 30, SIZE)),
    row.low !== null && svg("line", {
      x1: x(row.low), y1: y, x2: x(row.high), y2: y, stroke: BLUE, "stroke-width": 4, "stroke-linecap": "round",
    }),
    svg("circle", { cx: x(row.rank), cy: y, r: 5, fill: "#fff", stroke: BLUE, "stroke-width": 2.5 }),
    svg("text", { x: WIDTH - RIGHT + 18, y: y + 4, fill: INK },
      say("bridges.figure.row", { rank: row.rank, span: spanWords(row), value: valueWords(row.value) })));
}

/** Some ranks at round distances, the first among them. */
function ticks(last) {
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((one) => last / one <= 8) || 1000;
  return [1, ...Array.from({ length: Math.floor(last / step) }, (_, at) => (at + 1) * step).filter((rank) => rank > 1)];
}
