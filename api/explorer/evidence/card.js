// The card of a node or a tie: what it is, what is said of it, and the lines that say so.

import { el } from "../core/dom.js";
import { get, part } from "../core/server.js";
import { changed, href } from "../core/state.js";
import {
  nodeHref, nodeIcon, nodeLink, otherName, statedRows, tieIcon, tieWords, typeWords, vocabulary,
} from "../core/things.js";
import { nameOf, say } from "../core/words.js";
import { cited } from "./cited.js";
import { sideBySide } from "./differing.js";
import { rows } from "./rows.js";
import { groups } from "./ties.js";

/** The content of the card of a node or a tie. @param {string} id @returns {Promise<Node[]>} */
export async function card(id) {
  const isTie = id.startsWith("edge:");
  const found = await get(`api/${isTie ? "edges" : "nodes"}/${part(id)}`);
  return (isTie ? tieCard(found) : nodeCard(found)).flat(Infinity).filter(Boolean);
}

function nodeCard(node) {
  const describing = node.in.filter((tie) => tie.type === "DESCRIBES");
  return [
    el("p", { class: "what" }, nodeIcon(node.type, node.generic), typeWords(node.type, node.kind),
      node.generic && el("span", { class: "tag" }, say("evidence.generic"))),
    el("h2", { tabindex: -1 }, nameOf(node)),
    otherName(node),
    el("p", { class: "toolbar" }, pageLink(node), networkLink(node.id, node.id)),
    node.generic && el("p", { class: "quiet" }, say("evidence.generic.why")),
    el("dl", {}, aliases(node), statedRows(node.stated.filter((row) => row.name !== "generic"))),
    own(node.evidence),
    differing(node),
    describing.length > 0 && [el("h3", {}, say("evidence.cases")),
      rows(describing, (tie) => [nodeLink(tie.other, { page: false }), cited(tie.evidence)])],
    groups(node.in.filter((tie) => tie.type !== "DESCRIBES"), node.out),
  ];
}

function tieCard(edge) {
  const { directed } = vocabulary().edges[edge.type];
  return [
    el("p", { class: "what" }, directed && tieIcon(edge.kind), say("evidence.tie")),
    el("h2", { tabindex: -1 }, el("span", { class: "sentence" }, tieWords(edge))),
    el("dl", { class: "ends" },
      end(directed ? "evidence.from" : "evidence.between", edge.source_node),
      end(directed ? "evidence.to" : "evidence.and", edge.target_node)),
    el("p", { class: "toolbar" }, networkLink(edge.source, edge.id)),
    el("dl", {}, statedRows(edge.stated), statedRows(edge.outcome)),
    own(edge.evidence),
    differing(edge),
    edge.cases.length > 0 && [el("h3", {}, say("evidence.told")),
      rows(edge.cases, (one) => nodeLink(one, { page: false }))],
  ];
}

function end(code, node) {
  return [el("dt", {}, say(code)), el("dd", {}, nodeLink(node, { page: false }))];
}

function pageLink(node) {
  const code = { Hub: "evidence.page.hub", Actor: "evidence.page.actor" }[node.type];
  return code && el("a", { class: "button", href: nodeHref(node) }, say(code));
}

function networkLink(focus, sel) {
  const address = href(changed({ view: "network", focus, sel, cite: null }));
  return el("a", { class: "button", href: address }, say("evidence.network"));
}

function aliases(node) {
  if (!node.aliases.length) return null;
  const names = el("ul", { class: "plain" }, node.aliases.map((alias) => el("li", { class: "name" }, alias)));
  const lines = node.property_evidence?.aliases;
  return [el("dt", {}, say("evidence.aliases")), el("dd", {}, names, lines && cited(lines))];
}

function own(evidence) {
  const lines = evidence.length ? cited(evidence) : el("p", { class: "quiet" }, say("evidence.none"));
  return [el("h3", {}, say("evidence.own")), lines];
}

function differing(item) {
  if (!item.differing.length) return null;
  return [el("h3", { class: "differs" }, say("evidence.differing")),
    el("p", { class: "quiet" }, say("evidence.differing.why")), sideBySide(item, item.differing)];
}
