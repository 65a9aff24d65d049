// The document itself.

import { el } from "../core/dom.js";
import { list } from "../core/state.js";
import { table } from "../core/table.js";
import { vocabulary } from "../core/things.js";
import { lang, nameOf, number, pick, say } from "../core/words.js";
import { fileName, readable, shareLink } from "../share/bar.js";
import { bars } from "./bars.js";
import { numbered } from "./citing.js";
import { claimsList } from "./claims.js";
import { network } from "./figure.js";
import { method } from "./method.js";
import { sources } from "./sources.js";

const LOCALES = { ja: "ja-JP", en: "en-GB" };

/**
 * The document of a brief.
 * @param {Object} brief what the server says
 * @param {import("../core/state.js").State} wanted
 * @param {string} title
 * @returns {{element: DocumentFragment, figure: SVGSVGElement|null}}
 */
export function paper(brief, wanted, title) {
  const left = new Set(list(wanted.ties));
  const kept = brief.claims.filter((claim) => !left.has(claim.id));
  const citing = numbered(kept);
  const drawn = brief.question ? bars(brief.question, kept, title) : network(brief.subjects, kept, title);
  const element = document.createDocumentFragment();
  const sections = [
    drawn && section("brief.figure", figure(drawn)),
    section(brief.question ? "brief.answer" : "brief.table", answerTable(brief, kept, citing, title)),
    section("brief.claims", claimsList(brief, left, citing)),
    section("brief.sources", sources(brief, citing, wanted.quotes !== "no")),
    section("brief.method", method(brief)),
  ].filter(Boolean);
  sections.forEach((one, position) => one.firstElementChild.prepend(`${position + 1}. `));
  element.append(head(brief, wanted, title), ...sections);
  return { element, figure: drawn?.drawing ?? null };
}

function section(code, ...content) {
  return el("section", { class: code.replace(".", "-") }, el("h2", {}, say(code)), content);
}

function head(brief, wanted, title) {
  const link = shareLink({ panel: false });
  const made = brief.made_of;
  const day = new Date().toLocaleDateString(LOCALES[lang()], { year: "numeric", month: "long", day: "numeric" });
  const rows = [
    ["brief.made", day],
    ["brief.graph", el("code", {}, made.graph)],
    ["brief.versions", say("brief.versions.value", { schema: made.schema, software: made.software })],
    ["brief.address", el("a", { href: link, "data-back": true }, readable(link))],
  ];
  return el("div", { class: "brief-head" },
    el("p", { class: "brief-kind" }, say("brief.kind")),
    el("h1", {}, title),
    wanted.purpose && el("p", { class: "brief-purpose" }, wanted.purpose),
    el("dl", {}, rows.map(([code, value]) => [el("dt", {}, say(code)), el("dd", {}, value)])),
    warning(brief.missing.length > 0, "brief.missing", { ids: brief.missing.join(say("comma")) }),
    warning(brief.left_out > 0, "brief.left_out",
      { count: number(brief.left_out), shown: number(brief.claims.length) }));
}

function warning(holds, code, values) {
  return holds && el("p", { class: "differs" }, say(code, values));
}

function figure({ drawing, caption }) {
  drawing.dataset.drawing = "";
  return el("figure", {}, drawing, el("figcaption", {}, caption));
}

function answerTable(brief, kept, citing, title) {
  const numbers = new Map(kept.map((claim, position) => [claim, position + 1]));
  const first = { label: say("brief.number"), numeric: true, value: (claim) => numbers.get(claim) };
  const marks = (claim) => claim.evidence.map((item) => say("brief.mark", { number: citing.numberOf(item) }));
  const cited = { label: say("brief.lines"), value: (claim) => marks(claim).join(" "),
    cell: (claim) => marks(claim).map((mark) => [el("span", { class: "brief-mark" }, mark), " "]) };
  const columns = brief.question ? ofAnswer(brief.question) : ofStatements(kept);
  return table({
    caption: say(brief.question ? "brief.table.answer" : "brief.table.statements"),
    file: fileName({ view: "brief", title, ending: "" }),
    columns: [first, ...columns, ...(citing.count ? [cited] : [])],
    rows: kept,
  });
}

function ofStatements(kept) {
  const named = (end) => (claim) => (claim[end] ? nameOf(claim[end]) : "");
  const flow = (claim) => (claim.kind ? say("colon") + pick(vocabulary().flow_kinds[claim.kind]?.label) : "");
  return [
    { label: say("brief.who"), value: named("source") },
    { label: say("brief.relation"), value: (claim) => pick(claim.relation) + flow(claim) },
    { label: say("brief.whom"), value: named("target") },
    { label: say("brief.what_said"), value: (claim) => pick(claim.what) },
    // Empty columns would only take room from the others.
    kept.some((claim) => claim.when) && { label: say("brief.when"), value: (claim) => pick(claim.when) },
    kept.some((claim) => claim.status) && { label: say("brief.status"), value: (claim) => pick(claim.status) },
  ].filter(Boolean);
}

function ofAnswer(question) {
  return question.columns.map((column, position) => {
    const numeric = column.type === "integer" || column.type === "number";
    const value = numeric ? (row) => row.cells[position].number : (row) => pick(row.cells[position].text);
    const cell = numeric ? { cell: (row) => number(row.cells[position].number, 4) } : {};
    return { label: pick(column.label), numeric, value, ...cell };
  });
}
