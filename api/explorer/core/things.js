// How nodes, ties and the lines that state them look, everywhere in the page. Wants the schema to be loaded first.

import { el, svg } from "./dom.js";
import { schema } from "./server.js";
import { changed, href } from "./state.js";
import { nameOf, otherLang, pick, say } from "./words.js";

/** @typedef {{id: string, type: string, kind?: string, name_ja: string, name_en: string}} Named */
/** @typedef {{document: string, lines: [number, number], digest: string}} Evidence */

let known = null;

export async function loadThings() {
  known = await schema();
}

/** The vocabulary, once loaded. */
export function vocabulary() {
  return known;
}

export const OUTLINES = {
  star: "7,0.5 8.8,4.8 13.4,5.1 9.9,8.1 11,12.7 7,10.2 3,12.7 4.1,8.1 0.6,5.1 5.2,4.8",
  triangle: "7,1.5 13,12.5 1,12.5",
  triangleDown: "1,1.5 13,1.5 7,12.5",
  diamond: "7,0.5 13,7 7,13.5 1,7",
  square: "1.5,1.5 12.5,1.5 12.5,12.5 1.5,12.5",
  hexagon: "4,1.5 10,1.5 13.4,7 10,12.5 4,12.5 0.6,7",
};

/** The shape and colour of a type of node; hollow for a group named by its role. */
export function nodeIcon(type, hollow = false) {
  const { shape, color } = known.nodes[type];
  const paint = { fill: hollow ? "#fff" : color, stroke: color, "stroke-width": hollow ? 1.5 : 0 };
  const outline = OUTLINES[shape];
  const drawn = outline ? svg("polygon", { points: outline, ...paint }) : svg("circle", { cx: 7, cy: 7, r: 5.5, ...paint });
  return svg("svg", { class: "icon", width: 14, height: 14, viewBox: "0 0 14 14", "aria-hidden": "true" }, drawn);
}

/** An arrow in the colour of a kind of flow; grey for any other tie. */
export function tieIcon(kind) {
  const color = known.flow_kinds[kind]?.color || "#78716c";
  return svg("svg", { class: "icon", width: 26, height: 14, viewBox: "0 0 26 14", "aria-hidden": "true" },
    svg("line", { x1: 0, y1: 7, x2: 19, y2: 7, stroke: color, "stroke-width": 2.2 }),
    svg("polygon", { points: "18,2.8 26,7 18,11.2", fill: color }));
}

/** Type and kind in words: 「主体／企業」. */
export function typeWords(type, kind) {
  const spec = known.nodes[type];
  const word = kind && spec.kinds[kind];
  return word ? `${pick(spec.label)}${say("slash")}${pick(word)}` : pick(spec.label);
}

/** What a tie is called: its type, and the kind of a flow. */
export function tieWords(edge) {
  const label = pick(known.edges[edge.type].label);
  const flow = edge.type === "FLOW" && known.flow_kinds[edge.kind];
  return flow ? `${label}${say("colon")}${pick(flow.label)}` : label;
}

/** A link to the page of a node: that of a hub or an actor, or the card at the side of this view. */
export function nodeHref(node) {
  if (node.type === "Hub") return href(changed({ view: "hub", id: node.id, sel: null, cite: null }));
  if (node.type === "Actor") return href(changed({ view: "actor", id: node.id, sel: null, cite: null }));
  return href(changed({ sel: node.id, cite: null }));
}

/** The name of a node as a link, with its shape. @param {Named} node */
export function nodeLink(node, { page = true, icon = true } = {}) {
  const address = page ? nodeHref(node) : href(changed({ sel: node.id, cite: null }));
  return el("a", { href: address, class: "thing", title: nameOf(node, otherLang()) },
    icon && nodeIcon(node.type, node.generic), el("span", {}, nameOf(node)));
}

/** A link that opens a node or a tie, with all its evidence, at the side. */
export function evidenceLink(id, words = say("evidence.open")) {
  return el("a", { href: href(changed({ sel: id, cite: null })), class: "open-evidence" }, words);
}

/** The title of a document. */
export function documentTitle(id) {
  const found = known.documents.find((item) => item.id === id);
  return found ? pick(found.title) : id;
}

/** `2253` or `2253–2257`, with the word for lines. */
export function linesWords([first, last]) {
  return first === last ? say("line", { first }) : say("lines", { first, last });
}

/** Links to the very lines, one for each evidence, grouped by document: 「題名 10–12行 15行」. */
export function citations(evidence) {
  const byDocument = new Map();
  for (const item of evidence || []) {
    if (!byDocument.has(item.document)) byDocument.set(item.document, []);
    byDocument.get(item.document).push(item);
  }
  return [...byDocument].map(([id, items]) => el("span", { class: "citation" },
    el("cite", {}, documentTitle(id)), items.map((item) => [" ", lineLink(item)])));
}

/** A link that opens the lines themselves at the side. @param {Evidence} item */
export function lineLink({ document: id, lines }) {
  const cite = `${id}:${lines[0]}-${lines[1]}`;
  // Without the card that happens to be open: these lines may have nothing to do with it.
  return el("a", { href: href(changed({ cite, sel: null })), class: "lines" }, linesWords(lines));
}

/** Rows of properties, each with its label, its value (a link where it is a node) and its own lines. */
export function statedRows(rows) {
  return (rows || []).flatMap((row) => [
    el("dt", {}, pick(row.label)),
    el("dd", {}, row.node ? el("a", { href: href(changed({ sel: row.node, cite: null })) }, pick(row.value)) : pick(row.value),
      row.evidence?.length ? el("span", { class: "cited" }, citations(row.evidence)) : null),
  ]);
}

/** Words for people who look at the other language's name too. */
export function otherName(node) {
  return el("p", { class: "quiet", lang: otherLang() }, nameOf(node, otherLang()));
}

