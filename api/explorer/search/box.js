// The search box: suggestions as one types, by name, alias or reading, in kana of either kind.

import { announce, el } from "../core/dom.js";
import { get } from "../core/server.js";
import { go } from "../core/state.js";
import { nodeIcon, typeWords } from "../core/things.js";
import { lang, nameOf, number, otherLang, say } from "../core/words.js";

const PAUSE = 120; // milliseconds without a key, after which the server is asked
const MOST = 10;
const LONGEST = 200;
// Where a slash is part of what somebody writes.
const WRITTEN = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

/** Builds the box in its place in the head of the page. @param {HTMLElement} element */
export function startSearch(element) {
  new Box(element);
}

/** A combobox with a list of options (ARIA 1.2): the focus stays in the field, `active` is the marked option. */
class Box {
  constructor(element) {
    this.options = [];
    this.active = -1;
    this.answered = null;
    this.field = el("input", {
      type: "text", id: "search-field", role: "combobox", autocomplete: "off", spellcheck: "false", maxlength: LONGEST,
      enterkeyhint: "search", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "search-list",
      "data-label": "search.label", "aria-label": say("search.label"), "data-placeholder": "search.placeholder",
      placeholder: say("search.placeholder"), "aria-keyshortcuts": "/", input: () => this.later(),
      keydown: (event) => this.key(event), focus: () => this.field.value.trim() && this.later(),
    });
    this.list = el("ul", { id: "search-list", role: "listbox", "data-label": "search.list",
      "aria-label": say("search.list") });
    this.nothing = el("div", { class: "nothing", hidden: true });
    // A press on an option must not take the focus out of the field.
    this.popup = el("div", { class: "suggestions", hidden: true, mousedown: (event) => event.preventDefault() },
      this.nothing, this.list);
    element.setAttribute("role", "search");
    element.append(this.field, this.popup);
    element.addEventListener("focusout", (event) => { if (!element.contains(event.relatedTarget)) this.close(); });
    document.addEventListener("keydown", (event) => this.slash(event));
  }

  later() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.suggest(), PAUSE);
  }

  /** Asks the server; an answer that has been overtaken is dropped. */
  async suggest() {
    clearTimeout(this.waiting);
    this.request?.abort();
    const text = this.field.value.trim();
    if (!text) return this.close();
    const request = this.request = new AbortController();
    try {
      const { results } = await get("api/search", { q: text, limit: MOST }, { signal: request.signal });
      if (request === this.request && document.activeElement === this.field) this.show(text, results);
    } catch (error) {
      if (request === this.request && error.name !== "AbortError") announce(error.message);
    }
  }

  show(text, results) {
    this.answered = text;
    const found = results.map((node) => ({ target: pageOf(node), content: suggestion(node) }));
    this.options = [...found, { target: { view: "questions", ask: text }, content: question(text), isQuestion: true }];
    this.active = -1;
    this.list.replaceChildren(...this.options.map((option, position) => this.drawn(option, position)));
    this.nothing.hidden = results.length > 0;
    const none = el("strong", {}, say("search.none", { text }));
    this.nothing.replaceChildren(el("p", {}, none), el("p", {}, say("search.try")));
    this.popup.hidden = false;
    this.list.scrollTop = 0;
    this.field.setAttribute("aria-expanded", "true");
    this.field.removeAttribute("aria-activedescendant");
    announce(results.length ? say("search.count", { count: number(results.length) }) : say("search.none", { text }));
  }

  drawn({ content, isQuestion }, position) {
    return el("li", {
      id: `search-option-${position}`, role: "option", "aria-selected": "false", class: isQuestion && "ask",
      click: () => this.open(position), mousemove: () => this.active !== position && this.mark(position),
    }, content);
  }

  close() {
    clearTimeout(this.waiting);
    this.request?.abort();
    this.request = null;
    this.answered = null;
    this.options = [];
    this.popup.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  mark(position) {
    this.active = position;
    [...this.list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === position)));
    this.field.setAttribute("aria-activedescendant", `search-option-${position}`);
    this.list.children[position].scrollIntoView({ block: "nearest" });
  }

  key(event) {
    // While an input method is at work its keys are not ours: Enter takes a conversion.
    if (event.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.move(step);
    else if (event.key === "Enter") this.enter();
    else if (event.key === "Escape" && (this.field.value || !this.popup.hidden)) this.escape();
    else return;
    event.preventDefault();
  }

  move(step) {
    const count = this.options.length;
    if (!count) return this.suggest();
    const from = this.active < 0 && step < 0 ? 0 : this.active;
    this.mark((from + step + count) % count);
  }

  /** The marked option, else the best match for what stands in the field now. */
  async enter() {
    if (this.active >= 0) return this.open(this.active);
    if (this.answered !== this.field.value.trim()) await this.suggest();
    if (this.options.length && !this.options[0].isQuestion) this.open(0);
  }

  escape() {
    if (this.popup.hidden) this.field.value = "";
    this.close();
  }

  open(position) {
    const { target } = this.options[position];
    this.field.value = "";
    this.close();
    go({ ...target, sel: target.sel ?? null, cite: null });
    // A card at the side takes the focus itself.
    if (!target.sel) document.getElementById("view").focus();
  }

  slash(event) {
    if (event.key !== "/" || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.(WRITTEN)) return;
    event.preventDefault();
    this.field.focus();
    this.field.select();
  }
}

/** Where a node is best looked at. */
function pageOf(node) {
  if (node.type === "Hub") return { view: "hub", id: node.id };
  if (node.type === "Actor") return { view: "actor", id: node.id };
  return { view: "network", focus: node.id, sel: node.id };
}

function suggestion(node) {
  const other = nameOf(node, otherLang());
  const notes = [
    node.qualified && node.qualified !== node.name_ja && lang() === "ja" && node.qualified,
    other !== nameOf(node) && el("span", { lang: otherLang() }, other),
    matchWords(node.matched),
  ].filter(Boolean);
  return [
    nodeIcon(node.type, node.generic),
    el("span", { class: "name" }, nameOf(node)),
    el("span", { class: "type" }, typeWords(node.type, node.kind)),
    el("span", { class: "notes" }, notes.map((note) => el("span", {}, note))),
  ];
}

/** What matched, where it is no name that is shown. */
function matchWords({ field, text, case: told }) {
  if (told) return say("search.by.case", { name: nameOf(told) });
  return ["alias", "reading"].includes(field) ? say(`search.by.${field}`, { text }) : null;
}

function question(text) {
  return [el("span", { class: "name" }, say("search.ask", { text })),
    el("span", { class: "notes" }, el("span", {}, say("search.ask.why")))];
}
