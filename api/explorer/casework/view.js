// Adding case studies of one's own: files, judgements on who is who, and the rebuild that brings them in. Only where the
// server has a token.

import { announce, el } from "../core/dom.js";
import { address, get, givenToken, part, post, remove, schema, useToken } from "../core/server.js";
import { table } from "../core/table.js";
import { say } from "../core/words.js";

/** @param {import("../core/state.js").State} state @param {HTMLElement} place */
export async function show(state, place) {
  const title = say("casework.title");
  place.append(el("h1", {}, title));
  if (!(await schema()).token_needed) {
    place.append(el("p", {}, say("casework.readonly")), el("pre", {}, "TAIRYU_TOKEN=… tairyu serve"));
    return { title };
  }
  const told = el("div", { class: "casework-told", role: "status" });
  const lists = el("div", {});
  const refresh = async () => lists.replaceChildren(...(await theLists(told, refresh)));
  place.append(el("p", {}, say("casework.means")), tokenField(), uploadForm(told, refresh), judgementForm(told, refresh),
    told, lists, rebuildButton(told));
  await refresh();
  return { title };
}

function tokenField() {
  const field = el("input", { type: "password", id: "casework-token", autocomplete: "off", input: () => useToken(field.value) });
  field.value = givenToken();
  return el("p", { class: "field" }, el("label", { for: "casework-token" }, say("casework.token")), field);
}

function uploadForm(told, refresh) {
  const files = el("input", { type: "file", id: "casework-files", multiple: true, accept: ".yaml", required: true });
  const registry = el("input", { type: "file", id: "casework-actors", multiple: true, accept: ".yaml" });
  return el("form", { class: "casework-form", submit: (event) => attempt(event, told, async () => {
    const chosen = { ...(await texts(files.files, "")), ...(await texts(registry.files, "actors/")) };
    const done = await post("api/cases", { files: chosen });
    await refresh();
    event.target.reset();
    return say("casework.kept", { count: Object.keys(chosen).length, cases: done.cases });
  }) },
  el("h2", {}, say("casework.upload")),
  el("p", {}, el("label", { for: "casework-files" }, say("casework.files")), files),
  el("p", {}, el("label", { for: "casework-actors" }, say("casework.actors")), registry),
  el("button", { type: "submit" }, say("casework.check")));
}

async function texts(files, folder) {
  return Object.fromEntries(await Promise.all([...files].map(async (file) => [folder + file.name, await file.text()])));
}

function judgementForm(told, refresh) {
  const field = (name) => el("input", { type: "text", id: `casework-${name}`, required: true });
  const [one, other, because] = ["one", "other", "because"].map(field);
  const judgement = el("select", { id: "casework-judgement" }, ["same", "different"].map((value) =>
    el("option", { value }, say(`casework.${value}`))));
  const labelled = (name, input) => el("p", {}, el("label", { for: `casework-${name}` }, say(`casework.${name}`)), input);
  return el("form", { class: "casework-form", submit: (event) => attempt(event, told, async () => {
    await post("api/judgements", { judgement: judgement.value, actors: [one.value, other.value], because: because.value });
    await refresh();
    event.target.reset();
    return say("casework.judged");
  }) },
  el("h2", {}, say("casework.judge")), labelled("one", one), labelled("other", other), labelled("judgement", judgement),
  labelled("because", because), el("button", { type: "submit" }, say("casework.record")));
}

async function theLists(told, refresh) {
  const [{ files }, judgements] = await Promise.all([get("api/cases"), get("api/judgements")]);
  const button = (work) => el("button", { type: "button", click: (event) => attempt(event, told, async () => {
    await work();
    await refresh();
    return say("casework.removed");
  }) }, say("casework.remove"));
  return [
    el("h2", {}, say("casework.own")),
    files.length ? el("ul", {}, files.map((name) => el("li", {}, el("code", {}, name), " ",
      button(() => remove(`api/cases/${part(name)}`))))) : el("p", { class: "quiet" }, say("casework.none")),
    judgements.length ? el("ul", {}, judgements.map(({ judgement, actors: [one, other], because }) => el("li", {},
      say(`casework.told.${judgement}`, { one, other, because }), " ",
      button(() => remove(address("api/judgements", { one, other })))))) : null,
  ].filter(Boolean);
}

function rebuildButton(told) {
  return el("p", {}, el("button", { type: "button", class: "primary", click: (event) => attempt(event, told, async () => {
    const done = await post("api/rebuild");
    // Everything that the page remembers is of the old graph.
    setTimeout(() => location.reload(), 1500);
    return say("casework.rebuilt", done);
  }) }, say("casework.rebuild")));
}

/** Does the work and tells how it went; what is wrong with a file as a table of places and remedies. */
async function attempt(event, told, work) {
  event.preventDefault();
  const buttons = [...document.querySelectorAll("#view button")];
  buttons.forEach((button) => { button.disabled = true; });
  told.replaceChildren(say("casework.working"));
  try {
    const done = await work();
    told.replaceChildren(el("p", {}, done));
    announce(done);
  } catch (error) {
    told.replaceChildren(el("div", { class: "problem", role: "alert" }, el("p", {}, error.message), problems(error.problems)));
  } finally {
    buttons.forEach((button) => { button.disabled = false; });
  }
}

function problems(found) {
  if (!found?.length) return null;
  const columns = [
    { label: say("casework.file"), value: (row) => row.file },
    { label: say("casework.line"), value: (row) => row.line || null, numeric: true },
    { label: say("casework.where"), value: (row) => row.key },
    { label: say("casework.wrong"), value: (row) => row.message },
  ];
  return table({ caption: say("casework.problems"), file: "problems", columns, rows: found });
}
