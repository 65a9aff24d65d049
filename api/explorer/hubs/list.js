// All hubs in one table, to look through, narrow down, and choose two of to compare.

import { announce, el } from "../core/dom.js";
import { once } from "../core/server.js";
import { changed, go, href, list } from "../core/state.js";
import { table } from "../core/table.js";
import { documentTitle, nodeLink, vocabulary } from "../core/things.js";
import { nameOf, number, pick, say } from "../core/words.js";
import { tally } from "./tally.js";
import { kindLabel, listed, percent, typeLabel, typeNames, valueLabel } from "./told.js";

const NOT_STATED = "none";
const THIN = 8;
const FILTERS = ["q", "type", "form", "prefecture", "document"];

/**
 * The view `hubs`. State: `q`, `type`, `form`, `prefecture` and `document` narrow it down; `pick` are up to two hubs to
 * compare.
 */
export async function show(state, place) {
  const { hubs } = await once("api/hubs");
  const controls = filters(hubs, state);
  const drawn = el("div", { class: "drawn", "data-screen": true });
  const picked = el("div", { class: "picked toolbar", role: "group", "aria-label": say("hubs.pick.label") });
  const rows = el("div");
  place.append(el("div", { class: "opening" },
    el("div", {}, el("h1", {}, say("hubs.title")), el("p", {}, say("hubs.intro", { count: number(hubs.length) })),
      controls.element), drawn),
  picked, rows);
  let now = {};

  function update(wanted) {
    const before = now;
    now = wanted;
    controls.set(wanted);
    if (!rows.firstChild || FILTERS.some((name) => before[name] !== wanted[name])) {
      const found = narrowed(hubs, wanted);
      drawn.replaceChildren(tally(found));
      rows.replaceChildren(hubTable(found, () => now));
      if (before.view) announce(say("hubs.found", { count: number(found.length) }));
    }
    mark(rows, picks(wanted));
    picked.replaceChildren(...pickedBar(hubs, picks(wanted)));
  }

  update(state);
  return {
    title: say("hubs.title"),
    update,
    figure: () => tally(narrowed(hubs, now), { title: true }),
    brief: () => (vocabulary().enums.hub_type.values[now.type]
      ? { question: "hubs-by-type", "p.hub_type": now.type } : { question: "hubs-by-form" }),
  };
}

/** The hubs that the state asks for. */
function narrowed(hubs, { q, type, form, prefecture, document: source }) {
  const words = (q || "").normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
  return hubs.filter((hub) => words.every((word) => searched(hub).includes(word))
    && (!type || (hub.reported_types.length ? hub.reported_types : [hub.estimated_type]).includes(type))
    && (!form || hub.kind === form)
    && (!prefecture || (prefecture === NOT_STATED ? !hub.prefectures.length
      : hub.prefectures.some((one) => one.id === prefecture)))
    && (!source || hub.documents.includes(source)));
}

function searched(hub) {
  const names = [hub, ...hub.cases, ...hub.places].flatMap((one) => [one.name_ja, one.name_en]);
  return names.join("\n").normalize("NFKC").toLowerCase();
}

function filters(hubs, state) {
  const fields = {
    q: el("input", { type: "search", autocomplete: "off", input: (event) => choose("q", event.target.value) }),
    type: select("type", typeNames().map((name) => [name, typeLabel(name)])),
    form: select("form", Object.entries(vocabulary().enums.hub_form.values).map(([name, value]) =>
      [name, pick(value.label)])),
    prefecture: select("prefecture", [...prefectures(hubs), [NOT_STATED, say("hubs.place.none")]]),
    document: select("document", vocabulary().documents.map((one) => [one.id, documentTitle(one.id)])),
  };
  const set = (wanted) => {
    for (const [name, field] of Object.entries(fields)) {
      const value = wanted[name] || "";
      if (field.value !== value) field.value = value;
    }
  };
  set(state);
  const element = el("form", { class: "filters", role: "search", "aria-label": say("hubs.filter"),
    submit: (event) => event.preventDefault() },
    FILTERS.map((name) => el("label", {}, el("span", {}, say(`hubs.filter.${name}`)), fields[name])),
    el("button", { type: "button", click: () => go(Object.fromEntries(FILTERS.map((name) => [name, null]))) },
      say("hubs.filter.clear")));
  return { element, set };
}

function select(name, options) {
  return el("select", { change: (event) => choose(name, event.target.value) },
    el("option", { value: "" }, say("hubs.filter.all")),
      options.map(([value, label]) => el("option", { value }, label)));
}

function choose(name, value) {
  go({ [name]: value || null }, { replace: true });
}

function prefectures(hubs) {
  const found = new Map(hubs.flatMap((hub) => hub.prefectures).map((one) => [one.id, nameOf(one)]));
  return [...found].sort(([a], [b]) => a.localeCompare(b));
}

function picks(state) {
  return list(state.pick).slice(0, 2);
}

function hubTable(hubs, now) {
  const toggle = (id) => {
    const before = picks(now());
    const after = before.includes(id) ? before.filter((one) => one !== id) : [...before, id].slice(-2);
    go({ pick: after.length ? after : null }, { replace: true });
  };
  return table({ caption: say("hubs.caption"), file: "tairyu-hubs", rows: hubs, columns: [
    { label: say("hubs.column.name"), value: nameOf, cell: (hub) =>
      el("span", { class: "pickable" }, pickBox(hub, picks(now()), toggle), nodeLink(hub)) },
    { label: say("hubs.column.form"), value: (hub) => valueLabel("hub_form", hub.kind) },
    { label: say("hubs.column.reported"), value: reported, cell: (hub) => reported(hub)
      || el("span", { class: "quiet" }, say("hubs.reported.none")) },
    { label: say("hubs.column.estimated"), value: (hub) => typeLabel(hub.estimated_type) },
    { label: say("hubs.column.chance"), numeric: true, value: (hub) => Math.round(100 * chance(hub)),
      cell: chanceCell },
    { label: say("hubs.column.prefecture"), value: (hub) =>
      hub.prefectures.map((one) => nameOf(one)).join(say("comma")) || null,
      cell: (hub) => (hub.prefectures.length ? listed(hub.prefectures)
        : el("span", { class: "quiet" }, say("hubs.place.none"))) },
    { label: say("hubs.column.cases"), value: (hub) =>
      `${hub.cases.map((one) => nameOf(one)).join(say("comma"))} [${documents(hub)}]`,
      cell: (hub) => [el("span", { class: "cases" }, listed(hub.cases)),
        el("span", { class: "source", title: documents(hub) }, documents(hub))] },
    ...["in", "out", "via"].map((side) => ({ label: say(`hubs.column.${side}`), numeric: true,
      value: (hub) => total(hub.flows[side]) || null, cell: (hub) => flowCell(hub.flows[side]) })),
  ] });
}

function documents(hub) {
  return hub.documents.map(documentTitle).join(say("comma"));
}

function reported(hub) {
  return hub.reported_types.map(typeLabel).join(say("comma"));
}

function chance(hub) {
  return Math.max(...Object.values(hub.probabilities));
}

function chanceCell(hub) {
  const thin = hub.features_reported < THIN;
  return [percent(chance(hub)), thin && el("span", { class: "thin" },
    say("hubs.thin", { count: hub.features_reported }))];
}

function total(kinds) {
  return Object.values(kinds).reduce((sum, count) => sum + count, 0);
}

/** 「ヒト 3、知 1」; a dash where none is told. */
function flowCell(kinds) {
  const told = Object.entries(kinds).map(([kind, count]) =>
    el("span", { class: "count" }, `${kindLabel(kind)} ${count}`));
  return told.length ? told : el("span", { class: "quiet" }, "–");
}

function pickBox(hub, chosen, toggle) {
  return el("input", { type: "checkbox", "data-pick": hub.id, checked: chosen.includes(hub.id),
    "aria-label": say("hubs.pick", { name: nameOf(hub) }), change: () => toggle(hub.id) });
}

function mark(rows, chosen) {
  for (const box of rows.querySelectorAll("[data-pick]")) box.checked = chosen.includes(box.dataset.pick);
}

function pickedBar(hubs, chosen) {
  const found = chosen.map((id) => hubs.find((hub) => hub.id === id)).filter(Boolean);
  if (!found.length) return [el("span", { class: "quiet" }, say("hubs.pick.none"))];
  const names = el("span", {}, say("hubs.pick.some", { names: found.map((hub) => nameOf(hub)).join(say("comma")) }));
  if (found.length < 2) return [names, el("span", { class: "quiet" }, say("hubs.pick.one"))];
  const [one, other] = found;
  return [names, el("a", { class: "button", href: href(changed({ view: "compare", one: one.id, other: other.id })) },
    say("hubs.compare")),
    el("button", { type: "button", click: () => go({ pick: null }, { replace: true }) }, say("hubs.pick.clear"))];
}
