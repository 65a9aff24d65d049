// What the page shows is what its address says, so that every view has a link that restores it.
//
// `view` names the view; `sel` the node or edge whose evidence is open at the side, `cite` the lines that are; the other
// parameters belong to the view.

/** @typedef {Object<string, string | string[]>} State */

const SHARED = ["sel", "cite"];
let listener = () => {};

/** The state in the address; a parameter that stands several times is a list. @returns {State} */
export function state() {
  const found = {};
  const parameters = new URLSearchParams(location.search);
  for (const name of new Set(parameters.keys())) {
    const values = parameters.getAll(name);
    found[name] = values.length > 1 ? values : values[0];
  }
  return { view: "network", ...found };
}

/** A parameter as a list. */
export function list(value) {
  return value === undefined || value === "" ? [] : Array.isArray(value) ? value : [value];
}

/** The address of a state. Empty values are left out. @param {State} wanted */
export function href(wanted) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(wanted)) {
    for (const one of list(value)) if (one !== null && one !== undefined) parameters.append(name, one);
  }
  const query = parameters.toString();
  return query ? `?${query}` : "?view=network";
}

/** The state with changes; null takes a parameter away. A change of view keeps only the language. */
export function changed(changes) {
  const now = state();
  const kept = changes.view && changes.view !== now.view ? (now.lang ? { lang: now.lang } : {}) : now;
  const next = { ...kept, ...changes };
  for (const [name, value] of Object.entries(next)) if (value === null || value === undefined) delete next[name];
  return next;
}

/** Goes to the state with changes. `replace` makes no step of the browser's history. */
export function go(changes, { replace = false } = {}) {
  const address = href(changed(changes));
  if (address === location.search) return;
  history[replace ? "replaceState" : "pushState"](null, "", address);
  listener(state());
}

/** The parameters that are not the view's own. */
export function isShared(name) {
  return SHARED.includes(name) || name === "lang" || name === "view";
}

/** Calls `changed` now and at every change: of ours, of the browser's buttons, of a link that is followed. */
export function onState(handler) {
  listener = handler;
  addEventListener("popstate", () => handler(state()));
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='?']");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, "", link.getAttribute("href"));
    handler(state());
  });
  handler(state());
}
