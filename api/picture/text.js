"use strict";
// The data, and everything that makes text or elements. Texts reach the page as text nodes only.

const DATA = JSON.parse(document.getElementById("data").textContent);
const PART = DATA.part; // null where the picture is of the whole graph
const LANGS = ["ja", "en"];
const SVG = "http://www.w3.org/2000/svg";
let lang = DATA.lang;

/** A numbered text of the data in the language shown, or in the other one. */
function text(number, language = lang) {
  const found = DATA.texts[number];
  return typeof found === "string" ? found : found[language];
}

/** The words of the page, {name} filled in. */
function say(code, values = {}) {
  return DATA.words[code][lang].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function nodeName(number, language = lang) {
  return text(DATA.nodeInfo[number].n, language);
}

/** Type and kind of a node. */
function nodeKind(number) {
  const info = DATA.nodeInfo[number];
  const words = [text(DATA.layers[info.y].n)];
  if (info.g) words.push(say("groups"));
  else if (info.k !== undefined) words.push(text(info.k));
  return words.join(" / ");
}

/** What a tie is called: its relation, and the kind of a flow. */
function tieName(number) {
  const info = DATA.edgeInfo[number];
  const flow = DATA.flows.find((item) => item.kind === info.f);
  return flow ? text(info.t) + say("colon") + text(flow.n) : text(info.t);
}

/** The evidence in one sentence a document: 「題名 10–12行、15行」. */
function citation(evidence) {
  const byDocument = new Map();
  for (const [document_, first, last] of evidence) {
    if (!byDocument.has(document_)) byDocument.set(document_, []);
    byDocument.get(document_).push(say(first === last ? "range.one" : "range", { first, last }));
  }
  return [...byDocument].map(([document_, ranges]) =>
    say("lines", { document: text(DATA.documents[document_]), ranges: ranges.join(say("comma")) }));
}

/** The form under which names are compared: width, case, kana and white space do not count. */
function fold(name) {
  return name.normalize("NFKC").toLowerCase().replace(/\s+/g, "")
    .replace(/[\u3041-\u3096]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 96));
}

/** An element with attributes, listeners (functions) and children (elements or texts). */
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== false && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function drawing(width, ...shapes) {
  const svg = document.createElementNS(SVG, "svg");
  const attributes = { width, height: 14, viewBox: `0 0 ${width} 14`, "aria-hidden": "true" };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  for (const [tag, values] of shapes) {
    const shape = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(values)) shape.setAttribute(name, value);
    svg.append(shape);
  }
  return svg;
}

const OUTLINES = {
  star: "7,0.5 8.8,4.8 13.4,5.1 9.9,8.1 11,12.7 7,10.2 3,12.7 4.1,8.1 0.6,5.1 5.2,4.8",
  triangle: "7,1.5 13,12.5 1,12.5",
  triangleDown: "1,1.5 13,1.5 7,12.5",
  diamond: "7,0.5 13,7 7,13.5 1,7",
  square: "1.5,1.5 12.5,1.5 12.5,12.5 1.5,12.5",
  hexagon: "4,1.5 10,1.5 13.4,7 10,12.5 4,12.5 0.6,7",
};

/** The shape of a node type; hollow for a group named by its role. */
function nodeIcon(layer, hollow = false) {
  const { shape, color } = DATA.layers[layer];
  const paint = { fill: hollow ? "#ffffff" : color, stroke: color, "stroke-width": hollow ? 1.5 : 0 };
  const outline = OUTLINES[shape];
  if (outline) return drawing(14, ["polygon", { points: outline, ...paint }]);
  return drawing(14, ["circle", { cx: 7, cy: 7, r: 5, ...paint }]);
}

/** An arrow in the colour of a flow, or the grey line of the other ties. */
function lineIcon(color) {
  const line = ["line", { x1: 0, y1: 7, x2: 19, y2: 7, stroke: color, "stroke-width": 2.2 }];
  return drawing(26, line, ["polygon", { points: "18,2.8 26,7 18,11.2", fill: color }]);
}

/** Puts the words of the page into the elements that name them. */
function writeWords() {
  document.documentElement.lang = LANGS[lang];
  const subject = text(DATA.about.n);
  document.title = PART ? `${subject} · ${say("title.short")}` : subject;
  document.getElementById("subject").textContent = subject;
  document.getElementById("scope").replaceChildren(...DATA.about.scope.map((item) => el("p", {}, text(item))));
  document.getElementById("made").textContent = say("made", DATA.made);
  for (const item of document.querySelectorAll("[data-word]")) item.textContent = say(item.dataset.word);
  for (const item of document.querySelectorAll("[data-label]")) item.ariaLabel = say(item.dataset.label);
  for (const item of document.querySelectorAll("[data-placeholder]")) item.placeholder = say(item.dataset.placeholder);
  document.getElementById("language").lang = LANGS[1 - lang];
}
