// Above the drawing: what is shown, in a sentence, and the buttons that show more or less of it.

import { el } from "../core/dom.js";
import { documentTitle } from "../core/things.js";
import { nameOf, number, say } from "../core/words.js";
import { isNarrow } from "./choice.js";
import { entryWords } from "./signs.js";

/** @param {Object<string, () => void>} on what the buttons do */
export function toolbar(on) {
  const sentence = el("p", { class: "net-sentence" });
  const wider = el("span", { class: "toolbar" });
  const button = (code, sign, work) => el("button", {
    type: "button", "aria-label": say(code), title: say(code), "data-do": code.replace("network.", ""), click: work,
  }, sign);
  const undo = button("network.undo", "↶", on.undo);
  const redo = button("network.redo", "↷", on.redo);
  const reset = el("button", { type: "button", "data-do": "reset", click: on.reset }, say("network.reset"));
  const drawerToggle = el("button", {
    type: "button", "aria-controls": "net-drawer", "data-do": "drawer", click: on.drawer,
  }, say("network.drawer"));
  const body = el("div", { class: "net-bar", "data-screen": true }, drawerToggle,
    el("div", { class: "net-said" }, sentence, wider), el("div", { class: "toolbar" }, undo, redo, reset));
  const zoom = el("div", { class: "net-zoom", role: "group", "aria-label": say("network.zoom") },
    button("network.zoom.in", "＋", on.closer), button("network.zoom.out", "−", on.farther),
    button("network.zoom.fit", "⤢", on.fit));
  return {
    body, zoom,
    update({ words, buttons, isFirst, canUndo, canRedo, drawerOpen }) {
      sentence.textContent = words;
      wider.replaceChildren(...buttons.map(({ label, code, work }) =>
        el("button", { type: "button", "data-do": code, click: work }, label)));
      [undo.disabled, redo.disabled, reset.disabled] = [!canUndo, !canRedo, isFirst];
      drawerToggle.setAttribute("aria-expanded", drawerOpen);
    },
  };
}

/** What is shown, in a sentence. */
export function sentenceOf(net, choice, shown) {
  const counts = { nodes: number(shown.nodes.length), ties: number(shown.ties.length) };
  const parts = [scopeWords(choice, counts)];
  if (choice.missing) parts.unshift(say("network.missing", { id: choice.missing }));
  if (isNarrow(choice)) parts.push(say("network.narrowed", { filters: filterWords(net, choice).join(say("comma")) }));
  const off = [...choice.off].map(entryWords).filter(Boolean);
  if (off.length) parts.push(say("network.off", { names: off.join(say("comma")) }));
  if (choice.hide.size) parts.push(say("network.hidden", { count: choice.hide.size }));
  const untied = isNarrow(choice) ? 0 : shown.nodes.reduce((count, row) => count + (shown.degree[row] ? 0 : 1), 0);
  if (untied) parts.push(say("network.untied", { count: number(untied) }));
  if (shown.alone) parts.push(say("network.alone", { count: number(shown.alone) }));
  return parts.join(say("network.stop"));
}

function scopeWords(choice, counts) {
  if (choice.focus >= 0) {
    return say(choice.depth > 1 ? "network.scope.two" : "network.scope.one", counts);
  }
  if (choice.case >= 0) return say("network.scope.case", counts);
  return say(choice.all ? "network.scope.all" : "network.scope.first", counts);
}

function filterWords(net, { document, prefecture, from, to, dated }) {
  return [
    document >= 0 && documentTitle(net.documents[document]),
    prefecture >= 0 && nameOf(net.prefectures[prefecture]),
    from !== null && say("network.range.from", { year: from }),
    to !== null && say("network.range.to", { year: to }),
    dated && say("network.dated"),
  ].filter(Boolean);
}

/** What is to be known of the drawing itself. @param {import("./canvas.js").Scene} scene */
export function noteOf({ about, isBundled }) {
  return [about, isBundled && say("network.bundled")].filter(Boolean).join(say("network.stop"));
}

/** What can be done with the node that is selected, beside its name. */
export function selectionBar({ name, isShown, isWidened, isPinned, isFocus }, on) {
  const button = (code, work) => el("button", { type: "button", "data-do": code, click: work }, say(`network.${code}`));
  return [
    el("strong", {}, name),
    !isShown && el("span", { class: "quiet" }, say("network.elsewhere")),
    isShown && !isWidened && button("widen", on.widen),
    isShown && isWidened && button("narrow", on.narrow),
    isShown && !isFocus && button("hide", on.hide),
    isShown && (isPinned ? button("unpin", on.unpin) : button("pin", on.pin)),
    !isFocus && button("focus", on.focus),
  ].filter(Boolean);
}
