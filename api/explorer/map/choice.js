// What the reader has chosen of the map, as it stands in the address.

import { list } from "../core/state.js";

/** Stands for "no box is ticked", which an empty parameter cannot say. */
const OFF = "off";
export const TABS = ["map", "tables", "matrix"];
export const TYPES = ["coworking", "resource_discovery", "knowledge_platform", "none"];
export const DIRECTIONS = [
  "metro_to_regional", "regional_to_metro", "metro_to_metro", "regional_to_regional", "not_reported",
];

export const MATRICES = ["metro", "kind", "block", "prefecture", "municipality"];

/**
 * @typedef {Object} Choice
 * @property {string} tab
 * @property {Set<string>} types of hubs
 * @property {Set<string>} kinds of flows
 * @property {string|null} direction of flows
 * @property {string|null} prefecture
 * @property {string[]} places regions whose hubs are listed
 * @property {{from: string, to: string, kind: string|null}|null} arc by codes of prefectures
 * @property {{k: number, x: number, y: number}|null} camera null: the whole sheet
 * @property {{by: string, kind: string|null, from: string|null, to: string|null}} matrix
 */

/** @param {import("../core/state.js").State} state @param {string[]} kinds @returns {Choice} */
export function choiceOf(state, kinds) {
  return {
    tab: TABS.includes(state.tab) ? state.tab : "map",
    types: ticked(state.type, TYPES),
    kinds: ticked(state.kind, kinds),
    direction: DIRECTIONS.includes(state.direction) ? state.direction : null,
    prefecture: list(state.prefecture)[0] || null,
    places: list(state.place),
    arc: arcOf(list(state.arc)[0]),
    camera: cameraOf(list(state.at)[0]),
    matrix: {
      by: MATRICES.includes(state.by) ? state.by : MATRICES[0],
      kind: kinds.includes(state.flow) ? state.flow : null,
      from: list(state.from)[0] || null,
      to: list(state.to)[0] || null,
    },
  };
}

function ticked(value, all) {
  return value === undefined ? new Set(all) : new Set(list(value).filter((one) => all.includes(one)));
}

/** The parameter for some ticked boxes of all. */
export function tickedParameter(set, all) {
  if (set.size === all.length) return null;
  return set.size ? all.filter((one) => set.has(one)) : OFF;
}

function arcOf(text) {
  const found = /^(\d\d)-(\d\d)(?:-(\w+))?$/.exec(text || "");
  return found && { from: found[1], to: found[2], kind: found[3] || null };
}

/** The parameter for an arc. */
export function arcParameter({ from, to, kind }) {
  return [from, to, kind].filter(Boolean).join("-");
}

function cameraOf(text) {
  const [k, x, y] = (text || "").split(",").map(Number);
  return [k, x, y].every(Number.isFinite) && k >= 1 ? { k: Math.min(k, 16), x, y } : null;
}

/** The parameter for a camera. */
export function cameraParameter(camera) {
  return camera && [camera.k.toFixed(2), camera.x.toFixed(1), camera.y.toFixed(1)].join(",");
}
