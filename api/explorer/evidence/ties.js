// The ties of a node, grouped by relation and direction; flows first.

import { el, svg } from "../core/dom.js";
import { changed, href } from "../core/state.js";
import { evidenceLink, nodeLink, tieIcon, vocabulary } from "../core/things.js";
import { has, nameOf, number, pick, say } from "../core/words.js";
import { cited } from "./cited.js";
import { rows } from "./rows.js";

/** The groups, each under its heading. */
export function groups(incoming, outgoing) {
  const found = new Map();
  for (const [side, ties] of [["out", outgoing], ["in", incoming]]) for (const tie of ties) add(found, tie, side);
  const ordered = [...found.values()].sort((a, b) => order(a) - order(b));
  const flows = ordered.filter((group) => group.type === "FLOW");
  const others = ordered.filter((group) => group.type !== "FLOW");
  return [["evidence.flows", flows], ["evidence.ties", others]].filter(([, some]) => some.length)
    .map(([code, some]) => [el("h3", {}, say(code)), some.map(drawn)]);
}

function add(found, tie, side) {
  const { directed } = vocabulary().edges[tie.type];
  const key = JSON.stringify([tie.type, tie.kind, directed && side]);
  if (!found.has(key)) found.set(key, { type: tie.type, kind: tie.kind, side: directed ? side : "both", ties: [] });
  found.get(key).ties.push(tie);
}

/** What goes out before what comes in, as the vocabulary lists them; what a node achieves stands first. */
function order({ type, kind, side }) {
  const { edges, flow_kinds: kinds } = vocabulary();
  const place = type === "ACHIEVES" ? -1 : Object.keys(edges).indexOf(type);
  return place + Object.keys(kinds).indexOf(kind) / 100 + (side === "in" ? 1000 : 0);
}

function drawn(group) {
  return [el("h4", { class: "tie-group" }, sideIcon(group), el("span", { class: "sentence" }, words(group)),
    el("span", { class: "quiet" }, say("evidence.count", { count: number(group.ties.length) }))),
  rows(group.ties.sort(byWeight), row)];
}

/** Named ones before those known by their role, then what most lines state. */
function byWeight(one, other) {
  const isRole = Boolean(one.other.generic) - Boolean(other.other.generic);
  return isRole || other.evidence.length - one.evidence.length || nameOf(one.other).localeCompare(nameOf(other.other));
}

function words({ type, kind, side }) {
  const { edges, flow_kinds: kinds } = vocabulary();
  if (type === "FLOW") return say(`evidence.flow.${side}`, { kind: pick(kinds[kind]?.label) });
  const label = pick(edges[type].label);
  if (side !== "in") return label;
  return has(`evidence.in.${type}`) ? say(`evidence.in.${type}`) : say("evidence.in", { tie: label });
}

/** An arrow away from the node, or towards it; a plain line where the tie has no direction. */
function sideIcon({ kind, side }) {
  if (side === "both") {
    return svg("svg", { class: "icon", width: 26, height: 14, viewBox: "0 0 26 14", "aria-hidden": "true" },
      svg("line", { x1: 2, y1: 7, x2: 24, y2: 7, stroke: "#78716c", "stroke-width": 2.2 }));
  }
  const icon = tieIcon(kind);
  if (side === "in") icon.classList.add("towards");
  return icon;
}

function row(tie) {
  const said = tie.other.type === "Outcome" && tie.outcome ? outcomeWords(tie) : tieWords(tie);
  const more = evidenceLink(tie.id, say("evidence.more"));
  more.setAttribute("aria-label", say("evidence.more.of", { name: nameOf(tie.other) }));
  return [
    el("div", { class: "head" }, nodeLink(tie.other, { page: false }), tags(tie)),
    said.length > 0 && el("p", { class: "said" }, said),
    el("div", { class: "foot" }, cited(tie.evidence), more),
  ];
}

function tags(tie) {
  const differs = [...tie.stated, ...(tie.outcome || [])].some((one) => one.name === "differs_from");
  return [
    tie.stated.filter((one) => one.name === "status").map((one) => el("span", { class: "tag" }, pick(one.value))),
    differs && el("span", { class: "differs" }, say("evidence.differs")),
  ];
}

/** What flows, how much, since when: in one line. */
function tieWords(tie) {
  const told = tie.stated.filter((one) => !["status", "forms", "differs_from"].includes(one.name));
  return joined(told.map((one) => {
    if (one.name === "what" || one.name === "note") return pick(one.value);
    const address = one.node && href(changed({ sel: one.node, cite: null }));
    return [pick(one.label), say("colon"), address ? el("a", { href: address }, pick(one.value)) : pick(one.value)];
  }));
}

/** 「約11,000人・2018年8月・実績」. */
function outcomeWords(tie) {
  const value = (name) => pick(tie.outcome.find((one) => one.name === name)?.value);
  const status = pick(vocabulary().nodes.Outcome.kinds[tie.other.kind]);
  const main = value("value") || value("value_text");
  return joined([main && el("strong", {}, main), value("when"), status, value("note")].filter(Boolean));
}

function joined(pieces) {
  const dot = () => el("span", { class: "dot", "aria-hidden": "true" }, " · ");
  return pieces.flatMap((piece, position) => [position > 0 && dot(), el("span", {}, piece)]);
}
