// Bars of the counts that answer a question.

import { svg } from "../core/dom.js";
import { number, pick, say } from "../core/words.js";
import { GREY, LINE, QUIET, cut, label, sheet } from "./drawing.js";

const WIDTH = 960;
const LEFT = 330;
const ROW = 24;
const MOST = 30;
const COLORS = ["#0b4f8a", "#a8a29e"];
// Numbers that are no counts.
const NO_COUNT = /^(rank|rank_low|rank_high)$/;

/**
 * The bars, or null where the answer is no counts.
 * @param {Object} question
 * @param {Object[]} rows
 */
export function bars(question, rows, title) {
  const counted = question.columns.map((column, position) => ({ ...column, position }))
    .filter((column) => column.type === "integer" && !NO_COUNT.test(column.name)).slice(0, COLORS.length);
  const named = question.columns.map((column, position) => ({ ...column, position }))
    .filter((column) => ["id", "text"].includes(column.type)).slice(0, 3);
  if (!counted.length || !named.length || rows.length < 2) return null;
  const shown = rows.slice(0, MOST);
  const most = Math.max(1, ...shown.flatMap((row) => counted.map((column) => row.cells[column.position].number ?? 0)));
  const top = 26;
  const drawing = sheet(WIDTH, top + shown.length * ROW + 12, title);
  drawing.append(...legend(counted),
    ...shown.map((row, position) => bar(row, top + position * ROW, named, counted, most)));
  return { drawing, caption: caption(title, counted, shown.length, rows.length - shown.length) };
}

function caption(title, counted, shown, more) {
  const said = say("brief.bars.caption", { title, column: counted.map((one) => pick(one.label)).join(say("comma")) });
  return more ? `${said} ${say("brief.bars.most", { shown: number(shown), more: number(more) })}` : said;
}

function legend(counted) {
  return counted.map((column, position) => svg("g", {},
    svg("rect", { x: LEFT + position * 220, y: 4, width: 12, height: 12, fill: COLORS[position] }),
    label(LEFT + 18 + position * 220, 15, cut(pick(column.label), 190, 12), { size: 12, fill: QUIET })));
}

function bar(row, y, named, counted, most) {
  const name = named.map((column) => pick(row.cells[column.position].text)).filter(Boolean).join(say("slash"));
  const height = (ROW - 8) / counted.length;
  return svg("g", {},
    label(LEFT - 10, y + ROW / 2 + 2, cut(name, LEFT - 20, 12.5), { anchor: "end" }),
    svg("line", { x1: LEFT, x2: LEFT, y1: y - 2, y2: y + ROW - 2, stroke: LINE }),
    counted.map((column, position) => {
      const value = row.cells[column.position].number ?? 0;
      const width = (value / most) * (WIDTH - LEFT - 70);
      return [svg("rect", { x: LEFT, y: y + 1 + position * height, width, height: height - 1, fill: COLORS[position] }),
        label(LEFT + width + 5, y + position * height + height / 2 + (counted.length > 1 ? 4 : 5), number(value),
          { size: counted.length > 1 ? 9 : 11.5, fill: position ? GREY : QUIET })];
    }));
}
