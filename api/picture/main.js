"use strict";
// The controls, and how choices reach the drawing and the panel.

const search = document.getElementById("search");
const matches = document.getElementById("matches");
const caseBox = document.getElementById("case");
const MOST_MATCHES = 12;
let found = [];
let marked = -1;

// -- opening things ------------------------------------------------------------------------------

function openNode(number, travel) {
  Object.assign(view, { node: number, edge: null });
  if (!shown.nodes.has(number)) {
    if (choice.case >= 0 && !members[choice.case].has(number)) leaveCase();
    choice.revealed.add(number);
    refresh();
  }
  if (travel) goTo(number);
  writePanel(travel);
  network.redraw();
}

function openEdge(number, focus) {
  Object.assign(view, { node: null, edge: number });
  writePanel(focus);
  network.redraw();
}

function openList(focus) {
  Object.assign(view, { node: null, edge: null });
  writePanel(focus);
  network.redraw();
}

/** What the picture is of, opened; a region is best read as the list of what is there. */
function openPart() {
  if (PART.case !== undefined && PART.depth === 1) chooseCase(PART.case);
  else if (PART.node !== undefined && layerOf(PART.node) !== REGION) openNode(PART.node, false);
}

/** Things outside the case have no place in its layout. */
function leaveCase() {
  setCase(-1);
  caseBox.value = "-1";
  writeBoxes();
}

function chooseCase(number) {
  setCase(number);
  choice.revealed.clear();
  caseBox.value = String(number);
  search.value = "";
  writeBoxes();
  Object.assign(view, { node: null, edge: null });
  refresh();
  writePanel();
  fitAll();
}

/** Draws again after a choice has changed; the list follows, an open card stays. */
function refresh() {
  const moved = movePoints();
  updateShown();
  refreshCanvas();
  if (moved) fitAll();
  writeCounts();
  if (view.node === null && view.edge === null) writePanel();
}

function writeCounts() {
  const words = say("counts", { nodes: shown.nodes.size, edges: shown.edges.size });
  const rest = shown.alone ? say("counts.alone", { count: shown.alone }) : "";
  document.getElementById("counts").textContent = words + rest;
}

// -- boxes that are also the legend --------------------------------------------------------------

function box(name, icon, label, means, count, on, change) {
  const input = el("input", { type: "checkbox", "data-box": name });
  input.addEventListener("change", () => {
    change(input.checked);
    refresh();
  });
  input.checked = on;
  const number = el("span", { class: "count" }, String(count));
  return el("label", { title: means }, input, icon, el("span", {}, label), number);
}

function member(set, item) {
  return (on) => (on ? set.add(item) : set.delete(item));
}

function writeBoxes() {
  const layerCount = (layer) => DATA.nodes.filter((_, number) => layerOf(number) === layer).length;
  const tieCount = (kind) => DATA.edgeInfo.filter((info) => info.f === kind).length;
  const layers = DATA.layers.map((layer, number) => box(
    `layer-${number}`, nodeIcon(number), text(layer.n), text(layer.d),
    layerCount(number), choice.layers.has(number), member(choice.layers, number)));
  layers.splice(ACTOR + 1, 0, box("groups", nodeIcon(ACTOR, true), say("groups"), say("groups.means"),
    layerCount(GROUPS), choice.layers.has(GROUPS), member(choice.layers, GROUPS)));
  const flows = DATA.flows.map((flow) => box(`flow-${flow.kind}`, lineIcon(flow.color), text(flow.n), text(flow.d),
    tieCount(flow.kind), choice.flows.has(flow.kind), member(choice.flows, flow.kind)));
  document.getElementById("layers").replaceChildren(...layers);
  document.getElementById("flows").replaceChildren(...flows);
  document.getElementById("ties").replaceChildren(
    box("ties", lineIcon("#a8a29e"), say("ties.means"), say("ties.means"), tieCount(undefined), choice.ties,
      (on) => { choice.ties = on; }),
    box("alone", drawing(26), say("alone"), say("alone"), "", choice.alone, (on) => { choice.alone = on; }));
}

function writeCases() {
  const options = DATA.cases.map((item, number) => el("option", { value: String(number) }, text(item.n)));
  caseBox.replaceChildren(el("option", { value: "-1" }, say("case.all")), ...options);
  caseBox.value = String(choice.case);
}

// -- search --------------------------------------------------------------------------------------

function writeMatches() {
  const all = findNodes(search.value);
  found = all.slice(0, MOST_MATCHES);
  marked = found.length ? 0 : -1;
  const wanted = fold(search.value) !== "";
  const none = wanted && !found.length ? [el("li", { class: "none" }, say("search.none"))] : [];
  matches.replaceChildren(...found.map(matchRow), ...none);
  document.getElementById("found").textContent = wanted ? say("search.found", { count: all.length }) : "";
  showMatches(wanted);
  if (view.node === null && view.edge === null) writePanel();
}

function matchRow(number, row) {
  return el("li", {
    id: `match-${row}`, role: "option", "aria-selected": String(row === marked),
    mousedown: (event) => { event.preventDefault(); pick(row); },
  }, nodeIcon(DATA.nodeInfo[number].y, DATA.nodeInfo[number].g), el("span", {}, nodeName(number),
    el("span", { class: "evidence" }, nodeKind(number))));
}

function showMatches(open) {
  matches.hidden = !open;
  search.setAttribute("aria-expanded", String(open));
  mark(marked);
}

function mark(row) {
  marked = row;
  [...matches.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === row)));
  if (row >= 0 && !matches.hidden) {
    search.setAttribute("aria-activedescendant", `match-${row}`);
    matches.children[row]?.scrollIntoView({ block: "nearest" });
  } else search.removeAttribute("aria-activedescendant");
}

function pick(row) {
  if (row < 0 || row >= found.length) return;
  showMatches(false);
  openNode(found[row], true);
}

function searchKey(event) {
  if (event.isComposing) return; // Enter that ends a conversion of kana is no choice
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && found.length) {
    event.preventDefault();
    if (matches.hidden) showMatches(true);
    else mark((marked + step + found.length) % found.length);
  } else if (event.key === "Enter") pick(marked);
  else if (event.key === "Escape") {
    if (matches.hidden) { search.value = ""; writeMatches(); }
    showMatches(false);
  }
}

// -- language ------------------------------------------------------------------------------------

function writeAll() {
  writeWords();
  writeLinks();
  writeBoxes();
  writeCases();
  writeCounts();
  writePanel();
  network.redraw();
}

search.addEventListener("input", writeMatches);
search.addEventListener("keydown", searchKey);
search.addEventListener("blur", () => showMatches(false));
caseBox.addEventListener("change", () => chooseCase(Number(caseBox.value)));
document.getElementById("fit").addEventListener("click", fitAll);
document.getElementById("zoom-in").addEventListener("click", () => zoomBy(1.4));
document.getElementById("zoom-out").addEventListener("click", () => zoomBy(1 / 1.4));
document.getElementById("language").addEventListener("click", () => { lang = 1 - lang; writeAll(); });
writeAll();
if (PART) openPart();
fitAll();
