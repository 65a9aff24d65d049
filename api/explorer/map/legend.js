// What the signs mean, as a drawing: on the screen without what the filters say already, in a saved figure all of it.

import { svg } from "../core/dom.js";
import { say } from "../core/words.js";
import { TYPES } from "./choice.js";
import { LAND } from "./sheet.js";
import { arcHeadLength, arcWidth, arrowHead, hubSign, kindColor, loopSign, stackSign, textWidth } from "./signs.js";
import { kindWords, kindsOfFlow, typeWords } from "./words.js";

const ROW = 21;
const SIGNS = 44;
const SIZE = 11.5;

/**
 * The rows of the legend from (0, 0) downwards. @param {import("./choice.js").Choice} choice
 * @returns {{element: SVGElement, width: number, height: number}}
 */
export function legend(choice, { whole = false } = {}) {
  const rows = [...(whole ? [...typeRows(choice), ...kindRows(choice)] : []), ...readingRows()];
  const drawn = rows.map(([sign, words], place) => svg("g", { transform: `translate(0 ${place * ROW + ROW / 2})` },
    svg("g", { transform: `translate(${SIGNS / 2} 0)` }, sign),
    svg("text", { x: SIGNS + 6, y: 4, "font-size": SIZE, fill: "#44403c" }, words)));
  const width = SIGNS + 10 + Math.max(...rows.map(([, words]) => textWidth(words, SIZE)));
  return { element: svg("g", {}, drawn), width: Math.ceil(width), height: rows.length * ROW };
}

function typeRows({ types }) {
  return TYPES.filter((type) => types.has(type)).map((type) => [hubSign(type), typeWords(type)]);
}

function kindRows({ kinds }) {
  return kindsOfFlow().filter((kind) => kinds.has(kind)).map((kind) =>
    [arrow(3, kindColor(kind)), say("map.flow_of", { kind: kindWords(kind) })]);
}

function readingRows() {
  return [
    [side(hubSign("coworking"), hubSign("coworking", { reported: false })), say("map.legend.reported")],
    [hubSign("coworking", { reported: false, planned: true }), say("map.legend.planned")],
    [stackSign(["coworking", "coworking", "resource_discovery"]), say("map.legend.stack")],
    [arrow(1, "#57534e", -6).concat(arrow(10, "#57534e", 5)), say("map.legend.width")],
    [loopSign(), say("map.legend.loop")],
    [swatch(LAND.metropolitan), say("map.legend.metropolitan")],
  ];
}

function swatch(fill) {
  return svg("rect", { x: -14, y: -6, width: 28, height: 12, fill, stroke: "#a8a29e", "stroke-width": 0.7 });
}

function side(one, other) {
  return [svg("g", { transform: "translate(-9 0)" }, one), svg("g", { transform: "translate(9 0)" }, other)];
}

function arrow(count, color, y = 0) {
  const width = arcWidth(count);
  const end = 18 - arcHeadLength(width) * 0.8;
  return [svg("line", { x1: -18, y1: y, x2: end, y2: y, stroke: color, "stroke-width": width }),
    arrowHead([18, y], [1, 0], width, color)];
}
