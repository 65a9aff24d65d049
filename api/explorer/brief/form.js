// What a brief is of, and what the reader types into it: fields that stand above the document and are not part of it.

import { announce, el } from "../core/dom.js";
import { get, once, part } from "../core/server.js";
import { changed, go, href, list } from "../core/state.js";
import { nodeIcon, tieWords, typeWords, vocabulary } from "../core/things.js";
import { nameOf, pick, say } from "../core/words.js";

const PATIENCE = 250; // milliseconds after the last key
const MOST = 12;
const MOST_TIES = 300;
// Say what the case files hold, and nothing that could be claimed.
const NO_CLAIM = ["DESCRIBES", "REPORTED_IN"];
// The view is made anew when a subject is added or taken away: whoever did that by keyboard goes on at the search
// field.
let goesOn = false;

/**
 * The fields. `update` writes a state into those that the reader is not typing in; `arrive` is called when they are
 * on the page.
 * @param {import("../core/state.js").State} wanted
 * @param {Object|null} brief what the server says
 * @param {string|null} defaultTitle
 */
export function form(wanted, brief, defaultTitle) {
  const title = el("input", { type: "text", id: "brief-title", maxlength: 200, placeholder: defaultTitle });
  const purpose = el("textarea", { id: "brief-purpose", rows: 2, maxlength: 2000 });
  const quotes = el("input", { type: "checkbox", id: "brief-quotes" });
  quotes.addEventListener("change", () => go({ quotes: quotes.checked ? null : "no" }));
  title.addEventListener("input", later(() => go({ title: title.value || null }, { replace: true })));
  purpose.addEventListener("input", later(() => go({ purpose: purpose.value || null }, { replace: true })));

  function update(now) {
    for (const [field, value] of [[title, now.title || ""], [purpose, now.purpose || ""]]) {
      if (field !== document.activeElement && field.value !== value) field.value = value;
    }
    quotes.checked = now.quotes !== "no";
  }

  update(wanted);
  const element = el("div", { class: "brief-form" },
    subjects(wanted, brief),
    brief && el("div", { class: "brief-fields" },
      el("label", { for: "brief-title" }, say("brief.title.field")), title,
      el("label", { for: "brief-purpose" }, say("brief.purpose.field")), purpose,
      el("span", {}), el("span", { class: "toolbar" },
        el("label", { class: "brief-tick" }, quotes, say("brief.quotes.field")),
        el("button", { type: "button", class: "primary", click: () => print() }, say("brief.print")))));
  return { element, update, arrive };
}

function arrive() {
  if (goesOn) document.getElementById("brief-search")?.focus();
  goesOn = false;
}

function choose(ids) {
  goesOn = true;
  go({ view: "brief", id: ids });
}

function later(work) {
  let waiting = 0;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(work, PATIENCE);
  };
}

function subjects(wanted, brief) {
  const chosen = list(wanted.id);
  return el("section", { class: "brief-subjects", "aria-label": say("brief.subjects") },
    brief?.question ? ofQuestion(brief.question) : [
      chosen.length > 0 && el("ul", { class: "plain brief-chosen", "aria-label": say("brief.chosen") },
        brief.subjects.map((subject) => chip(subject, chosen)),
        brief.missing.map((id) => chip({ id, name_ja: id, name_en: id }, chosen))),
      adding(chosen)],
    !brief && questions());
}

function ofQuestion(question) {
  const named = Object.entries(question.values).map(([name, value]) => [`p.${name}`, value]);
  const none = Object.fromEntries(named.map(([name]) => [name, null]));
  const change = changed({ view: "questions", name: question.name, ...Object.fromEntries(named) });
  return el("p", {}, say("brief.of_question"), el("strong", {}, pick(question.text)), " ",
    el("a", { href: href(change) }, say("brief.change_question")), " ",
    el("a", { href: href(changed({ question: null, title: null, ties: null, ...none })) }, say("brief.anew")));
}

function chip(subject, chosen) {
  const name = nameOf(subject);
  const remove = () => choose(chosen.filter((id) => ![subject.id, subject.name_ja, subject.name_en].includes(id)));
  return el("li", { class: "chip" }, named(subject), el("button", {
    type: "button", click: remove, "aria-label": say("brief.remove", { name }), title: say("brief.remove", { name }),
  }, "×"));
}

function named(subject) {
  const isNode = subject.type in vocabulary().nodes;
  return el("span", { class: "thing" },
    isNode && nodeIcon(subject.type, subject.generic), el("span", {}, nameOf(subject)));
}

function adding(chosen) {
  const found = el("ul", { class: "plain brief-found", "aria-label": say("brief.found") });
  const field = el("input", { type: "search", id: "brief-search", autocomplete: "off", maxlength: 200 });
  let turn = 0;
  const look = async () => {
    const mine = ++turn;
    const text = field.value.trim();
    const results = text ? (await get("api/search", { q: text, limit: MOST })).results : [];
    if (mine !== turn) return;
    found.replaceChildren(...results.map((node) => result(node, chosen)));
    announce(text ? say("brief.found.count", { count: results.length }) : "");
  };
  field.addEventListener("input", later(look));
  return el("div", { class: "brief-adding" },
    el("label", { for: "brief-search" }, say(chosen.length ? "brief.add.more" : "brief.add.first")), field, found);
}

function result(node, chosen) {
  const ties = el("ul", { class: "plain brief-ties", hidden: true });
  const open = el("button", { type: "button", "aria-expanded": "false", click: () => toggle() }, say("brief.ties"));
  async function toggle() {
    const isOpen = open.getAttribute("aria-expanded") === "true";
    open.setAttribute("aria-expanded", String(!isOpen));
    ties.hidden = isOpen;
    if (!isOpen && !ties.children.length) ties.replaceChildren(...(await tiesOf(node, chosen)));
  }
  return el("li", {}, named(node), el("span", { class: "quiet" }, typeWords(node.type, node.kind)),
    adder(node.id, nameOf(node), chosen), open, ties);
}

async function tiesOf(node, chosen) {
  const card = await get(`api/nodes/${part(node.id)}`);
  const ends = [...card.out.map((tie) => [tie, "→"]), ...card.in.map((tie) => [tie, "←"])];
  const rows = ends.filter(([tie]) => tie.evidence.length && !NO_CLAIM.includes(tie.type)).slice(0, MOST_TIES);
  if (!rows.length) return [el("li", { class: "quiet" }, say("brief.no_ties"))];
  return rows.map(([tie, arrow]) => el("li", {}, el("span", {}, `${arrow} ${tieWords(tie)} `), named(tie.other),
    adder(tie.id, `${tieWords(tie)} ${nameOf(tie.other)}`, chosen)));
}

function adder(id, name, chosen) {
  const has = chosen.includes(id);
  return el("button", {
    type: "button", disabled: has, "aria-label": say("brief.add", { name }),
    click: () => choose([...chosen, id]),
  }, say(has ? "brief.added" : "brief.add.short"));
}

function questions() {
  const choice = el("select", { id: "brief-question" }, el("option", { value: "" }, say("brief.question.none")));
  choice.addEventListener("change", () => choice.value && go({ question: choice.value, id: null }));
  once("api/queries").then(
    (found) => choice.append(...found.map((one) => el("option", { value: one.name }, wording(one)))),
    (error) => choice.after(el("span", { class: "quiet" }, error.message)),
  );
  return el("div", { class: "brief-adding" },
    el("label", { for: "brief-question" }, say("brief.question.field")), choice);
}

/** A question with the labels of its parameters where their values go. */
function wording(question) {
  const labels = new Map(question.parameters.map((one) => [one.name, pick(one)]));
  return pick(question).replace(/\{(\w+)\}/g, (_, name) => say("brief.question.gap", { label: labels.get(name) }));
}
