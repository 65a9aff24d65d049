// The flow matrix: from where to where, or of which kind in which direction, each number with its flows.

import { announce, el } from "../core/dom.js";
import { get } from "../core/server.js";
import { go } from "../core/state.js";
import { nameOf, number, say } from "../core/words.js";
import { DIRECTIONS, MATRICES } from "./choice.js";
import { flowList } from "./flowlist.js";
import { kindWords, kindsOfFlow, shortName, tell } from "./words.js";

const OPEN = "not_stated";
const LARGE = 8; // columns beyond which their names stand upright

/** @typedef {{id: string, name: string}} End */
/** @typedef {{rows: End[], columns: End[], count: (row: string, column: string) => number, note: string}} Grid */

/** A page that keeps its two menus while the grid and the list change. */
export function matrixPage(atlas) {
  const none = { from: null, to: null };
  const by = menu("map.by", MATRICES.map((one) => [one, say(`map.by.${one}`)]), (value) => go({ by: value, ...none }));
  const kind = menu("map.kinds", [["", say("map.all")], ...kindsOfFlow().map((one) => [one, kindWords(one)])],
    (value) => go({ flow: value || null, ...none }));
  const grid = region("table-scroll map-grid", say("map.tab.matrix"));
  const list = region("map-list", say("map.flows"));
  const note = el("p", { class: "quiet" });
  let [turn, drawnFor, names] = [0, null, new Map()];
  const page = {
    element: el("div", { class: "map-matrix" }, el("div", { class: "map-matrix-main" },
      el("div", { class: "toolbar" }, by.element, kind.element), note, grid), list),
    ids: [],
    async update({ matrix: wanted }) {
      const mine = ++turn;
      by.update(wanted.by);
      kind.update(wanted.kind || "");
      kind.element.hidden = wanted.by === "kind";
      const key = `${wanted.by} ${wanted.kind}`;
      if (key !== drawnFor) {
        const found = wanted.by === "kind" ? byKind(atlas) : await byRegion(wanted);
        if (mine !== turn) return;
        drawnFor = key;
        names = new Map([...found.rows, ...found.columns].map(({ id, name }) => [id, name]));
        note.textContent = `${found.note} ${say("map.choose_cell")}`;
        grid.replaceChildren(gridTable(withoutEmpty(found), wanted.by));
      }
      markCell(grid, wanted);
      page.ids = await showFlows(list, wanted, names, () => mine === turn).catch((error) => failed(list, error));
    },
  };
  return page;
}

function region(name, words) {
  return el("div", { class: name, role: "region", tabindex: 0, "aria-label": words });
}

function menu(title, options, change) {
  const select = el("select", { change: () => change(select.value) },
    options.map(([value, words]) => el("option", { value }, words)));
  return {
    element: el("label", { class: "map-menu" }, el("span", {}, say(title)), select),
    update(value) { select.value = value; },
  };
}

/** Kinds × directions, from what the map has already. @returns {Grid} */
function byKind({ flows, planned }) {
  const sums = new Map();
  for (const { kind, direction, edges } of flows) {
    const key = `${kind} ${direction}`;
    sums.set(key, (sums.get(key) || 0) + edges.length);
  }
  return {
    rows: kindsOfFlow().map((id) => ({ id, name: kindWords(id) })),
    columns: DIRECTIONS.map((id) => ({ id, name: say(`map.direction.${id}`) })),
    count: (row, column) => sums.get(`${row} ${column}`) || 0,
    note: plannedWords(planned),
  };
}

function plannedWords(planned) {
  return tell("map.planned_left_out", { count: planned.length });
}

/** @returns {Promise<Grid>} */
async function byRegion({ by, kind }) {
  const { cells, regions, flows, planned, not_stated: open } = await get("api/flows/matrix", { by, kind });
  const counts = new Map(cells.map((cell) => [`${cell.origin || OPEN} ${cell.destination || OPEN}`, cell.count]));
  const ends = regions.map((one) => ({ id: one.id, name: nameOf(one) }));
  ends.push({ id: OPEN, name: say("map.not_stated") });
  const known = flows - open.origin - open.destination - open.both;
  return {
    rows: ends,
    columns: ends,
    count: (row, column) => counts.get(`${row} ${column}`) || 0,
    note: `${tell("map.matrix_note", { count: flows, known })} ${plannedWords(planned)}`,
  };
}

/** Without the rows and columns that have nothing in them. */
function withoutEmpty({ rows, columns, count }) {
  return {
    rows: rows.filter((row) => columns.some((column) => count(row.id, column.id))),
    columns: columns.filter((column) => rows.some((row) => count(row.id, column.id))),
    count,
  };
}

function gridTable({ rows, columns, count }, by) {
  const isLarge = columns.length > LARGE;
  const sum = (cells) => cells.reduce((total, one) => total + one, 0);
  const cell = (content, name = "") => el("td", { class: `numeric ${name}` }, content);
  const head = ({ name }) => el("th", { scope: "col", title: name }, el("span", {}, isLarge ? shortName(name) : name));
  const rowOf = (row) => el("tr", {}, el("th", { scope: "row" }, isLarge ? shortName(row.name) : row.name),
    columns.map((column) => cell(cellButton(row, column, count(row.id, column.id)))),
    cell(number(sum(columns.map((column) => count(row.id, column.id)))), "map-sum"));
  const sums = columns.map((column) => sum(rows.map((row) => count(row.id, column.id))));
  const corner = el("td", { class: "quiet" }, say(by === "kind" ? "map.corner_kind" : "map.corner"));
  return el("table", { class: isLarge ? "map-large" : "" },
    el("caption", { class: "sr" }, say("map.matrix_caption", { by: say(`map.by.${by}`) })),
    el("thead", {}, el("tr", {}, corner, columns.map(head), head({ name: say("map.total") }))),
    el("tbody", {}, rows.map(rowOf), el("tr", { class: "map-sum" },
      el("th", { scope: "row" }, say("map.total")), [...sums, sum(sums)].map((one) => cell(number(one))))));
}

function cellButton(row, column, count) {
  if (!count) return el("span", { class: "quiet" }, "·");
  return el("button", {
    type: "button", class: "map-cell", "data-from": row.id, "data-to": column.id, "aria-pressed": "false",
    "aria-label": tell("map.cell", { from: row.name, to: column.name, count }),
    click: () => go({ from: row.id, to: column.id }),
  }, number(count));
}

function markCell(grid, { from, to }) {
  for (const button of grid.querySelectorAll(".map-cell")) {
    button.setAttribute("aria-pressed", String(button.dataset.from === from && button.dataset.to === to));
  }
}

function failed(list, error) {
  list.replaceChildren(el("p", { role: "alert" }, error.message));
  return [];
}

/** The flows of the chosen cell; gives back their ids. */
async function showFlows(list, { by, kind, from, to }, names, isCurrent) {
  list.hidden = !from || !to;
  if (list.hidden) return [];
  const { flows, element } = await flowList(by === "kind"
    ? { by: "metro", kind: from, direction: to } : { by, kind, origin: from, destination: to });
  if (!isCurrent()) return [];
  const code = by === "kind" ? "map.cell_kind" : "map.cell";
  const title = tell(code, { from: names.get(from) || from, to: names.get(to) || to, count: flows.length });
  list.replaceChildren(el("div", { class: "map-list-head" }, el("h2", {}, title),
    el("button", { type: "button", click: () => go({ from: null, to: null }) }, say("map.clear"))), element);
  announce(title);
  return flows.map((flow) => flow.id);
}
