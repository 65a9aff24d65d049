// Flows one by one, each with its ends, its lines and the way to its evidence.

import { el } from "../core/dom.js";
import { get } from "../core/server.js";
import { citations, evidenceLink, nodeLink, tieIcon } from "../core/things.js";
import { pick, say } from "../core/words.js";
import { kindWords, tell } from "./words.js";

const MOST = 200;

/**
 * The flows of some kinds behind a cell, fetched when they are wanted.
 * @param {Object<string, string>} parameters of api/flows
 * @param {(flow: *) => boolean} [wanted]
 * @returns {Promise<{flows: *[], element: HTMLElement}>}
 */
export async function flowList(parameters, wanted = () => true) {
  const { flows, count } = await get("api/flows", { ...parameters, limit: 2000 });
  const found = flows.filter(wanted);
  return { flows: found, element: listed(found, count - flows.length) };
}

/** Flows as a list, long ones cut; `left` is how many the server has left out. */
export function listed(flows, left = 0) {
  const hidden = left + Math.max(0, flows.length - MOST);
  if (!flows.length) return el("p", { class: "quiet" }, say("map.no_flows"));
  return el("div", {}, el("ul", { class: "plain map-flows" }, flows.slice(0, MOST).map(item)),
    hidden > 0 && el("p", { class: "quiet" }, tell("map.more_flows", { count: hidden })));
}

function item(flow) {
  const what = flow.stated.find(({ name }) => name === "what");
  return el("li", {},
    el("span", { class: "map-flow" }, tieIcon(flow.kind), el("span", { class: "quiet" }, kindWords(flow.kind)), " ",
      end(flow.source_node), el("span", { class: "sr" }, say("map.to")),
      el("span", { class: "map-to", "aria-hidden": "true" }, "→"), end(flow.target_node)),
    what && el("span", { class: "map-cited" }, pick(what.value)),
    el("span", { class: "map-cited" }, evidenceLink(flow.id), " ", citations(flow.evidence)));
}

function end(node) {
  return nodeLink(node, { page: false, icon: false });
}
