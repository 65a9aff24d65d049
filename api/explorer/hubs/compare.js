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
    const missing = say(one && one === other ? "compare.same" : "compare.choose");
    found.replaceChildren(...(pair ? comparison(pair) : [el("p", {}, missing)]));
    if (pair) announce(say("compare.done", { one: nameOf(pair.one), other: nameOf(pair.other) }));
  }

  const exchange = () => go({ one: choices.other.value || null, other: choices.one.value || null });
  place.append(el("h1", {}, say("compare.title")), el("div", { class: "compare-choices" },
    el("label", {}, el("span", {}, say("compare.one")), choices.one),
    el("label", {}, el("span", {}, say("compare.other")), choices.other),
    el("button", { type: "button", click: exchange }, say("compare.swap"))), found);
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
    ...SHARED.map((name) => both[name].length > 0 && [`compare.${name}`,
      both[name].map((row) => sharedThing(row, pair))]),
    both.prefectures.length > 0 && ["compare.prefectures", listed(both.prefectures)],
  ].filter(Boolean);
  return [rows.length === 0 && el("p", {}, say("compare.shared.none")),
    el("dl", { class: "shared" }, [...rows, ["compare.likeness", likeness(similarity)]].map(([code, value]) =>
      [el("dt", {}, say(code)), el("dd", {}, value)]))];
}

function sharedThing({ node, one, other }, pair) {
  return el("div", { class: "one-shared" }, nodeLink(node),
    [[pair.one, one], [pair.other, other]].map(([hub, ties]) => el("span", { class: "ties" },
      el("span", { class: "quiet" }, nameOf(hub), say("colon")), ties.map((edge) => [tieLink(edge, hub.id), " "]))));
}

function absent(words = say("compare.not_reported")) {
  return el("em", { class: "absent" }, words);
}

/**
 * A table of which each row compares one thing.
 * @param {{label: string, words: (hub: *, side: string) => (string|false), cell?: (hub: *, side: string) => *}[]} rows
 */
function sideBySide(pair, caption, file, rows) {
  const sides = ["one", "other"].map((side) => ({
    label: nameOf(pair[side]),
    value: (row) => row.words(pair[side], side) || say("compare.not_reported"),
    cell: (row) => (row.words(pair[side], side) ? (row.cell || row.words)(pair[side], side) : absent()),
  }));
  return table({ caption, file, rows, columns: [{ label: say("compare.aspect"), value: (row) => row.label },
    ...sides] });
}

function names(nodes) {
  return nodes.map((node) => nameOf(node)).join(say("comma"));
}

function basic(pair) {
  const dates = (hub) => hub.stated.filter(({ name }) => name === "opened" || name === "ended");
  const chance = ({ row }) => percent(Math.max(...Object.values(row.probabilities)));
  const rows = {
    form: { words: (hub) => valueLabel("hub_form", hub.kind) },
    reported: { words: ({ row }) => row.reported_types.map(typeLabel).join(say("comma")) },
    estimated: { words: (hub) => `${typeLabel(hub.row.estimated_type)} ${chance(hub)}` },
    place: { words: ({ row }) => names(row.places), cell: ({ row }) => listed(row.places) },
    period: { words: (hub) => dates(hub).map(({ label, value }) =>
      pick(label) + say("colon") + pick(value)).join(say("comma")) },
    cases: { words: ({ row }) => names(row.cases), cell: ({ row }) => listed(row.cases) },
    documents: { words: ({ row }) => row.documents.map(documentTitle).join(say("comma")) },
  };
  return sideBySide(pair, say("compare.basic"), "tairyu-compare",
    Object.entries(rows).map(([code, row]) => ({ label: say(`compare.${code}`), ...row })));
}

function flows(pair) {
  const told = pair.flows.filter(({ one, other }) => one.count || other.count);
  const isSilent = ({ one, other }) => one.state === "not_reported" && other.state === "not_reported";
  const neither = [...new Set(pair.flows.map(({ kind }) => kind))].filter((kind) =>
    pair.flows.every((row) => row.kind !== kind || isSilent(row)));
  const words = ({ state, count }) => (count ? String(count)
    : say(state === "elsewhere" ? "compare.flows.elsewhere" : "compare.not_reported"));
  const cell = (told_) => (told_.count ? words(told_) : absent(words(told_)));
  return [table({ caption: say("compare.flows.caption"), file: "tairyu-compare-flows", rows: told, columns: [
    { label: say("hub.flows.side"), value: ({ side }) => say(`hub.flows.${side}`) },
    { label: say("hub.flows.kind"), value: ({ kind }) => kindLabel(kind) },
    { label: nameOf(pair.one), value: ({ one }) => words(one), cell: ({ one }) => cell(one) },
    { label: nameOf(pair.other), value: ({ other }) => words(other), cell: ({ other }) => cell(other) },
    { label: say("compare.flows.both"), value: ({ one, other }) =>
      say(one.count && other.count ? "compare.both" : "compare.only") },
  ] }),
  neither.length > 0 && el("p", {}, say("compare.flows.neither",
    { kinds: neither.map(kindLabel).join(say("comma")) }))];
}

function kinds(pair) {
  return sideBySide(pair, say("compare.kinds.caption"), "tairyu-compare-actors", pair.actor_kinds.map((row) => ({
    label: pick(row.label),
    words: (_, side) => row[side].length > 0 && `${row[side].length} (${names(row[side])})`,
    cell: (_, side) => [el("strong", {}, String(row[side].length)), " ", listed(row[side])],
  })));
}

function things(pair) {
  return el("div", { class: "two" }, [pair.one, pair.other].map((hub) => el("div", {},
    el("h4", {}, nameOf(hub)), el("p", {}, el("a", { href: href(changed({ view: "hub", id: hub.id })) },
      say("compare.open"))),
    ["resources", "programmes", "regions"].map((name) => [el("h4", {}, say(`compare.${name}`)),
      hub[name].length ? tiedList(hub[name], hub.id) : el("p", {}, absent())]))));
}

function outcomes(pair) {
  const rows = [pair.one, pair.other].flatMap((hub) => hub.outcomes.map((row) => ({ ...row, hub })));
  const silent = [pair.one, pair.other].filter((hub) => !hub.outcomes.length);
  return [rows.length > 0 && outcomeTable(rows, "tairyu-compare-outcomes"),
    silent.map((hub) => el("p", {}, nameOf(hub), say("colon"), say("hub.outcomes.none")))];
}
