// A field in which a reader chooses a node by its name: suggestions of the right types as one types.

import { announce, el } from "../core/dom.js";
import { get } from "../core/server.js";
import { nodeIcon, typeWords } from "../core/things.js";
import { nameOf, number, say } from "../core/words.js";

const PAUSE = 120; // milliseconds without a key, after which the server is asked
const MOST = 12;
let count = 0;

/**
 * A combobox (ARIA 1.2). `value()` is the id of the chosen node, else what was typed: the server may know it as a name.
 * @param {{label: string, types: string[]}} spec `types` empty: all
 */
export class Picker {
  constructor({ label, types }) {
    this.types = types;
    this.options = [];
    this.active = -1;
    const id = `pick-${(count += 1)}`;
    this.field = el("input", {
      type: "text", id, role: "combobox", autocomplete: "off", spellcheck: "false", maxlength: 200,
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}-list`, input: () => this.typed(),
      keydown: (event) => this.key(event), focus: () => this.field.select(),
    });
    this.list = el("ul", { id: `${id}-list`, role: "listbox", "aria-label": label });
    // A press on an option must not take the focus out of the field.
    this.popup = el("div", { class: "picks", hidden: true, mousedown: (event) => event.preventDefault() }, this.list);
    this.element = el("span", { class: "pick" }, this.field, this.popup);
    this.element.addEventListener("focusout", () => this.close());
    this.label = el("label", { for: id }, label);
    this.choose(null);
  }

  value() {
    return this.node ? this.node.id : this.field.value.trim();
  }

  /** @param {Named|null} node @param {string} [text] what stands in the field where there is no node */
  choose(node, text = "") {
    this.node = node;
    this.field.value = node ? nameOf(node) : text;
  }

  typed() {
    this.node = null;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.suggest(), PAUSE);
  }

  /** Asks the server; an answer that has been overtaken is dropped. */
  async suggest() {
    this.request?.abort();
    const q = this.field.value.trim();
    if (!q) return this.close();
    const request = this.request = new AbortController();
    try {
      const asked = { q, limit: MOST, type: this.types.length ? this.types : undefined };
      const { results } = await get("api/search", asked, { signal: request.signal });
      if (request === this.request && document.activeElement === this.field) this.show(q, results);
    } catch (error) {
      if (error.name !== "AbortError") announce(error.message);
    }
  }

  show(text, results) {
    this.options = results;
    this.active = -1;
    const count = results.length;
    const said = count ? say("questions.pick.count", { count: number(count) }) : say("questions.pick.none", { text });
    const none = () => el("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, said);
    this.list.replaceChildren(...(count ? results.map((node, position) => this.drawn(node, position)) : [none()]));
    this.popup.hidden = false;
    this.field.setAttribute("aria-expanded", "true");
    this.field.removeAttribute("aria-activedescendant");
    announce(said);
  }

  drawn(node, position) {
    const long = node.qualified && node.qualified !== node.name_ja ? node.qualified : null;
    return el("li", {
      id: `${this.field.id}-${position}`, role: "option", "aria-selected": "false", click: () => this.take(position),
    }, nodeIcon(node.type, node.generic), el("span", {}, nameOf(node)),
    el("span", { class: "quiet" }, typeWords(node.type, node.kind), long && [" · ", el("span", { lang: "ja" }, long)]));
  }

  close() {
    clearTimeout(this.waiting);
    this.request?.abort();
    this.request = null;
    this.options = [];
    this.active = -1;
    this.popup.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  take(position) {
    this.choose(this.options[position]);
    this.close();
    this.field.focus();
    announce(say("questions.pick.chosen", { name: nameOf(this.node) }));
  }

  key(event) {
    // While an input method is at work its keys are not ours: Enter takes a conversion.
    if (event.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.move(step);
    else if (event.key === "Enter" && this.active >= 0) this.take(this.active);
    else if (event.key === "Escape" && !this.popup.hidden) this.close();
    else return;
    event.preventDefault();
  }

  move(step) {
    const many = this.options.length;
    if (!many) return this.suggest();
    this.active = ((this.active < 0 && step < 0 ? 0 : this.active) + step + many) % many;
    [...this.list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === this.active)));
    const marked = this.list.children[this.active];
    this.field.setAttribute("aria-activedescendant", marked.id);
    marked.scrollIntoView({ block: "nearest" });
  }
}
