// One hub with everything that the documents say of it.

import { el } from "../core/dom.js";
import { get, once, part } from "../core/server.js";
import { changed, go, href } from "../core/state.js";
import { citations, evidenceLink, nodeIcon, nodeLink, otherName } from "../core/things.js";
import { nameOf, pick, say } from "../core/words.js";
import { flowDrawing, flowSection, hasFlows } from "./flows.js";
import { kinSections } from "./kin.js";
import { outcomeTable } from "./results.js";
import { typeSection } from "./types.js";
import { caseList, contents, hubSelect, listed, section, statusTag, tiedList, valueLabel } from "./told.js";

const PARTS = ["type", "flows", "actors", "outcomes", "programmes", "sisters", "similar", "sharing"];

/** The view `hub`. State: `id`. */
export async function show(state, place) {
  if (!state.id) {
    go({ view: "hubs" }, { replace: true });
    return {};
  }
  const [card, { hubs }] = await Promise.all([get(`api/hubs/${part(state.id)}`), once("api/hubs")]);
  place.append(head(card, hubs), contents(PARTS.map((id) => [id, say(`hub.${id}`)])),
    typeSection(card), flowSection(card, hubs), actors(card),
    section("outcomes", say("hub.outcomes"), outcomeTable(card.outcomes, "tairyu-outcomes")), work(card),
      ...kinSections(card));
  return {
    title: nameOf(card),
    ...(hasFlows(card) ? { figure: () => flowDrawing(card, { alone: true }) } : {}),
    brief: { id: card.id },
  };
}

function head(card, hubs) {
  return el("div", { class: "hub-head" },
    el("h1", {}, nodeIcon("Hub"), " ", nameOf(card)), otherName(card),
    el("dl", { class: "facts" }, facts(card)),
    el("div", { class: "toolbar" }, links(card), compareForm(card, hubs.filter((hub) => hub.id !== card.id))));
}

function facts(card) {
  const stated = (name) => card.stated.find((row) => row.name === name);
  const period = ["opened", "ended"].map(stated).filter(Boolean);
  const rows = [
    ["hub.form", valueLabel("hub_form", card.kind)],
    ["hub.place", card.places.length ? tiesTo(card.places) : say("hub.place.none")],
    card.serves.length > 0 && ["hub.serves", tiesTo(card.serves)],
    ["hub.period", period.length ? period.map((row) =>
      el("span", {}, `${pick(row.label)}${say("colon")}${pick(row.value)} `,
      el("span", { class: "cited" }, citations(row.evidence)))) : say("hub.period.none")],
    card.aliases.length > 0 && ["hub.aliases", card.aliases.join(say("comma"))],
    ["hub.cases", caseList(card.cases)],
  ];
  return rows.filter(Boolean).map(([code, value]) => [el("dt", {}, say(code)), el("dd", {}, value)]);
}

function tiesTo(ties) {
  return ties.map((edge) => el("span", { class: "tie" }, nodeLink(edge.other), " ", statusTag(edge), " ",
    evidenceLink(edge.id)));
}

function links(card) {
  const [prefecture] = card.prefectures;
  return [
    el("a", { class: "button", href: href(changed({ view: "network", focus: card.id })) }, say("hub.in_network")),
    prefecture && el("a", { class: "button", href: href(changed({ view: "map", prefecture: prefecture.id,
      sel: card.id })) }, say("hub.on_map")),
    el("a", { class: "button", href: href(changed({ sel: card.id, cite: null })) }, say("hub.all")),
  ];
}

function compareForm(card, hubs) {
  const choice = hubSelect(hubs);
  const submit = (event) => {
    event.preventDefault();
    if (choice.value) go({ view: "compare", one: card.id, other: choice.value });
  };
  return el("form", { class: "compare-form", submit }, el("label", {}, say("hub.compare_with"), " ", choice),
    el("button", { type: "submit" }, say("hub.compare")));
}

function actors(card) {
  const count = card.actors.reduce((sum, group) => sum + group.actors.length, 0);
  return section("actors", say("hub.actors"),
    count ? el("p", {}, say("hub.actors.count", { count, kinds: card.actors.length }))
      : el("p", {}, say("hub.actors.none")),
    card.actors.map((group) => [el("h4", {}, say("hub.actors.kind",
      { kind: pick(group.label), count: group.actors.length })),
      tiedList(group.actors, card.id)]),
    card.also_told.length > 0 && el("details", {}, el("summary", {},
      say("hub.actors.also", { count: card.also_told.length })),
      el("p", {}, listed(card.also_told))));
}

function work(card) {
  return section("programmes", say("hub.programmes"),
    card.programmes.length ? tiedList(card.programmes, card.id) : el("p", {}, say("hub.programmes.none")),
    el("h4", {}, say("hub.resources")),
    card.resources.length ? tiedList(card.resources, card.id) : el("p", {}, say("hub.resources.none")));
}
