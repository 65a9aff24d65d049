// The ranking of actors and hubs by how much they bridge, with how far each rank can be trusted.

import { announce, el, svg } from "../core/dom.js";
import { once, address } from "../core/server.js";
import { go } from "../core/state.js";
import { table } from "../core/table.js";
import { nodeLink, typeWords, vocabulary } from "../core/things.js";
import { has, lang, nameOf, number, pick, say } from "../core/words.js";
import { told } from "../questions/refusal.js";
import { forest } from "./forest.js";

export const ROLES = ["coordinator", "itinerant", "gatekeeper", "representative", "liaison"];
const MEASURES = ["constraint", "effective_size", "betweenness", "total", ...ROLES, "participation"];
const GROUPS = ["kind", "prefecture", "metro", "document", "community"];
const DOUBTS = ["edges", "case", "document", "unknown"];
const FIRST = { by: "kind", measure: "constraint", doubt: "edges", flow: "", only: "" };
const SHOWN = 20;
const BAR = 150;
const BEYOND_CHANCE = 2; // standard deviations

export function ranking() {
  const { nodes, flow_kinds: kinds } = vocabulary();
  const labelled = (names, table) => names.map((name) => [name, pick(table[name].label)]);
  const choices = {
    measure: choice("measure", MEASURES.map((name) => [name, measureWords(name)])),
    only: choice("only", [["", say("bridges.only.all")], ...labelled(["Actor", "Hub"], nodes)]),
    by: choice("by", GROUPS.map((name) => [name, say(`actor.by.${name}`)])),
    flow: choice("flow", [["", say("bridges.flow.all")], ...labelled(Object.keys(kinds), kinds)]),
    doubt: choice("doubt", DOUBTS.map((name) => [name, say(`actor.doubt.${name}`)])),
  };
  const result = el("div", { class: "answer" });
  const element = el("section", { class: "ranking", "aria-labelledby": "ranking-title" },
    el("h2", { id: "ranking-title" }, say("bridges.ranking")), el("p", {}, say("bridges.ranking.intro")),
    el("div", { class: "question-form" },
      Object.values(choices).map(({ label, select }) => el("div", { class: "field" }, label, select))), result);
  let asked = "", loaded = null, shown = null;

  async function update(now) {
    const wanted = Object.fromEntries(Object.entries(FIRST).map(([name, first]) => [name, now[name] || first]));
    if (asked === JSON.stringify(wanted)) return;
    asked = JSON.stringify(wanted);
    const mine = asked;
    for (const [name, { select }] of Object.entries(choices)) select.value = wanted[name];
    result.setAttribute("aria-busy", "true");
    if (!shown) result.replaceChildren(el("p", { role: "status" }, say("bridges.working")));
    loaded = once(address("api/bridges", { by: wanted.by, flow: wanted.flow || undefined }));
    try {
      const document = await loaded;
      if (mine !== asked) return;
      shown = { ...wanted, rows: ranked(document, wanted), document };
      put();
    } catch (error) {
      if (mine === asked) result.replaceChildren(told(error));
    }
    result.removeAttribute("aria-busy");
  }

  function put() {
    const { measure, rows, document, doubt } = shown;
    result.replaceChildren(el("p", {}, el("strong", {}, measureWords(measure)), say("colon"), hint(measure)),
      rows.length ? rankTable(shown) : el("p", { class: "none" }, say("bridges.nobody")), howSure(document, doubt));
    announce(say("bridges.sorted", { measure: measureWords(measure), count: number(rows.length) }));
  }

  /** The first of the ranking as a drawing. */
  async function figure() {
    await loaded;
    const rows = shown.rows.slice(0, SHOWN);
    const title = say("bridges.figure", { measure: measureWords(shown.measure), count: rows.length });
    return forest({ title, rows, doubtWords: say(`actor.doubt.${shown.doubt}`) });
  }

  return { element, update, figure };
}

/** A choice that goes into the address. */
function choice(name, options) {
  const id = `bridges-${name}`;
  const chosen = () => go({ [name]: select.value === FIRST[name] ? null : select.value, sel: null, cite: null });
  const select = el("select", { id, change: chosen },
    options.map(([value, words]) => el("option", { value }, words)));
  return { label: el("label", { for: id }, say(`bridges.${name}`)), select };
}

export function measureWords(name) {
  if (ROLES.includes(name)) return say(`actor.role.${name}`);
  return say(name === "participation" ? "bridges.participation" : `actor.measure.${name}`);
}

function hint(name) {
  return say(has(`bridges.hint.${name}`) ? `bridges.hint.${name}` : `actor.says.${name}`);
}

/** The nodes that have a rank by the measure, the first first. */
function ranked(document, { measure, doubt, only }) {
  const isWanted = (node) => node.ranked && node.rank?.[measure] && (!only || node.type === only);
  const rows = document.nodes.filter(isWanted).map((node) => {
    const { rank, [doubt]: at } = node.rank[measure];
    const [low, high] = at?.interval || [null, null];
    const value = valueOf(node, measure);
    return { node, rank, low, high, lost: at?.lost || 0, value, role: mainRole(node) };
  });
  // Who brokers nothing has no place among the brokers.
  const found = rows.filter((row) => row.value !== 0 || !isCount(measure));
  return found.sort((a, b) => a.rank - b.rank || nameOf(a.node).localeCompare(nameOf(b.node), lang()));
}

function isCount(measure) {
  return ROLES.includes(measure) || measure === "total";
}

function valueOf(node, measure) {
  return isCount(measure) ? node.brokerage?.[measure] : node[measure];
}

/** The role that is furthest beyond chance, and how many times it has it; none where all are within chance. */
function mainRole({ brokerage, brokerage_z: z }) {
  const best = ROLES.filter((role) => (z?.[role] ?? -Infinity) > BEYOND_CHANCE).sort((a, b) => z[b] - z[a])[0];
  return best && { role: best, count: brokerage[best] };
}

/** From which rank to which; with a star where the place rests on what may be left out. */
export function spanWords({ low, high, lost }) {
  if (low === null) return say("bridges.no_interval");
  return `${low === high ? low : `${low}–${high}`}${lost > 0 ? " *" : ""}`;
}

/** A measure with as many digits in every row; counts as they are. */
export function valueWords(value) {
  if (value === null || value === undefined) return "–";
  const digits = Number.isInteger(value) ? 0 : 3;
  return value.toLocaleString(lang(), { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function rankTable({ rows, measure }) {
  const last = Math.max(...rows.map((row) => Math.max(row.rank, row.high || 0)));
  const caption = say("bridges.table", { measure: measureWords(measure) });
  return table({ caption, file: `tairyu-bridges-${measure}`, rows, columns: [
    { label: say("actor.rank"), numeric: true, value: (row) => row.rank },
    { label: say("bridges.name"), value: (row) => nameOf(row.node), cell: (row) => nodeLink(row.node) },
    { label: say("bridges.type"), value: (row) => typeWords(row.node.type, row.node.kind) },
    { label: measureWords(measure), numeric: true, value: (row) => row.value, cell: (row) => valueWords(row.value) },
    { label: say("bridges.interval"), value: spanWords,
      cell: (row) => [whisker(row, last), el("span", { class: "number" }, spanWords(row))] },
    { label: say("bridges.role"), value: ({ role }) => (role ? say(`actor.role.${role.role}`) : null), cell: roleCell },
    { label: say("bridges.cases"), numeric: true, value: (row) => row.node.cases.length },
  ] });
}

function roleCell({ role: found }) {
  if (!found) return el("span", { class: "quiet" }, "–");
  return say("bridges.role.cell", { role: say(`actor.role.${found.role}`), count: number(found.count) });
}

/** The rank as a dot, and how far it moves as a line; by logarithms, as the first matter. Numbers stand beside it. */
function whisker({ rank, low, high }, last) {
  const x = (at) => 5 + (Math.log(at) / Math.log(Math.max(2, last))) * (BAR - 10);
  return svg("svg", { class: "whisker", width: BAR, height: 14, viewBox: `0 0 ${BAR} 14`, "aria-hidden": "true" },
    svg("line", { x1: 5, y1: 7, x2: BAR - 5, y2: 7, stroke: "#e7e5e4" }),
    low !== null && svg("line", {
      x1: x(low), y1: 7, x2: x(high), y2: 7, stroke: "#0b4f8a", "stroke-width": 3, "stroke-linecap": "round",
    }),
    svg("circle", { cx: x(rank), cy: 7, r: 3.6, fill: "#fff", stroke: "#0b4f8a", "stroke-width": 2 }));
}

/** What the interval is, and what it does not tell. */
function howSure({ conventions: { intervals } }, doubt) {
  const percent = (share) => Math.round(100 * share);
  const { replicates, share_left_out: share, level } = intervals;
  const design = { replicates, share: percent(share), level: percent(level) };
  return el("div", { class: "quiet" },
    [doubt, "overlap", "star", "role"].map((one) => el("p", {}, say(`bridges.sure.${one}`, design))));
}
