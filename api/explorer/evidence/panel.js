// The side panel: the card of the node or tie in `sel`, and above it the lines in `cite`.

import { announce, el } from "../core/dom.js";
import { go, list, state } from "../core/state.js";
import { lang, say } from "../core/words.js";
import { card } from "./card.js";
import { keepCard } from "./cited.js";
import { quote } from "./quote.js";

/**
 * A part of the panel. `key` is what it shows, `drawn` the address of the page when its links were made.
 * @typedef {{name: string, make: Function, place: HTMLElement, key: string|null, drawn: string}} Part
 */

const CONTROLS = "a[href], button, summary, input, [role=button], [role=link], [role=option]";

let aside = null;
let turn = 0;
let current = "";
let scrolled = 0;
const openers = {};
/** @type {Part[]} in the order of the page */
const parts = [
  { name: "cite", make: quote, place: el("section", { class: "panel-quote", hidden: true }), key: null, drawn: "" },
  { name: "sel", make: card, place: el("section", { class: "panel-card", hidden: true }), key: null, drawn: "" },
];
const [quotePart, cardPart] = parts;

/**
 * Shows what the state asks for; hides the panel where it asks for nothing.
 * @param {import("../core/state.js").State} wanted
 * @param {HTMLElement} place the element of the panel
 */
export async function showPanel(wanted, place) {
  if (!aside) build(place);
  const mine = ++turn;
  const asked = { sel: list(wanted.sel)[0], cite: list(wanted.cite)[0] };
  if (!asked.sel && !asked.cite) return hide();
  const focus = focusFor(asked);
  current = JSON.stringify(asked);
  if (asked.cite && quotePart.place.hidden) scrolled = aside.scrollTop;
  aside.hidden = false;
  aside.setAttribute("aria-busy", "true");
  const drawn = await Promise.all(parts.map((part) => prepared(part, asked, wanted)));
  if (mine !== turn) return;
  const isBack = !asked.cite && !quotePart.place.hidden && !drawn[1];
  parts.forEach((part, position) => put(part, asked, wanted, drawn[position]));
  aside.removeAttribute("aria-busy");
  if (isBack) return goBack(focus);
  if (drawn.some(Boolean)) arrive(focus, asked);
}

function build(place) {
  aside = place;
  aside.append(
    el("div", { class: "panel-bar" }, el("span", { class: "quiet", "data-word": "panel" }, say("panel")),
      el("button", { type: "button", "data-label": "evidence.close", "aria-label": say("evidence.close"),
        click: close }, "×")),
    ...parts.map((part) => part.place));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || aside.hidden) return;
    if (event.target.closest?.("input, textarea, select, dialog")) return;
    if (!quotePart.place.hidden && !cardPart.place.hidden) go({ cite: null });
    else close();
  });
}

function close() {
  go({ sel: null, cite: null });
}

/** What a part shall show, drawn; null where it shows that already, or shall show nothing. */
async function prepared(part, asked, wanted) {
  if (!asked[part.name] || keyOf(part, asked, wanted) === part.key) return null;
  try {
    return await part.make(asked[part.name], asked);
  } catch (error) {
    console.info(error);
    return [el("h2", { tabindex: -1 }, say("error.title")), el("p", { role: "alert" }, error.message)];
  }
}

// A link to another page of the same view is not the same link in another view: then a part is drawn anew. Lines have
// a way back where there is a card.
function keyOf(part, asked, wanted) {
  return JSON.stringify([lang(), wanted.view, asked[part.name], part === quotePart && Boolean(asked.sel)]);
}

function put(part, asked, wanted, content) {
  part.place.hidden = !asked[part.name];
  if (part.place.hidden) {
    part.key = null;
    part.place.replaceChildren();
    return;
  }
  if (content) {
    part.key = keyOf(part, asked, wanted);
    part.place.replaceChildren(...content);
  } else {
    for (const link of part.place.querySelectorAll("a[href^='?']")) {
      link.setAttribute("href", rebased(link.getAttribute("href"), part.drawn, location.search));
    }
  }
  part.drawn = location.search;
  if (part === cardPart) keepCard(part.place);
}

/** A link that was made at the address `before`, for the address `now`: what the reader changed since stays. */
function rebased(address, before, now) {
  const [wanted, old, next] = [address, before, now].map((query) => new URLSearchParams(query));
  for (const name of new Set([...wanted.keys(), ...old.keys(), "cite"])) {
    const [is, was] = [wanted, old].map((query) => query.getAll(name));
    // Every link of ours says which lines shall be open.
    if (name !== "cite" && is.join("\n") === was.join("\n")) continue;
    next.delete(name);
    is.forEach((value) => next.append(name, value));
  }
  return `?${next}`;
}

/**
 * Whether the focus shall go to what opens: yes where a link or button was used, no where somebody moves about in a
 * drawing, has just come to the page, or sees the same in the other language. Remembers where to go back to.
 */
function focusFor(asked) {
  const from = document.activeElement;
  if (aside.contains(from)) {
    if (asked.cite) openers.quote = from;
    return true;
  }
  if (JSON.stringify(asked) === current || !("ready" in document.documentElement.dataset)) return false;
  const isControl = from.matches(CONTROLS);
  openers.panel = isControl ? from : null;
  return isControl || from === document.body;
}

function arrive(focus, asked) {
  const heading = (asked.cite ? quotePart : cardPart).place.querySelector("h2");
  aside.scrollTop = 0;
  if (focus) heading?.focus({ preventScroll: true });
  announce(say("evidence.opened", { name: heading?.textContent ?? "" }));
}

/** From the lines back to the card, where one was. */
function goBack(focus) {
  aside.scrollTop = scrolled;
  const opener = cardPart.place.contains(openers.quote) ? openers.quote : cardPart.place.querySelector("h2");
  if (focus) opener?.focus({ preventScroll: true });
  announce(say("evidence.back.done"));
}

function hide() {
  if (aside.hidden) return;
  const hadFocus = aside.contains(document.activeElement);
  aside.hidden = true;
  aside.removeAttribute("aria-busy");
  current = "";
  parts.forEach((part) => put(part, {}, state(), null));
  if (!hadFocus) return;
  (openers.panel?.isConnected ? openers.panel : document.getElementById("view")).focus();
  announce(say("evidence.closed"));
}
