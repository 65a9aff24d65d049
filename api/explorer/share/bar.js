// The bar above each view: a link to it, its drawing and its content as files, and the evidence brief of what it shows.

import { announce, el } from "../core/dom.js";
import { copyText, htmlText, savePng, saveSvg, saveText } from "../core/save.js";
import { changed, href, state } from "../core/state.js";
import { vocabulary } from "../core/things.js";
import { lang, say } from "../core/words.js";

/**
 * @typedef {Object} Shown what a view gives back
 * @property {string} [title]
 * @property {() => (SVGSVGElement|Promise<SVGSVGElement>)} [figure] the drawing as it is now, self-contained
 * @property {import("../core/state.js").State | (() => import("../core/state.js").State)} [brief]
 */

// What Windows does not take in the name of a file, and what is not seen.
const NOT_IN_NAMES = /[\\/:*?"<>|\p{C}\s]+/gu;
const MOST_OF_A_NAME = 60;

let holder = null;

/** Makes the place of the bar known. @param {HTMLElement} element */
export function startBar(element) {
  holder = element;
}

/** Takes the bar away: nothing is shown that could be shared. */
export function hideBar() {
  holder.hidden = true;
}

/**
 * The bar of a view.
 * @param {{view: string, title: string, shown: Shown, content: HTMLElement}} now
 */
export function showBar({ view, title, shown, content }) {
  const said = el("span", { class: "share-said" });
  const act = (code, work) => el("button", {
    type: "button", click: (event) => told(said, event.currentTarget, work),
  }, say(code));
  const saves = (code, ending, save) => act(code, async () => {
    const name = fileName({ view, title, ending });
    await save(name);
    return say("share.saved", { name });
  });
  document.documentElement.style.setProperty("--foot", cssString(`${title} · ${versionWords()}`));
  holder.replaceChildren(
    el("span", { class: "share-title" }, title), said,
    el("span", { class: "share-buttons" },
      act("share.link", () => copyText(shareLink()).then(() => say("share.link.done"))),
      shown.figure && saves("save.png", "png", async (name) => savePng(name, await drawing(shown))),
      shown.figure && saves("save.svg", "svg", async (name) => saveSvg(name, await drawing(shown))),
      saves("save.html", "html", (name) => saveHtml(name, { view, title, shown, content })),
      briefLink(shown)));
  holder.hidden = false;
}

/** The address that shows the same to everybody: with the language, and with what is open at the side unless that is
 * left out. */
export function shareLink({ panel = true } = {}) {
  const shown = panel ? state() : changed({ sel: null, cite: null });
  return new URL(href({ ...shown, lang: lang() }), location.href).href;
}

/** Version of the graph and name of the product, as files and footers give them. */
export function versionWords() {
  return say("share.version", { graph: vocabulary().graph });
}

/** Today, where the reader is: 2026-11-25. */
export function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** The name of a file says what it holds: view, subject, day, version of the graph. */
export function fileName({ view, title, ending }) {
  const parts = ["tairyu", view, [...title].slice(0, MOST_OF_A_NAME).join(""), today(), vocabulary().graph];
  const safe = parts.map((part) => part.replace(NOT_IN_NAMES, "-").replace(/^[-.]+|[-.]+$/g, ""));
  return [safe.filter(Boolean).join("_"), ending].filter(Boolean).join(".");
}

async function drawing(shown) {
  const figure = await shown.figure();
  if (!figure) throw new Error(say("share.no_figure"));
  return figure;
}

async function saveHtml(name, { view, title, shown, content }) {
  const figure = shown.figure ? await shown.figure() : null;
  saveText(name, await htmlText({ title, view, content, figure, about: imprint() }), "text/html");
}

function imprint() {
  const link = shareLink({ panel: false });
  return el("footer", { class: "imprint" },
    el("p", {}, say("share.imprint", { version: versionWords(), schema: vocabulary().version, day: today() })),
    el("p", {}, say("share.address"), " ", el("a", { href: link, "data-back": true }, readable(link))));
}

/** An address with its Japanese as people read it; it still leads to the same. */
export function readable(address) {
  return address.replace(/(?:%[89A-F][0-9A-F])+/gi, (found) => {
    try {
      return decodeURIComponent(found);
    } catch {
      return found;
    }
  });
}

/** Says how it went, for eyes and for screen readers; while it works the button waits. */
async function told(said, button, work) {
  button.disabled = true;
  said.className = "share-said";
  said.textContent = say("share.working");
  try {
    said.textContent = await work();
  } catch (error) {
    console.info(error);
    said.classList.add("problem-said");
    said.textContent = say("share.failed", { why: error.message });
  } finally {
    button.disabled = false;
    button.focus();
    announce(said.textContent);
  }
}

function briefLink(shown) {
  if (!shown.brief) return null;
  const wanted = () => (typeof shown.brief === "function" ? shown.brief() : shown.brief);
  const address = () => href(changed({ view: "brief", ...wanted() }));
  // What a view would cite may change while it is shown: it is asked again when the link is wanted.
  const renew = (event) => event.currentTarget.setAttribute("href", address());
  const renewed = { focus: renew, pointerenter: renew, click: renew };
  return el("a", { class: "button", href: address(), ...renewed }, say("share.brief"));
}

function cssString(text) {
  return `"${text.replace(/["\\\n\r\f\0]/g, (sign) => `\\${sign.codePointAt(0).toString(16)} `)}"`;
}
