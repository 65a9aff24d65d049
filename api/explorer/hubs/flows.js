// What flows to a hub, from it, and through it: a drawing, and the same as a table.

import { el, svg } from "../core/dom.js";
import { changed, href } from "../core/state.js";
import { table } from "../core/table.js";
import { documentTitle, evidenceLink, linesWords, nodeLink, vocabulary } from "../core/things.js";
import { nameOf, pick, say } from "../core/words.js";
import { drawnLink, fitted, kindLabel, section, statusTag } from "./told.js";

const WIDTH = 1040, ROW = 42, LABEL = 330, BOX = { left: 430, right: 610 };
const FONT = "\"Noto Sans JP\", \"Noto Sans CJK JP\", \"Hiragino Sans\", Meiryo, sans-serif";
// Rows of a side that are drawn; the table has all.
const MOST = 12;
const SIDES = ["in", "out", "via"];

/**
 * The flows of a hub with their drawing.
 * @param {*} card of the answer of `api/hubs/{id}`
 * @param {*[]} hubs of the answer of `api/hubs`
 */
export function flowSection(card, hubs) {
  const flows = allFlows(card.flows);
  return section("flows", say("hub.flows"),
    flows.length ? [el("p", {}, say("hub.flows.count", counts(card.flows))),
      el("div", { class: "drawn" }, flowDrawing(card)), flowTable(flows)]
      : el("p", {}, say("hub.flows.none")),
    card.flows.planned.length > 0 && planned(card.flows.planned),
    ofParts(card, hubs),
    notReported(card));
}

/** Whether there is anything to draw. */
export function hasFlows(card) {
  return allFlows(card.flows).length > 0;
}

function allFlows(flows) {
  return SIDES.flatMap((side) => flows[side].flatMap((group) => group.ties));
}

function counts(flows) {
  return Object.fromEntries(SIDES.map((side) => [side,
    flows[side].reduce((sum, group) => sum + group.ties.length, 0)]));
}

/** The sites of a network have flows of their own, which are not those of the network. */
function ofParts({ sisters }, hubs) {
  const parts = sisters.filter(({ ways }) => ways.some(({ way }) => way === "part")).map(({ hub }) =>
    hubs.find(({ id }) => id === hub.id));
  const told = parts.filter((hub) => hub && SIDES.some((side) => Object.keys(hub.flows[side]).length));
  if (!told.length) return null;
  return el("p", {}, say("hub.flows.parts"), told.map((hub, position) =>
    [position ? say("comma") : null, nodeLink(hub, { icon: false }),
    say("hub.flows.part", Object.fromEntries(SIDES.map((side) => [side, total(hub.flows[side])])))]));
}

function total(kinds) {
  return Object.values(kinds).reduce((sum, count) => sum + count, 0);
}

/** A kind of flow that no text reports may well be there. */
function notReported({ flows, cases }) {
  if (!flows.not_reported.length) return null;
  const kinds = flows.not_reported.map(kindLabel).join(say("comma"));
  return el("p", { class: "caution" }, say(cases.length ? "hub.flows.not_reported" : "hub.flows.no_case", { kinds }));
}

function planned(flows) {
  return [el("h4", {}, say("hub.flows.planned")), el("ul", { class: "plain" }, flows.map((edge) => el("li", {},
    nodeLink(edge.source_node), " → ", nodeLink(edge.target_node), " ", kindLabel(edge.kind), say("colon"),
    what(edge), " ", evidenceLink(edge.id))))];
}

function what(edge) {
  return pick({ ja: edge.properties.what_ja, en: edge.properties.what_en }) || "";
}

function amount(edge) {
  return pick(edge.stated.find((row) => row.name === "amount")?.value);
}

function flowTable(flows) {
  const cited = (edge) => edge.evidence.map((item) =>
    `${documentTitle(item.document)} ${linesWords(item.lines)}`).join(say("comma"));
  return table({ caption: say("hub.flows.caption"), file: "tairyu-flows", rows: flows, columns: [
    { label: say("hub.flows.side"), value: (edge) => say(`hub.flows.${edge.side}`) },
    { label: say("hub.flows.kind"), value: (edge) => kindLabel(edge.kind) },
    { label: say("hub.flows.from"), value: (edge) => nameOf(edge.source_node),
      cell: (edge) => nodeLink(edge.source_node) },
    { label: say("hub.flows.to"), value: (edge) => nameOf(edge.target_node),
      cell: (edge) => nodeLink(edge.target_node) },
    { label: say("hub.flows.what"), value: what, cell: (edge) => [what(edge), " ", statusTag(edge)] },
    { label: say("hub.flows.amount"), value: (edge) => amount(edge) || null },
    { label: say("hub.flows.lines"), value: cited, cell: (edge) =>
      evidenceLink(edge.id, edge.evidence.map((item) => linesWords(item.lines)).join(say("comma"))) },
  ] });
}

/**
 * The drawing: what comes in on the left, what goes out on the right; what passes between others crosses the box.
 * @param {*} card
 * @param {{alone?: boolean}} [how] `alone`: with a title and without links, to leave the page
 */
export function flowDrawing(card, { alone = false } = {}) {
  const sides = Object.fromEntries(SIDES.map((side) => [side, grouped(card.flows[side])]));
  const drawn = Object.fromEntries(SIDES.map((side) => [side, sides[side].slice(0, MOST)]));
  const middle = Math.max(drawn.in.length, drawn.out.length);
  const top = alone ? 76 : 46;
  const bottom = top + (middle + drawn.via.length) * ROW;
  const more = SIDES.reduce((sum, side) => sum + sides[side].length - drawn[side].length, 0);
  const label = say("hub.flows.drawing", { name: nameOf(card), ...counts(card.flows) });
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${bottom + 58}`, class: "flow-drawing", role: "group",
    "aria-label": label, "font-family": FONT, "font-size": 13 },
    alone && svg("text", { x: 8, y: 24, "font-size": 17, "font-weight": 600 },
      say("hub.flows.title", { name: nameOf(card) })),
    box(card, top, bottom),
    drawn.in.map((group, row) => line(group, "in", top + row * ROW, alone)),
    drawn.out.map((group, row) => line(group, "out", top + row * ROW, alone)),
    drawn.via.map((group, row) => line(group, "via", top + (middle + row) * ROW, alone)),
    more > 0 && svg("text", { x: WIDTH / 2, y: bottom + 18, "text-anchor": "middle", fill: "#57534e",
      "font-size": 12 }, say("hub.flows.more", { count: more })),
    legend(drawn, bottom + 44));
}

/** Flows of one kind between the same ends are one arrow. */
function grouped(kinds) {
  const found = new Map();
  for (const edge of kinds.flatMap((group) => group.ties)) {
    const key = JSON.stringify([edge.source, edge.target, edge.kind]);
    found.set(key, [...(found.get(key) || []), edge]);
  }
  return [...found.values()];
}

function box(card, top, bottom) {
  const width = BOX.right - BOX.left;
  const center = (BOX.left + BOX.right) / 2;
  return svg("g", {},
    svg("rect", { x: BOX.left, y: top - 34, width, height: bottom - top + 42, rx: 6, fill: "#fff7f7",
      stroke: vocabulary().nodes.Hub.color, "stroke-width": 1.5 }),
    svg("text", { x: center, y: top - 12, "text-anchor": "middle", "font-weight": 600 },
      svg("title", {}, nameOf(card)), fitted(nameOf(card), width - 12)));
}

function line(edges, side, y, alone) {
  const [edge] = edges;
  const color = vocabulary().flow_kinds[edge.kind].color;
  const said = `${kindLabel(edge.kind)} – ${edges.map(what).join(say("comma"))}`;
  const middle = y + ROW / 2;
  const title = `${nameOf(edge.source_node)} → ${nameOf(edge.target_node)}${say("colon")}${said}`;
  const address = alone ? null : href(changed({ sel: edge.id, cite: null }));
  return drawnLink(address, title, ARROWS[side](middle, color),
    side !== "out" && end(edge.source_node, said, LABEL, middle, "end"),
    side !== "in" && end(edge.target_node, said, WIDTH - LABEL, middle, "start"));
}

const ARROWS = {
  in: (y, color) => pointed(LABEL + 8, BOX.left, y, color),
  out: (y, color) => pointed(BOX.right, WIDTH - LABEL - 8, y, color),
  via: through,
};

function end(node, said, x, y, anchor) {
  return svg("g", { "text-anchor": anchor },
    svg("text", { x, y: y - 2, fill: "#1c1917" }, fitted(nameOf(node), LABEL - 10)),
    svg("text", { x, y: y + 14, "font-size": 11.5, fill: "#57534e" }, fitted(said, LABEL - 10, 11.5)));
}

function pointed(from, to, y, color) {
  return svg("g", {},
    svg("line", { x1: from, y1: y, x2: to - 9, y2: y, stroke: color, "stroke-width": 2.5 }),
    svg("polygon", { points: `${to - 10},${y - 5} ${to},${y} ${to - 10},${y + 5}`, fill: color }));
}

function through(y, color) {
  return svg("g", {},
    svg("line", { x1: LABEL + 8, y1: y, x2: BOX.left, y2: y, stroke: color, "stroke-width": 2.5 }),
    svg("line", { x1: BOX.left, y1: y, x2: BOX.right, y2: y, stroke: color, "stroke-width": 2.5,
      "stroke-dasharray": "5 4" }),
    pointed(BOX.right, WIDTH - LABEL - 8, y, color));
}

function legend(drawn, y) {
  const kinds = Object.entries(vocabulary().flow_kinds).filter(([kind]) =>
    SIDES.some((side) => drawn[side].some(([edge]) => edge.kind === kind)));
  return svg("g", { "font-size": 12, fill: "#57534e" },
    kinds.map(([kind, { color }], position) => svg("g", { transform: `translate(${8 + 110 * position} ${y})` },
      svg("line", { x1: 0, y1: -4, x2: 22, y2: -4, stroke: color, "stroke-width": 3 }),
        svg("text", { x: 28, y: 0 }, kindLabel(kind)))),
    drawn.via.length > 0 && svg("g", { transform: `translate(${8 + 110 * kinds.length} ${y})` },
      svg("line", { x1: 0, y1: -4, x2: 22, y2: -4, stroke: "#57534e", "stroke-width": 2.5, "stroke-dasharray": "5 4" }),
      svg("text", { x: 28, y: 0 }, say("hub.flows.dashed"))));
}

