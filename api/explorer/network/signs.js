// Signs and words of the legend.

import { svg } from "../core/dom.js";
import { vocabulary } from "../core/things.js";
import { pick, say } from "../core/words.js";

/** A line as it is drawn for a status. */
export function dashIcon(status) {
  const dash = { planned: "6 3", ended: "2 3" }[status];
  return svg("svg", { class: "icon", width: 26, height: 14, viewBox: "0 0 26 14", "aria-hidden": "true" },
    svg("line", { x1: 0, y1: 7, x2: 26, y2: 7, stroke: "#57534e", "stroke-width": 2, "stroke-dasharray": dash }));
}

/** What an entry of the legend is called; empty where there is no such entry. */
export function entryWords(code) {
  if (code === "group") return say("network.group");
  if (code === "ties") return say("network.ties");
  const { nodes, edges, flow_kinds: flows, enums } = vocabulary();
  return pick((nodes[code] || flows[code] || edges[code] || enums.statement_status.values[code])?.label);
}
