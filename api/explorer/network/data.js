// The network as the server draws it: a row for each node and each tie, in typed arrays.

import { once } from "../core/server.js";
import { nameOf } from "../core/words.js";

/**
 * @typedef {Object} Network
 * @property {number} n nodes
 * @property {number} m ties
 * @property {string} graph names the content of the graph
 * @property {Object} nodes columns: id, type, kind, name_ja, name_en, rank, prefecture, documents, cases, since, until,
 *   x, y, community; a number that is not there is -1
 * @property {Object} edges columns: id, source, target, via, type, kind, status, documents, cases, since, until,
 *   width
 * @property {Map<string, number>} row of a node by its id
 * @property {Map<string, number>} tie the row of a tie by its id
 * @property {{start: Int32Array, ties: Int32Array}} around the ties of each node: as an end, or as what a flow runs
 *   through
 */

let packing = null;

/** @returns {Promise<Network>} */
export function loadNetwork() {
  packing ||= once("api/network").then(packed).catch((error) => { packing = null; throw error; });
  return packing;
}

const NUMBERS = [
  "type", "kind", "rank", "prefecture", "since", "until", "x", "y", "community", "source", "target", "via", "status",
];

function packed(raw) {
  const nodes = columns(raw.nodes);
  const edges = columns(raw.edges);
  const [n, m] = [nodes.id.length, edges.id.length];
  nodes.generic = new Uint8Array(n);
  for (const row of raw.nodes.generic) nodes.generic[row] = 1;
  edges.width = Float32Array.from(edges.width);
  return {
    ...raw, n, m, nodes, edges,
    row: new Map(nodes.id.map((id, row) => [id, row])),
    tie: new Map(edges.id.map((id, row) => [id, row])),
    around: around(n, m, edges),
  };
}

function columns(raw) {
  const found = { ...raw };
  for (const name of NUMBERS) if (raw[name]) found[name] = Int32Array.from(raw[name], (value) => value ?? -1);
  return found;
}

/** The nodes that a tie touches, each once. */
export function stopsOf(edges, tie) {
  const [source, via, target] = [edges.source[tie], edges.via[tie], edges.target[tie]];
  const stops = [source];
  if (via >= 0 && via !== source && via !== target) stops.push(via);
  if (target !== source) stops.push(target);
  return stops;
}

function around(n, m, edges) {
  const start = new Int32Array(n + 1);
  for (let tie = 0; tie < m; tie += 1) for (const row of stopsOf(edges, tie)) start[row + 1] += 1;
  for (let row = 0; row < n; row += 1) start[row + 1] += start[row];
  const next = start.slice();
  const ties = new Int32Array(start[n]);
  for (let tie = 0; tie < m; tie += 1) for (const row of stopsOf(edges, tie)) ties[next[row]++] = tie;
  return { start, ties };
}

/** The ties of a node. */
export function tiesOf(net, row) {
  return net.around.ties.subarray(net.around.start[row], net.around.start[row + 1]);
}

/** The type of a node by its name. */
export function typeOf(net, row) {
  return net.nodes.types[net.nodes.type[row]];
}

/** The node as the rest of the page knows it. */
export function nodeAt(net, row) {
  const { id, name_ja, name_en, kind, kinds, generic } = net.nodes;
  return {
    id: id[row], type: typeOf(net, row), kind: kinds[kind[row]] ?? null, name_ja: name_ja[row], name_en: name_en[row],
    generic: Boolean(generic[row]),
  };
}

/** The tie as the rest of the page knows it, without its ends. */
export function tieAt(net, tie) {
  const { id, type, types, kind, kinds, status, statuses } = net.edges;
  return { id: id[tie], type: types[type[tie]], kind: kinds[kind[tie]] ?? null, status: statuses[status[tie]] };
}

/** The name of a node in the language shown. */
export function nameAt(net, row) {
  const { id, name_ja, name_en } = net.nodes;
  return nameOf({ id: id[row], name_ja: name_ja[row], name_en: name_en[row] });
}
