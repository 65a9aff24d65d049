// The rows of an answer as a table: nodes and ties as links, lines of documents as links to the very lines.

import { el } from "../core/dom.js";
import { table } from "../core/table.js";
import { changed, href } from "../core/state.js";
import { citations, evidenceLink, nodeLink, tieWords, vocabulary } from "../core/things.js";
import { has, lang, nameOf, number, pick, say } from "../core/words.js";

const LINES = /^(.+):(\d+)-(\d+)$/;
const MOST_ITEMS = 8;

/**
 * @param {*} answer of `api/queries/{name}`, `api/ask`, `api/cypher` or `api/sparql`
 * @param {{caption: string, file: string}} named
 */
export function answerTable(answer, { caption, file }) {
  const columns = answer.columns.map((column, at) => tableColumn(answer, column, at));
  return table({ caption, file, columns, rows: answer.rows });
}

function tableColumn(answer, column, at) {
  const words = own(answer.words, column.name) ? answer.words[column.name] : {};
  return {
    label: column[lang()] || column.name,
    numeric: isNumeric(answer, column, at),
    value: (row) => plain(row[at], answer, words, column.name),
    cell: (row) => shown(row[at], answer, words, column.name),
  };
}

function isNumeric({ rows }, { type }, at) {
  if (type) return type === "integer" || type === "number";
  return rows.some((row) => row[at] !== null) && rows.every((row) => row[at] === null || typeof row[at] === "number");
}

/** What is sorted, copied and saved. */
function plain(value, answer, words, column) {
  if (value === null || typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map((item) => plain(item, answer, words, column)).join(say("questions.list"));
  if (typeof value === "object") return JSON.stringify(value);
  return wordFor(value, words, column) || nameFor(value, answer) || value;
}

function wordFor(value, words, column) {
  if (own(words, value)) return pick(words[value]);
  const code = `questions.${column}.${value}`;
  return has(code) ? say(code) : null;
}

function nameFor(value, { names, ties }) {
  if (own(names, value)) return nameOf(names[value]);
  return own(ties, value) ? tieName(ties[value]) : null;
}

function tieName(tie) {
  return say("questions.tie", { source: nameOf(tie.source_node), target: nameOf(tie.target_node), tie: tieWords(tie) });
}

function shown(value, answer, words, column) {
  if (value === null || value === undefined) return el("span", { class: "quiet" }, "–");
  if (typeof value === "number") return number(value, 3);
  if (typeof value === "boolean") return say(value ? "yes" : "no");
  if (Array.isArray(value)) return listed(value, answer, words, column);
  if (typeof value === "object") return whole(value, answer);
  const word = wordFor(value, words, column);
  if (word) return el("span", { class: "word" }, word);
  const link = linked(value, answer);
  if (link) return link;
  const lines = linesOf(value);
  if (lines) return citations([lines]);
  return column.endsWith("_ja") ? el("span", { lang: "ja" }, value) : value;
}

/** A link to the node or tie of that id. */
function linked(id, { names, ties }) {
  if (own(names, id)) return nodeLink(names[id]);
  return own(ties, id) ? evidenceLink(id, tieName(ties[id])) : null;
}

/** Whether a table has an entry of that name: `constructor` is a text like any other. */
function own(table, name) {
  return Boolean(table) && Object.hasOwn(table, name);
}

/** A list: evidence by document, other things one under the other; many of them fold away. */
function listed(values, answer, words, column) {
  if (!values.length) return el("span", { class: "quiet" }, "–");
  const lines = values.map((value) => typeof value === "string" && linesOf(value));
  if (lines.every(Boolean)) return folded(lines, citations);
  return folded(values, (some) => el("ul", { class: "plain" },
    some.map((value) => el("li", {}, shown(value, answer, words, column)))));
}

function folded(items, draw) {
  if (items.length <= MOST_ITEMS) return draw(items);
  const more = say("questions.more", { count: number(items.length - MOST_ITEMS) });
  return [draw(items.slice(0, MOST_ITEMS)),
    el("details", {}, el("summary", {}, more), draw(items.slice(MOST_ITEMS)))];
}

/** A whole node or tie, as Cypher may give it: by its name, with its properties for whoever wants them. */
function whole(value, answer) {
  const name = linked(value.id, answer);
  const text = el("code", { class: "object" }, JSON.stringify(value, null, 1));
  return name ? [name, el("details", {}, el("summary", {}, say("questions.properties")), text)] : text;
}

/** Lines of a known document, as `document:first-last`. @returns {Evidence|null} */
function linesOf(text) {
  const found = LINES.exec(text);
  if (!found || !vocabulary().documents.some((one) => one.id === found[1])) return null;
  return { document: found[1], lines: [Number(found[2]), Number(found[3])] };
}

/** A link to a question with its values. @param {string} name @param {Object<string, *>} values */
export function questionHref(name, values = {}) {
  const given = Object.fromEntries(Object.entries(values).map(([key, value]) => [`p.${key}`, value]));
  return href(changed({ view: "questions", sel: null, cite: null, ...emptied(), name, ...given }));
}

/** What of the state belongs to another question, as a change that takes it away. */
export function emptied() {
  const names = [...new URLSearchParams(location.search).keys()].filter((key) => key.startsWith("p."));
  return Object.fromEntries([...names, "ask", "find", "subject", "engine", "name"].map((key) => [key, null]));
}
