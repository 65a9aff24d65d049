// What a query may name: types, their properties, and how they are tied.

import { el } from "../core/dom.js";
import { nodeIcon, tieIcon, vocabulary } from "../core/things.js";
import { pick, say } from "../core/words.js";

const HEAD = {
  cypher: { id: "id", name: "name_ja, name_en", aliases: "aliases", evidence: "evidence" },
  sparql: {
    id: "dcterms:identifier", name: "skos:prefLabel", aliases: "skos:altLabel", evidence: "prov:wasDerivedFrom",
  },
};

/**
 * @param {*} known of `api/languages`
 * @param {"cypher"|"sparql"} language
 * @param {(name: string) => void} insert puts a name into the query
 */
export function cheatSheet(known, language, insert) {
  const isCypher = language === "cypher";
  const called = (name) => (isCypher ? name : `ty:${name}`);
  const rows = (pairs) => el("dl", {}, pairs.flatMap(([names, label]) =>
    [el("dt", {}, names.map((name) => nameButton(name, insert))), el("dd", {}, label)]));
  const own = ({ properties }) => properties.map((one) => [isCypher ? one.cypher : [one.sparql], pick(one.label)]);
  const head = (keys) => keys.map((key) => [HEAD[language][key].split(", "), say(`query.head.${key}`)]);
  const measured = known.measures.map((one) => [[called(one)], say(`query.measure.${one}`)]);
  const { nodes, edges } = vocabulary();
  return el("div", {},
    el("h2", {}, say("query.sheet")), el("p", { class: "quiet" }, say(`query.sheet.${language}`)),
    el("h3", {}, say("query.nodes")),
    Object.entries(known.nodes).map(([type, spec]) => el("details", {},
      summary(nodeIcon(type), isCypher ? spec.cypher : called(type), nodes[type]),
      rows([...head(["id", "name", "aliases", "evidence"]), ...own(spec), ...(spec.measured ? measured : [])]))),
    el("h3", {}, say("query.edges")),
    Object.entries(known.edges).map(([type, spec]) => el("details", {},
      summary(tieIcon(null), called(type), edges[type]),
      el("p", { class: "quiet" }, ends(spec.source, nodes), " → ", ends(spec.target, nodes)),
      rows([...head(["id", "evidence"]), ...own(spec)]))),
    !isCypher && prefixes(known.prefixes));
}

function summary(icon, name, { label }) {
  return el("summary", {}, icon, " ", el("code", {}, name), " ", pick(label));
}

function nameButton(name, insert) {
  const title = say("query.insert", { name });
  return el("button", { type: "button", class: "name", title, click: () => insert(name) }, name);
}

function prefixes(known) {
  const rows = Object.entries(known).flatMap(([prefix, iri]) =>
    [el("dt", {}, el("code", {}, `${prefix}:`)), el("dd", {}, iri)]);
  return [el("h3", {}, say("query.prefixes")), el("dl", {}, rows)];
}

function ends(types, nodes) {
  return types.map((type) => pick(nodes[type].label)).join(say("comma"));
}
