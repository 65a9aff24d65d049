// A question in plain words: what it was understood as, the answer, and what else it may have meant.

import { announce, el } from "../core/dom.js";
import { get } from "../core/server.js";
import { changed, go, href } from "../core/state.js";
import { number, pick, say } from "../core/words.js";
import { answerTable, emptied, questionHref } from "./answer.js";

const EXAMPLES = ["bridge", "operate", "funds", "region"].map((name) => `questions.example.${name}`);

/** The field for a question in plain words. @param {string} text what stands in it */
export function askForm(text) {
  const field = el("input", { type: "text", id: "ask", value: text, maxlength: 300, placeholder: say(EXAMPLES[0]) });
  const submit = (event) => {
    event.preventDefault();
    const asked = field.value.trim();
    if (asked) go({ view: "questions", ask: asked, name: null, find: null, subject: null, sel: null, cite: null });
    else field.focus();
  };
  return el("form", { class: "ask", submit },
    el("label", { for: "ask" }, say("questions.ask")), field,
    el("button", { class: "primary" }, say("questions.ask.do")));
}

export async function showPlain(state, place) {
  const found = await get("api/ask", { q: state.ask });
  const title = say("questions.ask.titled", { text: state.ask });
  place.append(back(), el("h1", {}, say("questions.ask.title")), askForm(state.ask),
    ...(found.understood ? understood(found) : notUnderstood()));
  if (!found.understood) return { title };
  announce(say("questions.answered", { count: number(found.rows.length) }));
  return { title, brief: briefOf(found.question.name, found.parameters) };
}

/** What the evidence brief of an answer is asked by. */
export function briefOf(question, values) {
  return { question, ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`p.${name}`, value])) };
}

export function back() {
  const address = href(changed({ view: "questions", sel: null, cite: null, ...emptied() }));
  return el("p", { class: "back", "data-screen": true }, el("a", { href: address }, say("questions.back")));
}

function understood(found) {
  const { question, parameters, alternatives } = found;
  return [
    el("p", {}, say("questions.ask.as"),
      el("a", { href: questionHref(question.name, parameters) }, pick(question)), " ",
      el("span", { class: "quiet" }, say("questions.ask.as.why"))),
    answerTable(found, { caption: pick(question), file: `tairyu-${question.name}` }),
    alternatives.length > 0 && [el("h2", {}, say("questions.ask.else")), el("ul", {}, alternatives.map((one) =>
      el("li", {}, el("a", { href: questionHref(one.name, one.parameters) }, pick(one)))))],
  ].flat().filter(Boolean);
}

function notUnderstood() {
  return [el("p", { role: "alert" }, say("questions.ask.not")), el("p", {}, say("questions.ask.try")),
    el("ul", {}, EXAMPLES.map((code) =>
      el("li", {}, el("a", { href: href(changed({ ask: say(code) })) }, say(code)))))];
}
