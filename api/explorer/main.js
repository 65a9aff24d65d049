// The frame of the page: which view is shown, and what is open at the side.

import { el } from "./core/dom.js";
import { go, href, onState, state } from "./core/state.js";
import { loadThings } from "./core/things.js";
import { lang, loadWords, otherLang, say, setLanguage } from "./core/words.js";
import { startSearch } from "./search/box.js";
import { showPanel } from "./evidence/panel.js";
import { hideBar, showBar, startBar } from "./share/bar.js";

/**
 * A view: `show(state, place)` fills the empty element `place` and may give back
 * `{title, update(state), leave()}`. `update` is called when the state changes and the view stays; where it is left
 * out, or gives back false, the view is shown anew; with `follow` at a change of the panel too. `leave` is called before
 * the view goes. For the bar above it a view
 * may give back `figure` and `brief` too (see share/bar.js).
 */
const VIEWS = {
  network: () => import("./network/view.js"),
  map: () => import("./map/view.js"),
  hubs: () => import("./hubs/list.js"),
  hub: () => import("./hubs/page.js"),
  compare: () => import("./hubs/compare.js"),
  actor: () => import("./actors/page.js"),
  bridges: () => import("./bridges/view.js"),
  questions: () => import("./questions/view.js"),
  query: () => import("./questions/editor.js"),
  brief: () => import("./brief/view.js"),
  about: () => import("./about/view.js"),
  casework: () => import("./casework/view.js"),
};
// Which entry of the menu a view belongs to.
const MENU = { hub: "hubs", compare: "hubs", actor: "bridges", query: "questions", casework: "about" };

const place = document.getElementById("view");
const panel = document.getElementById("panel");
let now = { name: null, shown: null, key: null };
let turn = 0; // of views: a change of the panel alone must not stop a view that is on its way

/** What of a state belongs to the view: a change of the panel alone must not draw the view anew. */
function own({ sel, cite, ...rest }) {
  return JSON.stringify(rest);
}

async function show(wanted) {
  if (wanted.lang && wanted.lang !== lang()) setLanguage(wanted.lang);
  markMenu(wanted.view);
  const key = own(wanted);
  const panelDone = showPanel(wanted, panel);
  if (key !== now.key || now.shown?.follow) await showView(wanted, key, ++turn);
  await panelDone;
}

async function showView(wanted, key, mine) {
  if (wanted.view === now.name && now.shown?.update && now.lang === lang()) {
    now.key = key;
    try {
      if ((await now.shown.update(wanted)) !== false) return named(wanted.view, now.shown);
    } catch (error) {
      console.info(error); // shown anew, the view says itself what is wrong
    }
  }
  now.shown?.leave?.();
  hideBar();
  now = { name: wanted.view, key, lang: lang(), shown: null };
  place.setAttribute("aria-busy", "true");
  place.className = `view-${wanted.view}`;
  const inside = el("div", { class: "view" });
  place.replaceChildren(inside);
  place.scrollTop = 0;
  try {
    const load = VIEWS[wanted.view];
    if (!load) throw new Error(say("error.view", { view: wanted.view }));
    const view = await load();
    if (mine !== turn) return;
    const shown = (await view.show(wanted, inside)) || {};
    if (mine !== turn) return shown.leave?.();
    now.shown = shown;
    named(wanted.view, shown);
  } catch (error) {
    if (mine === turn) inside.replaceChildren(problem(error));
  } finally {
    if (mine === turn) place.removeAttribute("aria-busy");
  }
}

/** The title of the window, and the bar above the view. */
function named(view, shown) {
  const title = shown.title || say(`menu.${MENU[view] || view}`);
  document.title = [title, say("title.short")].join(" · ");
  showBar({ view, title, shown, content: place.firstElementChild });
}

function problem(error) {
  console.info(error);
  return el("div", { class: "problem", role: "alert" },
    el("h2", {}, say("error.title")), el("p", {}, error.message),
    el("p", {}, el("a", { href: href({ view: "network" }) }, say("error.back"))));
}

function markMenu(view) {
  const entry = MENU[view] || view;
  for (const link of document.querySelectorAll("#menu a")) {
    if (link.dataset.view === entry) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function changeLanguage() {
  setLanguage(otherLang());
  now.key = null;
  if (state().lang) go({ lang: lang() }, { replace: true });
  else show(state());
}

try {
  await Promise.all([loadWords(state().lang), loadThings()]);
} catch (error) {
  // Without its words the page has only these.
  place.replaceChildren(el("p", { class: "problem", role: "alert" },
    "サーバから読み込めません。動いていることを確かめて、読み込み直してください。 ",
    "The server does not answer. See that it runs, and reload."));
  throw error;
}
document.getElementById("language").addEventListener("click", changeLanguage);
document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  place.focus();
});
startSearch(document.getElementById("search"));
startBar(document.getElementById("share"));
onState(show);
document.documentElement.dataset.ready = "";
