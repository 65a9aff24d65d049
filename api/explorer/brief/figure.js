// The figure of a brief of nodes and ties.

import { svg } from "../core/dom.js";
import { nodeIcon, vocabulary } from "../core/things.js";
import { nameOf, number, pick, say } from "../core/words.js";
import { GREY, INK, LINE, QUIET, cut, label, sheet, widthOf } from "./drawing.js";
import { BOX, plan } from "./placing.js";

const WIDTH = 960;
const TEXT_WIDTH = 262;
// Where the leaves of a side stand, and where their lines end.
const SIDES = {
  left: { icon: 276, text: 268, end: 296, box: BOX.left, anchor: "end" },
  right: { icon: 670, text: 692, end: 664, box: BOX.left + BOX.width, anchor: "start" },
};
const BEND = 46; // of a line from one box to another
// Of what is not, or no longer, so.
const DASHES = { planned: "6 3", ended: "1.5 3" };

/**
 * The drawing with its caption, or null where there is nothing to draw.
 * @param {Object[]} subjects
 * @param {Object[]} claims those that are kept
 * @param {string} title
 */
export function network(subjects, claims, title) {
  const found = plan(subjects, claims);
  if (!found) return null;
  const key = legend(found);
  const drawing = sheet(WIDTH, key.bottom, title);
  drawing.append(...headings(found.heads), ...found.lines.map(line), ...found.leaves.map(leaf),
    ...found.boxes.map(box), ...key.drawn);
  return { drawing, caption: caption(title, claims, found) };
}

function headings(heads) {
  return Object.values(SIDES).map(({ text, anchor }, position) => heads[position]
    && label(text, 16, say(`brief.figure.${heads[position]}`), { size: 11, fill: QUIET, anchor })).filter(Boolean);
}

function line(one) {
  const color = colorOf(one.tie);
  const [x1, y1, x2, y2] = ends(one);
  const bends = one.leaf ? [(x1 + x2) / 2, (x1 + x2) / 2] : [x1 + BEND, x2 + BEND];
  const way = one.leaf ? Math.sign(x2 - x1) : -1;
  return svg("g", {},
    svg("path", {
      d: `M${x1},${y1} C${bends[0]},${y1} ${bends[1]},${y2} ${x2},${y2}`,
      fill: "none", stroke: color, "stroke-width": 1.6, "stroke-dasharray": DASHES[one.tie.state],
    }),
    vocabulary().edges[one.tie.type].directed && svg("polygon", {
      points: `${x2},${y2} ${x2 - way * 8},${y2 - 3.6} ${x2 - way * 8},${y2 + 3.6}`, fill: color,
    }));
}

function ends({ from, to, leaf, leafY, boxY, isToBox }) {
  if (!leaf) {
    const x = BOX.left + BOX.width;
    return [x, from.y + from.height / 2 - 5, x, to.y + to.height / 2 + 5];
  }
  const side = SIDES[leaf.side];
  return isToBox ? [side.end, leafY, side.box, boxY] : [side.box, boxY, side.end, leafY];
}

function colorOf(tie) {
  return (tie.type === "FLOW" && vocabulary().flow_kinds[tie.kind]?.color) || GREY;
}

function leaf(one) {
  const side = SIDES[one.side];
  return svg("g", {}, iconAt(one.node, side.icon, one.y - 10),
    label(side.text, one.y + 1, cut(nameOf(one.node), TEXT_WIDTH, 12.5), { anchor: side.anchor }),
    label(side.text, one.y + 13, cut(one.words, TEXT_WIDTH, 10), { anchor: side.anchor, size: 10, fill: QUIET }));
}

function box(one) {
  const x = BOX.left + BOX.width / 2;
  const first = one.y + (one.height - (one.text.length - 1) * BOX.line) / 2 + 14;
  const style = { size: BOX.text, anchor: "middle", weight: "600" };
  return svg("g", {},
    svg("rect", {
      x: BOX.left, y: one.y, width: BOX.width, height: one.height, rx: 6,
      fill: "#fff", stroke: INK, "stroke-width": 1.4,
    }),
    iconAt(one.node, x - 7, first - 33),
    one.text.map((text, position) => label(x, first + position * BOX.line, text, style)));
}

function iconAt(node, x, y) {
  const icon = nodeIcon(node.type, node.generic);
  icon.setAttribute("x", x);
  icon.setAttribute("y", y);
  return icon;
}

/** The signs that occur, with their meaning. */
function legend(found) {
  const top = found.bottom + 4;
  let [x, y] = [16, top + 10];
  const entries = signs(found).map(([sign, words, indent]) => {
    const width = widthOf(words, 11.5) + indent + 18;
    if (x + width > WIDTH - 10) [x, y] = [16, y + 20];
    const entry = svg("g", { transform: `translate(${x},${y})` }, sign,
      label(indent, 11, words, { size: 11.5, fill: QUIET }));
    x += width + 6;
    return entry;
  });
  const rule = svg("line", { x1: 16, x2: WIDTH - 16, y1: top, y2: top, stroke: LINE });
  return { bottom: y + 26, drawn: [rule, ...entries] };
}

function signs({ boxes, leaves, ties }) {
  const known = vocabulary();
  const types = new Set([...boxes, ...leaves].map((one) => one.node.type));
  const flows = new Set(ties.filter((tie) => tie.type === "FLOW").map((tie) => tie.kind));
  const states = Object.keys(DASHES).filter((state) => ties.some((tie) => tie.state === state));
  const stateWords = (state) => pick(known.enums.statement_status.values[state].label);
  const flowWords = (kind) => say("brief.figure.flow", { kind: pick(known.flow_kinds[kind].label) });
  return [
    ...[...types].map((type) => [nodeIcon(type), pick(known.nodes[type].label), 20]),
    ...Object.keys(known.flow_kinds).filter((kind) => flows.has(kind))
      .map((kind) => [stroke(known.flow_kinds[kind].color), flowWords(kind), 30]),
    ...(ties.some((tie) => tie.type !== "FLOW") ? [[stroke(GREY), say("brief.figure.other"), 30]] : []),
    ...states.map((state) => [stroke(GREY, DASHES[state]), stateWords(state), 30]),
  ];
}

function stroke(color, dashes = null) {
  return svg("line", {
    x1: 0, x2: 24, y1: 7, y2: 7, stroke: color, "stroke-width": 2.2, "stroke-dasharray": dashes,
  });
}

function caption(title, claims, { ties, nodes, more, isPart }) {
  const hasOutcomes = claims.some(({ source, target }) => source.type === "Outcome" || target?.type === "Outcome");
  return [
    say("brief.figure.caption", { title, all: number(claims.length), shown: number(ties.length) }),
    more > 0 && say("brief.figure.most", { nodes: number(nodes), more: number(more) }),
    hasOutcomes && say("brief.figure.outcomes"),
    isPart && say("brief.figure.middle"),
  ].filter(Boolean).join(" ");
}
