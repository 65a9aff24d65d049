// One question of the catalogue: its parameters as a form, its answer, and how it is asked in Cypher and SPARQL.

import { announce, el } from "../core/dom.js";
import { get, once, part } from "../core/server.js";
import { changed, go, href } from "../core/state.js";
import { number, pick, say } from "../core/words.js";
import { answerTable } from "./answer.js";
import { questionForm } from "./form.js";
import { blank, goodFor } from "./list.js";
import { back, briefOf } from "./plain.js";
import { told } from "./refusal.js";
import { queryTexts } from "./texts.js";

const TWO_REGIONS = "actors-tied-to-two-regions";

export async function showQuestion(state, place) {
  const entries = await once("api/queries");
  const entry = entries.find((one) => one.name === state.name);
  if (!entry) throw new Error(say("questions.unknown", { name: state.name }));
  const title = el("h1"), result = el("div", { class: "answer", "aria-live": "off" });
  const shown = {
    title: pick(entry), update, brief: () => briefOf(state.name, given(state)), leave: () => request?.abort(),
  };
  const form = questionForm(entry, (values, engine) => go({
    ...unlike(entry, values), engine: engine === "python" ? null : engine, sel: null, cite: null,
  }));
  let request = null;

  async function update(now) {
    if (now.name !== entry.name || now.ask) return false;
    state = now;
    request?.abort();
    const mine = request = new AbortController();
    result.setAttribute("aria-busy", "true");
    try {
      const asked = { ...given(now), engine: now.engine };
      const answer = await get(`api/queries/${part(entry.name)}`, asked, { signal: mine.signal });
      if (mine === request) put(answer);
    } catch (error) {
      if (mine === request && error.name !== "AbortError") refuse(error);
    }
    if (mine === request) result.removeAttribute("aria-busy");
    return true;
  }

  function put(answer) {
    shown.title = pick(answer.question);
    title.textContent = shown.title;
    form.update(answer);
    const named = { caption: say("questions.answer"), file: `tairyu-${entry.name}` };
    const rows = answer.rows.length ? answerTable(answer, named) : el("p", { class: "none" }, say("questions.empty"));
    result.replaceChildren(...[seeBridges(answer), rows, queryTexts(answer)].filter(Boolean));
    announce(say("questions.answered", { count: number(answer.rows.length) }));
  }

  /** The fields keep what was asked, to be mended. */
  function refuse(error) {
    const defaults = Object.fromEntries(entry.parameters.map((one) => [one.name, one.default]));
    form.update({ parameters: { ...defaults, ...given(state) }, names: {}, engine: state.engine || "python" });
    result.replaceChildren(told(error));
    if (!title.textContent) title.textContent = blank(entry);
  }

  place.append(back(), title, el("p", { class: "good-for" }, goodFor(entry, entries), say("questions.stop")),
    form.element, result);
  await update(state);
  return shown;
}

/** The same answer with its ties, where the page of bridges has it. */
function seeBridges({ question, parameters }) {
  if (question.name !== TWO_REGIONS) return null;
  const address = href(changed({ view: "bridges", one: parameters.one, other: parameters.other }));
  return el("p", {}, el("a", { href: address }, say("questions.see_bridges")));
}

/** The parameters in the state, by their names in the question. */
function given(state) {
  const found = Object.entries(state).filter(([key]) => key.startsWith("p."));
  return Object.fromEntries(found.map(([key, value]) => [key.slice(2), value]));
}

/** Values as changes of the state; those that a question has by itself need not stand there. */
function unlike({ parameters }, values) {
  return Object.fromEntries(parameters.map(({ name, default: first }) =>
    [`p.${name}`, values[name] === String(first) ? null : values[name]]));
}
