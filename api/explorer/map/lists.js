// Beside the map: what is chosen on it, in words and with its evidence; where nothing is chosen, what the map shows.

import { announce, el } from "../core/dom.js";
import { changed, go, href } from "../core/state.js";
import { evidenceLink, nodeLink } from "../core/things.js";
import { nameOf, say } from "../core/words.js";
import { arcParameter } from "./choice.js";
import { flowList, listed } from "./flowlist.js";
import { isOnMap, typeOf } from "./model.js";
import { hubSign, inLine } from "./signs.js";
import { joined, kindWords, placeWords, shortName, tell, typeStatement } from "./words.js";

/**
 * @typedef {Object} Listed
 * @property {string} title
 * @property {*[]} content
 * @property {string[]} ids nodes and ties that are listed
 * @property {string} [clear] the parameter that takes the choice back; none where nothing is chosen
 */

/** A column that shows the last choice it was told of, however late an answer comes. */
export function lists(atlas) {
  const element = el("div", { class: "map-list", role: "region", tabindex: 0 });
  let [turn, last] = [0, null];
  return {
    element,
    /** What is listed now; null where that is as before, or has been overtaken. */
    async update(model, choice) {
      const key = keyOf(choice);
      if (key === last) return null;
      [turn, last] = [turn + 1, key];
      const mine = turn;
      const found = await listedOf(atlas, model, choice).catch(failed);
      if (mine !== turn) return null;
      fill(element, found);
      return found;
    },
  };
}

/** What the list depends on: neither the camera nor the card at the side. */
function keyOf({ types, kinds, direction, prefecture, places, arc }) {
  return JSON.stringify([[...types], [...kinds], direction, prefecture, places, arc]);
}

function fill(element, { title, content, clear }) {
  const held = element.contains(document.activeElement);
  element.setAttribute("aria-label", title);
  element.replaceChildren(...[
    el("div", { class: "map-list-head" }, el("h2", {}, title), clear && clearButton(clear)), content,
  ].flat(2).filter(Boolean));
  element.scrollTop = 0;
  if (held) element.focus();
  if (clear) announce(title);
}

function clearButton(name) {
  return el("button", { type: "button", click: () => go({ [name]: null }) }, say("map.clear"));
}

function failed(error) {
  return { title: say("error.title"), content: [el("p", { role: "alert" }, error.message)], ids: [] };
}

/** @returns {Promise<Listed>} */
async function listedOf(atlas, model, choice) {
  if (choice.arc) return ofArc(atlas, choice);
  if (choice.places.length) return ofPlaces(model, choice);
  return choice.prefecture ? ofPrefecture(atlas, model, choice) : ofAll(atlas, model);
}

/** Without a choice: numbers, the arcs as links, and what cannot be drawn. */
function ofAll(atlas, { hubs, arcs, within, ends }) {
  const vague = hubs.filter((hub) => hub.places.length && !isOnMap(hub));
  const unknown = hubs.filter((hub) => !hub.places.length);
  const on = hubs.length - vague.length - unknown.length;
  const [one, neither] = [ends.origin + ends.destination, ends.neither];
  return {
    title: say("map.seen"),
    ids: [],
    content: [
      el("p", {}, tell("map.hubs_seen", { count: hubs.length, on, vague: vague.length, unknown: unknown.length })),
      el("p", {}, tell("map.flows_seen", { ...ends, open: one + neither }), " ",
        el("span", { class: "quiet" }, tell("map.flows_open", { one, neither }))),
      el("p", { class: "quiet" },
        tell("map.planned_left_out", { count: atlas.planned.length }), " ", say("map.no_tie")),
      el("h3", {}, tell("map.across", { count: ends.across })), arcLinks(arcs),
      el("h3", {}, tell("map.within", { count: ends.within })), withinLinks(atlas, within),
      fold("map.unknown", unknown, "map-unplaced"),
      fold("map.vague", vague, "map-vague"),
    ],
  };
}

function arcLinks(arcs) {
  if (!arcs.length) return el("p", { class: "quiet" }, say("map.no_flows"));
  const sorted = [...arcs].sort((one, other) => other.edges.length - one.edges.length);
  return el("ul", { class: "plain map-arcs" }, sorted.map(({ id, from, to, kind, edges }) => el("li", {},
    arcLink(id, say("map.way", { from: shortName(nameOf(from)), to: shortName(nameOf(to)) })), " ",
    el("span", { class: "quiet" }, tell("map.name_count", { name: kindWords(kind), count: edges.length })))));
}

function arcLink(arc, words) {
  return el("a", { href: href(changed({ arc, place: null })) }, words);
}

function withinLinks(atlas, within) {
  if (!within.size) return el("p", { class: "quiet" }, say("map.no_flows"));
  const sorted = [...within].sort(([, one], [, other]) => other - one);
  return el("p", { class: "map-within" }, sorted.map(([id, count]) => {
    const { code, ...prefecture } = atlas.byId.get(id);
    const words = tell("map.name_count", { name: nameOf(prefecture), count });
    return [arcLink(arcParameter({ from: code, to: code }), words), " "];
  }));
}

function fold(code, hubs, name) {
  if (!hubs.length) return null;
  return el("details", { class: name }, el("summary", {}, tell(code, { count: hubs.length })), hubList(hubs));
}

/** Hubs with their type and the places that are stated. */
function hubList(hubs) {
  return el("ul", { class: "plain map-hubs" }, hubs.map((hub) => el("li", {},
    inLine(hubSign(typeOf(hub), { reported: hub.reported.length > 0 })), " ",
    nodeLink(hub, { page: false, icon: false }), " ", el("span", { class: "quiet" }, typeStatement(hub)),
    hub.places.map((place) => el("div", { class: "quiet" }, placeWords(place), " ", evidenceLink(place.edges[0]))))));
}

async function ofArc(atlas, { arc, kinds, direction }) {
  const [from, to] = [atlas.byCode.get(arc.from), atlas.byCode.get(arc.to)];
  if (!from || !to) return { title: say("map.no_flows"), ids: [], clear: "arc", content: [] };
  const parameters = { origin: from.id, destination: to.id, kind: arc.kind, direction };
  const { flows, element } = await flowList(parameters, (flow) => kinds.has(flow.kind));
  const way = from === to ? say("map.within_short", { name: nameOf(from) })
    : say("map.way", { from: nameOf(from), to: nameOf(to) });
  const kind = arc.kind ? kindWords(arc.kind) : say("map.flows");
  return {
    title: tell("map.way_count", { way, kind, count: flows.length }),
    ids: flows.map((flow) => flow.id),
    clear: "arc",
    content: [element],
  };
}

function ofPlaces({ points }, { places }) {
  const found = points.filter((point) => places.includes(point.id));
  const hubs = [...new Set(found.flatMap((point) => point.entries.map(({ hub }) => hub)))];
  return {
    title: tell("map.stack", { place: joined(found.map((point) => nameOf(point.region))) || "–", count: hubs.length }),
    ids: hubs.map((hub) => hub.id),
    clear: "place",
    content: [el("p", { class: "quiet" }, say("map.points")), hubList(hubs)],
  };
}

async function ofPrefecture(atlas, { hubs }, { prefecture: id, direction, kinds }) {
  const prefecture = atlas.byId.get(id);
  if (!prefecture) return { title: id, ids: [], clear: "prefecture", content: [el("p", {}, say("map.no_prefecture"))] };
  const { flows } = await flowList({ region: id, direction }, (flow) => kinds.has(flow.kind));
  const groups = groupsOf(id, flows);
  return {
    title: nameOf(prefecture),
    // What the map shows comes first, in case a brief must be cut.
    ids: [...hubs, ...groups.flatMap(([, found]) => found)].map((one) => one.id),
    clear: "prefecture",
    content: [
      el("h3", {}, tell("map.hubs_count", { count: hubs.length })),
      hubs.length ? hubList(hubs) : el("p", { class: "quiet" }, say("map.no_hubs")),
      groups.map(([code, found]) => el("details", { class: "map-group" },
        el("summary", {}, tell(code, { count: found.length })), listed(found))),
    ],
  };
}

/** The flows of a prefecture by where their other end is. */
function groupsOf(id, flows) {
  return [
    ["map.out", ({ origin, destination }) => origin === id && destination && destination !== id],
    ["map.into", ({ origin, destination }) => destination === id && origin && origin !== id],
    ["map.within", ({ origin, destination }) => origin === id && destination === id],
    ["map.out_open", ({ origin, destination }) => origin === id && !destination],
    ["map.in_open", ({ origin, destination }) => destination === id && !origin],
  ].map(([code, isIn]) => [code, flows.filter(isIn)]);
}
