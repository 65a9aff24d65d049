// What the reader chose, as the address says it. Nodes that were hidden, widened or pinned stand there by a short code
// of their id, so that a link stays short and still fits when the graph has grown.

import { list } from "../core/state.js";

/**
 * @typedef {Object} Choice
 * @property {boolean} all everything, not the first view
 * @property {number} focus row of a node, or -1
 * @property {number} depth how far around it
 * @property {number} case position in net.cases, or -1
 * @property {number} document position in net.documents, or -1
 * @property {number} prefecture position in net.prefectures, or -1
 * @property {?number} from first year
 * @property {?number} to last year
 * @property {boolean} dated whether ties without a year are left out
 * @property {Set<string>} off what is switched off in the legend: node types, `group`, kinds of flow, types of tie,
 *   `ties` for all of those, statuses
 * @property {number[]} expand rows whose contacts are shown too
 * @property {Set<number>} hide rows
 * @property {Map<number, [number, number]>} pin places of rows
 * @property {?string} missing what was asked for and is not in the network
 */

/** Parameters that make a view; the others (`at`, `list`) only say how one looks at it. */
export const PARAMETERS = [
  "show", "focus", "depth", "case", "document", "region", "from", "to", "dated", "off", "expand", "hide", "pin",
];
// So many of each are kept in a link; it must not grow beyond what mail programs take.
export const MOST = { expand: 30, hide: 60, pin: 40 };

const codes = new WeakMap();

/** A short code for an id: 36 bits, so that two of 100,000 ids hardly ever share one. */
export function codeOf(id) {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let position = 0; position < id.length; position += 1) {
    const unit = id.charCodeAt(position);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  return ((a >>> 0) * 16 + (b & 15)).toString(36).padStart(7, "0");
}

function rowOf(net, code) {
  if (!codes.has(net)) codes.set(net, new Map(net.nodes.id.map((id, row) => [codeOf(id), row])));
  return codes.get(net).get(code);
}

function rows(net, text) {
  return [text ?? ""].flat().join(".").split(".").map((code) => rowOf(net, code)).filter((row) => row !== undefined);
}

/** @returns {Choice} */
export function readChoice(net, state) {
  const one = (name) => list(state[name])[0];
  const position = (items, id) => items.findIndex((item) => (item.id ?? item) === id);
  const asCase = position(net.cases, one("case") ?? one("focus"));
  const focus = asCase < 0 ? net.row.get(one("focus")) ?? -1 : -1;
  return {
    all: one("show") === "all", focus, depth: one("depth") === "2" ? 2 : 1,
    case: asCase, document: position(net.documents, one("document")),
    prefecture: position(net.prefectures, one("region")),
    from: year(one("from")), to: year(one("to")), dated: one("dated") === "1",
    off: new Set(list(state.off).join(".").split(".").filter(Boolean)),
    expand: rows(net, state.expand).slice(0, MOST.expand),
    hide: new Set(rows(net, state.hide).slice(0, MOST.hide)),
    pin: pins(net, state.pin),
    missing: focus < 0 && asCase < 0 ? one("focus") || one("case") || null : null,
  };
}

function year(text) {
  return /^\d{4}$/.test(text ?? "") ? Number(text) : null;
}

function pins(net, text) {
  const found = new Map();
  for (const item of [text ?? ""].flat().join(".").split(".")) {
    const [code, x, y] = item.split("_");
    const row = rowOf(net, code);
    const place = [Number(x), Number(y)];
    if (row !== undefined && place.every(Number.isFinite) && found.size < MOST.pin) found.set(row, place);
  }
  return found;
}

/** Parameters for rows, in the order given. */
export function written(net, rowsOfIt) {
  return [...rowsOfIt].map((row) => codeOf(net.nodes.id[row])).join(".") || null;
}

/** The parameter for pinned nodes. */
export function writtenPins(net, pin) {
  const items = [...pin].map(([row, spot]) => [codeOf(net.nodes.id[row]), ...spot.map(Math.round)].join("_"));
  return items.join(".") || null;
}

/** The parameter for what is switched off. */
export function writtenOff(off) {
  return [...off].sort().join(".") || null;
}

/** Whether a choice narrows what is shown by more than the legend. */
export function isNarrow(choice) {
  return choice.document >= 0 || choice.prefecture >= 0 || hasYears(choice);
}

/** Whether ties are chosen by years. */
export function hasYears({ from, to, dated }) {
  return from !== null || to !== null || dated;
}
