// The drawer at the left: the legend, each entry of which switches what it names on and off, and the filters.

import { el } from "../core/dom.js";
import { documentTitle, nodeIcon, tieIcon, vocabulary } from "../core/things.js";
import { lang, nameOf, number, say } from "../core/words.js";
import { writtenOff } from "./choice.js";
import { dashIcon, entryWords } from "./signs.js";

/**
 * @param {import("./data.js").Network} net
 * @param {(changes: Object) => void} change goes to a state with changes
 */
export function drawer(net, change) {
  const entries = new Map();
  let off = new Set();

  function entry(code, icon, label = entryWords(code)) {
    const count = el("span", { class: "count" });
    const box = el("input", { type: "checkbox", "data-entry": code, change: () => toggle(code, box.checked) });
    entries.set(code, { box, count });
    return el("li", {}, el("label", {}, box, icon, el("span", { class: "name" }, label), count));
  }

  function toggle(code, on) {
    const wanted = new Set(off);
    if (on) wanted.delete(code);
    else wanted.add(code);
    change({ off: writtenOff(wanted) });
  }

  const types = net.nodes.types.map((type) => entry(type, nodeIcon(type)));
  types.splice(2, 0, entry("group", nodeIcon("Actor", true)));
  const flows = Object.keys(vocabulary().flow_kinds).map((kind) => entry(kind, tieIcon(kind)));
  const others = typesOf(net).filter((type) => type !== "FLOW").map((type) => entry(type, null));
  const statuses = Object.keys(vocabulary().enums.statement_status.values)
    .map((status) => entry(status, dashIcon(status)));
  const filters = filterFields(net, change);
  const body = el("div", { class: "net-drawer", id: "net-drawer" },
    group(say("network.nodes"), types),
    group(say("network.flows"), flows),
    group(say("network.ties"), [entry("ties", tieIcon(null), say("network.ties.all"))]),
    el("details", { class: "net-kinds" }, el("summary", {}, say("network.ties.kinds")),
      el("ul", { class: "plain" }, others)),
    group(say("network.status"), statuses),
    el("div", { class: "net-filters" }, el("h2", {}, say("network.filters")), filters.fields),
    el("p", { class: "quiet" }, say("network.hint")));

  return {
    body,
    /** Shows a choice and what there is of each entry. */
    update(choice, counts) {
      off = choice.off;
      for (const [code, { box, count }] of entries) {
        box.checked = !off.has(code);
        count.textContent = number(counts[code] || 0);
      }
      for (const type of net.edges.types) if (entries.has(type)) entries.get(type).box.disabled = off.has("ties");
      filters.update(choice);
    },
  };
}

function group(title, items) {
  return el("fieldset", {}, el("legend", {}, title), el("ul", { class: "plain" }, items));
}

function filterFields(net, change) {
  const collator = new Intl.Collator(lang());
  const cases = net.cases.map((one) => [one.id, nameOf(one)]).sort((a, b) => collator.compare(a[1], b[1]));
  const pickers = {
    case: picker("case", cases, (id) =>
      change({ case: id, sel: id, cite: null, focus: null, depth: null, show: null })),
    document: picker("document", net.documents.map((id) => [id, documentTitle(id)]),
      (id) => change({ document: id })),
    region: picker("region", net.prefectures.map((one) => [one.id, nameOf(one)]), (id) => change({ region: id })),
  };
  const [first, last] = yearsOf(net);
  const from = yearField("from", first, last, change);
  const to = yearField("to", first, last, change);
  const undated = el("input", {
    type: "checkbox", id: "net-undated", change: () => change({ dated: undated.checked ? null : 1 }),
  });
  return {
    fields: [
      ...Object.values(pickers).map((one) => one.field),
      el("div", { class: "net-field", role: "group", "aria-labelledby": "net-years" },
        el("span", { id: "net-years" }, say("network.years")),
        el("span", { class: "net-years" }, from, el("span", { "aria-hidden": "true" }, "–"), to),
        el("label", { class: "net-check" }, undated, el("span", {}, say("network.undated"))),
        el("p", { class: "quiet" }, say("network.years.hint"))),
    ],
    update(choice) {
      pickers.case.select.value = net.cases[choice.case]?.id ?? "";
      pickers.document.select.value = net.documents[choice.document] ?? "";
      pickers.region.select.value = net.prefectures[choice.prefecture]?.id ?? "";
      [from.value, to.value] = [choice.from ?? "", choice.to ?? ""];
      undated.checked = !choice.dated;
    },
  };
}

function picker(name, items, chosen) {
  const id = `net-${name}`;
  const select = el("select", { id, change: () => chosen(select.value || null) },
    el("option", { value: "" }, say("network.any")), items.map(([value, words]) => el("option", { value }, words)));
  return { select, field: el("div", { class: "net-field" }, el("label", { for: id }, say(`network.${name}`)), select) };
}

function yearField(name, least, most, change) {
  const field = el("input", {
    type: "number", min: least, max: most, step: 1, placeholder: name === "from" ? least : most,
    "aria-label": say(`network.${name}`), "data-year": name,
    change: () => change({ [name]: /^\d{4}$/.test(field.value) ? field.value : null }),
  });
  return field;
}

/** The types of tie, those with the most ties first. */
function typesOf(net) {
  const { type, types } = net.edges;
  const counts = types.map(() => 0);
  for (const one of type) counts[one] += 1;
  return [...types].sort((a, b) => counts[types.indexOf(b)] - counts[types.indexOf(a)]);
}

function yearsOf(net) {
  let [first, last] = [Infinity, -Infinity];
  for (const column of [net.edges.since, net.edges.until]) {
    for (const year of column) if (year >= 0) [first, last] = [Math.min(first, year), Math.max(last, year)];
  }
  return first > last ? ["", ""] : [first, last];
}
