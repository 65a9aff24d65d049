// A list of which the first few are shown, and the others when somebody asks.

import { announce, el } from "../core/dom.js";
import { number, say } from "../core/words.js";
import { keepCard } from "./cited.js";

const FIRST = 5;

/**
 * @template T
 * @param {T[]} items
 * @param {(item: T) => Node|Array} draw what stands in the list, with a link in it
 */
export function rows(items, draw) {
  const drawn = (some) => some.map((item) => el("li", {}, draw(item)));
  const list = el("ul", { class: "plain rows" }, drawn(items.slice(0, FIRST)));
  if (items.length <= FIRST) return list;
  const all = el("button", { type: "button", class: "show-all", click: () => {
    const rest = drawn(items.slice(FIRST));
    list.append(...rest);
    keepCard(list);
    rest[0].querySelector("a").focus();
    all.remove();
    announce(say("evidence.all.done", { count: number(items.length) }));
  } }, say("evidence.all", { count: number(items.length) }));
  return [list, all];
}
