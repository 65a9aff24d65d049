// The sources: each document with every cited place, its digest and, where the text is attached, its lines.

import { el } from "../core/dom.js";
import { linesWords, vocabulary } from "../core/things.js";
import { number, pick, say } from "../core/words.js";
import { placeOf } from "./citing.js";

/**
 * @param {Object} brief
 * @param {ReturnType<import("./citing.js").numbered>} citing
 * @param {boolean} withQuotes
 */
export function sources(brief, citing, withQuotes) {
  if (!citing.count) return all();
  const quotes = withQuotes ? brief.quotes : {};
  return [
    checked(brief.quotes, citing),
    withQuotes && Object.keys(quotes).length > 0 && el("p", {}, say("brief.rights")),
    citing.documents.map((cited) => source(cited, quotes)),
  ];
}

/** An answer that is counted rests on every document. */
function all() {
  return [el("p", {}, say("brief.sources.all")),
    el("ol", {}, vocabulary().documents.map((one) => el("li", {}, described(one))))];
}

function checked(quotes, citing) {
  const places = citing.documents.flatMap((document) => document.places.map(placeOf));
  const known = places.filter((place) => quotes[place]);
  const same = known.filter((place) => quotes[place].is_same).length;
  const code = !known.length ? "brief.unchecked" : same === places.length ? "brief.checked" : "brief.checked.partly";
  const counts = { same: number(same), count: number(places.length), other: number(known.length - same) };
  return el("p", { class: known.length > same && "differs" }, say(code, counts));
}

function described(found) {
  const parts = [found.publisher && pick(found.publisher), found.date].filter(Boolean).join(say("comma"));
  return `${pick(found.title)}${parts ? say("brief.published", { parts }) : ""}`;
}

function source(cited, quotes) {
  const found = vocabulary().documents.find((one) => one.id === cited.id) || { title: null };
  const hasQuotes = cited.places.some((place) => quotes[placeOf(place)]);
  const heads = ["brief.number", "brief.lines.head", "brief.digest", ...(hasQuotes ? ["brief.quote"] : [])];
  return el("div", { class: "brief-source" },
    el("h3", {}, say("brief.mark", { number: cited.number }), " ", described(found)),
    el("p", { class: "quiet" }, say("brief.identified", { id: cited.id, sha256: found.sha256 || "–" })),
    el("table", {}, el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, say(head))))),
      el("tbody", {}, cited.places.map((place) => row(place, quotes[placeOf(place)], hasQuotes)))));
}

function row(place, quote, hasQuotes) {
  return el("tr", { id: `source-${place.number}` },
    el("td", { class: "brief-narrow" }, place.number), el("td", { class: "brief-narrow" }, linesWords(place.lines)),
    el("td", { class: "brief-narrow" }, el("code", {}, place.digest)),
    hasQuotes && el("td", {}, quote ? quoted(quote) : say("brief.no_quote")));
}

function quoted(quote) {
  return [
    el("blockquote", {}, quote.lines.map((line) => el("span", { class: "brief-line" },
      el("span", { class: "brief-line-number" }, String(line.line)), line.text))),
    quote.more > 0 && el("p", { class: "quiet" }, say("brief.more_lines", { count: number(quote.more) })),
    !quote.is_same && el("p", { class: "differs" }, say("brief.not_same")),
  ];
}
