// Hubs that have to do with each other: sisters, hubs that are told alike, hubs that share actors.

import { el } from "../core/dom.js";
import { changed, href } from "../core/state.js";
import { evidenceLink, nodeLink } from "../core/things.js";
import { nameOf, pick, say } from "../core/words.js";
import { percent, section } from "./told.js";

/** @param {*} card of the answer of `api/hubs/{id}` */
export function kinSections(card) {
  return [sisters(card), similar(card), sharing(card)];
}

function compareLink(card, other) {
  return el("a", { class: "compare-with", href: href(changed({ view: "compare", one: card.id, other: other.id })),
    "aria-label": say("hub.compare.label", { name: nameOf(other) }) }, say("hub.compare"));
}

function sisters(card) {
  return section("sisters", say("hub.sisters"),
    card.sisters.length ? el("ul", { class: "plain kin" }, card.sisters.map(({ hub, ways }) => el("li", {},
      nodeLink(hub), wayList(ways), compareLink(card, hub)))) : el("p", {}, say("hub.sisters.none")));
}

/** In which ways two hubs are sisters, each with the ties that say so. */
export function wayList(ways) {
  return el("ul", { class: "ways" }, ways.map(({ way, through, edges }) => el("li", {},
    say(`hub.way.${way}`, { name: through ? nameOf(through) : "" }), " ",
      edges.map((edge) => [evidenceLink(edge.id), " "]))));
}

function similar(card) {
  return section("similar", say("hub.similar"), el("p", { class: "quiet" }, say("hub.similar.read")),
    card.similar.length ? el("ul", { class: "plain kin" }, card.similar.map((one) => el("li", {},
      nodeLink(one.hub), likeness(one), compareLink(card, one.hub)))) : el("p", {}, say("hub.similar.thin")));
}

/** How alike two hubs are, and in what. */
export function likeness({ similarity, compared, alike, unlike }) {
  return el("div", { class: "likeness" },
    el("div", {}, similarity === null ? say("hub.similar.unknown", { count: compared })
      : say("hub.similar.value", { value: percent(similarity), count: compared })),
    alike.length > 0 && el("div", {}, say("hub.similar.alike", { features: alike.map(pairWords).join(say("comma")) })),
    unlike.length > 0 && el("div", {}, say("hub.similar.unlike",
      { features: unlike.map(pairWords).join(say("comma")) })));
}

function pairWords({ label, one, other }) {
  const same = pick(one) === pick(other);
  return say(same ? "hub.similar.same" : "hub.similar.pair",
    { label: pick(label), one: pick(one), other: pick(other) });
}

function sharing(card) {
  return section("sharing", say("hub.sharing"),
    card.shared_actors.length ? el("ul", { class: "plain kin" },
      card.shared_actors.map(({ hub, actors }) => el("li", {},
      nodeLink(hub), el("span", { class: "ties" }, actors.map(({ node, edges }) => el("span", { class: "tie" },
        nodeLink(node), " ", edges.map((edge) => [evidenceLink(edge.id), " "])))), compareLink(card, hub))))
          : el("p", {}, say("hub.sharing.none")));
}
