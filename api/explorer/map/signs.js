// The signs of the map and what they mean: hubs by type in shape and colour, flows by kind in colour and width.

import { svg } from "../core/dom.js";
import { vocabulary } from "../core/things.js";

const COLORS = { coworking: "#b91c1c", resource_discovery: "#0f766e", knowledge_platform: "#334155", none: "#78716c" };
const SHAPES = {
  coworking: "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z",
  resource_discovery: "M0-7L6.8 5.4H-6.8z",
  knowledge_platform: "M-5.5-5.5h11v11h-11z",
  none: "M0-7L7 0L0 7L-7 0z",
};
const RING = 9.5;
export const FONT = "\"Hiragino Sans\", \"Noto Sans JP\", \"Noto Sans CJK JP\", \"Yu Gothic UI\", Meiryo, sans-serif";

/** The colour of a kind of flow. */
export function kindColor(kind) {
  return vocabulary().flow_kinds[kind].color;
}

/** The sign of a hub around (0, 0); hollow where its type is estimated, in a dashed ring where its place is planned. */
export function hubSign(type, { reported = true, planned = false } = {}) {
  return [
    planned && svg("circle",
      { r: 11, fill: "none", stroke: COLORS[type], "stroke-width": 1.2, "stroke-dasharray": "2.5 2.5" }),
    svg("path", { d: SHAPES[type], fill: reported ? COLORS[type] : "#fff", stroke: reported ? "#fff" : COLORS[type],
      "stroke-width": reported ? 1 : 2.2, "stroke-linejoin": "round" }),
  ];
}

/** The sign of several hubs around (0, 0): their number in a ring parted by type. @param {string[]} types */
export function stackSign(types) {
  let done = 0;
  const counts = Object.keys(SHAPES).map((type) => [type, types.filter((one) => one === type).length]);
  const ring = counts.filter(([, count]) => count).map(([type, count]) => {
    const d = ringPart(done / types.length, count / types.length);
    done += count;
    return svg("path", { d, fill: "none", stroke: COLORS[type], "stroke-width": 3.4 });
  });
  return [
    svg("circle", { r: RING + 2.5, fill: "#fff" }),
    ring,
    svg("text", { y: 4, "text-anchor": "middle", "font-size": 11.5, "font-weight": 600, fill: "#1c1917" },
      types.length),
  ];
}

function ringPart(from, share) {
  if (share > 0.999) return `M0 ${-RING}a${RING} ${RING} 0 1 1 0 ${2 * RING}a${RING} ${RING} 0 1 1 0 ${-2 * RING}z`;
  // A slit between the parts.
  const [start, end] = [from + 0.012, from + share - 0.012].map((turn) => {
    const angle = 2 * Math.PI * turn;
    return `${(RING * Math.sin(angle)).toFixed(2)} ${(-RING * Math.cos(angle)).toFixed(2)}`;
  });
  return `M${start}A${RING} ${RING} 0 ${share > 0.5 ? 1 : 0} 1 ${end}`;
}

/** How wide the arc of that many flows is. */
export function arcWidth(count) {
  return Math.min(1.4 + 1.1 * Math.sqrt(count), 9);
}

/** How long the head of an arc of that width is. */
export function arcHeadLength(width) {
  return 4.5 + 1.5 * width;
}

/** The head of an arrow at a point, in the direction of the unit vector (dx, dy). */
export function arrowHead([x, y], [dx, dy], width, color) {
  const [length, half] = [arcHeadLength(width), 2.2 + 0.9 * width];
  const [baseX, baseY] = [x - dx * length, y - dy * length];
  const corners = [[x, y], [baseX - dy * half, baseY + dx * half], [baseX + dy * half, baseY - dx * half]];
  const points = corners.map((corner) => corner.map((value) => value.toFixed(1)).join(",")).join(" ");
  return svg("polygon", { points, fill: color });
}

/** A small turning arrow, for flows that stay within a prefecture. */
export function loopSign() {
  return [svg("circle", { r: 6.5, fill: "#fff", "fill-opacity": 0.85 }),
    svg("path", { d: "M3.2-2.4A4 4 0 1 0 4 .8", fill: "none", stroke: "#57534e", "stroke-width": 1.3 }),
    svg("path", { d: "M4.6-5.2V-1.4H.8z", fill: "#57534e" })];
}

/** A sign as a picture of its own in a line of text. */
export function inLine(sign, size = 16) {
  return svg("svg", { class: "icon", width: size, height: size, viewBox: "-9 -9 18 18", "aria-hidden": "true" }, sign);
}

const widths = new Map();
let pen = null;

/** How wide a text is in the font of the map, without a layout of the page. */
export function textWidth(text, size) {
  pen ||= document.createElement("canvas").getContext("2d");
  const key = `${size} ${text}`;
  if (!widths.has(key)) {
    pen.font = `${size}px ${FONT}`;
    widths.set(key, pen.measureText(text).width);
  }
  return widths.get(key);
}
