// The drawing, in two layers: everything, and above it what the reader points at or has opened, so that pointing at
// another node does not draw everything anew.

import { arrowAt, colorOf, INK, looksOf, polygonOf, sizeAt, SMALL } from "./style.js";
import { controlOf, loopOf, onCurve } from "./legs.js";
import { placeLabels } from "./labels.js";
import { typeOf } from "./data.js";
import { bundlesOf, bundleWidth } from "./bundles.js";
import { paintSpecks } from "./specks.js";
import { TEXT, widthOf, write } from "./stamps.js";

// More lines than these at a time are a ball of thread, and slow: communities are shown tied to each other instead.
const MOST_LINES = 9000;
const MOST_MOVING = 2500;
const MANY = 3000;
const SPECK = 2.6; // pixels of radius below which a shape is not made out
const FAINT = "#a8a29e";
const IMPORTANT = 4; // ties of a hub whose name may lie over shapes

/**
 * @typedef {Object} Scene
 * @property {import("./data.js").Network} net
 * @property {import("./visible.js").Shown} shown
 * @property {import("./legs.js").Legs} legs
 * @property {import("./arrange.js").Places} places
 * @property {import("./camera.js").Camera} camera
 * @property {Int32Array} order rows as they get their names
 * @property {Int32Array} rankOf each row in that order
 * @property {Float32Array} radius of each row at the scale 1
 * @property {string} about said below the drawing
 * @property {boolean} moving
 * @property {Int32Array} nodesInView filled by `paint`
 * @property {Int32Array} legsInView filled by `paint`; empty where bundles are shown instead
 * @property {boolean} isBundled set by `paint`
 * @property {{a: number, b: number, count: number}[]} bundles between communities, made when they are wanted first
 */

/** Fits a canvas to its box and to the pixels of the screen. */
export function pen(canvas, camera) {
  const ratio = Math.min(devicePixelRatio || 1, 2);
  const [width, height] = [Math.round(camera.width * ratio), Math.round(camera.height * ratio)];
  if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, camera.width, camera.height);
  context.lineJoin = "round";
  return context;
}

/** The lower layer. @param {Scene} scene */
export function paint(canvas, scene) {
  const context = pen(canvas, scene.camera);
  scene.nodesInView = nodesInView(scene);
  const lines = legsInView(scene);
  const heavy = scene.places.whole && lines.length > (scene.moving ? MOST_MOVING : MOST_LINES);
  const busy = scene.moving && (lines.length > MOST_MOVING || scene.nodesInView.length > MANY);
  scene.legsInView = heavy ? new Int32Array(0) : lines;
  scene.isBundled = heavy;
  if (scene.places.whole) paintDiscs(context, scene);
  if (heavy) paintBundles(context, scene);
  else paintLegs(context, scene, lines, { plain: busy });
  const isFar = scene.nodesInView.length > MANY && sizeAt(scene.camera.scale) * SMALL < SPECK;
  if (isFar) paintSpecks(context, scene, scene.nodesInView);
  else paintNodes(context, scene, scene.nodesInView, { plain: busy });
  scene.mostNames = busy ? 24 : mostNames(scene);
}

/** The rows in view in the order in which they get their names; far out all rows, of which the first are soon in view. */
function rowsToName({ order, rankOf, nodesInView }) {
  return nodesInView.length < MANY ? nodesInView.slice().sort((a, b) => rankOf[a] - rankOf[b]) : order;
}

/** Far out a few names tell more than many. */
function mostNames({ places, camera }) {
  if (!places.whole) return undefined;
  return Math.round((camera.width * camera.height * Math.min(camera.scale, 1)) / 7000 + 30);
}

/** The upper layer: nodes and lines that stand out, the main ones with a ring, and the names. */
export function paintOver(canvas, scene, { nodes, lines, main }) {
  const context = pen(canvas, scene.camera);
  paintLegs(context, scene, lines, { strong: true });
  paintNodes(context, scene, nodes, {});
  for (const row of main) paintRing(context, scene, row);
  const above = new Set(nodes);
  const forced = new Set(main);
  const rows = rowsToName(scene);
  const order = nodes.length
    ? [...main, ...rows.filter((row) => above.has(row) && !forced.has(row)), ...rows.filter((row) => !above.has(row))]
    : rows;
  for (const label of labels(scene, order, { forced, most: scene.mostNames })) {
    write(context, label, nodes.length && !above.has(label.row) ? FAINT : INK);
  }
}

function nodesInView({ net, shown, places, camera }) {
  const [left, top, right, bottom] = camera.box(20);
  const found = new Int32Array(shown.nodes.length);
  let count = 0;
  for (const row of shown.nodes) {
    const [x, y] = [places.x[row], places.y[row]];
    if (x > left && x < right && y > top && y < bottom) found[count++] = row;
  }
  return found.subarray(0, count);
}

function legsInView({ legs, places, camera }) {
  const [left, top, right, bottom] = camera.box(30);
  const found = new Int32Array(legs.count);
  const { x, y } = places;
  let count = 0;
  for (let leg = 0; leg < legs.count; leg += 1) {
    const [a, b] = [legs.a[leg], legs.b[leg]];
    if (Math.max(x[a], x[b]) < left || Math.min(x[a], x[b]) > right) continue;
    if (Math.max(y[a], y[b]) < top || Math.min(y[a], y[b]) > bottom) continue;
    found[count++] = leg;
  }
  return found.subarray(0, count);
}

function paintDiscs(context, { net, camera }) {
  const { x, y, radius } = net.communities;
  context.fillStyle = "#f4f3f1";
  context.strokeStyle = "#dedbd7";
  context.lineWidth = 1;
  context.beginPath();
  for (let one = 0; one < x.length; one += 1) {
    const [atX, atY] = camera.toScreen(x[one], y[one]);
    const size = radius[one] * camera.scale;
    if (atX + size < 0 || atY + size < 0 || atX - size > camera.width || atY - size > camera.height) continue;
    context.moveTo(atX + size, atY);
    context.arc(atX, atY, size, 0, 2 * Math.PI);
  }
  context.fill();
  context.stroke();
}

function paintBundles(context, scene) {
  const { net, camera } = scene;
  scene.bundles ||= bundlesOf(net, scene.legs);
  const { x, y } = net.communities;
  context.strokeStyle = "rgba(87, 83, 78, 0.34)";
  for (const { a, b, count } of scene.bundles) {
    context.lineWidth = bundleWidth(count);
    context.beginPath();
    context.moveTo(...camera.toScreen(x[a], y[a]));
    context.lineTo(...camera.toScreen(x[b], y[b]));
    context.stroke();
  }
}

/** Lines by their look, all of one look at a time; between communities they are faint. */
function paintLegs(context, scene, lines, { plain = false, strong = false }) {
  const { looks, of } = looksOf(scene.net);
  const thinner = Math.min(1, Math.max(scene.camera.scale, 0.25) ** 0.5);
  byLook(scene, lines, strong).forEach((group, key) => {
    const [look, far] = [looks[key >> 1], key % 2 === 1];
    context.globalAlpha = far ? 0.22 : strong ? 1 : 0.8;
    context.strokeStyle = context.fillStyle = look.color;
    context.lineWidth = plain || far ? 0.8 : look.width * thinner + (strong ? 0.7 : 0);
    context.setLineDash(plain ? [] : look.dash);
    strokeAll(context, scene, group);
    context.setLineDash([]);
    if (look.directed && !plain && !far && scene.camera.scale > 0.3) fillArrows(context, scene, group, look);
  });
  context.globalAlpha = 1;

  function byLook({ net, legs, places }, all, isStrong) {
    const { community } = net.nodes;
    const groups = [];
    for (const leg of all) {
      const far = places.whole && !isStrong && community[legs.a[leg]] !== community[legs.b[leg]];
      const key = of[legs.tie[leg]] * 2 + (far ? 1 : 0);
      if (groups[key]) groups[key].push(leg);
      else groups[key] = [leg];
    }
    return groups;
  }
}

function strokeAll(context, scene, group) {
  const { legs, places, camera } = scene;
  let length = 0;
  context.beginPath();
  for (const leg of group) {
    if (legs.a[leg] === legs.b[leg]) {
      const loop = loopOf(legs, leg, places);
      const [x, y] = camera.toScreen(loop.x, loop.y);
      context.moveTo(x + loop.radius * camera.scale, y);
      context.arc(x, y, loop.radius * camera.scale, 0, 2 * Math.PI);
    } else {
      context.moveTo(...camera.toScreen(places.x[legs.a[leg]], places.y[legs.a[leg]]));
      const end = camera.toScreen(places.x[legs.b[leg]], places.y[legs.b[leg]]);
      if (legs.bend[leg]) context.quadraticCurveTo(...camera.toScreen(...controlOf(legs, leg, places)), ...end);
      else context.lineTo(...end);
    }
    // One path of ten thousand lines takes longer than ten of a thousand.
    if ((length += 1) % 800 === 0) {
      context.stroke();
      context.beginPath();
    }
  }
  context.stroke();
}

function fillArrows(context, scene, group, look) {
  context.beginPath();
  for (const leg of group) {
    const corners = arrowOf(scene, leg, look);
    if (!corners) continue;
    corners.forEach(([x, y], corner) => (corner ? context.lineTo(x, y) : context.moveTo(x, y)));
    context.closePath();
  }
  context.fill();
}

/** The arrow head of a line on the screen; null where there is no room for one. */
export function arrowOf({ radius, legs, places, camera }, leg, look) {
  const [a, b] = [legs.a[leg], legs.b[leg]];
  if (a === b) return null;
  const [ax, ay] = camera.toScreen(places.x[a], places.y[a]);
  const [bx, by] = camera.toScreen(places.x[b], places.y[b]);
  const [cx, cy] = camera.toScreen(...controlOf(legs, leg, places));
  const length = Math.hypot(bx - ax, by - ay);
  const gap = radius[b] * sizeAt(camera.scale) + 1;
  if (length < gap + 9) return null;
  const [x, y] = onCurve(ax, ay, cx, cy, bx, by, 1 - gap / length);
  const [fromX, fromY] = onCurve(ax, ay, cx, cy, bx, by, Math.max(0, 1 - (gap + 8) / length));
  const along = Math.hypot(x - fromX, y - fromY) || 1;
  return arrowAt(x, y, (x - fromX) / along, (y - fromY) / along, 6 + look.width);
}

/** Nodes by their look. */
function paintNodes(context, scene, rows, { plain = false }) {
  const { net } = scene;
  const groups = new Map();
  for (const row of rows) {
    const key = `${net.nodes.type[row]}${net.nodes.generic[row] ? "o" : ""}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(row);
  }
  // Hubs last: they lie on top.
  for (const key of [...groups.keys()].sort().reverse()) paintAlike(context, scene, groups.get(key), plain);
}

function paintAlike(context, { net, radius: radii, places, camera }, rows, plain) {
  const [first] = rows;
  const polygon = polygonOf(typeOf(net, first));
  const hollow = net.nodes.generic[first];
  const size = sizeAt(camera.scale);
  context.beginPath();
  for (const row of rows) {
    const radius = radii[row] * size;
    const [x, y] = camera.toScreen(places.x[row], places.y[row]);
    if (radius < SPECK * 0.85 || plain) context.rect(x - radius * 0.8, y - radius * 0.8, radius * 1.6, radius * 1.6);
    else if (polygon) {
      polygon.forEach(([dx, dy], corner) => (corner ? context.lineTo(x + dx * radius, y + dy * radius)
        : context.moveTo(x + dx * radius, y + dy * radius)));
      context.closePath();
    } else {
      context.moveTo(x + radius * 0.85, y);
      context.arc(x, y, radius * 0.85, 0, 2 * Math.PI);
    }
  }
  context.strokeStyle = hollow ? colorOf(net, first) : "#fff";
  context.lineWidth = hollow ? 1.6 : 2;
  if (!hollow && !plain && rows.length < MANY) context.stroke();
  context.fillStyle = hollow ? "#fff" : colorOf(net, first);
  context.fill();
  if (hollow) context.stroke();
}

function paintRing(context, { radius, places, camera }, row) {
  const [x, y] = camera.toScreen(places.x[row], places.y[row]);
  context.beginPath();
  context.arc(x, y, radius[row] * sizeAt(camera.scale) + 5, 0, 2 * Math.PI);
  context.lineWidth = 2.5;
  context.strokeStyle = INK;
  context.stroke();
}

function labels({ net, shown, radius, places, camera }, order, how) {
  const size = sizeAt(camera.scale);
  return placeLabels(net, order, {
    at: (row) => camera.toScreen(places.x[row], places.y[row]), radius: (row) => radius[row] * size,
    isIn: (x, y) => x > -40 && y > -10 && x < camera.width + 40 && y < camera.height + 10,
    isWhole: (box) => camera.holds(box), important: (row) => isImportant(net, shown, row), measure: widthOf, size: TEXT,
    ...how,
  });
}

/** Whether the name of a node is worth a shape below it. */
export function isImportant(net, shown, row) {
  return typeOf(net, row) === "Hub" && shown.degree[row] >= IMPORTANT;
}
