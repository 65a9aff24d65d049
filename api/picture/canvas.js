"use strict";
// The drawing. vis-network draws nodes and ties; labels and the veil over what is not in focus are ours,
// since its own labels overlap and hide nothing.

const FONT = getComputedStyle(document.body).fontFamily;
updateShown(); // a view asks at once what passes
const nodeSet = new vis.DataSet(DATA.nodes.map(({ label, ...node }) => node));
const edgeSet = new vis.DataSet(DATA.edges);
const nodeView = new vis.DataView(nodeSet, { filter: (node) => shown.nodes.has(node.id) });
const edgeView = new vis.DataView(edgeSet, { filter: (edge) => shown.edges.has(edge.id) });
const hovered = { node: null, edge: null };
const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const glide = calm ? false : { duration: 300, easingFunction: "easeInOutQuad" };

const network = new vis.Network(document.getElementById("canvas"), { nodes: nodeView, edges: edgeView }, DATA.options);
for (const part of document.querySelectorAll("#canvas [tabindex]")) part.tabIndex = -1;

function refreshCanvas() {
  nodeView.refresh();
  edgeView.refresh();
  network.redraw();
}

let standing = JSON.stringify(points());

/** Takes up the layout that fits the choices; true where it is another one. */
function movePoints() {
  const wanted = points();
  const key = JSON.stringify(wanted);
  if (key === standing) return false;
  standing = key;
  nodeSet.update(wanted.map(([x, y], id) => ({ id, x, y })));
  return true;
}

/** Lines and shapes thinner than the eye can follow are no help: far out they are drawn larger. */
function keepReadable() {
  const { nodes, edges } = network.body;
  const larger = Math.min(Math.max(0.8 / network.getScale(), 1), 3);
  for (const number of shown.edges) if (edges[number]) edges[number].options.width = DATA.edges[number].width * larger;
  for (const number of shown.nodes) {
    if (!nodes[number]) continue;
    nodes[number].options.size = DATA.nodes[number].size * Math.sqrt(larger);
    nodes[number].needsRefresh();
  }
}

function fitAll() {
  if (!shown.nodes.size) return;
  network.fit({ nodes: [...shown.nodes], maxZoomLevel: 1.1, animation: false });
  network.moveTo({ scale: network.getScale() * 0.92 }); // room for the labels at the rim
}

function zoomBy(factor) {
  network.moveTo({ scale: network.getScale() * factor, animation: glide });
}

function goTo(number) {
  network.focus(number, { scale: Math.max(network.getScale(), 0.8), animation: glide });
}

/** What the reader points at or has opened: nodes and ties to leave clear, or null for all. */
function inFocus() {
  // Nothing is far from what the whole picture is of.
  const opened = view.node === PART?.node ? null : view.node;
  const node = hovered.node ?? (hovered.edge === null ? opened : null);
  const edge = hovered.edge ?? (hovered.node === null ? view.edge : null);
  if (node !== null && network.body.nodes[node]) {
    const edges = tiesOf[node].filter((item) => shown.edges.has(item));
    return { main: [node], nodes: new Set([node, ...edges.flatMap(ends)]), edges };
  }
  if (edge !== null && network.body.edges[edge]) return { main: ends(edge), nodes: new Set(ends(edge)), edges: [edge] };
  return null;
}

function ends(edge) {
  return [DATA.edges[edge].from, DATA.edges[edge].to];
}

function afterDrawing(context) {
  const focus = inFocus();
  context.save();
  if (focus) drawVeil(context, focus);
  if (PART && shown.nodes.has(PART.node) && network.body.nodes[PART.node]) drawRing(context, PART.node);
  const ratio = network.canvas.pixelRatio || 1;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawLabels(context, focus);
  context.restore();
}

/** Fades everything, and draws what is in focus again on top. */
function drawVeil(context, focus) {
  const { clientWidth, clientHeight } = network.canvas.frame.canvas;
  const corner = network.DOMtoCanvas({ x: 0, y: 0 });
  const scale = network.getScale();
  context.fillStyle = "rgba(252, 252, 251, 0.84)";
  context.fillRect(corner.x, corner.y, clientWidth / scale, clientHeight / scale);
  const { nodes, edges } = network.body;
  for (const number of focus.edges) edges[number]?.draw(context);
  for (const number of focus.edges) edges[number]?.drawArrows(context);
  for (const number of focus.nodes) nodes[number]?.draw(context);
  for (const number of focus.main) drawRing(context, number);
}

function drawRing(context, number) {
  const { x, y } = network.getPosition(number);
  context.beginPath();
  context.arc(x, y, network.body.nodes[number].options.size + 7, 0, 2 * Math.PI);
  context.lineWidth = 2.5;
  context.strokeStyle = "#1c1917";
  context.stroke();
}

/** Labels of one size at every zoom, the most wanted first; one that would cover another is left out. */
function drawLabels(context, focus) {
  const { clientWidth, clientHeight } = network.canvas.frame.canvas;
  const scale = network.getScale();
  const spots = network.getPositions([...shown.nodes]);
  const order = labelOrder(focus, scale);
  const taken = [];
  const stars = order.filter((number) => layerOf(number) === HUB).map((number) => {
    const { x, y } = network.canvasToDOM(spots[number]);
    const half = network.body.nodes[number].options.size * scale * 0.75;
    return [x - half, y - half, x + half, y + half];
  });
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const number of order) {
    const at = network.canvasToDOM(spots[number]);
    if (at.x < -100 || at.y < -30 || at.x > clientWidth + 100 || at.y > clientHeight + 30) continue;
    const main = number === PART?.node || focus?.main.includes(number);
    const hub = layerOf(number) === HUB;
    context.font = `${hub || main ? "600 " : ""}${hub ? 13 : 12}px ${FONT}`;
    const label = main ? nodeName(number) : shorten(nodeName(number), focus || scale > 0.6 ? 28 : 20);
    const width = context.measureText(label).width + 4;
    const size = network.body.nodes[number].options.size * scale;
    const important = hub && (shown.degree.get(number) || 0) > 5;
    const box = freeBox(at, width, size, [...taken, ...stars]) || (important && freeBox(at, width, size, taken))
      || (main && under(at, width, size));
    if (!box) continue;
    taken.push(box);
    context.lineWidth = 4;
    context.strokeStyle = "rgba(255, 255, 255, 0.92)";
    context.strokeText(label, box[0] + 2, box[1] + 8);
    context.fillStyle = hub ? "#7f1d1d" : "#1c1917";
    context.fillText(label, box[0] + 2, box[1] + 8);
  }
}

function labelOrder(focus, scale) {
  const wanted = (number) => number === PART?.node || focus?.main.includes(number);
  const weight = (number) => (wanted(number) ? 1e6 : 0) + (layerOf(number) === HUB ? 1e4 : 0)
    + (shown.degree.get(number) || 0);
  // vis-network may draw between two changes of its data, and then does not have every node yet.
  const numbers = [...(focus ? focus.nodes : shown.nodes)].filter((number) => network.body.nodes[number]);
  const labelled = focus || scale > 0.55 || shown.nodes.size <= 60 ? numbers
    : numbers.filter((number) => layerOf(number) === HUB || (shown.degree.get(number) || 0) >= 2 / scale);
  return labelled.sort((a, b) => weight(b) - weight(a) || a - b);
}

function under({ x, y }, width, size) {
  return [x - width / 2, y + size + 3, x + width / 2, y + size + 19];
}

/** The first free place for a label: under, over, right or left of its node. */
function freeBox(at, width, size, taken) {
  const [left, top, right, bottom] = under(at, width, size);
  const [up, side] = [2 * size + 22, width / 2 + size + 4];
  const level = at.y - 8 - top;
  const places = [[0, 0], [0, -up], [side, level], [-side, level]];
  const boxes = places.map(([dx, dy]) => inside([left + dx, top + dy, right + dx, bottom + dy]));
  return boxes.find((box) => !taken.some((other) =>
    box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]));
}

/** A label at the rim is moved in, so that it can be read whole. */
function inside([left, top, right, bottom]) {
  const over = Math.max(4 - left, 0) - Math.max(right + 4 - network.canvas.frame.canvas.clientWidth, 0);
  return [left + over, top, right + over, bottom];
}

function shorten(name, most) {
  let width = 0;
  for (let position = 0; position < name.length; position += 1) {
    width += name.charCodeAt(position) < 0x2e80 ? 1 : 2;
    if (width > most) return `${name.slice(0, position)}…`;
  }
  return name;
}

network.on("beforeDrawing", keepReadable);
network.on("afterDrawing", afterDrawing);
network.on("hoverNode", ({ node }) => { hovered.node = node; network.redraw(); });
network.on("blurNode", () => { hovered.node = null; network.redraw(); });
network.on("hoverEdge", ({ edge }) => { hovered.edge = edge; network.redraw(); });
network.on("blurEdge", () => { hovered.edge = null; network.redraw(); });
network.on("dragStart", () => { hovered.node = hovered.edge = null; });
network.on("dragEnd", ({ nodes }) => {
  const spots = network.getPositions(nodes);
  nodeSet.update(nodes.map((id) => ({ id, ...spots[id] })));
});
network.on("click", ({ nodes, edges }) => {
  if (nodes.length) openNode(nodes[0], false);
  else if (edges.length) openEdge(edges[0], false);
  else openList(false);
});
