"use strict";
// The panel: the list of what is in view, or the details of a node, a tie or a case.

const panel = document.getElementById("panel");
const view = { node: null, edge: null };

function nodeButton(number, label = nodeName(number)) {
  return el("button", { type: "button", class: "link", click: () => openNode(number, true) }, label);
}

function evidenceLines(evidence, prefix = false) {
  const lines = evidence && evidence.length ? citation(evidence) : [say("evidence.none")];
  return lines.map((line) => el("span", { class: "evidence" }, prefix ? say("evidence") + say("colon") + line : line));
}

/** A value, to follow where it is a node of the picture. */
function rowValue(row) {
  return row.n === undefined ? text(row.v) : nodeButton(row.n, text(row.v));
}

function propertyRow(row) {
  return [el("dt", {}, text(row.l)), el("dd", {}, rowValue(row), ...(row.e ? evidenceLines(row.e) : []))];
}

/** The properties of a tie or an outcome in one line each: 「何が：若手の技術者」. */
function propertyLines(rows) {
  return (rows || []).map((row) => el("span", { class: "what" }, text(row.l) + say("colon"), rowValue(row)));
}

function section(title, ...children) {
  return children.length ? [el("h3", {}, title), ...children] : [];
}

function backButton() {
  return el("button", { type: "button", class: "back", click: () => openList(true) }, `← ${say("back")}`);
}

function showPanel(children, focus) {
  panel.replaceChildren(...children);
  panel.scrollTop = 0;
  // A reader with a keyboard or a screen reader goes on where the new text begins.
  if (focus) panel.querySelector("h2")?.focus();
}

function heading(words) {
  return el("h2", { tabindex: "-1" }, words);
}

function outcomeItem(outcome) {
  return el("div", { class: "tie" },
    el("span", { class: "tag" }, text(outcome.s)), text(outcome.q),
    ...propertyLines(outcome.p),
    ...(outcome.r || []).map((item) => el("span", { class: "what" }, say("place") + say("colon"), rowValue(item))),
    outcome.d ? el("span", { class: "differs" }, say("differs")) : null,
    ...evidenceLines(outcome.e));
}

/** The flows that go through a node: it is neither end of them. */
function carriedItem(edge) {
  const { from, to } = DATA.edges[edge];
  return el("div", { class: "tie" },
    el("span", { class: "what" }, nodeButton(from), " → ", nodeButton(to)),
    el("button", { type: "button", class: "link more", click: () => openEdge(edge, true) }, tieName(edge)),
    ...propertyLines(DATA.edgeInfo[edge].p),
    ...evidenceLines(DATA.edgeInfo[edge].e));
}

function tieItem(edge, other) {
  const info = DATA.edgeInfo[edge];
  return el("div", { class: "tie" },
    nodeButton(other),
    el("button", { type: "button", class: "link more", click: () => openEdge(edge, true) }, say("tie")),
    ...propertyLines(info.p),
    info.d ? el("span", { class: "differs" }, say("differs")) : null,
    ...evidenceLines(info.e));
}

/** The ties of a node under one heading for each relation and direction, flows first. */
function tieSections(number) {
  const groups = new Map();
  for (const edge of tiesOf[number]) {
    const { from, to } = DATA.edges[edge];
    const { f, u } = DATA.edgeInfo[edge];
    const out = from === number;
    const title = u ? tieName(edge) : out ? `${tieName(edge)} →` : `← ${tieName(edge)}`;
    const order = f ? DATA.flows.findIndex((flow) => flow.kind === f) : DATA.flows.length;
    if (!groups.has(title)) groups.set(title, { order, f, rows: [] });
    groups.get(title).rows.push([edge, out ? to : from]);
  }
  return [...groups].sort((a, b) => a[1].order - b[1].order || (a[0] < b[0] ? -1 : 1)).flatMap(([title, group]) => [
    el("h4", {}, group.f ? lineIcon(DATA.flows[group.order].color) : null, ` ${title}`),
    ...group.rows.map(([edge, other]) => tieItem(edge, other)),
  ]);
}

/** The ties of a node; that there are none is said only where the picture leaves none out. */
function tiesOrNone(number) {
  const further = DATA.nodeInfo[number].m;
  const ties = tieSections(number);
  if (further) return [...ties, el("p", { class: "quiet" }, say("relations.further", { count: further }))];
  return ties.length ? ties : [el("p", { class: "quiet" }, say("relations.none"))];
}

function nodePanel(number) {
  const info = DATA.nodeInfo[number];
  const cited = info.ae ? evidenceLines(info.ae) : [];
  const aliases = info.a ? [el("dt", {}, say("aliases")), el("dd", {}, info.a.join(say("comma")), ...cited)] : [];
  const cases = (info.c || []).map((item) => el("li", {},
    el("button", { type: "button", class: "link", click: () => chooseCase(item) }, text(DATA.cases[item].n))));
  return [
    backButton(), heading(nodeName(number)),
    el("p", { class: "quiet", lang: LANGS[1 - lang] }, nodeName(number, 1 - lang)),
    el("p", {}, nodeIcon(info.y, info.g), ` ${nodeKind(number)}`),
    cardLink(info.id),
    el("dl", {}, ...aliases, ...(info.p || []).flatMap(propertyRow)),
    ...(info.e ? section(say("evidence"), ...evidenceLines(info.e)) : []),
    ...section(say("outcomes"), ...(info.o || []).map(outcomeItem)),
    ...section(say("relations"), ...tiesOrNone(number)),
    ...section(say("carries"), ...carriedBy[number].map(carriedItem)),
    ...section(say("cases"), ...cases.length ? [el("ul", {}, ...cases)] : []),
  ].filter(Boolean);
}

function edgePanel(number) {
  const { from, to } = DATA.edges[number];
  const info = DATA.edgeInfo[number];
  const flow = DATA.flows.find((item) => item.kind === info.f);
  const ends = [
    el("dt", {}, say(info.u ? "between" : "from")), el("dd", {}, nodeButton(from)),
    el("dt", {}, info.u ? "" : say("to")), el("dd", {}, nodeButton(to)),
  ];
  return [
    backButton(), heading(tieName(number)),
    flow ? el("p", {}, lineIcon(flow.color), ` ${text(flow.d)}`) : null,
    info.i ? cardLink(info.i) : null,
    el("dl", {}, ...ends, ...(info.p || []).flatMap(propertyRow)),
    ...section(say("evidence"), ...evidenceLines(info.e)),
    ...(info.d ? section(say("differs"), ...info.d.map((other) => el("div", {},
      el("button", { type: "button", class: "link", click: () => openEdge(other, true) }, tieName(other))))) : []),
  ].filter(Boolean);
}

function casePanel(number) {
  const info = DATA.cases[number];
  return [
    heading(text(info.n)), el("p", { class: "quiet", lang: LANGS[1 - lang] }, text(info.n, 1 - lang)),
    el("dl", {}, ...(info.p || []).flatMap(propertyRow)),
    ...section(say("evidence"), ...evidenceLines(info.e)),
    ...section(say("outcomes"), ...(info.o || []).map(outcomeItem)),
  ];
}

/** Everything in view that fits the words in the search box, by type. */
function listPanel(isAlone) {
  const words = document.getElementById("search").value;
  const wanted = fold(words) ? new Set(findNodes(words)) : null;
  const numbers = [...shown.nodes].filter((number) => !wanted || wanted.has(number));
  const collator = new Intl.Collator(LANGS[lang]);
  const parts = DATA.layers.flatMap((layer, type) => {
    const rows = numbers.filter((number) => DATA.nodeInfo[number].y === type)
      .sort((a, b) => collator.compare(nodeName(a), nodeName(b)));
    if (!rows.length) return [];
    return [el("h4", {}, `${text(layer.n)} (${rows.length})`), el("ul", { class: "rows" }, ...rows.map(listRow))];
  });
  const title = isAlone ? heading(say("list")) : el("h3", {}, say("list"));
  return [title, ...(parts.length ? parts : [el("p", {}, say(words ? "search.none" : "list.empty"))])];
}

function listRow(number) {
  const info = DATA.nodeInfo[number];
  const kind = info.k === undefined || info.g ? null : el("span", { class: "quiet" }, text(info.k));
  return el("li", {}, el("button", { type: "button", class: "link", click: () => openNode(number, true) },
    nodeIcon(info.y, info.g), el("span", {}, nodeName(number)), kind));
}

function writePanel(focus = false) {
  if (view.node !== null) showPanel(nodePanel(view.node), focus);
  else if (view.edge !== null) showPanel(edgePanel(view.edge), focus);
  else {
    const chosen = choice.case < 0 ? PART?.case : choice.case;
    showPanel([...(chosen === undefined ? [] : casePanel(chosen)), ...listPanel(chosen === undefined)], focus);
  }
}
