// Small pieces that the pages of hubs and actors share.

import { el, svg } from "../core/dom.js";
import { citations, evidenceLink, lineLink, documentTitle, nodeLink, tieWords, vocabulary } from "../core/things.js";
import { nameOf, pick, say } from "../core/words.js";

const LINES_SHOWN = 6, CASES_SHOWN = 2;
// Ties of which one end is never an actor or hub: their direction goes without saying.
const ONE_WAY = new Set(["LOCATED_IN", "SERVES", "GOVERNS", "UPGRADES", "PRODUCES", "RUNS", "ACHIEVES"]);

/** The types of hubs, "none" last. */
export function typeNames() {
  return [...Object.keys(vocabulary().enums.hub_type.values), "none"];
}

/** A type of hub in words. */
export function typeLabel(name) {
  const value = vocabulary().enums.hub_type.values[name];
  return value ? pick(value.label) : say("hubs.type.none");
}

/** A value of an enumeration in words. */
export function valueLabel(name, value) {
  const found = vocabulary().enums[name]?.values[value];
  return found ? pick(found.label) : value;
}

/** A kind of flow in words. */
export function kindLabel(kind) {
  return pick(vocabulary().flow_kinds[kind]?.label) || kind;
}

export function percent(share) {
  return `${Math.round(100 * share)} %`;
}

/** Names, as links, with what stands between words of a list. */
export function listed(nodes) {
  return nodes.flatMap((node, position) => [position ? say("comma") : null, nodeLink(node, { icon: false })]);
}

/** Links to the very lines, by document (`titles`: with its title); many of them fold away. */
export function lines(evidence, { titles = true } = {}) {
  if (!evidence.length) return null;
  const links = (items) => items.flatMap((item) => [" ", lineLink(item)]);
  const byDocument = new Map();
  for (const item of evidence) byDocument.set(item.document, [...(byDocument.get(item.document) || []), item]);
  return el("span", { class: "told-lines" }, [...byDocument].map(([id, items]) => el("span", {},
    titles && el("cite", {}, documentTitle(id)), links(items.slice(0, LINES_SHOWN)),
    items.length > LINES_SHOWN && el("details", {}, el("summary", {},
      say("hubs.lines.more", { count: items.length - LINES_SHOWN })),
      links(items.slice(LINES_SHOWN))))));
}

/** A statement that is planned or over is not told as if it held. */
export function statusTag(edge) {
  const status = edge.properties?.status;
  return status && status !== "actual" ? el("span", { class: "tag" }, valueLabel("statement_status", status)) : null;
}

/**
 * A tie in words, as a link to its evidence; with its direction as seen from one of its ends.
 * @param {string} end id of the node under whose heading the tie stands
 */
export function tieLink(edge, end) {
  const side = edge.source === end ? "out" : edge.target === end ? "in" : "via";
  const isTold = vocabulary().edges[edge.type].directed && !ONE_WAY.has(edge.type);
  const words = isTold ? say(`hubs.tie.${side}`, { tie: tieWords(edge) }) : tieWords(edge);
  const what = pick({ ja: edge.properties.what_ja, en: edge.properties.what_en });
  const told = what ? `${words} – ${what}` : words;
  return el("span", { class: "tie" }, evidenceLink(edge.id, told), " ", statusTag(edge));
}

/** Things with their ties, as a list. @param {{node: Named, ties: *[]}[]} rows @param {string} end */
export function tiedList(rows, end) {
  return el("ul", { class: "plain tied" }, rows.map(({ node, ties }) => el("li", {},
    nodeLink(node), el("span", { class: "ties" }, ties.map((edge) => tieLink(edge, end))))));
}

/** A heading with what stands under it, to which the list of contents leads. */
export function section(id, title, ...children) {
  return el("section", { id, "aria-labelledby": `${id}-title` }, el("h3", { id: `${id}-title` }, title), children);
}

/** Links to the sections of a page. @param {[string, string][]} parts id and title */
export function contents(parts) {
  const jump = (event, id) => {
    event.preventDefault();
    const target = document.getElementById(`${id}-title`);
    target.tabIndex = -1;
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  };
  return el("nav", { class: "contents", "aria-label": say("hub.contents"), "data-screen": true },
    parts.map(([id, title]) =>
    el("a", { href: `#${id}`, click: (event) => jump(event, id) }, title)));
}

/** Cases with their summaries: the first few, and the others where one asks for them. */
export function caseList(cases) {
  if (!cases.length) return say("hub.cases.none");
  const items = cases.map((one) => el("div", { class: "case" }, nodeLink(one),
    el("p", { class: "quiet" }, pick(one.summary)), citations(one.evidence)));
  return [items.slice(0, CASES_SHOWN), items.length > CASES_SHOWN && el("details", {},
    el("summary", {}, say("hub.cases.more", { count: items.length - CASES_SHOWN })), items.slice(CASES_SHOWN))];
}

/** A text that fits a width in pixels, at a size of letters; ideographs are as wide as high. */
export function fitted(text, width, size = 13) {
  let so_far = 0;
  for (let at = 0; at < text.length; at += 1) {
    so_far += text.codePointAt(at) > 0x2e7f ? size : size * 0.56;
    if (so_far > width) return `${text.slice(0, Math.max(1, at - 1))}…`;
  }
  return text;
}

/** A link inside a drawing; plain content where the drawing leaves the page. */
export function drawnLink(address, title, ...children) {
  return address ? svg("a", { href: address, "aria-label": title }, svg("title", {}, title), children)
    : svg("g", {}, children);
}

/** A select of hubs, by name. @param {Named[]} hubs @param {string} [chosen] */
export function hubSelect(hubs, chosen, attributes = {}) {
  const collator = new Intl.Collator(document.documentElement.lang);
  const sorted = [...hubs].sort((a, b) => collator.compare(nameOf(a), nameOf(b)));
  return el("select", attributes, el("option", { value: "" }, say("hubs.choose")),
    sorted.map((hub) => el("option", { value: hub.id, selected: hub.id === chosen }, nameOf(hub))));
}
