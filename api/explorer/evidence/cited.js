// Where something is stated: links to the lines and, where the text is attached, the lines themselves on demand.

import { el } from "../core/dom.js";
import { get } from "../core/server.js";
import { list, state } from "../core/state.js";
import { citations, linesWords, vocabulary } from "../core/things.js";
import { number, say } from "../core/words.js";

const FIRST = 30;

/** @param {import("../core/things.js").Evidence[]} evidence */
export function cited(evidence) {
  const rest = evidence.slice(FIRST);
  const place = el("div", { class: "cites" }, citations(evidence.slice(0, FIRST)));
  if (rest.length) {
    const all = el("button", { type: "button", class: "show-all", click: () => {
      place.replaceChildren(...citations(evidence), original(evidence) || "");
      keepCard(place);
      place.querySelectorAll("a.lines")[FIRST].focus();
    } }, say("evidence.all.lines", { count: number(evidence.length) }));
    place.append(all);
  }
  place.append(original(evidence.slice(0, FIRST)) || "");
  // Where there is little room a title is cut.
  for (const title of place.querySelectorAll("cite")) title.title = title.textContent;
  return place;
}

/** Lines that a card cites open above it, and the card stays. */
export function keepCard(place) {
  const [sel] = list(state().sel);
  for (const link of sel ? place.querySelectorAll("a.lines") : []) {
    const query = new URLSearchParams(link.getAttribute("href"));
    query.set("sel", sel);
    link.setAttribute("href", `?${query}`);
  }
}

/** The lines, fetched when somebody asks for them; null where no text is attached. */
function original(evidence) {
  const attached = new Set(vocabulary().documents.filter((item) => item.attached).map((item) => item.id));
  const shown = evidence.filter((item) => attached.has(item.document));
  if (!shown.length) return null;
  const place = el("div", { "aria-live": "polite" });
  const details = el("details", { class: "original" }, el("summary", {}, say("evidence.original")), place);
  details.addEventListener("toggle", () => fill(place, shown), { once: true });
  return details;
}

async function fill(place, evidence) {
  try {
    place.replaceChildren(...await Promise.all(evidence.map(short)));
  } catch (error) {
    place.replaceChildren(el("p", { role: "alert" }, error.message));
  }
}

async function short({ document: id, lines: [first, last] }) {
  const found = await get("api/evidence", { document: id, first, last, around: 0 });
  return el("blockquote", {}, found.quote.map((line) => el("p", {}, line.text)),
    el("p", { class: "quiet" }, linesWords([first, last])));
}
