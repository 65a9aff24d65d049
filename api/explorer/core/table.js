// Tables that people sort, copy into a spreadsheet and save.

import { announce, el } from "./dom.js";
import { copyText, saveText } from "./save.js";
import { lang, number, say } from "./words.js";

/**
 * @typedef {Object} Column
 * @property {string} label
 * @property {(row: *) => (string|number|boolean|null|undefined)} value what is sorted, copied and saved
 * @property {(row: *) => (Node|string|Array)} [cell] what is shown; the value where it is left out
 * @property {boolean} [numeric]
 */

// A text that begins so is run as a formula by spreadsheet programs; the same rule as in graph/export/tables.py.
const FORMULA = /^[\s\u001c-\u001f\u0085]*[=+\-@＝＋－＠\t\r]/;
const NUMBER = /^-?\d+(\.\d+)?$/;
const PAGE = 200;

// On paper a table is whole.
addEventListener("beforeprint", () => document.querySelectorAll(".table").forEach((one) => one.whole?.()));

/**
 * A table with its caption and its buttons. The element has a function `whole()` that writes out every row.
 * @param {{caption: string, file: string, columns: Column[], rows: *[], sort?: number, descending?: boolean}} spec
 * @returns {HTMLElement}
 */
export function table({ caption, file, columns, rows, sort = -1, descending = false }) {
  const order = { column: sort, descending };
  const body = el("tbody");
  const heads = columns.map((column, position) => el("th", { scope: "col", class: column.numeric && "numeric" },
    el("button", { type: "button", class: "sort", click: () => sortBy(position) }, column.label)));
  let shown = PAGE;
  const more = el("button", { type: "button", hidden: true, click: () => { shown += 5 * PAGE; write(); } });

  function sortBy(position) {
    order.descending = order.column === position ? !order.descending : Boolean(columns[position].numeric);
    order.column = position;
    write();
    announce(say(order.descending ? "table.down" : "table.up", { column: columns[position].label }));
  }

  function write() {
    heads.forEach((head, position) => {
      const mine = position === order.column;
      if (mine) head.setAttribute("aria-sort", order.descending ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    const found = sorted(rows, columns[order.column], order.descending);
    body.replaceChildren(...found.slice(0, shown).map((row) => el("tr", {}, columns.map((column) =>
      el("td", { class: column.numeric && "numeric" }, column.cell ? column.cell(row) : text(column.value(row)))))));
    more.hidden = found.length <= shown;
    more.textContent = say("table.more", { count: number(found.length - shown) });
  }

  write();
  const records = () => [columns.map((column) => column.label),
    ...sorted(rows, columns[order.column], order.descending).map((row) => columns.map((column) => column.value(row)))];
  const copied = () => copyText(delimited(records(), "\t"));
  const copy = () => copied().then(() => say("copied"), (error) => error.message).then(announce);
  const save = () => {
    saveText(`${file}.csv`, csv(records()), "text/csv");
    announce(say("share.saved", { name: `${file}.csv` }));
  };
  const whole = el("div", { class: "table" },
    el("div", { class: "table-bar" },
      el("span", { class: "quiet" }, say("table.count", { count: number(rows.length) })),
      el("button", { type: "button", click: copy }, say("copy")),
      el("button", { type: "button", click: save }, say("save.csv"))),
    el("div", { class: "table-scroll", tabindex: 0, role: "region", "aria-label": caption },
      el("table", {}, el("caption", {}, caption), el("thead", {}, el("tr", {}, heads)), body)),
    more);
  whole.whole = () => {
    if (shown >= rows.length) return;
    shown = rows.length;
    write();
  };
  return whole;
}

function text(value) {
  if (value === null || value === undefined) return "";
  return typeof value === "boolean" ? say(value ? "yes" : "no") : String(value);
}

function sorted(rows, column, descending) {
  if (!column) return rows;
  const collator = new Intl.Collator(lang(), { numeric: true });
  const sign = descending ? -1 : 1;
  return rows.map((row) => [column.value(row), row]).sort(([a], [b]) => {
    // What is not known stands last, whichever way one sorts.
    const missing = (a === null || a === undefined) - (b === null || b === undefined);
    if (missing || a === null || a === undefined) return missing;
    return sign * (typeof a === "number" && typeof b === "number" ? a - b : collator.compare(a, b));
  }).map(([, row]) => row);
}

/** Records as CSV (RFC 4180), with a mark by which Excel knows that it is UTF-8. @param {*[][]} records */
export function csv(records) {
  return `\ufeff${delimited(records, ",")}`;
}

function delimited(records, sign) {
  return records.map((record) => record.map((value) => quoted(safe(value), sign)).join(sign)).join("\r\n") + "\r\n";
}

/** A text that a spreadsheet would run gets an apostrophe before it; numbers stay numbers. */
function safe(value) {
  const plain = text(value);
  return typeof value !== "number" && FORMULA.test(plain) && !NUMBER.test(plain) ? `'${plain}` : plain;
}

function quoted(value, sign) {
  return value.includes(sign) || /["\r\n]/.test(value) ? `"${value.replaceAll("\"", "\"\"")}"` : value;
}
