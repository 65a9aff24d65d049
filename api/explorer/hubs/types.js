// The type of a hub: what the document says, what the graph makes likely and why, and how far to trust it.

import { el, svg } from "../core/dom.js";
import { documentTitle } from "../core/things.js";
import { lang, pick, say } from "../core/words.js";
import { lines, percent, section, typeLabel } from "./told.js";

const FIRST = 5;
const THIN = 8;

/** @param {*} card of the answer of `api/hubs/{id}` */
export function typeSection({ typology, documents }) {
  return section("type", say("hub.type"),
    el("div", { class: "verdicts" }, reportedBox(typology), estimatedBox(typology)),
    reasons(typology, documents.length === 1 ? documents[0] : null), ...trust(typology));
}

function reportedBox({ reported }) {
  const said = reported.map((one) => el("li", {}, el("strong", {}, pick(one.label)), " ", lines(one.evidence)));
  return el("div", { class: "verdict" }, el("h4", {}, say("hub.type.document")),
    reported.length ? el("ul", { class: "plain" }, said) : el("p", {}, say("hub.type.not_reported")));
}

function estimatedBox(typology) {
  const { types, held_out: heldOut, features_reported: known, features } = typology;
  return el("div", { class: "verdict" }, el("h4", {}, say("hub.type.estimate")),
    el("p", { class: "answer" }, el("strong", {}, pick(typology.in_words.type))),
    el("ul", { class: "plain chances" }, Object.entries(types).map(([name, chance]) => el("li", {},
      el("span", {}, typeLabel(name)), chanceBar(chance), el("span", { class: "number" }, percent(chance))))),
    el("p", { class: "quiet" }, say(heldOut ? "hub.type.held_out" : "hub.type.learnt", { count: typology.trust.hubs }),
      known < THIN && el("strong", { class: "thin" }, say("hub.type.thin", { known, features }))));
}

/** A bar from 0 to 1; the mark at one half is what a type must reach. */
function chanceBar(chance) {
  return svg("svg", { class: "bar", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("rect", { width: 100, height: 10, fill: "#e7e5e4" }),
    svg("rect", { width: 100 * chance, height: 10, fill: chance >= 0.5 ? "#0b4f8a" : "#8aa9c4" }),
    svg("rect", { x: 49.75, width: 0.5, height: 10, fill: "#1c1917" }));
}

/** @param {string|null} only the one document that all lines are of */
function reasons({ reasons: found, reasons_for: about, not_reported: missing, in_words: words }, only) {
  const most = Math.max(0.01, ...found.map((reason) => Math.abs(reason.weight)));
  const type = pick(about.label);
  const side = (code, chosen) => el("div", {}, el("h4", {}, say(code, { type })),
    chosen.length ? reasonList(chosen, most, !only) : el("p", { class: "quiet" }, say("hub.reasons.none")));
  return el("div", { class: "reasons" },
    el("p", { class: "quiet" }, say("hub.reasons.read", { type }), only
      && say("hub.reasons.document", { title: documentTitle(only) })),
    el("div", { class: "for-and-against" },
      side("hub.reasons.for", found.filter((reason) => reason.weight > 0)),
      side("hub.reasons.against", found.filter((reason) => reason.weight <= 0))),
    el("h4", {}, say("hub.change")), el("p", {}, pick(words.would_change)),
    missing.length > 0 && el("p", { class: "quiet" },
      say("hub.reasons.missing", { features: missing.map((one) => pick(one.label)).join(say("comma")) })),
    el("p", {}, pick(words.networked), " ", pick(words.orientation)));
}

function reasonList(found, most, titles) {
  const items = found.map((reason) => el("li", {}, weightBar(reason.weight, most),
    el("span", {}, sentence(reason), " ", reason.evidence.length ? lines(reason.evidence, { titles })
      : el("span", { class: "quiet" }, say("hub.reasons.no_line")))));
  return [el("ul", { class: "plain" }, items.slice(0, FIRST)),
    items.length > FIRST && el("details", {}, el("summary", {},
      say("hub.reasons.more", { count: items.length - FIRST })),
      el("ul", { class: "plain" }, items.slice(FIRST)))];
}

/** 「催し・コンテストの数は 3（ほかの拠点ではおよそ 1.1）。」 */
function sentence({ label, value_text: value, usual_text: usual, usual: share, value: raw }) {
  const told = say("hub.reason", { label: pick(label), value: pick(value) });
  if (!usual) return told + say("hub.stop");
  const isFlag = usual.en.endsWith("%") && (raw === 0 || raw === 1) && share <= 1;
  return told + say(isFlag ? "hub.reason.usual_flag" : "hub.reason.usual", { usual: pick(usual) }) + say("hub.stop");
}

function weightBar(weight, most) {
  const label = say("hub.reasons.weight", { weight: weight.toLocaleString(lang(),
    { signDisplay: "always", maximumFractionDigits: 2 }) });
  return svg("svg", { class: "weight", viewBox: "0 0 60 12", role: "img", "aria-label": label },
    svg("title", {}, label),
    svg("rect", { width: 60, height: 12, fill: "#f5f5f4" }),
    svg("rect", { width: Math.max(1, (60 * Math.abs(weight)) / most), height: 12, fill: weight > 0 ? "#0b4f8a"
      : "#9a3412" }));
}

function trust({ trust: found, features_reported: known, features }) {
  const values = { hubs: found.hubs, right: found.right, share: percent(found.right / found.hubs),
    form: found.right_by_form,
    common: found.right_by_commonest, low: percent(found.interval[0]), high: percent(found.interval[1]) };
  const near = found.alike;
  return [
    el("h4", {}, say("hub.trust")),
    el("p", {}, say("hub.trust.accuracy", values), known < THIN ? say("hub.trust.thin") : near
      && say("hub.trust.alike", { low: percent(near.low), high: percent(near.high), count: near.count,
      so: percent(near.share) })),
    el("p", { class: "quiet" }, say("hub.trust.baseline", values), say("hub.trust.features", { known, features }),
      say("hub.trust.start")),
  ];
}
