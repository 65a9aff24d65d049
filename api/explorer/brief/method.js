// How the graph was made, what it holds and what not, what the measures mean, and how to check a citation.

import { el } from "../core/dom.js";
import { number, say } from "../core/words.js";

// The measures that columns of an answer hold, by the name of their definition.
const MEASURES = {
  constraint: ["constraint"],
  effective_size: ["effective_size"],
  betweenness: ["betweenness"],
  rank: ["rank", "rank_low", "rank_high"],
  roles: ["coordinator", "itinerant", "gatekeeper", "representative", "liaison"],
};

/** @param {Object} brief */
export function method(brief) {
  const { documents, cases, statements, graph, schema, software } = brief.made_of;
  const counts = { documents: number(documents), cases: number(cases), statements: number(statements) };
  const columns = (brief.question?.columns || []).map((column) => column.name);
  const measures = Object.keys(MEASURES).filter((name) => MEASURES[name].some((column) => columns.includes(column)));
  return [
    el("p", {}, say("brief.method.made", counts)),
    el("p", {}, say("brief.method.holds")),
    el("p", {}, say("brief.method.sentences")),
    brief.question && el("p", {}, say("brief.method.question", { name: brief.question.name })),
    measures.length > 0 && [el("h3", {}, say("brief.method.measures")),
      el("dl", { class: "brief-measures" }, measures.map((name) => [
        el("dt", {}, say(`brief.measure.${name}`)), el("dd", {}, say(`brief.measure.${name}.means`))]))],
    el("h3", {}, say("brief.method.check")),
    el("p", {}, say("brief.method.digest")),
    el("p", {}, say("brief.method.again", { graph, schema, software })),
  ];
}
