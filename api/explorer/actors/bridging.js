// How much an actor bridges: in sentences, as intervals of its rank, and in figures.

import { el, svg } from "../core/dom.js";
import { go } from "../core/state.js";
import { table } from "../core/table.js";
import { lang, number, pick, say } from "../core/words.js";
import { section } from "../hubs/told.js";

const DOUBTS = ["edges", "case", "document", "unknown"];
const PARTITIONS = ["kind", "prefecture", "metro", "document", "community"];
const WIDTH = 560, LEFT = 190, ROW = 30;

/** @param {*} card of the answer of `api/actors/{id}` @param {string} by the partition that is chosen */
export function bridgingSection(card, by) {
  const { bridging } = card;
  const sentences = el("ul", { class: "sentences" },
    bridging.sentences.map((sentence) => el("li", {}, pick(sentence))));
  if (!bridging.ranked) return section("bridging", say("actor.bridging"), sentences);
  return section("bridging", say("actor.bridging"), sentences, rankDrawing(bridging),
    measures(bridging), roles(bridging.roles, by), el("p", { class: "quiet" },
      say("actor.conventions", conventions(bridging))));
}

function conventions({ conventions: { nodes, ties, replicates, share_left_out: share, permutations } }) {
  return { nodes: number(nodes), ties: number(ties), replicates, share: Math.round(100 * share), permutations };
}

/** The rank, and how far it moves when something is left out or filled in. */
function rankDrawing({ measures: { constraint }, among }) {
  const label = say("actor.rank.label");
  const scale = (rank) => LEFT + ((rank - 1) / Math.max(1, among - 1)) * (WIDTH - LEFT - 24);
  const height = 34 + DOUBTS.length * ROW + 22;
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${height}`, class: "rank-drawing", role: "img", "aria-label": label,
    "font-size": 12 },
    svg("line", { x1: scale(constraint.rank), y1: 18, x2: scale(constraint.rank), y2: height - 22, stroke: "#0b4f8a",
      "stroke-width": 1.5, "stroke-dasharray": "3 3" }),
    svg("text", { x: scale(constraint.rank), y: 13, "text-anchor": constraint.rank > among / 2 ? "end" : "start",
      fill: "#0b4f8a", "font-weight": 600 }, say("actor.rank.place", { rank: constraint.rank, among })),
    DOUBTS.map((doubt, row) => interval(doubt, constraint.intervals[doubt], scale, 34 + row * ROW + ROW / 2)),
    svg("text", { x: LEFT, y: height - 6, fill: "#57534e" }, say("actor.rank.first")),
    svg("text", { x: WIDTH - 24, y: height - 6, "text-anchor": "end", fill: "#57534e" }, say("actor.rank.last")));
}

function interval(doubt, { low, high, lost }, scale, y) {
  const words = low === null ? say("actor.rank.none") : low === high ? String(low) : `${low}–${high}`;
  const isFar = low !== null && scale(high) > WIDTH - 90;
  return svg("g", {},
    svg("text", { x: LEFT - 12, y: y + 4, "text-anchor": "end" }, say(`actor.doubt.${doubt}`)),
    svg("line", { x1: LEFT, y1: y, x2: WIDTH - 24, y2: y, stroke: "#e7e5e4" }),
    low !== null && svg("rect", { x: scale(low) - 3, y: y - 5, width: scale(high) - scale(low) + 6, height: 10, rx: 4,
      fill: "#0b4f8a" }),
    svg("text", { x: low === null ? LEFT + 6 : isFar ? scale(low) - 8 : scale(high) + 9, y: y + 4,
      "text-anchor": isFar ? "end" : "start" }, lost > 0 ? `${words} *` : words));
}

function measures({ measures: found }) {
  const span = ({ intervals }, doubt) => {
    const at = intervals?.[doubt];
    return at && at.low !== null ? `${at.low}–${at.high}${at.lost > 0 ? " *" : ""}` : null;
  };
  return table({ caption: say("actor.measures"), file: "tairyu-bridging", rows: Object.entries(found), columns: [
    { label: say("actor.measure"), value: ([name]) => say(`actor.measure.${name}`),
      cell: ([name]) => [say(`actor.measure.${name}`), el("div", { class: "quiet" }, say(`actor.says.${name}`))] },
    { label: say("actor.value"), numeric: true, value: ([, row]) => row.value,
      cell: ([name, row]) => (name === "total" ? number(row.value) : fixed(row.value, 3)) },
    { label: say("actor.rank"), numeric: true, value: ([, row]) => row.rank },
    ...DOUBTS.map((doubt) => ({ label: say(`actor.doubt.${doubt}`), value: ([, row]) => span(row, doubt),
      cell: ([, row]) => span(row, doubt) || "–" })),
  ] });
}

function roles(found, by) {
  const choice = el("select", { change: (event) => go({ by: event.target.value === "kind" ? null
    : event.target.value }, { replace: true }) },
    PARTITIONS.map((name) => el("option", { value: name, selected: name === by }, say(`actor.by.${name}`))));
  return el("div", { class: "roles" },
    el("h4", {}, say("actor.roles")), el("p", {}, el("label", {}, say("actor.by"), " ", choice)),
    el("p", {}, found.group_label && say("actor.group", { group: pick(found.group_label) }),
      say("actor.known", { known: number(found.known), of: number(found.of) })),
    found.roles ? [roleTable(found.roles), el("p", { class: "quiet" }, say("actor.roles.read"))]
      : el("p", {}, say("actor.roles.unknown")));
}

function roleTable(found) {
  return table({ caption: say("actor.roles"), file: "tairyu-roles", rows: Object.entries(found), columns: [
    { label: say("actor.role"), value: ([name]) => say(`actor.role.${name}`),
      cell: ([name]) => [say(`actor.role.${name}`), el("div", { class: "quiet" }, say(`actor.explain.${name}`))] },
    { label: say("actor.count"), numeric: true, value: ([, row]) => row.count, cell: ([, row]) => number(row.count) },
    { label: say("actor.expected"), numeric: true, value: ([, row]) => row.expected,
      cell: ([, row]) => fixed(row.expected, 1) },
    { label: "z", numeric: true, value: ([, row]) => row.z, cell: ([, row]) => fixed(row.z, 1) },
    { label: "p", numeric: true, value: ([, row]) => row.p, cell: ([, row]) => fixed(row.p, 3) },
  ] });
}

/** A measure with as many digits in every row; no minus before a nought. */
function fixed(value, digits) {
  if (value === null) return "–";
  return value.toLocaleString(lang(), { minimumFractionDigits: digits, maximumFractionDigits: digits,
    signDisplay: "negative" });
}
