// The evidence brief: a document for a report, with a figure, a table, every claim with its lines, sources and method.
//
// State: `id` (nodes and ties) or `question` with `p.<parameter>`; `title` and `purpose` as typed; `ties` the claims
// that are left out; `quotes=no` without quotes.

import { el } from "../core/dom.js";
import { get } from "../core/server.js";
import { list } from "../core/state.js";
import { vocabulary } from "../core/things.js";
import { nameOf, pick, say } from "../core/words.js";
import { form } from "./form.js";
import { paper } from "./paper.js";

const PARTS = ["figure", "table", "claims", "sources", "method"];

/** @param {import("../core/state.js").State} wanted @param {HTMLElement} place */
export async function show(wanted, place) {
  let asked = wordsOf(wanted);
  const brief = isEmpty(wanted) ? null : await get("api/brief", parameters(wanted));
  const fields = form(wanted, brief, brief && defaultTitle(brief));
  const sheet = el("article", { class: "brief-paper" });
  place.append(el("div", { "data-screen": true }, !brief && el("h1", {}, say("brief.heading")), fields.element), sheet);
  fields.arrive();
  let drawn = null;

  function write(now) {
    if (!brief) return sheet.replaceChildren(entry());
    const focus = document.activeElement?.dataset?.claim;
    drawn = paper(brief, now, now.title || defaultTitle(brief));
    sheet.replaceChildren(drawn.element);
    if (focus) sheet.querySelector(`[data-claim="${CSS.escape(focus)}"]`)?.focus();
  }

  write(wanted);
  return {
    title: titleOf(wanted, brief),
    update(now) {
      if (wordsOf(now) !== asked) return false;
      asked = wordsOf(now);
      fields.update(now);
      write(now);
      this.title = titleOf(now, brief);
      return true;
    },
    ...(drawn?.figure && { figure: () => drawn.figure?.cloneNode(true) }),
  };
}

/** What the server is asked; a change of it is another brief. */
function parameters(wanted) {
  const isAsked = (name) => name === "id" || name === "question" || name.startsWith("p.");
  return Object.fromEntries(Object.entries(wanted).filter(([name]) => isAsked(name)));
}

function wordsOf(wanted) {
  return JSON.stringify(parameters(wanted));
}

function isEmpty(wanted) {
  return !list(wanted.id).length && !wanted.question;
}

function titleOf(wanted, brief) {
  return wanted.title || (brief ? defaultTitle(brief) : say("brief.heading"));
}

function defaultTitle(brief) {
  if (brief.question) return pick(brief.question.text);
  if (brief.subjects.length === 1 && !vocabulary().nodes[brief.subjects[0].type]) {
    return say("brief.title.tie", { names: nameOf(brief.subjects[0]) });
  }
  const names = brief.subjects.slice(0, 3).map((subject) => nameOf(subject)).join(say("comma"));
  const count = brief.subjects.length - 3;
  return say(count > 0 ? "brief.title.more" : "brief.title", { names, count });
}

function entry() {
  return el("div", { class: "brief-entry" },
    el("p", {}, say("brief.what")),
    el("ul", {}, PARTS.map((name) => el("li", {}, say(`brief.what.${name}`)))),
    el("p", {}, say("brief.how")));
}
