// What is shown, as a file on the reader's disk or on the clipboard.

import { el } from "./dom.js";
import { say } from "./words.js";

// A drawing that leaves the page has no style sheet: names of fonts that Windows, macOS and Linux have for Japanese.
const FONTS = "'Hiragino Sans', 'Noto Sans JP', 'Noto Sans CJK JP', 'Yu Gothic UI', 'Yu Gothic', Meiryo, sans-serif";
// The largest picture that browsers make.
const MOST_PIXELS = 16_384;
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
// Characters that no XML document may hold, not even escaped.
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
// What does nothing in a file.
const CONTROLS = "input, select, textarea, button, label, form, script, link, .toolbar, .table-bar, "
  + "[data-screen], [hidden]";

/** Offers a file. */
export function saveBlob(name, blob) {
  const address = URL.createObjectURL(blob);
  el("a", { href: address, download: name }).click();
  // The browser must have begun to read it.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Offers a text in UTF-8. */
export function saveText(name, text, mediaType) {
  saveBlob(name, new Blob([text], { type: `${mediaType};charset=utf-8` }));
}

/** Puts a text on the clipboard. Fails with a sentence for the reader. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Browsers have no clipboard for pages that come over plain http from another machine.
    copyBySelection(text);
  }
}

function copyBySelection(text) {
  const before = document.activeElement;
  const field = el("textarea", { class: "sr", readonly: true, "aria-hidden": "true" });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  before?.focus();
  if (!done) throw new Error(say("share.no_copy"));
}

/** Offers a drawing, with a size of its own. @param {SVGSVGElement} drawing */
export function saveSvg(name, drawing) {
  saveText(name, `<?xml version="1.0" encoding="UTF-8"?>\n${svgText(drawing)}\n`, "image/svg+xml");
}

/** Offers a drawing as pixels, `scale` times its size where it can be so large. @param {SVGSVGElement} drawing */
export async function savePng(name, drawing, scale = 2) {
  const image = new Image();
  const address = URL.createObjectURL(new Blob([svgText(drawing)], { type: "image/svg+xml" }));
  try {
    await new Promise((done, failed) => {
      image.onload = done;
      image.onerror = () => failed(new Error(say("share.no_png")));
      image.src = address;
    });
    saveBlob(name, await pixels(image, sizeOf(drawing), scale));
  } finally {
    URL.revokeObjectURL(address);
  }
}

async function pixels(image, { width, height }, wanted) {
  const scale = Math.min(wanted, MOST_PIXELS / Math.max(width, height));
  const canvas = el("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  if (!blob) throw new Error(say("share.no_png"));
  return blob;
}

/** The text of a drawing as a file of its own: nothing in it leads outside. @param {SVGSVGElement} drawing */
export function svgText(drawing) {
  const copy = drawing.cloneNode(true);
  const { width, height } = sizeOf(drawing);
  const own = { xmlns: "http://www.w3.org/2000/svg", width, height };
  for (const [name, value] of Object.entries(own)) copy.setAttribute(name, value);
  if (!copy.hasAttribute("font-family")) copy.setAttribute("font-family", FONTS);
  copy.querySelectorAll("script, foreignObject").forEach((item) => item.remove());
  copy.querySelectorAll("a").forEach((link) => link.replaceWith(...link.childNodes));
  return new XMLSerializer().serializeToString(copy).replace(NOT_XML, "\ufffd");
}

function sizeOf(drawing) {
  const box = drawing.viewBox.baseVal;
  if (box.width && box.height) return { width: box.width, height: box.height };
  const shown = drawing.getBoundingClientRect();
  return { width: shown.width || 300, height: shown.height || 150 };
}

/**
 * The text of one HTML file that needs nothing else: the style inside, no script, no request.
 * @param {Object} what
 * @param {string} what.title
 * @param {HTMLElement} what.content copied without its controls; tables are written out whole
 * @param {string} [what.view] the view whose style it has
 * @param {SVGSVGElement} [what.figure] stands in place of the drawing on the screen (what is marked `data-drawing`, a
 *   canvas, or the drawing with the same label), else at the beginning
 * @param {HTMLElement} [what.about] stands at the end
 */
export async function htmlText({ title, content, view = "", figure = null, about = null }) {
  const head = el("head", {}, el("meta", { charset: "utf-8" }),
    el("meta", { "http-equiv": "Content-Security-Policy", content: POLICY }),
    el("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    el("title", {}, title), el("style"));
  const body = el("body", { class: "saved" }, el("main", { class: `view-${view}` }, copied(content, figure), about));
  const root = el("html", { lang: document.documentElement.lang }, head, body);
  root.style.cssText = document.documentElement.style.cssText;
  // The style is written into the text: this page may hold none, not even in an element that it never shows.
  const style = await styles();
  return `<!DOCTYPE html>\n${root.outerHTML.replace("<style></style>", () => `<style>${style}</style>`)}\n`;
}

function copied(content, figure) {
  content.querySelectorAll(".table").forEach((table) => table.whole?.());
  const copy = content.cloneNode(true);
  withFigure(copy, figure);
  copy.querySelectorAll("button.sort").forEach((button) => button.replaceWith(...button.childNodes));
  copy.querySelectorAll(CONTROLS).forEach((item) => item.remove());
  copy.querySelectorAll("[tabindex]").forEach((item) => item.removeAttribute("tabindex"));
  // A link to a view leads nowhere on a machine without the server: one address that restores all of it stays.
  copy.querySelectorAll("a[href]:not([href^='#'])").forEach((link) => {
    if (link.hasAttribute("data-back")) link.setAttribute("href", link.href);
    else if (link instanceof SVGElement) link.replaceWith(...link.childNodes);
    else link.replaceWith(el("span", { class: link.className }, ...link.childNodes));
  });
  return copy;
}

function withFigure(copy, figure) {
  if (figure) {
    const same = `svg[aria-label="${CSS.escape(figure.getAttribute("aria-label") || "")}"]`;
    const drawn = copy.querySelector("[data-drawing], canvas") || copy.querySelector(same);
    const image = figure.cloneNode(true);
    image.classList.add("figure");
    if (drawn) drawn.replaceWith(image);
    else copy.prepend(image);
  }
  copy.querySelectorAll("canvas").forEach((item) => item.remove());
}

async function styles() {
  const sheets = [...document.querySelectorAll("link[rel=stylesheet]")];
  return (await Promise.all(sheets.map(async (sheet) => (await fetch(sheet.href)).text()))).join("\n");
}
