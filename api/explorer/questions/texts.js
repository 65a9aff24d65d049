// A question as it stands in the query languages.

import { announce, el } from "../core/dom.js";
import { copyText } from "../core/save.js";
import { changed, href } from "../core/state.js";
import { say } from "../core/words.js";

const LANGUAGES = { cypher: "Cypher", sparql: "SPARQL" };

/** Tabs, one for each language. @param {{cypher: string, sparql: string}} answer */
export function queryTexts(answer) {
  const names = Object.keys(LANGUAGES);
  const other = (name) => names.find((one) => one !== name);
  const tabs = names.map((name) => el("button", {
    type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `text-${name}`, click: () => choose(name),
    keydown: ({ key }) => (key === "ArrowRight" || key === "ArrowLeft") && choose(other(name), true),
  }, LANGUAGES[name]));
  const panels = names.map((name) => panel(name, answer[name]));

  function choose(wanted, focus = false) {
    names.forEach((name, at) => {
      tabs[at].setAttribute("aria-selected", String(name === wanted));
      tabs[at].tabIndex = name === wanted ? 0 : -1;
      panels[at].hidden = name !== wanted;
      if (focus && name === wanted) tabs[at].focus();
    });
  }

  choose(names[0]);
  return el("section", { class: "texts" },
    el("h2", {}, say("questions.texts")), el("p", { class: "quiet" }, say("questions.texts.why")),
    el("div", { role: "tablist", "aria-label": say("questions.texts"), class: "tabs" }, tabs), panels);
}

function panel(name, text) {
  const copy = () => copyText(text).then(() => say("questions.copied"), (error) => error.message).then(announce);
  return el("div", { role: "tabpanel", id: `text-${name}`, "aria-labelledby": `tab-${name}` },
    el("pre", { tabindex: 0, role: "region", "aria-label": LANGUAGES[name], lang: "en" }, text),
    el("p", { class: "toolbar" }, el("button", { type: "button", click: copy }, say("questions.copy")),
      el("a", { class: "button", href: editorHref(name, text) }, say("questions.open"))));
}

/** The editor with this text in it. */
export function editorHref(language, text) {
  return href(changed({ view: "query", language, text, sel: null, cite: null }));
}
