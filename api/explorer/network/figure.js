// The drawing as it is shown now, as one SVG that needs nothing else: for reports, and for paper.

import { svg } from "../core/dom.js";
import { nodeIcon, tieIcon, vocabulary } from "../core/things.js";
import { lang, number, say } from "../core/words.js";
import { noteOf } from "./bar.js";
import { bundleWidth } from "./bundles.js";
import { arrowOf, isImportant } from "./canvas.js";
import { nameAt, typeOf } from "./data.js";
import { labelOrder, placeLabels } from "./labels.js";
import { controlOf, loopOf } from "./legs.js";
import { dashIcon, entryWords } from "./signs.js";
import { colorOf, INK, looksOf, polygonOf, sizeAt } from "./style.js";

const TEXT = 13;
const SMALL = 12.5;
const HEAD = 35;
const LINE = 18;
const ENTRY = 20;
const FONT = "\"Hiragino Sans\", \"Noto Sans JP\", \"Noto Sans CJK JP\", \"Yu Gothic\", Meiryo, sans-serif";

/**
 * @param {import("./canvas.js").Scene} scene as it was drawn last
 * @param {{title: string, sentence: string, counts: Object<string, number>, off: Set<string>}} words
 * @returns {SVGSVGElement}
 */
export function figureOf(scene, { title, sentence, counts, off }) {
  const { width, height } = scene.camera;
  const entries = legendEntries(scene, counts, off);
  const columns = Math.max(1, Math.floor((width - 24) / 190));
  const foot = Math.ceil(entries.length / columns) * ENTRY + 34;
  const clip = "net-figure-clip";
  const said = wrapped([sentence, noteOf(scene)].filter(Boolean).join(say("network.stop")), width - 24);
  const head = HEAD + LINE * said.length;
  return svg("svg", {
    xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${head + height + foot}`, role: "img",
    "font-family": FONT, "font-size": TEXT, lang: lang(),
  },
  svg("title", {}, title),
  svg("rect", { width, height: head + height + foot, fill: "#fff" }),
  svg("text", { x: 12, y: 24, "font-size": 17, "font-weight": 600, fill: INK }, title),
  said.map((line, row) => svg("text", { x: 12, y: HEAD + LINE * row + 10, "font-size": SMALL, fill: "#57534e" }, line)),
  svg("clipPath", { id: clip }, svg("rect", { width, height })),
  svg("g", { transform: `translate(0 ${head})` },
    svg("g", { "clip-path": `url(#${clip})` }, discs(scene), bundles(scene), lines(scene),
      nodes(scene), names(scene)),
    svg("rect", { x: 0.5, y: 0.5, width: width - 1, height: height - 1, fill: "none", stroke: "#d6d3d1" })),
  svg("g", { transform: `translate(12 ${head + height + 14})` }, entries.map((entry, position) =>
    legendEntry(entry, (position % columns) * 190, Math.floor(position / columns) * ENTRY))),
  svg("text", { x: 12, y: head + height + foot - 9, "font-size": 11, fill: "#57534e" },
    say("network.figure.foot", { graph: scene.net.graph })));
}

/** A text in lines of at most so many pixels, broken between words, in Japanese anywhere. */
function wrapped(text, most) {
  const context = document.createElement("canvas").getContext("2d");
  context.font = `${SMALL}px ${FONT}`;
  const rows = [""];
  for (const piece of text.match(/[\u0021-\u024f]+\s*|\s+|[^]/gu) || []) {
    if (rows.at(-1) && context.measureText(rows.at(-1) + piece.trimEnd()).width > most) rows.push("");
    rows[rows.length - 1] += piece;
  }
  return rows.map((row) => row.trim());
}

function discs({ net, places, camera }) {
  if (!places.whole) return null;
  const { x, y, radius } = net.communities;
  return x.map((_, one) => {
    const [cx, cy] = camera.toScreen(x[one], y[one]);
    const r = near(radius[one] * camera.scale);
    return svg("circle", { cx: near(cx), cy: near(cy), r, fill: "#f4f3f1", stroke: "#dedbd7" });
  });
}

function bundles({ net, camera, isBundled, bundles: all }) {
  if (!isBundled) return null;
  const { x, y } = net.communities;
  return all.map(({ a, b, count }) => {
    const [x1, y1] = camera.toScreen(x[a], y[a]).map(near);
    const [x2, y2] = camera.toScreen(x[b], y[b]).map(near);
    const wide = near(bundleWidth(count));
    return svg("line", { x1, y1, x2, y2, stroke: "#57534e", "stroke-opacity": 0.34, "stroke-width": wide });
  });
}

function lines(scene) {
  const { net, legs, places, camera } = scene;
  const { looks, of } = looksOf(net);
  return Array.from(scene.legsInView, (leg) => {
    const look = looks[of[legs.tie[leg]]];
    const far = places.whole && net.nodes.community[legs.a[leg]] !== net.nodes.community[legs.b[leg]];
    const paint = {
      stroke: look.color, "stroke-width": far ? 0.8 : look.width, "stroke-opacity": far ? 0.3 : 0.85, fill: "none",
      "stroke-dasharray": look.dash.join(" ") || null,
    };
    const line = svg("path", { d: pathOf(scene, leg), "data-tie": net.edges.id[legs.tie[leg]], ...paint });
    const arrow = look.directed && !far && camera.scale > 0.3 && arrowOf(scene, leg, look);
    return arrow ? [line, svg("polygon", { points: pointsOf(arrow), fill: look.color })] : line;
  });
}

function pointsOf(corners) {
  return corners.map((corner) => corner.map(near).join()).join(" ");
}

function pathOf({ legs, places, camera }, leg) {
  const [a, b] = [legs.a[leg], legs.b[leg]];
  const spot = (x, y) => camera.toScreen(x, y).map(near).join(" ");
  if (a === b) {
    const loop = loopOf(legs, leg, places);
    const r = near(loop.radius * camera.scale);
    return `M${spot(loop.x - loop.radius, loop.y)}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0`;
  }
  const end = spot(places.x[b], places.y[b]);
  const on = legs.bend[leg] ? `Q${spot(...controlOf(legs, leg, places))} ${end}` : `L${end}`;
  return `M${spot(places.x[a], places.y[a])}${on}`;
}

function nodes({ net, radius: radii, places, camera, nodesInView }) {
  const size = sizeAt(camera.scale);
  // Hubs come first in the rows, and lie on top.
  return Array.from(nodesInView).reverse().map((row) => {
    const [x, y] = camera.toScreen(places.x[row], places.y[row]);
    const radius = radii[row] * size;
    const color = colorOf(net, row);
    const hollow = { fill: "#fff", stroke: color, "stroke-width": 1.6 };
    const paint = net.nodes.generic[row] ? hollow : { fill: color, stroke: "#fff" };
    const polygon = polygonOf(typeOf(net, row));
    const shape = polygon
      ? svg("polygon", { points: pointsOf(polygon.map(([dx, dy]) => [x + dx * radius, y + dy * radius])), ...paint })
      : svg("circle", { cx: near(x), cy: near(y), r: near(radius * 0.85), ...paint });
    shape.setAttribute("data-node", net.nodes.id[row]);
    shape.append(svg("title", {}, nameAt(net, row)));
    return shape;
  });
}

function names({ net, shown, radius, places, camera }) {
  const context = document.createElement("canvas").getContext("2d");
  const size = sizeAt(camera.scale);
  const found = placeLabels(net, labelOrder(net, shown), {
    at: (row) => camera.toScreen(places.x[row], places.y[row]), radius: (row) => radius[row] * size,
    isIn: (x, y) => x > 0 && y > 0 && x < camera.width && y < camera.height,
    isWhole: (box) => camera.holds(box), important: (row) => isImportant(net, shown, row), size: TEXT,
    measure(text, bold) {
      context.font = `${bold ? "600 " : ""}${TEXT}px ${FONT}`;
      return context.measureText(text).width;
    },
  });
  const halo = { stroke: "#fff", "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" };
  return found.map(({ text, x, y, bold }) =>
    svg("text", { x: near(x), y: near(y + TEXT * 0.36), fill: INK, "font-weight": bold ? 600 : null, ...halo }, text));
}

function legendEntries({ net }, counts, off) {
  const { flow_kinds: flows, enums } = vocabulary();
  const flow = (kind) => `${say("network.flow")}${say("colon")}${entryWords(kind)}`;
  return [
    ...net.nodes.types.map((type) => [type, nodeIcon(type)]), ["group", nodeIcon("Actor", true)],
    ...Object.keys(flows).map((kind) => [kind, tieIcon(kind), flow(kind)]), ["ties", tieIcon(null)],
    ...Object.keys(enums.statement_status.values).filter((status) => status !== "actual")
      .map((status) => [status, dashIcon(status)]),
  ].filter(([code]) => counts[code] && !off.has(code))
    .map(([code, icon, words]) => ({ icon, label: `${words || entryWords(code)} ${number(counts[code])}` }));
}

function legendEntry({ icon, label }, x, y) {
  icon.setAttribute("y", -11);
  return svg("g", { transform: `translate(${x} ${y + 12})` }, icon,
    svg("text", { x: 32, y: 0, "font-size": 12.5, fill: INK }, label));
}

function near(value) {
  return Math.round(value * 10) / 10;
}
