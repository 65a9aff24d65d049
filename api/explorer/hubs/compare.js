// Two hubs side by side: what they share first, then what is told of each.

import { announce, el } from "../core/dom.js";
import { get, once } from "../core/server.js";
import { changed, go, href } from "../core/state.js";
import { table } from "../core/table.js";
import { documentTitle, nodeLink } from "../core/things.js";
import { nameOf, pick, say } from "../core/words.js";
import { featureDrawing, featureTable } from "./features.js";
import { likeness, wayList } from "./kin.js";
import { outcomeTable } from "./results.js";
import { hubSelect, kindLabel, listed, percent, section, tiedList, tieLink, typeLabel, valueLabel } from "./told.js";

const SHARED = ["actors", "hubs", "programmes", "resources", "regions"];

/** The view `compare`. State: `one`, `other`. */
export async function show(state, place) {
  const { hubs } = await once("api/hubs");
  const choices = { one: chooser(hubs, "one", state.one), other: chooser(hubs, "other", state.other) };
  const found = el("div", { class: "found" });
  let pair = null;

  async function update({ one, other }) {
    choices.one.value = one || "";
    choices.other.value = other || "";
    pair = one && other && one !== other ? await get("api/compare", { one, other }) : null;
    found.replaceChildren(...(pair ? comparison(pair) : [el("p", {}, say(one && one === other ? "compare.same" : "compare.choose"))]));
    if (pair) announce(say("compare.done", { one: nameOf(pair.one), other: nameOf(pair.other) }));
  }

  const swap = el("button", { type: "button", click: () => go({ one: choices.other.value || null, other: choices.one.value || null }) }, say("compare.swap"));
  place.append(el("h1", {}, say("compare.title")), el("div", { class: "compare-choices" },
    el("label", {}, el("span", {}, say("compare.one")), choices.one), el("label", {}, el("span", {}, say("compare.other")), choices.other), swap), found);
  await update(state);
  return {
    title: say("compare.title"),
    update,
    figure: () => (pair ? featureDrawing(pair, { alone: true }) : null),
    brief: () => (pair ? { id: [pair.one.id, pair.other.id] } : {}),
  };
}

function chooser(hubs, name, chosen) {
  return hubSelect(hubs, chosen, { change: (event) => go({ [name]: event.target.value || null }) });
}

function comparison(pair) {
  return [el("p", { class: "caution" }, say("compare.note")),
    section("shared", say("compare.shared"), shared(pair)),
    section("basic", say("compare.basic"), basic(pair)),
    section("compared-flows", say("compare.flows"), flows(pair)),
    section("kinds", say("compare.kinds"), kinds(pair)),
    section("features", say("compare.features"), el("div", { class: "drawn" }, featureDrawing(pair)),
      el("details", {}, el("summary", {}, say("compare.features.table")), featureTable(pair))),
    section("things", say("compare.things"), things(pair)),
    section("results", say("hub.outcomes"), outcomes(pair))];
}

function shared(pair) {
  const { shared: both, sisters, similarity } = pair;
  const rows = [
    sisters.length > 0 && ["compare.sisters", wayList(sisters)],
    both.cases.length > 0 && ["compare.cases", listed(both.cases)],
    ...SHARED.map((name) => both[name].length > 0 && [`compare.${name}`, both[name].map((row) => sharedThing(row, pair))]),
    both.prefectures.length > 0 && ["compare.prefectures", listed(both.prefectures)],
  ].filter(Boolean);
  return [rows.length === 0 && el("p", {}, say("compare.shared.none")),
    el("dl", { class: "shared" }, [...rows, ["compare.likeness", likeness(similarity)]].map(([code, value]) => [el("dt", {}, say(code)), el("dd", {}, value)]))];
}

function sharedThing({ node, one, other }, pair) {
  return el("div", { class: "one-shared" }, nodeLink(node),
    [[pair.one, one], [pair.other, other]].map(([hub, ties]) => el("span", { class: "ties" },
      el("span", { class: "quiet" }, nameOf(hub), say("colon")), ties.map((edge) => [tieLink(edge, hub.id), " "]))));
}

function absent(words = say("compare.not_reported")) {
  return el("em", { class: "absent" }, words);
}

/** A table of which each row compares one thing. @param {[string, *, *][]} rows */
function sideBySide(pair, caption, rows) {
  return el("div", { class: "table-scroll", tabindex: 0, role: "region", "aria-label": caption }, el("table", { class: "side-by-side" },
    el("caption", { class: "sr" }, caption), el("colgroup", {}, el("col"), el("col"), el("col")),
    el("thead", {}, el("tr", {}, [say("compare.aspect"), nodeLink(pair.one), nodeLink(pair.other)].map((head) => el("th", { scope: "col" }, head)))),
    el("tbody", {}, rows.map(([label, ...cells]) => el("tr", {}, el("th", { scope: "row" }, label), cells.map((cell) => el("td", {}, cell)))))));
}

function basic(pair) {
  const row = (code, told) => [say(code), ...[pair.one, pair.other].map((hub) => told(hub) || absent())];
  const dates = (hub) => hub.stated.filter(({ name }) => name === "opened" || name === "ended");
  return sideBySide(pair, say("compare.basic"), [
    row("compare.form", (hub) => valueLabel("hub_form", hub.kind)),
    row("compare.reported", ({ row: { reported_types: types } }) => types.map(typeLabel).join(say("comma"))),
    row("compare.estimated", ({ row: { estimated_type: type, probabilities } }) => `${typeLabel(type)} ${percent(Math.max(...Object.values(probabilities)))}`),
    row("compare.place", ({ row: { places } }) => places.length > 0 && listed(places)),
    row("compare.period", (hub) => dates(hub).map(({ label, value }) => `${pick(label)}${say("colon")}${pick(value)}`).join(say("comma"))),
    row("compare.cases", ({ row: { cases } }) => cases.length > 0 && listed(cases)),
    row("compare.documents", ({ row: { documents } }) => documents.map(documentTitle).join(say("comma"))),
  ]);
}

function flows(pair) {
  const told = pair.flows.filter(({ one, other }) => one.count || other.count);
  const neither = [...new Set(pair.flows.map(({ kind }) => kind))].filter((kind) =>
    pair.flows.every((row) => row.kind !== kind || [row.one, row.other].every(({ state }) => state === "not_reported")));
  const words = ({ state, count }) => (count ? String(count) : say(state === "elsewhere" ? "compare.flows.elsewhere" : "compare.not_reported"));
  const cell = (told_) => (told_.count ? words(told_) : absent(words(told_)));
  return [table({ caption: say("compare.flows.caption"), file: "tairyu-compare-flows", rows: told, columns: [
    { label: say("hub.flows.side"), value: ({ side }) => say(`hub.flows.${side}`) },
    { label: say("hub.flows.kind"), value: ({ kind }) => kindLabel(kind) },
    { label: nameOf(pair.one), value: ({ one }) => words(one), cell: ({ one }) => cell(one) },
    { label: nameOf(pair.other), value: ({ other }) => words(other), cell: ({ other }) => cell(other) },
    { label: say("compare.flows.both"), value: ({ one, other }) => say(one.count && other.count ? "compare.both" : "compare.only") },
  ] }),
  neither.length > 0 && el("p", {}, say("compare.flows.neither", { kinds: neither.map(kindLabel).join(say("comma")) }))];
}

function kinds(pair) {
  const cell = (nodes) => (nodes.length ? [el("strong", {}, String(nodes.length)), " ", listed(nodes)] : absent());
  return sideBySide(pair, say("compare.kinds.caption"), pair.actor_kinds.map(({ label, one, other }) => [pick(label), cell(one), cell(other)]));
}

function things(pair) {
  return el("div", { class: "two" }, [pair.one, pair.other].map((hub) => el("div", {},
    el("h4", {}, nameOf(hub)), el("p", {}, el("a", { href: href(changed({ view: "hub", id: hub.id })) }, say("compare.open"))),
    ["resources", "programmes", "regions"].map((name) => [el("h4", {}, say(`compare.${name}`)),
      hub[name].length ? tiedList(hub[name], hub.id) : el("p", {}, absent())]))));
}

function outcomes(pair) {
  const rows = [pair.one, pair.other].flatMap((hub) => hub.outcomes.map((row) => ({ ...row, hub })));
  const silent = [pair.one, pair.other].filter((hub) => !hub.outcomes.length);
  return [rows.length > 0 && outcomeTable(rows, "tairyu-compare-outcomes"),
    silent.map((hub) => el("p", {}, nameOf(hub), say("colon"), say("hub.outcomes.none")))];
}
