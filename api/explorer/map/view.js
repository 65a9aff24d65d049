// The map of hubs and flows, the same in tables, and the matrix of flows.

import { el, svg } from "../core/dom.js";
import { once } from "../core/server.js";
import { changed, go, href, state as now } from "../core/state.js";
import { say } from "../core/words.js";
import { TABS, cameraParameter, choiceOf } from "./choice.js";
import { drawing } from "./drawing.js";
import { figure, shownWords, titleOf } from "./figure.js";
import { filters } from "./filters.js";
import { legend } from "./legend.js";
import { lists } from "./lists.js";
import { matrixPage } from "./matrix.js";
import { atlasOf, countsOf, shown } from "./model.js";
import { tables } from "./tables.js";
import { kindsOfFlow } from "./words.js";

const CITED = 60; // statements in one brief
const STILL = 300; // milliseconds after which a movement has ended

export async function show(state, place) {
  const atlas = atlasOf(...await Promise.all([once("api/map"), once("assets/vendor/prefectures.json")]));
  const make = { map: mapPage, tables: tablesPage, matrix: matrixPage };
  const pages = {};
  const tabs = el("nav", { class: "map-tabs", "aria-label": say("map.tabs"), "data-screen": true },
    TABS.map((tab) => el("a", {}, say(`map.tab.${tab}`))));
  const body = el("div", { class: "map-body" });
  place.append(tabs, body);
  // `follow`: the hub whose card is open is marked on the map.
  const view = { follow: true, update, leave: () => pages.map?.leave() };

  async function update(next) {
    const choice = choiceOf(next, kindsOfFlow());
    const page = (pages[choice.tab] ||= make[choice.tab](atlas));
    markTabs(tabs, choice.tab);
    if (body.firstChild !== page.element) body.replaceChildren(page.element);
    await page.update(choice, next);
    view.title = choice.tab === "matrix" ? say("map.tab.matrix") : titleOf(atlas, choice);
    view.figure = page.figure;
    view.brief = page.ids.length ? { id: page.ids.slice(0, CITED) } : undefined;
  }

  await update(state);
  return view;
}

/** Each tab leads to what is chosen now. */
function markTabs(tabs, chosen) {
  [...tabs.children].forEach((link, place) => {
    const tab = TABS[place];
    link.setAttribute("href", href(changed({ tab: tab === "map" ? null : tab })));
    if (tab === chosen) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  });
}

function mapPage(atlas) {
  let settled = 0;
  // Beside an open card the legend would lie on the land.
  const sheet = drawing(atlas, { pick, moved, resized: ({ width }) => { key.open = width > 850; } });
  const [boxes, list] = [filters(atlas), lists(atlas)];
  const key = el("details", { class: "map-legend", open: true });
  const summary = el("p", { class: "sr" });
  sheet.element.append(key);
  const credits = el("p", { class: "map-credits" }, say("map.points"), " ", say("map.credits"));
  const page = {
    element: el("div", { class: "map-page" }, el("div", { class: "map-side" }, boxes.element, summary, list.element),
      el("div", { class: "map-main", "data-drawing": true }, sheet.element, credits)),
    ids: [],
    leave() { clearTimeout(settled); sheet.leave(); },
    async update(choice, state) {
      const model = shown(atlas, choice);
      boxes.update(choice);
      sheet.show({ model, choice, counts: countsOf(atlas, choice), selected: state.sel || null });
      key.replaceChildren(el("summary", {}, say("map.legend")), legendDrawing(choice));
      summary.textContent = shownWords(model);
      page.figure = () => figure(atlas, model, { ...choice, camera: choiceOf(now(), []).camera });
      const found = await list.update(model, choice);
      if (found) page.ids = found.ids;
    },
  };

  /** A movement ends in the address, but makes no step of the browser's history. */
  function moved(camera) {
    clearTimeout(settled);
    settled = setTimeout(() => go({ at: cameraParameter(camera) }, { replace: true }), STILL);
  }

  return page;
}

/** What a click on the map means; a second one takes it back. */
function pick(what, which) {
  const { prefecture, place, arc } = now();
  if (what === "hub") go({ sel: which, cite: null });
  else if (what === "arc") go({ arc: arc === which ? null : which, place: null });
  else if (what === "place") go({ place: [place].flat().join(" ") === which ? null : which.split(" "), arc: null });
  else go({ prefecture: prefecture === which ? null : which, arc: null, place: null });
}

function legendDrawing(choice) {
  const { element, width, height } = legend(choice);
  const box = { width, height, viewBox: `0 0 ${width} ${height}` };
  return svg("svg", { ...box, role: "img", "aria-label": say("map.legend") }, element);
}

function tablesPage(atlas) {
  const element = el("div", { class: "map-page map-scroll" });
  return {
    element,
    ids: [],
    async update(choice) {
      const model = shown(atlas, choice);
      element.replaceChildren(el("h2", {}, titleOf(atlas, choice)), el("p", {}, shownWords(model)),
        tables(atlas, model, choice));
    },
  };
}
