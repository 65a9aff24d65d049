// What a query may name: types, their properties, and how they are tied.

import { el } from "../core/dom.js";
import { nodeIcon, tieIcon, vocabulary } from "../core/things.js";
import { pick, say } from "../core/words.js";

const HEAD = {
  cypher: { id: "id", name: "name_ja, name_en", aliases: "aliases", evidence: "evidence" },
  sparql: { id: "dcterms:identifier", name: "skos:prefLabel", aliases: "skos:altLabel", evidence: "prov:wasDerivedFrom" },
};

/**
 * @param {*} known of `api/languages`
 * @param {"cypher"|"sparql"} language
 * @param {(name: string) => void} insert puts a name into the query
 */
export function cheatSheet(known, language, insert) {
  const name = (text) => el("button", { type: "button", class: "name", title: say("query.insert", { name: text }), click: () => insert(text) }, text);
  const rows = (pairs) => el("dl", {}, pairs.flatMap(([names, label]) => [el("dt", {}, names.map(name)), el("dd", {}, label)]));
  const own = (spec) => spec.properties.map((one) => [language === "cypher" ? one.cypher : [one.sparql], pick(one.label)]);
  const head = (keys) => keys.map((key) => [HEAD[language][key].split(", "), say(`query.head.${key}`)]);
  const measured = known.measures.map((one) => [[language === "cypher" ? one : `ty:${one}`], say(`query.measure.${one}`)]);
  const { nodes, edges } = vocabulary();
  return el("div", {},
    el("h2", {}, say("query.sheet")), el("p", { class: "quiet" }, say(`query.sheet.${language}`)),
    el("h3", {}, say("query.nodes")),
    Object.entries(known.nodes).map(([type, spec]) => el("details", {},
      el("summary", {}, nodeIcon(type), " ", el("code", {}, language === "cypher" ? spec.cypher : `ty:${type}`), " ", pick(nodes[type].label)),
      rows([...head(["id", "name", "aliases", "evidence"]), ...own(spec), ...(spec.measured ? measured : [])]))),
    el("h3", {}, say("query.edges")),
    Object.entries(known.edges).map(([type, spec]) => el("details", {},
      el("summary", {}, tieIcon(null), " ", el("code", {}, language === "cypher" ? type : `ty:${type}`), " ", pick(edges[type].label)),
      el("p", { class: "quiet" }, ends(spec.source, nodes), " → ", ends(spec.target, nodes)),
      rows([...head(["id", "evidence"]), ...own(spec)]))),
    language === "sparql" && [el("h3", {}, say("query.prefixes")), el("dl", {}, Object.entries(known.prefixes).flatMap(([prefix, iri]) =>
      [el("dt", {}, el("code", {}, `${prefix}:`)), el("dd", { class: "iri" }, iri)]))]);
}

function ends(types, nodes) {
  return types.map((type) => pick(nodes[type].label)).join(say("comma"));
}
