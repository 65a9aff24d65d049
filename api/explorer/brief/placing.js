// Where things stand in the figure of a brief: what it is of in the middle, those that act on it at the left, those it
// acts on at the right.

import { tieWords } from "../core/things.js";
import { lang, nameOf, say } from "../core/words.js";
import { wrapped } from "./drawing.js";

const MOST = 40; // nodes
const MOST_MIDDLE = 4; // where the subjects themselves have no ties
const TOP = 30;
const LEAF = 31; // height of a leaf
const MANY = 12; // leaves that want both sides
const GAP = 18; // between boxes
export const BOX = { left: 398, width: 164, text: 14, line: 19 };

/**
 * The plan of a figure; null where there is nothing to draw. Outcomes are left to the table.
 * @param {Object[]} subjects
 * @param {Object[]} claims those that are kept
 */
export function plan(subjects, claims) {
  const isDrawn = (end) => end && end.type !== "Outcome";
  const ties = claims.filter(({ source, target }) => isDrawn(source) && isDrawn(target) && source.id !== target.id);
  if (!ties.length) return null;
  const middle = inTheMiddle(subjects, ties);
  const touching = ties.filter((tie) => touches(tie, middle));
  const all = leavesOf(touching, middle);
  const leaves = all.sort(byStrength).slice(0, MOST - middle.size);
  const shown = new Set([...middle.keys(), ...leaves.map((leaf) => leaf.node.id)]);
  const drawn = touching.filter((tie) => shown.has(tie.source.id) && shown.has(tie.target.id));
  return {
    ...placed(middle, leaves, drawn), ties: drawn,
    nodes: shown.size, more: all.length - leaves.length, isPart: touching.length < ties.length,
  };
}

function touches(tie, middle) {
  return middle.has(tie.source.id) || middle.has(tie.target.id);
}

/** The subjects, where most of the ties touch them; else (as for a case) those with most ties. */
function inTheMiddle(subjects, ties) {
  const ends = new Map(ties.flatMap((tie) => [[tie.source.id, tie.source], [tie.target.id, tie.target]]));
  const known = subjects.filter((one) => ends.has(one.id)).slice(0, MOST - 1);
  const own = new Map(known.map((one) => [one.id, ends.get(one.id)]));
  return ties.filter((tie) => touches(tie, own)).length * 2 >= ties.length ? own : mostTied(ends, ties);
}

function mostTied(ends, ties) {
  const chosen = new Map();
  let open = ties;
  while (open.length > ties.length / 5 && chosen.size < MOST_MIDDLE) {
    const counts = new Map();
    for (const { source, target } of open) {
      for (const { id } of [source, target]) counts.set(id, (counts.get(id) || 0) + 1);
    }
    const [best] = [...counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))[0];
    chosen.set(best, ends.get(best));
    open = ties.filter((tie) => !touches(tie, chosen));
  }
  return chosen;
}

/** Those at the other end; `balance` says whether they more often act or are acted upon. */
function leavesOf(ties, middle) {
  const found = new Map();
  for (const tie of ties) {
    for (const [node, other, sign] of [[tie.source, tie.target, 1], [tie.target, tie.source, -1]]) {
      if (middle.has(node.id)) continue;
      if (!found.has(node.id)) found.set(node.id, { node, ties: [], contacts: new Set(), balance: 0 });
      const leaf = found.get(node.id);
      leaf.ties.push(tie);
      leaf.contacts.add(other.id);
      leaf.balance += sign;
    }
  }
  return [...found.values()];
}

function byStrength(one, other) {
  const cited = (leaf) => leaf.ties.reduce((sum, tie) => sum + tie.evidence.length, 0);
  return other.contacts.size - one.contacts.size || other.ties.length - one.ties.length
    || cited(other) - cited(one) || byId(one, other);
}

function byId(one, other) {
  return one.node.id < other.node.id ? -1 : 1;
}

function placed(middle, leaves, ties) {
  const columns = inColumns(middle, leaves);
  const boxes = [...middle.values()].map((node) => boxOf(node, ties));
  const tall = boxes.reduce((sum, box) => sum + box.height + GAP, -GAP);
  const inner = Math.max(tall, ...columns.map((column) => column.length * LEAF));
  let y = TOP + (inner - tall) / 2;
  for (const box of boxes) {
    box.y = y;
    y += box.height + GAP;
  }
  for (const column of columns) {
    const first = TOP + (inner - column.length * LEAF + LEAF) / 2;
    column.forEach((leaf, position) => { leaf.y = first + position * LEAF; });
  }
  return { boxes, leaves, heads: headsOf(columns), bottom: TOP + inner + 14, lines: lines(boxes, leaves, ties) };
}

/** The leaves at the left and at the right, beside what they are tied to, those of one relation together. */
function inColumns(middle, leaves) {
  const order = new Map([...middle.keys()].map((id, position) => [id, position]));
  const height = (leaf) => [...leaf.contacts].reduce((sum, id) => sum + order.get(id), 0) / leaf.contacts.size;
  for (const leaf of leaves) {
    leaf.side = leaf.balance >= 0 ? "left" : "right";
    leaf.words = [...new Set(leaf.ties.map(tieWords))].join(say("comma"));
  }
  leaves.sort((one, other) => height(one) - height(other) || one.words.localeCompare(other.words, lang())
    || byId(one, other));
  const columns = ["left", "right"].map((side) => leaves.filter((leaf) => leaf.side === side));
  const full = columns.findIndex((column) => column.length === leaves.length);
  if (full < 0 || leaves.length < MANY) return columns;
  // All of one side: half of them fill the other.
  const half = Math.ceil(leaves.length / 2);
  leaves.forEach((leaf, position) => { leaf.side = position < half ? "left" : "right"; });
  return [leaves.slice(0, half), leaves.slice(half)];
}

/** What the ties of a column are to the middle, by side: most go to it, or from it. */
function headsOf(columns) {
  return columns.map((column) => column.length > 0 && (column[0].balance >= 0 ? "left" : "right"));
}

function boxOf(node, ties) {
  const text = wrapped(nameOf(node), BOX.width - 24, BOX.text, 3);
  const own = ties.filter((tie) => tie.source.id === node.id || tie.target.id === node.id);
  const count = new Set(own.map(keyOf)).size;
  return { node, text, height: Math.max(text.length * BOX.line + 40, Math.min(count * 7, 260)) };
}

/** Ties that are drawn as one line: same ends, same kind of flow (or none), same status. */
function keyOf(tie) {
  return JSON.stringify([tie.source.id, tie.target.id, tie.type === "FLOW" && tie.kind, tie.state]);
}

function lines(boxes, leaves, ties) {
  const boxAt = new Map(boxes.map((box) => [box.node.id, box]));
  const leafAt = new Map(leaves.map((leaf) => [leaf.node.id, leaf]));
  const found = [...new Map(ties.map((tie) => [keyOf(tie), tie])).values()].map((tie) => {
    const [from, to] = [boxAt.get(tie.source.id), boxAt.get(tie.target.id)];
    if (from && to) return { tie, from, to };
    return { tie, box: from || to, leaf: leafAt.get((from ? tie.target : tie.source).id), isToBox: Boolean(to) };
  });
  const outer = found.filter((line) => line.leaf);
  spread(outer, (line) => `${line.leaf.side} ${line.box.node.id}`, (line) => line.leaf.y, (line, share) => {
    line.boxY = line.box.y + 10 + share * (line.box.height - 20);
  });
  spread(outer, (line) => line.leaf.node.id, (line) => line.boxY, (line, share, count) => {
    line.leafY = line.leaf.y - 3 + (share - 0.5) * Math.min(18, (count - 1) * 5);
  });
  return found;
}

/** Gives the members of each group their share (0 to 1) of a side, in order. */
function spread(items, groupOf, orderOf, give) {
  const groups = new Map();
  for (const item of items) groups.set(groupOf(item), [...(groups.get(groupOf(item)) || []), item]);
  for (const group of groups.values()) {
    group.sort((one, other) => orderOf(one) - orderOf(other));
    const last = group.length - 1;
    group.forEach((item, position) => give(item, last ? position / last : 0.5, group.length));
  }
}
