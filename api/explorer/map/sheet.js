// The sheet: outlines of the prefectures, and above them what stands on the screen in its own size.

import { svg } from "../core/dom.js";
import { nameOf, say } from "../core/words.js";
import { boxAround, boxesOf, drawnArc, shapeOf } from "./arcs.js";
import { drawnLabels } from "./labels.js";
import { clusters, typeOf } from "./model.js";
import { HEIGHT, INSETS, WIDTH } from "./projection.js";
import { hubSign, stackSign } from "./signs.js";
import { joined, tell, typeWords } from "./words.js";

/** @typedef {{k: number, x: number, y: number}} Camera magnification, and the point of the sheet in the middle */
/** @type {Camera} */
export const WHOLE = { k: 1, x: WIDTH / 2, y: HEIGHT / 2 };
/** The fills of the sheet. */
export const LAND = { regional: "#f6f5f2", metropolitan: "#e7e3dc", chosen: "#d3e4f3" };
const TOGETHER = 21;
// Half the width of what names must not cover.
const [SIGN, STACK] = [8, 13];

/** From the sheet to a screen of some size. */
export function screenOf({ width, height }, camera) {
  const scale = Math.min(width / WIDTH, height / HEIGHT) * 0.985 * camera.k;
  const at = ([x, y]) => [(x - camera.x) * scale + width / 2, (y - camera.y) * scale + height / 2];
  return { scale, at };
}

/** The outlines, drawn once; `moveTo` and `paint` change them. */
export function groundOf(atlas) {
  const frames = INSETS.map(({ frame: [x, y, width, height] }) =>
    svg("rect", { x: x * 10, y: y * 10, width: width * 10, height: height * 10, fill: "#fff", stroke: "#d6d3d1" }));
  const paths = atlas.prefectures.map((one) => svg("path", {
    d: one.path, "data-key": `prefecture ${one.id}`, class: "map-prefecture", role: "button", stroke: "#a8a29e",
    "stroke-linejoin": "round",
  }, svg("title")));
  const land = svg("g", { "data-layer": "prefectures", role: "group", "aria-label": say("map.prefectures") }, paths);
  const element = svg("g", {}, frames, land);
  return {
    element,
    moveTo({ scale, at }) {
      const [x, y] = at([0, 0]);
      element.setAttribute("transform", `translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${(scale / 10).toFixed(5)})`);
      // In tenths of the sheet, so that lines stay as thin when the sheet grows.
      element.setAttribute("stroke-width", (7 / scale).toFixed(2));
    },
    paint(choice, counts) {
      atlas.prefectures.forEach((one, place) =>
        paintPrefecture(paths[place], one, one.id === choice.prefecture, counts.get(one.id)));
    },
  };
}

function paintPrefecture(path, prefecture, chosen, counts) {
  const { hubs, out, into, within, outOpen, inOpen } = counts;
  const flows = { out: out + outOpen, into: into + inOpen, within };
  const words = tell("map.prefecture_counts", { name: nameOf(prefecture), hubs, ...flows });
  path.setAttribute("fill", chosen ? LAND.chosen : prefecture.metropolitan ? LAND.metropolitan : LAND.regional);
  path.setAttribute("aria-pressed", String(chosen));
  path.setAttribute("aria-label", words);
  path.firstChild.textContent = words;
}

/** Everything above the outlines. @param {ReturnType<typeof import("./model.js").shown>} model */
export function overlay(atlas, model, choice, screen, selected) {
  const groups = clusters(model.points, screen.at, TOGETHER);
  const arcs = model.arcs.map((arc) => shapeOf(arc, screen.at));
  const taken = [...groups.map(boxOf), ...arcs.flatMap(boxesOf)];
  return [
    svg("g", { "data-layer": "frames" }, frameNames(screen)),
    svg("g", { "data-layer": "arcs", role: "group", "aria-label": say("map.arcs") }, arcs.map((shape) => {
      const chosen = isChosen(shape.arc, choice.arc);
      return drawnArc(shape, { chosen, faded: Boolean(choice.arc) && !chosen });
    })),
    svg("g", { "data-layer": "names" }, drawnLabels(labelled(atlas, model, choice), screen.at, taken)),
    svg("g", { "data-layer": "hubs", role: "group", "aria-label": say("map.hubs") },
      groups.map((group) => marker(group, choice, selected))),
  ];
}

function isChosen({ from, to, kind }, wanted) {
  return wanted?.from === from.code && wanted.to === to.code && [null, kind].includes(wanted.kind);
}

function frameNames({ at }) {
  return INSETS.map(({ name, frame: [x, y] }) => {
    const [left, top] = at([x, y]);
    return svg("text", { x: (left + 7).toFixed(1), y: (top + 16).toFixed(1), "font-size": 10.5, fill: "#57534e" },
      say(`map.inset.${name}`));
  });
}

/** Prefectures with something to show, those with most first. */
function labelled(atlas, model, choice) {
  const weights = new Map();
  const add = (id, weight) => weights.set(id, (weights.get(id) || 0) + weight);
  for (const { place } of model.points.flatMap((point) => point.entries)) add(place.prefecture, 1);
  for (const { from, to, edges } of model.arcs) for (const end of [from, to]) add(end.id, 3 + edges.length);
  for (const [id, count] of model.within) add(id, 2 + count);
  if (choice.prefecture) add(choice.prefecture, 0);
  return [...weights].filter(([id]) => atlas.byId.has(id)).map(([id, weight]) => ({
    prefecture: atlas.byId.get(id), weight, within: model.within.get(id) || 0, must: id === choice.prefecture,
  }));
}

function boxOf({ x, y, hubs }) {
  return boxAround(x, y, hubs.length > 1 ? STACK : SIGN);
}

function marker({ x, y, points, entries, hubs }, choice, selected) {
  const ids = points.map((point) => point.id);
  const chosen = ids.some((id) => choice.places.includes(id)) || hubs.some((hub) => hub.id === selected);
  const words = hubs.length > 1
    ? tell("map.stack", { place: joined(points.map((point) => nameOf(point.region))), count: hubs.length })
    : say("map.hub", { name: nameOf(hubs[0]), type: typeWords(typeOf(hubs[0])) });
  const key = hubs.length > 1 ? `place ${ids.join(" ")}` : `hub ${hubs[0].id}`;
  const sign = { reported: hubs[0].reported.length > 0, planned: entries.every(({ place }) => place.planned) };
  return svg("g", {
    "data-key": key, "data-hubs": hubs.map((hub) => hub.id).join(" "), class: "map-hub", role: "button",
    "aria-pressed": String(chosen), "aria-label": words, transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`,
  },
  svg("title", {}, words),
  chosen && svg("circle", { r: 15, fill: "#d3e4f3", stroke: "#0b4f8a", "stroke-width": 1.6 }),
  hubs.length > 1 ? stackSign(hubs.map(typeOf)) : hubSign(typeOf(hubs[0]), sign));
}
