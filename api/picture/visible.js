"use strict";
// What is shown: the choices of the reader, and the nodes and ties that follow from them.

const HUB = 0;
const ACTOR = 1;
const REGION = 4;
const GROUPS = DATA.layers.length; // the layer of groups named by their role

const EVERYTHING = [...DATA.layers.keys(), GROUPS];
// The whole and a large part have a second layout, for when more than hubs and actors is to be seen.
const choice = {
  layers: new Set(DATA.wide ? [HUB, ACTOR] : EVERYTHING),
  flows: new Set(DATA.flows.map((flow) => flow.kind)),
  ties: true,
  alone: Boolean(PART),
  case: -1,
  // Found by search or followed from the panel, whatever the boxes say; and what the picture is of.
  revealed: new Set(PART && PART.node !== undefined ? [PART.node] : []),
};

const shown = { nodes: new Set(), edges: new Set(), degree: new Map(), alone: 0 };
const tiesOf = DATA.nodes.map(() => []);
DATA.edges.forEach((edge, number) => {
  tiesOf[edge.from].push(number);
  if (edge.to !== edge.from) tiesOf[edge.to].push(number);
});
const carriedBy = DATA.nodes.map(() => []);
DATA.edgeInfo.forEach(({ v }, number) => { if (v !== undefined) carriedBy[v].push(number); });
const members = DATA.cases.map((item) => new Set(item.m));
const statedBy = DATA.cases.map((item) => new Set(item.t));

function layerOf(number) {
  return DATA.nodeInfo[number].g ? GROUPS : DATA.nodeInfo[number].y;
}

/** A case is small, so all of it is shown; the boxes come back when the reader returns to all cases. */
function setCase(number) {
  if (choice.case < 0 && number >= 0) {
    choice.before = choice.layers;
    choice.layers = new Set(EVERYTHING);
  } else if (choice.case >= 0 && number < 0) choice.layers = choice.before;
  choice.case = number;
}

function edgeChosen(number) {
  if (choice.case >= 0 && !statedBy[choice.case].has(number)) return false;
  const { f } = DATA.edgeInfo[number];
  return f ? choice.flows.has(f) : choice.ties;
}

function nodeChosen(number) {
  if (choice.revealed.has(number)) return true;
  return choice.layers.has(layerOf(number)) && (choice.case < 0 || members[choice.case].has(number));
}

/** Works out `shown`. A thing without a tie in view is left out, unless it is a hub or wanted; a case is shown whole. */
function updateShown() {
  const nodes = new Set([...DATA.nodes.keys()].filter(nodeChosen));
  shown.edges = new Set();
  shown.degree = new Map();
  DATA.edges.forEach((edge, number) => {
    if (!nodes.has(edge.from) || !nodes.has(edge.to) || !edgeChosen(number)) return;
    shown.edges.add(number);
    for (const end of [edge.from, edge.to]) shown.degree.set(end, (shown.degree.get(end) || 0) + 1);
  });
  const stays = (number) => choice.alone || choice.case >= 0 || shown.degree.has(number) || layerOf(number) === HUB
    || choice.revealed.has(number);
  shown.nodes = new Set([...nodes].filter(stays));
  shown.alone = nodes.size - shown.nodes.size;
}

/** The positions of the whole or of the one case; a wider layout where more than hubs and actors is shown. */
function points() {
  const wide = DATA.wide && [...choice.layers].some((layer) => layer !== HUB && layer !== ACTOR);
  const all = DATA.nodes.map((node, number) => (wide ? DATA.wide[number] : [node.x, node.y]));
  if (choice.case >= 0) {
    const { m, xy } = DATA.cases[choice.case];
    m.forEach((number, row) => { all[number] = xy[row]; });
  }
  return all;
}

const FORMS = DATA.nodeInfo.map((info) =>
  [text(info.n, 0), text(info.n, 1), ...(info.a || [])].map(fold));

/** Nodes whose name or alias holds the words, best first: whole name, beginning, part; then the most ties. */
function findNodes(words) {
  const wanted = fold(words);
  if (!wanted) return [];
  const found = [];
  FORMS.forEach((forms, number) => {
    const ranks = forms.filter((form) => form.includes(wanted))
      .map((form) => (form === wanted ? 0 : form.startsWith(wanted) ? 1 : 2));
    if (ranks.length) found.push([Math.min(...ranks), -tiesOf[number].length, number]);
  });
  return found.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]).map((row) => row[2]);
}
