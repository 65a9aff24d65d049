// Statements of one thing that differ, side by side.

import { el } from "../core/dom.js";
import { citations, documentTitle, typeWords } from "../core/things.js";
import { nameOf, pick, say } from "../core/words.js";

/**
 * One column for each statement, one row for each property; a row whose values differ has a mark.
 * @param {Object} own the node or tie of the card
 * @param {Object[]} others what states otherwise
 */
export function sideBySide(own, others) {
  const columns = [own, ...others];
  const heads = columns.map((item, position) =>
    el("th", { scope: "col" }, documents(item), el("span", { class: "quiet" }, heading(columns, position))));
  const lines = el("tr", {}, el("th", { scope: "row" }, say("evidence.own")),
    columns.map((item) => el("td", {}, citations(item.evidence))));
  return el("div", { class: "side-by-side", tabindex: 0, role: "region", "aria-label": say("evidence.differing") },
    el("table", {}, el("thead", {}, el("tr", {}, el("td"), heads)), el("tbody", {}, rows(columns).map(row), lines)));
}

function documents(item) {
  return idsOf(item).map((id) => el("span", { class: "document" }, documentTitle(id)));
}

function idsOf(item) {
  return [...new Set(item.evidence.map((one) => one.document))].sort();
}

function heading(columns, position) {
  if (position === 0) return say("evidence.differing.this");
  const same = idsOf(columns[position]).join("\n") === idsOf(columns[0]).join("\n");
  return say(same ? "evidence.differing.elsewhere" : "evidence.differing.other");
}

function rows(columns) {
  const heads = columns[0].source_node
    ? [["evidence.from", (item) => nameOf(item.source_node)], ["evidence.to", (item) => nameOf(item.target_node)]]
    : [["evidence.name", (item) => nameOf(item)], ["evidence.kind", (item) => typeWords(item.type, item.kind)]];
  const labels = new Map(columns.flatMap((item) => item.stated).map((one) => [one.name, pick(one.label)]));
  labels.delete("differs_from");
  const valueOf = (item, name) => pick(item.stated.find((one) => one.name === name)?.value);
  return [
    // What they agree on in their heads, the card says already.
    ...heads.map(([code, value]) => ({ label: say(code), values: columns.map(value) })).filter(differ),
    ...[...labels].map(([name, label]) => ({ label, values: columns.map((item) => valueOf(item, name)) })),
  ];
}

function differ({ values }) {
  return new Set(values).size > 1;
}

function row({ label, values }) {
  const mark = differ({ values }) && el("span", { class: "mark" },
    el("span", { "aria-hidden": "true" }, "≠ "), el("span", { class: "sr" }, say("evidence.differing.mark")));
  return el("tr", { class: mark && "differing" }, el("th", { scope: "row" }, mark, label),
    values.map((value) => el("td", {}, value || el("span", { class: "quiet" }, say("evidence.unsaid")))));
}
