// The catalogue as a list: by subject, and by the words that one types.

import { announce, el } from "../core/dom.js";
import { once } from "../core/server.js";
import { changed, go, href } from "../core/state.js";
import { number, pick, say } from "../core/words.js";
import { questionHref } from "./answer.js";
import { askForm } from "./plain.js";

const SUBJECTS = ["who", "where", "hubs", "flows", "outcomes", "bridges", "cases"];
const SLOT = /\{(\w+)\}/;

export async function showList(state, place) {
  const entries = await once("api/queries");
  const found = el("div", { class: "subjects" });
  const field = el("input", {
    type: "search", id: "questions-find", value: state.find || "", maxlength: 100,
    input: () => go({ find: field.value || null }, { replace: true }),
  });
  const chips = [null, ...SUBJECTS].map((subject) => el("button", { type: "button", click: () => go({ subject }) },
    say(subject ? `questions.subject.${subject}` : "questions.all")));

  function update(now) {
    if (now.name || now.ask) return false;
    if (field !== document.activeElement) field.value = now.find || "";
    const subject = SUBJECTS.indexOf(now.subject);
    chips.forEach((chip, at) => chip.setAttribute("aria-pressed", String(at === subject + 1)));
    const kept = entries.filter((entry) => fits(entry, now));
    found.replaceChildren(...grouped(kept, entries));
    if (now.find) announce(say("questions.count", { count: number(kept.length) }));
    return true;
  }

  place.append(
    el("h1", {}, say("questions.title")), el("p", {}, say("questions.intro")), askForm(""),
    el("div", { class: "toolbar find" },
      el("label", { for: "questions-find" }, say("questions.find")), field,
      el("span", { role: "group", "aria-label": say("questions.subjects"), class: "toolbar" }, chips)),
    found,
    el("p", {}, el("a", { href: href(changed({ view: "query" })) }, say("questions.to_editor")), " ",
      el("span", { class: "quiet" }, say("questions.to_editor.why"))));
  update(state);
  return { title: say("questions.title"), update };
}

function grouped(kept, entries) {
  if (!kept.length) return [el("p", { class: "none" }, say("questions.none"))];
  return SUBJECTS.filter((subject) => kept.some((entry) => entry.subject === subject)).map((subject) =>
    el("section", {}, el("h2", {}, say(`questions.subject.${subject}`)), el("ul", { class: "plain" },
      under(subject, kept).map((entry) => item(entry, entries)))));
}

/** Those of a subject; first those that are named after it. */
function under(subject, entries) {
  const own = entries.filter((entry) => entry.subject === subject);
  const isFirst = (entry) => entry.name.startsWith(subject);
  return [...own.filter(isFirst), ...own.filter((entry) => !isFirst(entry))];
}

function item(entry, entries) {
  return el("li", {}, el("a", { href: questionHref(entry.name) }, worded(entry)),
    el("span", { class: "quiet" }, goodFor(entry, entries)));
}

/** What a question is good for; another question that it names becomes a link to that. */
export function goodFor(entry, entries) {
  const names = entries.map((one) => one.name).filter((name) => name !== entry.name);
  const other = new RegExp(`(?<![\\w-])(${names.join("|")})(?![\\w-])`);
  const link = (name) => el("a", { href: questionHref(name) },
    say("questions.quoted", { text: blank(entries.find((one) => one.name === name)) }));
  return pick(entry.good_for).split(other).map((part, at) => (at % 2 ? link(part) : part));
}

/** The question without its values. */
export function blank(entry) {
  return pick(entry).replace(/\{(\w+)\}/g, "…");
}

/** The question with its parameters as gaps that say what goes there. */
function worded(entry) {
  const labels = Object.fromEntries(entry.parameters.map((one) => [one.name, pick(one)]));
  return pick(entry).split(SLOT).map((part, at) => (at % 2 ? el("span", { class: "slot" }, labels[part]) : part));
}

function fits(entry, { find, subject }) {
  if (subject && entry.subject !== subject) return false;
  const text = spoken([entry.ja, entry.en, entry.good_for.ja, entry.good_for.en, entry.name].join(" "));
  return spoken(find || "").split(/\s+/).every((word) => text.includes(word));
}

/** Full and half width, both kinds of kana, capital and small letters are the same. */
function spoken(text) {
  const hiragana = (sign) => String.fromCharCode(sign.charCodeAt(0) - 0x60);
  return text.normalize("NFKC").toLowerCase().replace(/[ァ-ヶ]/g, hiragana);
}
