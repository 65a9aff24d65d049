// One actor: where it appears, what it does, whom it is tied to, and how much it bridges.

import { announce, el } from "../core/dom.js";
import { get, part } from "../core/server.js";
import { changed, go, href } from "../core/state.js";
import { table } from "../core/table.js";
import { evidenceLink, nodeIcon, nodeLink, otherName, tieIcon, tieWords, typeWords } from "../core/things.js";
import { nameOf, pick, say } from "../core/words.js";
import { caseList, contents, section, statusTag, tieLink, valueLabel } from "../hubs/told.js";
import { bridgingSection } from "./bridging.js";
import { egoDrawing } from "./ego.js";

const PARTS = ["bridging", "ego", "contacts", "ties"];

/** The view `actor`. State: `id`; `by`, the groups between which it may stand. */
export async function show(state, place) {
  if (!state.id) {
    go({ view: "bridges" }, { replace: true });
    return {};
  }
  let card = await read(state);
  const bridging = el("div", {}, bridgingSection(card, state.by || "kind"));
  place.append(head(card), contents(PARTS.map((id) => [id, say(`actor.${id}`)])), bridging, ego(card),
    contactTable(card), roles(card));
  return {
    title: nameOf(card),
    ...(card.ego.contacts.length ? { figure: () => egoDrawing(card, { alone: true }) } : {}),
    brief: { id: card.id },
    update: async (now) => {
      if (now.id !== state.id) return false;
      card = await read(now);
      bridging.replaceChildren(bridgingSection(card, now.by || "kind"));
      bridging.querySelector(".roles select")?.focus();
      announce(pick(card.bridging.sentences.at(-1)));
      return true;
    },
  };
}

function read({ id, by }) {
  return get(`api/actors/${part(id)}`, { by });
}

function head(card) {
  const rows = [
    ["actor.kind", [valueLabel("actor_kind", card.kind), card.generic ? say("actor.generic") : null]],
    card.aliases.length > 0 && ["actor.aliases", card.aliases.join(say("comma"))],
    ["actor.place", card.places.length ? card.places.map((edge) =>
      el("span", { class: "tie" }, nodeLink(edge.other), " ", statusTag(edge), " ",
      edge.evidence.length ? evidenceLink(edge.id) : el("span", { class: "quiet" }, say("actor.place.gazetteer"))))
        : say("actor.place.none")],
    ["actor.cases", caseList(card.cases)],
  ].filter(Boolean);
  return el("div", { class: "actor-head" },
    el("h1", {}, nodeIcon("Actor", card.generic), " ", nameOf(card)), otherName(card),
    el("dl", { class: "facts" }, rows.map(([code, value]) => [el("dt", {}, say(code)), el("dd", {}, value)])),
    el("div", { class: "toolbar" },
      el("a", { class: "button", href: href(changed({ view: "network", focus: card.id, by: null })) },
        say("actor.in_network")),
      el("a", { class: "button", href: href(changed({ sel: card.id, cite: null })) }, say("actor.all"))));
}

function ego(card) {
  if (!card.ego.contacts.length) return section("ego", say("actor.ego"), el("p", {}, say("actor.contacts.none")));
  return section("ego", say("actor.ego"), el("p", { class: "quiet" }, say("actor.ego.read")),
    el("div", { class: "drawn" }, egoDrawing(card)));
}

function contactTable(card) {
  if (!card.ego.contacts.length) return section("contacts", say("actor.contacts"),
    el("p", {}, say("actor.contacts.none")));
  const words = (row) => [...new Set(row.ties.map((edge) => tieWords(edge)))].join(say("comma"));
  return section("contacts", say("actor.contacts"),
    table({ caption: say("actor.contacts"), file: "tairyu-contacts", rows: card.ego.contacts, columns: [
    { label: say("actor.contact"), value: (row) => nameOf(row.node), cell: (row) => nodeLink(row.node) },
    { label: say("actor.contact.kind"), value: (row) => typeWords(row.node.type, row.node.kind) },
    { label: say("actor.contact.ties"), value: words,
      cell: (row) => el("span", { class: "ties" }, row.ties.map((edge) => [tieLink(edge, card.id), " "])) },
    { label: say("actor.contact.beside"), numeric: true, value: (row) => row.beside },
    { label: say("actor.contact.whom"), value: (row) =>
      beside(card, row).map((node) => nameOf(node)).join(say("comma")),
      cell: (row) => el("span", { class: "quiet" }, beside(card, row).map((node) => nameOf(node)).join(say("comma"))) },
  ] }));
}

/** The other contacts that a contact is tied to. */
function beside({ ego: { contacts, between } }, { node }) {
  const ids = between.filter(({ one, other }) => one === node.id
    || other === node.id).map(({ one, other }) => (one === node.id ? other : one));
  return contacts.map((row) => row.node).filter(({ id }) => ids.includes(id));
}

function roles(card) {
  return section("ties", say("actor.ties"),
    card.roles.length ? el("p", { class: "quiet" }, say("actor.ties.read")) : el("p", {}, say("actor.ties.none")),
    el("dl", { class: "all-ties" }, card.roles.map((group) => [
      el("dt", {}, tieIcon(group.kind), " ", say(`actor.side.${group.side}`,
        { tie: pick(group.label), count: group.ties.length })),
      el("dd", {}, group.ties.map(tieTo))])));
}

function tieTo(edge) {
  const what = pick({ ja: edge.properties.what_ja, en: edge.properties.what_en });
  return el("div", { class: "tie" }, nodeLink(edge.other), what && ` ${what}`, " ", statusTag(edge), " ",
    evidenceLink(edge.id));
}
