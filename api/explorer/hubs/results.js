// What is achieved, aimed at and expected.

import { el } from "../core/dom.js";
import { table } from "../core/table.js";
import { documentTitle, nodeLink } from "../core/things.js";
import { nameOf, pick, say } from "../core/words.js";
import { lines } from "./told.js";

const STATUSES = ["actual", "target", "forecast"];

/**
 * Outcomes with targets beside actual values.
 * @param {*[]} rows of the answer, `outcomes`; each may say of which of several hubs it is (`hub`)
 * @param {string} file
 */
export function outcomeTable(rows, file) {
  if (!rows.length) return el("p", {}, say("hub.outcomes.none"));
  const documents = [...new Set(rows.flatMap((row) => row.values).flatMap((value) => value.evidence).map((item) =>
    item.document))];
  const only = documents.length === 1 ? documents[0] : null;
  const caption = only ? say("hub.outcomes.of_document", { title: documentTitle(only) }) : say("hub.outcomes.caption");
  return table({ caption, file, rows, columns: [
    ...(rows[0].hub ? [{ label: say("hubs.column.name"), value: (row) => nameOf(row.hub) }] : []),
    { label: say("hub.outcomes.what"), value: (row) => pick(row.quantity) },
    { label: say("hub.outcomes.of"), value: (row) => nameOf(row.of), cell: (row) => nodeLink(row.of) },
    ...STATUSES.map((status) => ({ label: say(`hub.outcomes.${status}`), value: (row) => told(row, status) || null,
      cell: (row) => cell(row, status, !only) })),
  ] });
}

function of(row, status) {
  return row.values.filter((value) => value.status === status);
}

function words(value) {
  const text = pick(value.value);
  return value.when_text ? say("hub.outcomes.when", { value: text, when: pick(value.when_text) }) : text;
}

function told(row, status) {
  return of(row, status).map(words).join(say("comma"));
}

function cell(row, status, titles) {
  const values = of(row, status);
  if (!values.length) return el("span", { class: "quiet" }, "–");
  return values.map((value) => el("div", {}, words(value), value.note
    && el("span", { class: "quiet" }, say("hub.outcomes.note", { note: pick(value.note) })),
    value.differs && el("span", { class: "differs" }, say("hub.outcomes.differs")), " ",
      lines(value.evidence, { titles })));
}
