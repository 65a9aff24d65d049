// The filters of the map, which are its legend too: boxes for types of hubs and kinds of flows, direction, prefecture.

import { el, svg } from "../core/dom.js";
import { go } from "../core/state.js";
import { nameOf, number, say } from "../core/words.js";
import { DIRECTIONS, TYPES, tickedParameter } from "./choice.js";
import { shown } from "./model.js";
import { arrowHead, hubSign, inLine, kindColor } from "./signs.js";
import { kindWords, kindsOfFlow, typeWords } from "./words.js";

/** @returns {{element: HTMLElement, update: (choice: import("./choice.js").Choice) => void}} made once, then kept up */
export function filters(atlas) {
  const kinds = kindsOfFlow();
  const types = boxes("map.types", TYPES, (type) => [inLine(hubSign(type)), typeWords(type)],
    (chosen) => go({ type: tickedParameter(chosen, TYPES), place: null }));
  const flows = boxes("map.kinds", kinds, (kind) => [arrowSign(kind), kindWords(kind)],
    (chosen) => go({ kind: tickedParameter(chosen, kinds), arc: null }));
  const direction = menu("map.direction", DIRECTIONS.map((one) => [one, say(`map.direction.${one}`)]),
    (value) => go({ direction: value, arc: null }));
  const prefecture = menu("map.prefecture", atlas.prefectures.map((one) => [one.id, nameOf(one)]),
    (value) => go({ prefecture: value, arc: null, place: null }));
  return {
    element: el("div", { class: "map-filters", "data-screen": true },
      types.element, flows.element, direction.element, prefecture.element),
    update(choice) {
      const all = { ...choice, types: new Set(TYPES), kinds: new Set(kinds) };
      types.update(choice.types, (type) => shown(atlas, { ...all, types: new Set([type]) }).hubs.length);
      flows.update(choice.kinds, (kind) => shown(atlas, { ...all, kinds: new Set([kind]) }).ends.all);
      direction.update(choice.direction);
      prefecture.update(choice.prefecture);
    },
  };
}

function arrowSign(kind) {
  const color = kindColor(kind);
  return svg("svg", { class: "icon", width: 20, height: 14, viewBox: "0 0 20 14", "aria-hidden": "true" },
    svg("line", { x1: 0, y1: 7, x2: 13, y2: 7, stroke: color, "stroke-width": 2.6 }),
    arrowHead([20, 7], [1, 0], 2.6, color));
}

function boxes(title, values, words, changed) {
  const box = () => el("input", { type: "checkbox", change: () => changed(ticked()) });
  const inputs = new Map(values.map((value) => [value, box()]));
  const counts = new Map(values.map((value) => [value, el("span", { class: "quiet number" })]));
  const ticked = () => new Set(values.filter((value) => inputs.get(value).checked));
  return {
    element: el("fieldset", {}, el("legend", {}, say(title)), values.map((value) =>
      el("label", { "data-value": value }, inputs.get(value), words(value), " ", counts.get(value)))),
    update(chosen, count) {
      for (const value of values) {
        inputs.get(value).checked = chosen.has(value);
        counts.get(value).textContent = number(count(value));
      }
    },
  };
}

function menu(title, options, changed) {
  const select = el("select", { change: () => changed(select.value || null) },
    el("option", { value: "" }, say("map.all")), options.map(([value, words]) => el("option", { value }, words)));
  return {
    element: el("label", { class: "map-menu" }, el("span", {}, say(title)), select),
    update(value) { select.value = value || ""; },
  };
}
