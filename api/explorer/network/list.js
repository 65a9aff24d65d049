// What the drawing shows, as tables: the same for those who do not see it, and for a spreadsheet.

import { el } from "../core/dom.js";
import { documentTitle, evidenceLink, nodeLink, tieWords, typeWords, vocabulary } from "../core/things.js";
import { nameOf, pick, say } from "../core/words.js";
import { table } from "../core/table.js";
import { nameAt, nodeAt, tieAt } from "./data.js";

/** @param {"nodes"|"ties"} which */
export function listOf(which, net, shown) {
  return which === "ties" ? tieTable(net, shown) : nodeTable(net, shown);
}

function nodeTable(net, shown) {
  const { degree, nodes } = shown;
  const { type, rank } = net.nodes;
  const order = Array.from(nodes).sort((a, b) => type[a] - type[b] || degree[b] - degree[a] || a - b);
  const prefecture = (row) => net.prefectures[net.nodes.prefecture[row]];
  return table({
    caption: say("network.list.nodes"), file: "network-nodes", rows: order,
    columns: [
      {
        label: say("network.name"), value: (row) => nameAt(net, row),
        cell: (row) => nodeLink(nodeAt(net, row), { page: false }),
      },
      { label: say("network.type"), value: (row) => typeWords(nodeAt(net, row).type, nodeAt(net, row).kind) },
      { label: say("network.degree"), value: (row) => degree[row], numeric: true },
      { label: say("network.rank"), value: (row) => (rank[row] > 0 ? rank[row] : null), numeric: true },
      { label: say("network.region"), value: (row) => prefecture(row) && nameOf(prefecture(row)) },
      { label: say("network.document"), value: (row) => documents(net, net.nodes.documents[row]) },
    ],
  });
}

function tieTable(net, shown) {
  const { source, target, via, documents: cited } = net.edges;
  const end = (column, label) => ({
    label, value: (tie) => (column[tie] < 0 ? null : nameAt(net, column[tie])),
    cell: (tie) => (column[tie] < 0 ? "" : nodeLink(nodeAt(net, column[tie]), { page: false })),
  });
  return table({
    caption: say("network.list.ties"), file: "network-ties", rows: Array.from(shown.ties),
    columns: [
      end(source, say("network.source")),
      { label: say("network.tie"), value: (tie) => tieWords(tieAt(net, tie)) },
      end(via, say("network.via")),
      end(target, say("network.target")),
      { label: say("network.status"), value: (tie) => statusWords(tieAt(net, tie).status) },
      { label: say("network.years"), value: (tie) => years(net, tie) },
      { label: say("network.document"), value: (tie) => documents(net, cited[tie]) },
      {
        label: say("evidence.open"), value: (tie) => net.edges.id[tie],
        cell: (tie) => evidenceLink(net.edges.id[tie]),
      },
    ],
  });
}

function statusWords(status) {
  return pick(vocabulary().enums.statement_status.values[status].label);
}

function documents(net, numbers) {
  return numbers.map((number) => documentTitle(net.documents[number])).join(say("comma"));
}

/** The stated years of a tie; null where none is stated. */
export function years(net, tie) {
  const [since, until] = [net.edges.since[tie], net.edges.until[tie]];
  if (since < 0 && until < 0) return null;
  if (since === until) return String(since);
  return `${since < 0 ? "" : since}–${until < 0 ? "" : until}`;
}

/** What the pointer lies on, in two lines. */
export function tipWords(net, { node, tie }) {
  if (node >= 0) {
    const found = nodeAt(net, node);
    return [el("strong", {}, nameAt(net, node)), el("span", {}, typeWords(found.type, found.kind))];
  }
  const { source, via, target } = net.edges;
  const found = tieAt(net, tie);
  const arrow = vocabulary().edges[found.type].directed ? " → " : " – ";
  const stops = [source[tie], via[tie], target[tie]].filter((row) => row >= 0);
  const status = found.status === "actual" ? "" : statusWords(found.status);
  return [el("strong", {}, stops.map((row) => nameAt(net, row)).join(arrow)),
    el("span", {}, [tieWords(found), status, years(net, tie)].filter(Boolean).join(say("slash")))];
}
