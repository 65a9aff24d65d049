// What this is, what it rests on, what it does not know, and how to take it along.

import { el } from "../core/dom.js";
import { get } from "../core/server.js";
import { href } from "../core/state.js";
import { table } from "../core/table.js";
import { nodeIcon, tieIcon, vocabulary } from "../core/things.js";
import { number, pick, say } from "../core/words.js";
import { downloads } from "./downloads.js";

/** Shows the view. */
export async function show(state, place) {
  const [overview, exports] = await Promise.all([get("api/overview"), get("api/export")]);
  place.append(
    el("h1", {}, say("about.title")),
    ...["about.what.1", "about.what.2", "about.what.3"].map((code) => el("p", {}, say(code))),
    documents(), counts(overview), unreported(overview), methods(), section("downloads", downloads(exports.formats)),
    keys(), licences(), versions(overview));
  return { title: say("about.title") };
}

function section(name, ...content) {
  const heading = el("h2", { id: `about-${name}` }, say(`about.${name}`));
  return el("section", { class: name, "aria-labelledby": heading.id }, heading, content);
}

function documents() {
  const rows = vocabulary().documents;
  const missing = rows.filter((row) => !row.attached);
  const columns = [
    { label: say("about.document"), value: (row) => pick(row.title), cell: documentLink },
    { label: say("about.publisher"), value: (row) => pick(row.publisher) },
    { label: say("about.date"), value: (row) => row.date, cell: (row) => pick(row.date_words) || say("about.undated") },
    counted("about.cases", (row) => row.cases),
    counted("about.statements", (row) => row.statements),
    { label: say("about.text"), value: (row) => say(row.attached ? "about.attached" : "about.unattached") },
  ];
  return section("documents", el("p", {}, say("about.documents.what")),
    table({ caption: say("about.documents"), file: "tairyu-documents", columns, rows }),
    missing.length > 0 && attaching(missing));
}

function documentLink(row) {
  return el("a", { href: href({ view: "about", sel: row.id }) }, pick(row.title));
}

function counted(code, value) {
  return { label: say(code), value, cell: (row) => number(value(row)), numeric: true };
}

function attaching(missing) {
  const files = missing.map((row) => [" ", el("code", {}, `${row.id}.txt`)]);
  return el("div", { class: "attaching" },
    el("p", {}, say("about.attach", { count: number(missing.length) })),
    el("ol", {},
      el("li", {}, say("about.attach.files"), files),
      el("li", {}, say("about.attach.run"), " ", el("code", {}, say("evidence.attach.command"))),
      el("li", {}, say("evidence.attach.restart"))));
}

function counts({ nodes, edges }) {
  const known = vocabulary();
  return section("counts", el("div", { class: "pair" },
    countTable("nodes", nodes, known.nodes, nodeIcon), countTable("edges", edges, known.edges, () => tieIcon(null))));
}

function countTable(code, found, specs, icon) {
  const rows = Object.entries(found).map(([type, count]) => ({ type, count, ...specs[type] }));
  const name = (row) => pick(row.label);
  const columns = [
    { label: say("about.type"), value: name, cell: (row) => signed(icon(row.type), name(row)) },
    counted("about.count", (row) => row.count),
    { label: say("about.meaning"), value: (row) => pick(row.definition) },
  ];
  return table({ caption: say(`about.${code}`), file: `tairyu-${code}`, columns, rows });
}

function signed(icon, words) {
  return el("span", { class: "signed" }, icon, el("span", {}, words));
}

function unreported({ not_reported: missing, hubs_without_place: placeless }) {
  const kinds = vocabulary().flow_kinds;
  const rows = Object.entries(missing.flow_kinds).map(([kind, cases]) => ({ kind, without: cases.length }));
  const name = (row) => pick(kinds[row.kind].label);
  const columns = [
    { label: say("about.flow"), value: name, cell: (row) => signed(tieIcon(row.kind), name(row)) },
    counted("about.reported", (row) => missing.cases - row.without),
    counted("about.unreported.cases", (row) => row.without),
  ];
  const facts = {
    "about.without.flow": missing.cases_without_any_flow.length,
    "about.without.orientation": missing.cases_without_orientation.length,
    "about.without.hub": missing.cases_without_hub.length,
    "about.without.place": placeless,
  };
  const all = number(missing.cases);
  const caption = say("about.unreported.table", { count: all });
  return section("unreported", el("p", {}, say("about.unreported.what")),
    table({ caption, file: "tairyu-not-reported", columns, rows }),
    el("ul", {}, Object.entries(facts).map(([code, count]) => el("li", {}, say(code, { count: number(count), all })))));
}

function methods() {
  const method = (name, view) => [el("h3", {}, say(`about.${name}`)), el("p", {}, say(`about.${name}.how`)),
    el("p", { class: "toolbar" }, el("a", { class: "button", href: href({ view }) }, say(`about.${name}.open`)))];
  return section("methods", method("types", "hubs"), method("bridges", "bridges"), method("places", "map"),
    method("asking", "questions"));
}

function keys() {
  const known = { "/": "search", "↑ ↓ Enter": "choose", Esc: "close", Tab: "tab", "← ↑ → ↓ + - 0": "drawing" };
  return section("keys", el("dl", {}, Object.entries(known).map(([key, name]) =>
    [el("dt", {}, el("kbd", {}, key)), el("dd", {}, say(`about.key.${name}`))])));
}

function licences() {
  const names = ["programme", "data", "texts", "gazetteer", "outlines"];
  return section("licences", el("ul", {}, names.map((name) => el("li", {}, say(`about.licence.${name}`)))),
    el("p", {}, say("about.cite")));
}

function versions({ nodes, edges }) {
  const { graph, version } = vocabulary();
  const total = (found) => number(Object.values(found).reduce((sum, count) => sum + count, 0));
  const size = say("about.version.size", { nodes: total(nodes), edges: total(edges) });
  return section("versions", el("dl", {},
    el("dt", {}, say("about.version.graph")), el("dd", {}, el("code", {}, graph), " ", size),
    el("dt", {}, say("about.version.schema")), el("dd", {}, el("code", {}, version)),
    el("dt", {}, say("about.api")), el("dd", {}, el("a", { href: "docs" }, say("about.api.docs")))));
}
