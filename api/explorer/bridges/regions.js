// Who ties two regions: through whom on either side, by which ties, and what lies between.

import { announce, el } from "../core/dom.js";
import { get } from "../core/server.js";
import { changed, go, href } from "../core/state.js";
import { evidenceLink, lineLink, nodeLink, tieWords, vocabulary } from "../core/things.js";
import { nameOf, number, say } from "../core/words.js";
import { tieLink } from "../hubs/told.js";
import { briefOf } from "../questions/plain.js";
import { Picker } from "../questions/pick.js";
import { told as refused } from "../questions/refusal.js";

const QUESTION = "actors-tied-to-two-regions";
const FIRST = { one: "region:13", other: "region:34" };
const LINES_SHOWN = 3;

export function regions() {
  const pickers = ["bridges.one", "bridges.other"].map((code) => new Picker({ label: say(code), types: ["Region"] }));
  const result = el("div", { class: "answer" });
  const submit = (event) => {
    event.preventDefault();
    const [one, other] = pickers.map((picker) => picker.value());
    go({ one: one || null, other: other || null, sel: null, cite: null });
  };
  const turned = () => go({ one: asked.other, other: asked.one, sel: null, cite: null });
  const element = el("section", { class: "regions", "aria-labelledby": "regions-title" },
    el("h2", { id: "regions-title" }, say("bridges.regions")),
    el("form", { class: "question-form", submit },
      pickers.map((picker) => el("div", { class: "field" }, picker.label, picker.element)),
      el("button", { class: "primary" }, say("bridges.find")),
      el("button", { type: "button", click: turned }, say("bridges.turn"))),
    result);
  let asked = {}, found = null;

  async function update(now) {
    const wanted = { one: now.one || FIRST.one, other: now.other || FIRST.other };
    if (wanted.one === asked.one && wanted.other === asked.other) return;
    asked = wanted;
    result.setAttribute("aria-busy", "true");
    try {
      found = await get("api/bridges/between", wanted);
      if (asked === wanted) put();
    } catch (error) {
      if (asked === wanted) refuse(error, now);
    }
    result.removeAttribute("aria-busy");
  }

  function put() {
    pickers[0].choose(found.one);
    pickers[1].choose(found.other);
    result.replaceChildren(...answer(found));
    announce(headline(found));
  }

  function refuse(error, now) {
    found = null;
    pickers.forEach((picker, at) => picker.choose(null, [now.one, now.other][at] || ""));
    result.replaceChildren(refused(error));
  }

  const brief = () => briefOf(QUESTION, found ? { one: found.one.id, other: found.other.id } : FIRST);
  return { element, update, brief };
}

function answer(found) {
  const { one, other, members } = found;
  const names = { one: nameOf(one), other: nameOf(other) };
  const asQuestion = href(changed({ view: "questions", name: QUESTION, "p.one": one.id, "p.other": other.id }));
  return [
    el("p", { class: "headline" }, headline(found),
      found.actors.map(({ actor: node }, at) => [say(at ? "comma" : "colon"), nodeLink(node, { icon: false })])),
    el("p", { class: "quiet" },
      say("bridges.members", { ...names, count: number(members.one), others: number(members.other) })),
    ...found.actors.map((row) => actor(row, names)),
    paths(found, names),
    el("p", { class: "quiet" }, say("bridges.regions.note"), " ",
      el("a", { href: asQuestion }, say("bridges.as_question"))),
  ];
}

function headline(found) {
  const names = { one: nameOf(found.one), other: nameOf(found.other), count: number(found.actors.length) };
  return say(found.actors.length ? "bridges.headline" : "bridges.headline.none", names);
}

/** One actor with its ties on either side. */
function actor({ actor: node, at_one: atOne, at_other: atOther }, names) {
  return el("article", { class: "tying" }, el("h3", {}, nodeLink(node)),
    el("div", { class: "sides" }, side(names.one, atOne, node.id), side(names.other, atOther, node.id)));
}

function side(region, ends, actorId) {
  return el("div", {}, el("h4", {}, say("bridges.side", { region })),
    el("ul", { class: "plain" }, ends.map((end) => el("li", {}, told(end, actorId), placed(end.places)))));
}

/** What is there, and by which ties the actor has to do with it. */
function told({ node, ties }, actorId) {
  if (node.id === actorId) return say("bridges.itself");
  return [nodeLink(node), el("ul", { class: "plain ties" },
    ties.map((tie) => el("li", {}, tieLink(tie, actorId), lines(tie.evidence))))];
}

/** Why something is said to be there. */
function placed(places) {
  const words = (place) => say(`bridges.placed.${place.type}`, { region: nameOf(place.target_node) });
  return el("span", { class: "placed quiet" },
    places.map((place) => [evidenceLink(place.id, words(place)), lines(place.evidence), " "]));
}

function lines(evidence) {
  if (!evidence.length) return null;
  return el("span", { class: "told-lines" }, evidence.slice(0, LINES_SHOWN).map((item) => [" ", lineLink(item)]),
    evidence.length > LINES_SHOWN && ` ${say("questions.more", { count: evidence.length - LINES_SHOWN })}`);
}

function paths({ paths: found }, names) {
  const title = el("h3", {}, say("bridges.paths"));
  if (found.length === null) return el("section", {}, title, el("p", {}, say("bridges.paths.none", names)));
  const count = number(found.count);
  const code = found.length === 1 ? "bridges.paths.direct" : "bridges.paths.long";
  const text = say(code, { ...names, count, between: found.length - 1 });
  const more = found.count - found.paths.length;
  return el("section", { class: "paths" }, title, el("p", {}, text), el("ol", {}, found.paths.map(path)),
    more > 0 && el("p", { class: "quiet" }, say("bridges.paths.more", { count: number(more) })));
}

function path({ nodes, ties }) {
  return el("li", {}, nodes.map((node, at) => [at > 0 && step(ties[at - 1], nodes[at - 1]), nodeLink(node)]));
}

function step(ties, before) {
  return el("span", { class: "step" }, ties.map((tie, at) => [at > 0 && say("comma"), arrowed(tie, before)]));
}

/** A tie on the way, with an arrow to where it leads. */
function arrowed(tie, before) {
  const onward = tie.source === before.id ? "on" : "back";
  const way = vocabulary().edges[tie.type].directed ? onward : "both";
  return evidenceLink(tie.id, say(`bridges.step.${way}`, { tie: tieWords(tie) }));
}
