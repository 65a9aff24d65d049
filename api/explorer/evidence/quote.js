// The cited lines themselves, in their surroundings; where the text is not attached, what that means and what to do.

import { announce, el } from "../core/dom.js";
import { copyText } from "../core/save.js";
import { get } from "../core/server.js";
import { changed, href } from "../core/state.js";
import { documentTitle, linesWords, nodeLink, tieIcon, tieWords, vocabulary } from "../core/things.js";
import { nameOf, number, pick, say } from "../core/words.js";
import { citationText, forms } from "./citation.js";
import { rows } from "./rows.js";

// Lines before and after, step by step.
const AROUND = [6, 20, 50];

/**
 * The content for `document:first-last`.
 * @param {string} cite
 * @param {{sel?: string}} asked
 * @returns {Promise<Node[]>}
 */
export async function quote(cite, { sel }) {
  const where = parsed(cite);
  const found = await get("api/citations", where);
  const back = sel && el("a", { class: "button", href: href(changed({ cite: null })) }, say("evidence.back"));
  return [
    back && el("p", {}, back),
    el("h2", { tabindex: -1 }, el("cite", {}, documentTitle(found.document)), " ",
      el("span", { class: "number" }, linesWords(found.lines))),
    source(found.document),
    found.attached ? await text(where, found) : notAttached(found),
    copying(found),
    resting(found),
  ].flat(Infinity).filter(Boolean);
}

function parsed(cite) {
  const found = /^(.+):(\d{1,9})-(\d{1,9})$/s.exec(cite);
  if (!found) throw new Error(say("evidence.cite", { cite }));
  return { document: found[1], first: Number(found[2]), last: Number(found[3]) };
}

function source(id) {
  const found = vocabulary().documents.find((item) => item.id === id);
  const words = [pick(found?.publisher), pick(found?.date_words) || say("evidence.undated")].filter(Boolean);
  return el("p", { class: "quiet" }, words.join(" · "));
}

async function text(where, { digest: stated }) {
  const place = el("ol", { class: "source-lines", "aria-label": say("evidence.lines.label") });
  const more = el("button", { type: "button", click: () => widen().catch((error) => announce(error.message)) },
    say("evidence.around"));
  let step = 0;

  async function draw() {
    const found = await get("api/evidence", { ...where, around: AROUND[step] });
    place.replaceChildren(...found.quote.map(line));
    more.hidden = step === AROUND.length - 1;
    return found;
  }

  async function widen() {
    step += 1;
    const { quote: shown } = await draw();
    place.querySelector(".cited")?.scrollIntoView({ block: "center" });
    announce(say("evidence.around.done", { count: number(shown.length) }));
  }

  const { digest: computed } = await draw();
  return [place, el("p", {}, more), digest(stated, computed)];
}

function line({ line: position, text: words, cited }) {
  return el("li", { class: cited && "cited" }, el("span", { class: "number", "aria-hidden": "true" }, position),
    el(cited ? "mark" : "span", {}, words));
}

/** The digest of the statements, what it proves, and whether the text (where it is here) gives the same. */
function digest(stated, computed) {
  const value = stated || computed;
  return el("div", { class: "digest" },
    value && el("p", {}, say("evidence.digest"), say("colon"), el("code", {}, value)),
    !stated && el("p", { class: "quiet" }, say("evidence.uncited")),
    stated && computed && verdict(stated === computed),
    value && el("p", { class: "quiet" }, say("evidence.digest.why")));
}

function verdict(agrees) {
  if (agrees) return el("p", { class: "agrees" }, "✓ ", say("evidence.digest.agrees"));
  return el("p", { class: "differs" }, say("evidence.digest.differs"));
}

function notAttached({ document: id, digest: stated }) {
  const command = say("evidence.attach.command");
  return [
    el("div", { class: "not-attached" },
      el("p", {}, el("strong", {}, say("evidence.missing"))),
      el("p", {}, say("evidence.missing.why")),
      el("ol", {},
        el("li", {}, say("evidence.attach.file", { file: `${id}.txt` })),
        el("li", {}, say("evidence.attach.run"), el("div", { class: "command" }, el("code", {}, command),
          copyButton(command, say("evidence.copy.command")))),
        el("li", {}, say("evidence.attach.restart"))),
      el("p", { class: "quiet" }, say("evidence.attach.keeper"))),
    digest(stated),
  ];
}

function copying(where) {
  return [el("h3", {}, say("evidence.copy")), forms().map(([language, words]) => {
    const citation = citationText(language, where);
    return el("div", { class: "cite-as" }, el("p", { lang: language }, citation), copyButton(citation, words));
  })];
}

function copyButton(what, words) {
  const copy = () => copyText(what).then(() => say("copied"), (error) => error.message).then(announce);
  return el("button", { type: "button", click: copy }, words);
}

/** The statements that rest on these lines. */
function resting({ nodes, edges }) {
  const items = [...nodes, ...edges];
  if (!items.length) return null;
  const link = (item) => (item.source_node ? tieLink(item) : nodeLink(item, { page: false }));
  return [el("h3", {}, say("evidence.resting", { count: number(items.length) })), rows(items, link)];
}

function tieLink(edge) {
  const ends = { from: nameOf(edge.source_node), to: nameOf(edge.target_node) };
  return el("a", { class: "thing", href: href(changed({ sel: edge.id, cite: null })) }, tieIcon(edge.kind),
    el("span", {}, say("evidence.tie.of", { tie: tieWords(edge), ...ends })));
}
