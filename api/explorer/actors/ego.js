// An actor with its contacts, and which of these are tied to each other.

import { svg } from "../core/dom.js";
import { changed, href } from "../core/state.js";
import { nodeHref, vocabulary } from "../core/things.js";
import { nameOf, say } from "../core/words.js";
import { drawnLink, fitted } from "../hubs/told.js";

const WIDTH = 900, ROW = 26, NEAR = 110, FAR = 110;
const FONT = "\"Noto Sans JP\", \"Noto Sans CJK JP\", \"Hiragino Sans\", Meiryo, sans-serif";
// More contacts than this are not drawn; the table has all.
const MOST = 40;
const LABEL = 215;

/**
 * @param {*} card of the answer of `api/actors/{id}`
 * @param {{alone?: boolean}} [how] `alone`: with a title and without links, to leave the page
 */
export function egoDrawing(card, { alone = false } = {}) {
  const drawn = card.ego.contacts.slice(0, MOST);
  const top = alone ? 60 : 26;
  const height = Math.max(7, Math.ceil(drawn.length / 2)) * ROW;
  const center = { x: WIDTH / 2, y: top + height / 2 };
  const places = around(ordered(drawn, card.ego.between), center, height);
  const tied = card.ego.between.filter(({ one, other }) => places.has(one) && places.has(other));
  const more = card.ego.contacts.length - drawn.length;
  const label = say("actor.ego.label", { name: nameOf(card), contacts: card.ego.contacts.length,
    tied: card.ego.between.length });
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${top + height + 46}`, class: "ego-drawing", role: "group",
    "aria-label": label,
    "font-family": FONT, "font-size": 12.5 },
    alone && svg("text", { x: 8, y: 24, "font-size": 16, "font-weight": 600 },
      say("actor.ego.title", { name: nameOf(card) })),
    [...places.values()].map(({ x, y }) => svg("line",
      { x1: center.x, y1: center.y, x2: x, y2: y, stroke: "#a8a29e", "stroke-width": 1.2 })),
    tied.map(({ one, other }) => chord(places.get(one), places.get(other), center)),
    drawn.map(({ node }) => contact(node, places.get(node.id), alone)),
    svg("g", {}, sign(card, center.x, center.y, 9), svg("text",
      { x: center.x, y: center.y - 16, "text-anchor": "middle", "font-weight": 600,
      "font-size": 13.5, stroke: "#fff", "stroke-width": 4, "paint-order": "stroke" }, fitted(nameOf(card), 260))),
    legend(more, top + height + 34));
}

/** Contacts that are tied to each other stand side by side. */
function ordered(contacts, between) {
  const beside = new Map(contacts.map(({ node }) => [node.id, []]));
  for (const { one, other } of between) {
    beside.get(one)?.push(other);
    beside.get(other)?.push(one);
  }
  const found = new Set();
  const visit = (id) => {
    if (found.has(id) || !beside.has(id)) return;
    found.add(id);
    beside.get(id).forEach(visit);
  };
  contacts.forEach(({ node }) => visit(node.id));
  return [...found];
}

/** Down the right side and up the left, a row each, so that no name lies on another. */
function around(ids, center, height) {
  const right = Math.ceil(ids.length / 2);
  return new Map(ids.map((id, number) => {
    const isLeft = number >= right;
    const count = isLeft ? ids.length - right : right;
    const row = isLeft ? ids.length - 1 - number : number;
    const at = ((2 * (row + 0.5)) / count - 1) * Math.min(1, (count * ROW * 1.6) / height);
    const x = NEAR + FAR * Math.sqrt(1 - at * at);
    return [id, { x: center.x + (isLeft ? -x : x), y: center.y + (at * height) / 2, isLeft }];
  }));
}

/** A tie between contacts, bent towards the middle. */
function chord(from, to, center) {
  const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
  const pull = Math.min(1 / 3, 0.06 + Math.hypot(to.x - from.x, to.y - from.y) / 700);
  const bend = `${x + pull * (center.x - x)},${y + pull * (center.y - y)}`;
  return svg("path", { d: `M${from.x},${from.y} Q${bend} ${to.x},${to.y}`, fill: "none", stroke: "#9a3412",
    "stroke-width": 1.8 });
}

function contact(node, { x, y, isLeft }, alone) {
  const address = alone ? null : node.type === "Programme" ? href(changed({ sel: node.id, cite: null }))
    : nodeHref(node);
  return drawnLink(address, nameOf(node), sign(node, x, y, 6),
    svg("text", { x: x + (isLeft ? -11 : 11), y: y + 4, "text-anchor": isLeft ? "end" : "start" },
      fitted(nameOf(node), LABEL, 12.5)));
}

/** A disc for an actor (hollow for a group named by its role), a star for a hub, a triangle for a programme. */
function sign(node, x, y, size) {
  const { color } = vocabulary().nodes[node.type];
  const paint = { fill: node.generic ? "#fff" : color, stroke: color, "stroke-width": 1.6 };
  if (node.type === "Actor") return svg("circle", { cx: x, cy: y, r: size, ...paint });
  const points = node.type === "Hub" ? star(x, y, size * 1.3)
    : `${x - size},${y - size} ${x + size},${y - size} ${x},${y + size}`;
  return svg("polygon", { points, ...paint });
}

function star(x, y, size) {
  return Array.from({ length: 10 }, (_, number) => {
    const angle = (Math.PI * number) / 5 - Math.PI / 2;
    const far = number % 2 ? size * 0.45 : size;
    return `${(x + far * Math.cos(angle)).toFixed(1)},${(y + far * Math.sin(angle)).toFixed(1)}`;
  }).join(" ");
}

function legend(more, y) {
  return svg("g", { fill: "#57534e" },
    svg("line", { x1: 8, y1: y - 4, x2: 32, y2: y - 4, stroke: "#a8a29e", "stroke-width": 1.6 }),
      svg("text", { x: 38, y }, say("actor.ego.tie")),
    svg("line", { x1: 190, y1: y - 4, x2: 214, y2: y - 4, stroke: "#9a3412", "stroke-width": 2.2 }),
      svg("text", { x: 220, y }, say("actor.ego.between")),
    more > 0 && svg("text", { x: WIDTH - 8, y, "text-anchor": "end" }, say("actor.ego.more", { count: more })));
}
