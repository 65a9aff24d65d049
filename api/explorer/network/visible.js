// Which nodes and ties are shown: what follows from a choice.

import { hasYears, isNarrow } from "./choice.js";
import { stopsOf, tiesOf, typeOf } from "./data.js";

/**
 * @typedef {Object} Shown
 * @property {Int32Array} nodes rows, ascending
 * @property {Int32Array} ties rows, ascending
 * @property {Uint8Array} isNode by row
 * @property {Uint8Array} isTie by row
 * @property {Int32Array} degree shown ties of each node
 * @property {Object<string, number>} counts by entry of the legend; of one that is switched off, what it would add
 * @property {number} alone nodes left out since the legend leaves no tie of them
 */

/** The entry of the legend that a node belongs to. */
export function entryOfNode(net, row) {
  return net.nodes.generic[row] ? "group" : typeOf(net, row);
}

/** The entry of the legend that a tie belongs to: its kind of flow, or its type. */
export function entryOfTie(net, tie) {
  const { type, types, kind, kinds } = net.edges;
  return types[type[tie]] === "FLOW" ? kinds[kind[tie]] : types[type[tie]];
}

/** @returns {Shown} */
export function visible(net, choice) {
  const passes = passing(net, choice);
  const on = switchedOn(net, choice);
  const open = passes.map((pass, tie) => pass & on[tie]);
  const inside = inScope(net, choice, open);
  const isNode = new Uint8Array(net.n);
  for (let row = 0; row < net.n; row += 1) {
    const wanted = row === choice.focus || !choice.off.has(entryOfNode(net, row));
    isNode[row] = inside[row] && wanted && !choice.hide.has(row) ? 1 : 0;
  }
  const { isTie, degree } = tiesBetween(net, isNode, open);
  const counts = countTies(net, isNode, passes);
  const alone = leaveOutAlone(net, choice, inside, isNode, degree);
  countNodes(net, choice, inside, isNode, counts);
  return { nodes: numbersOf(isNode), ties: numbersOf(isTie), isNode, isTie, degree, counts, alone };
}

/** Which ties the filters let pass, whatever the legend says. */
function passing(net, choice) {
  const { documents, cases, source, target, via, since, until } = net.edges;
  const { prefecture } = net.nodes;
  const passes = new Uint8Array(net.m);
  const place = choice.prefecture;
  const isThere = (row) => row >= 0 && prefecture[row] === place;
  const years = hasYears(choice);
  for (let tie = 0; tie < net.m; tie += 1) {
    passes[tie] = (choice.document < 0 || documents[tie].includes(choice.document))
      && (choice.case < 0 || cases[tie].includes(choice.case))
      && (place < 0 || isThere(source[tie]) || isThere(target[tie]) || isThere(via[tie]))
      && (!years || isWithin(since[tie], until[tie], choice)) ? 1 : 0;
  }
  return passes;
}

/** Whether a stated year, or one between two stated ones, is in the range. */
function isWithin(since, until, { from, to, dated }) {
  const first = since >= 0 ? since : until;
  const last = until >= 0 ? until : since;
  if (first < 0) return !dated;
  return (from === null || last >= from) && (to === null || first <= to);
}

function switchedOn(net, { off }) {
  const on = new Uint8Array(net.m);
  const { type, types, status, statuses } = net.edges;
  for (let tie = 0; tie < net.m; tie += 1) {
    const isFlow = types[type[tie]] === "FLOW";
    on[tie] = !off.has(statuses[status[tie]]) && !off.has(entryOfTie(net, tie)) && (isFlow || !off.has("ties")) ? 1 : 0;
  }
  return on;
}

/** Which nodes the choice is about. `open` tells which ties may be followed. */
export function inScope(net, choice, open) {
  const inside = new Uint8Array(net.n);
  if (choice.focus >= 0) {
    inside[choice.focus] = 1;
    for (let step = 0; step < choice.depth; step += 1) {
      for (const row of numbersOf(inside)) addContacts(net, row, open, inside);
    }
  } else if (choice.case >= 0) {
    net.nodes.cases.forEach((cases, row) => { if (cases.includes(choice.case)) inside[row] = 1; });
  } else if (choice.all) inside.fill(1);
  else for (const row of net.first.row) inside[row] = 1;
  for (const row of choice.expand) {
    inside[row] = 1;
    addContacts(net, row, open, inside);
  }
  return inside;
}

function addContacts(net, row, open, inside) {
  for (const tie of tiesOf(net, row)) if (open[tie]) for (const stop of stopsOf(net.edges, tie)) inside[stop] = 1;
}

function tiesBetween(net, isNode, open) {
  const isTie = new Uint8Array(net.m);
  const degree = new Int32Array(net.n);
  const { source, target } = net.edges;
  for (let tie = 0; tie < net.m; tie += 1) {
    if (!open[tie] || !isNode[source[tie]] || !isNode[target[tie]]) continue;
    isTie[tie] = 1;
    for (const stop of stopsOf(net.edges, tie)) degree[stop] += 1;
  }
  return { isTie, degree };
}

/** Takes away the nodes that the filters or the legend leave without a tie; who has none anyway stays. */
function leaveOutAlone(net, choice, inside, isNode, degree) {
  const kept = new Set([choice.focus, ...choice.expand, ...choice.pin.keys()]);
  const narrow = isNarrow(choice);
  let alone = 0;
  for (let row = 0; row < net.n; row += 1) {
    if (!isNode[row] || degree[row] || kept.has(row)) continue;
    if (narrow ? matches(net, choice, row) : !loses(net, row, inside)) continue;
    isNode[row] = 0;
    alone += narrow ? 0 : 1;
  }
  return alone;
}

/** Whether a node without a tie is itself what the filters ask for. */
function matches(net, choice, row) {
  const { documents, prefecture, since, until } = net.nodes;
  return (choice.document < 0 || documents[row].includes(choice.document))
    && (choice.prefecture < 0 || prefecture[row] === choice.prefecture)
    && (!hasYears(choice) || ((since[row] >= 0 || until[row] >= 0) && isWithin(since[row], until[row], choice)));
}

/** Whether a node has had a tie to another of those that the choice is about. */
function loses(net, row, inside) {
  const { source, target } = net.edges;
  return tiesOf(net, row).some((tie) => inside[source[tie]] && inside[target[tie]]);
}

/** Ties by entry of the legend, of those that would be there with the entry on. */
function countTies(net, isNode, passes) {
  const counts = {};
  const { source, target, type, types, status, statuses } = net.edges;
  for (let tie = 0; tie < net.m; tie += 1) {
    if (!passes[tie] || !isNode[source[tie]] || !isNode[target[tie]]) continue;
    const names = [entryOfTie(net, tie), statuses[status[tie]]];
    if (types[type[tie]] !== "FLOW") names.push("ties");
    for (const name of names) counts[name] = (counts[name] || 0) + 1;
  }
  return counts;
}

function countNodes(net, choice, inside, isNode, counts) {
  for (let row = 0; row < net.n; row += 1) {
    const entry = entryOfNode(net, row);
    if (isNode[row] || (inside[row] && choice.off.has(entry))) counts[entry] = (counts[entry] || 0) + 1;
  }
}

/** The positions that are not 0. */
export function numbersOf(flags) {
  const found = new Int32Array(flags.reduce((sum, flag) => sum + (flag ? 1 : 0), 0));
  let next = 0;
  for (let row = 0; row < flags.length; row += 1) if (flags[row]) found[next++] = row;
  return found;
}
