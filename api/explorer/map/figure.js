// The map as a figure for a report: title, what is shown, legend and credits in one drawing that needs nothing else.

import { svg } from "../core/dom.js";
import { nameOf, say } from "../core/words.js";
import { countsOf } from "./model.js";
import { legend } from "./legend.js";
import { FONT } from "./signs.js";
import { WHOLE, groundOf, overlay, screenOf } from "./sheet.js";
import { joined, kindWords, kindsOfFlow, tell, typeWords } from "./words.js";

const SIZE = { width: 960, height: 980 };
const HEAD = 62;
const FOOT = 48;
const SCREEN = ["data-key", "data-layer", "role", "tabindex", "class", "aria-pressed", "aria-label", "aria-hidden"];

/** @returns {SVGSVGElement} */
export function figure(atlas, model, choice) {
  const ground = groundOf(atlas);
  const screen = screenOf(SIZE, choice.camera || WHOLE);
  ground.paint(choice, countsOf(atlas, choice));
  ground.moveTo(screen);
  const { width, height } = SIZE;
  const map = svg("svg", { y: HEAD, width, height, viewBox: `0 0 ${width} ${height}` },
    ground.element, overlay(atlas, model, choice, screen, null));
  inert(map);
  const title = titleOf(atlas, choice);
  const named = { role: "img", "aria-label": title };
  return svg("svg", { viewBox: `0 0 ${width} ${HEAD + height + FOOT}`, "font-family": FONT, ...named },
    svg("rect", { width: "100%", height: "100%", fill: "#fff" }),
    map,
    svg("text", { x: 16, y: 30, "font-size": 20, "font-weight": 600, fill: "#1c1917" }, title),
    quiet(52, shownWords(model)),
    framed(legend(choice, { whole: true })),
    quiet(HEAD + height + 18, say("map.points")),
    quiet(HEAD + height + 36, say("map.credits")));
}

function quiet(y, words) {
  return svg("text", { x: 16, y, "font-size": 12, fill: "#57534e" }, words);
}

/** The legend where there is nothing but sea. */
function framed({ element, width, height }) {
  return svg("g", { transform: `translate(${SIZE.width - width - 16} ${HEAD + 506})` },
    svg("rect", { x: -8, y: -8, width: width + 16, height: height + 16, fill: "#fff", stroke: "#d6d3d1" }), element);
}

/** What is for the reader of a screen only. */
function inert(drawn) {
  for (const item of drawn.querySelectorAll("*")) {
    for (const name of SCREEN) item.removeAttribute(name);
  }
}

/** What the map shows, with the filters in words. */
export function titleOf(atlas, choice) {
  const parts = [
    choice.prefecture && nameOf(atlas.byId.get(choice.prefecture) || { id: choice.prefecture }),
    some(choice.types, 4, typeWords),
    some(choice.kinds, kindsOfFlow().length, kindWords),
    choice.direction && say(`map.direction.${choice.direction}`),
  ].filter(Boolean);
  return parts.length ? say("map.title_of", { what: parts.join(say("slash")) }) : say("map.title");
}

function some(set, all, words) {
  return set.size && set.size < all ? joined([...set].map(words)) : null;
}

/** The numbers of what is on the map and what cannot be. */
export function shownWords({ hubs, points, ends }) {
  const placed = new Set(points.flatMap(({ entries }) => entries.map(({ hub }) => hub.id)));
  return tell("map.shown", {
    placed: placed.size, hubs: hubs.length, across: ends.across, within: ends.within, all: ends.all,
    open: ends.origin + ends.destination + ends.neither,
  });
}
