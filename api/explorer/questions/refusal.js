// Why a question or a query was refused, and what to do.

import { el } from "../core/dom.js";
import { has, say } from "../core/words.js";

const SHORT = 240;

/**
 * @param {Error} error a refusal of the server, or that it is not there
 * @param {(place: {line: number, column: number}) => void} [goTo] shows a place in the query
 */
export function told(error, goTo) {
  const code = `questions.remedy.${error.code}`;
  const detail = error.message;
  return el("div", { class: "problem", role: "alert" }, el("h2", {}, say("questions.refused")),
    el("p", {}, detail.length > SHORT ? `${detail.slice(0, SHORT)}…` : detail),
    error.line && goTo && el("p", {}, el("button", { type: "button", click: () => goTo(error) },
      say("questions.place", { line: error.line, column: error.column }))),
    has(code) && el("p", {}, say(code)),
    detail.length > SHORT && el("details", {}, el("summary", {}, say("questions.whole")),
      el("p", { class: "engine-words" }, detail)));
}
