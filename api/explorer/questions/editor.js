// An editor for queries in Cypher and SPARQL.

import { announce, el } from "../core/dom.js";
import { givenToken, once, post, useToken } from "../core/server.js";
import { changed, go, href } from "../core/state.js";
import { vocabulary } from "../core/things.js";
import { number, say } from "../core/words.js";
import { answerTable } from "./answer.js";
import { cheatSheet } from "./cheat.js";
import { blank } from "./list.js";
import { told } from "./refusal.js";

const LANGUAGES = { cypher: "Cypher", sparql: "SPARQL" };
const FIRST = {
  cypher: "MATCH (a:Actor)-[tie:OPERATES]->(h:Hub)\nRETURN a.id AS actor, h.id AS hub, tie.evidence AS lines\nLIMIT 20",
  sparql: "SELECT ?actor ?hub WHERE {\n  ?actor ty:OPERATES ?hub .\n  ?hub a ty:Hub .\n}\nLIMIT 20",
};
// Longer addresses are cut by some mail programs and servers.
const LONGEST = 6000;

export async function show(state, place) {
  const known = await once("api/languages");
  const editor = new Editor(known);
  place.append(el("h1", {}, say("query.title")),
    el("p", {}, say("query.intro"), " ",
      el("a", { href: href(changed({ view: "questions" })) }, say("query.to_questions"))),
    el("div", { class: "editing" }, editor.element, editor.sheet));
  editor.update(state);
  return { title: say("query.title"), update: (now) => editor.update(now), leave: () => editor.stop() };
}

class Editor {
  constructor(known) {
    this.known = known;
    this.texts = { ...FIRST };
    this.field = el("textarea", {
      id: "query-text", rows: 11, spellcheck: "false", autocomplete: "off", autocapitalize: "off", wrap: "off",
      "aria-describedby": "query-limits", "aria-keyshortcuts": "Control+Enter", keydown: (event) => this.key(event),
    });
    this.buttons = Object.entries(LANGUAGES).map(([name, label]) =>
      el("button", { type: "button", click: () => this.turn(name) }, label));
    this.examples = el("select", { id: "query-example", change: () => this.example() });
    this.go = el("button", { type: "button", class: "primary", click: () => this.submit() }, say("query.run"));
    this.halt = el("button", { type: "button", hidden: true, click: () => this.stop() }, say("query.stop"));
    this.result = el("div", { class: "answer" });
    this.sheet = el("aside", { class: "cheat", "aria-label": say("query.sheet"), "data-screen": true });
    this.element = el("div", { class: "editor" },
      el("div", { class: "toolbar" },
        el("span", { role: "group", "aria-label": say("query.language"), class: "toolbar" }, this.buttons),
        el("label", { for: "query-example" }, say("query.example")), this.examples),
      el("label", { for: "query-text", class: "sr" }, say("query.text")), this.field,
      el("div", { class: "toolbar" }, this.go, this.halt, el("span", { class: "quiet" }, say("query.keys"))),
      this.tokenField(), this.limits(), this.result);
    this.fillExamples();
  }

  tokenField() {
    if (!vocabulary().token_needed) return null;
    const field = el("input", {
      type: "password", id: "query-token", autocomplete: "off", value: givenToken(),
      change: () => useToken(field.value.trim()),
    });
    return el("p", { class: "toolbar" }, el("label", { for: "query-token" }, say("query.token")), field,
      el("span", { class: "quiet" }, say("query.token.why")));
  }

  limits() {
    const value = Object.fromEntries(this.known.limits.map((one) => [one.name, number(one.value)]));
    return el("p", { class: "quiet", id: "query-limits" }, say("query.limits", value));
  }

  async fillExamples() {
    const entries = await once("api/queries");
    this.examples.append(el("option", { value: "" }, say("query.example.choose")), ...entries.map((entry) =>
      el("option", { value: entry.name }, blank(entry))));
  }

  /** The query of a question of the catalogue, with the values that it stands with there. */
  async example() {
    const name = this.examples.value;
    if (!name) return;
    const answer = await once(`api/queries/${name}`);
    Object.assign(this.texts, { cypher: answer.cypher.trim(), sparql: answer.sparql.trim() });
    go({ text: this.texts[this.language], run: null, sel: null, cite: null });
    this.field.focus();
  }

  /** Shows a state; one that says so is run, so that a link restores what was found. */
  update(now) {
    const language = LANGUAGES[now.language] ? now.language : "cypher";
    const text = now.text ?? this.texts[language];
    const isSame = language === this.language && text === this.field.value;
    if (language !== this.language) this.speak(language);
    this.texts[language] = this.field.value = text;
    if (!isSame) this.stop();
    if (!isSame) this.result.replaceChildren();
    if (now.run && !(isSame && this.ran === text)) this.run();
    return true;
  }

  speak(language) {
    this.language = language;
    this.ran = null;
    Object.keys(LANGUAGES).forEach((name, at) =>
      this.buttons[at].setAttribute("aria-pressed", String(name === language)));
    this.sheet.replaceChildren(cheatSheet(this.known, language, (name) => this.insert(name)));
  }

  turn(language) {
    this.texts[this.language] = this.field.value;
    const text = this.texts[language];
    go({ language, text: text === FIRST[language] ? null : text, run: null, sel: null, cite: null });
  }

  key(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.submit();
  }

  submit() {
    const text = this.field.value;
    this.texts[this.language] = text;
    this.run();
    const isLong = encodeURIComponent(text).length > LONGEST;
    go({ language: this.language, text: isLong ? null : text, run: isLong ? null : "1", sel: null, cite: null });
    if (isLong) announce(say("query.long"));
  }

  async run() {
    this.stop();
    const mine = this.request = new AbortController();
    const query = this.ran = this.field.value;
    this.halt.hidden = false;
    this.result.replaceChildren(el("p", { class: "quiet", role: "status" }, say("query.running")));
    try {
      const answer = await post(`api/${this.language}`, { query }, { signal: mine.signal });
      if (mine === this.request) this.put(answer);
    } catch (error) {
      if (mine === this.request && error.name !== "AbortError") this.refuse(error);
    }
    if (mine === this.request) this.halt.hidden = true;
  }

  /** Gives up what runs; the server ends the query when nobody waits for it. */
  stop() {
    if (this.halt.hidden) return;
    this.request?.abort();
    this.halt.hidden = true;
    this.result.replaceChildren(el("p", {}, say("query.stopped")));
  }

  put(answer) {
    this.result.replaceChildren(this.shown(answer));
    const count = number(answer.rows.length);
    announce(isTruth(answer) ? this.result.textContent : say("questions.answered", { count }));
  }

  shown(answer) {
    const [row] = answer.rows;
    if (!row) return el("p", { class: "none" }, say("questions.empty"));
    if (isTruth(answer)) return el("p", { class: "truth" }, say(row[0] ? "query.true" : "query.false"));
    return answerTable(answer, { caption: say("questions.answer"), file: `tairyu-${this.language}` });
  }

  refuse(error) {
    this.result.replaceChildren(told(error, (place) => this.mark(place)));
  }

  /** Puts the cursor where a query is wrong. */
  mark({ line, column }) {
    const before = this.field.value.split("\n").slice(0, line - 1).join("\n");
    const at = Math.min(before.length + (line > 1 ? 1 : 0) + column - 1, this.field.value.length);
    this.field.focus();
    this.field.setSelectionRange(at, Math.min(at + 1, this.field.value.length));
  }

  insert(name) {
    const { selectionStart: from, selectionEnd: to, value } = this.field;
    this.field.value = value.slice(0, from) + name + value.slice(to);
    this.field.focus();
    this.field.setSelectionRange(from + name.length, from + name.length);
  }
}

/** Whether it is the answer to an ASK. */
function isTruth({ engine, columns, rows }) {
  const isAlone = columns.length === 1 && columns[0].name === "answer";
  return engine === "sparql" && isAlone && typeof rows[0]?.[0] === "boolean";
}
