// Whether one bridges more than another, or only seems to.

import { announce, el } from "../core/dom.js";
import { get, once, part } from "../core/server.js";
import { go } from "../core/state.js";
import { table } from "../core/table.js";
import { nameOf, number, say } from "../core/words.js";
import { Picker } from "../questions/pick.js";
import { told } from "../questions/refusal.js";
import { measureWords, valueWords } from "./ranking.js";

const TYPES = ["Actor", "Hub", "Programme"];
const CHANCE = 0.05;

export function comparison() {
  const pickers = ["bridges.first", "bridges.second"].map((code) => new Picker({ label: say(code), types: TYPES }));
  const result = el("div", { class: "answer" });
  const submit = (event) => {
    event.preventDefault();
    const [a, b] = pickers.map((picker) => picker.value());
    if (!a || !b) return pickers[a ? 1 : 0].field.focus();
    go({ a, b, sel: null, cite: null });
  };
  const element = el("section", { class: "comparing", "aria-labelledby": "comparing-title" },
    el("h2", { id: "comparing-title" }, say("bridges.compare")), el("p", {}, say("bridges.compare.intro")),
    el("form", { class: "question-form", submit },
      pickers.map((picker) => el("div", { class: "field" }, picker.label, picker.element)),
      el("button", { class: "primary" }, say("bridges.compare.do"))), result);
  let asked = "";

  async function update(now) {
    const wanted = JSON.stringify([now.a, now.b, now.by, now.flow]);
    if (wanted === asked || !now.a || !now.b) return;
    asked = wanted;
    result.setAttribute("aria-busy", "true");
    try {
      const found = await get("api/bridges", { compare: [now.a, now.b], by: now.by, flow: now.flow });
      const nodes = await Promise.all([found.one, found.other].map(({ id }) => once(`api/nodes/${part(id)}`)));
      if (wanted === asked) put(found, nodes);
    } catch (error) {
      if (wanted === asked) refuse(error, now);
    }
    result.removeAttribute("aria-busy");
  }

  function put(found, nodes) {
    pickers.forEach((picker, at) => picker.choose(nodes[at]));
    result.replaceChildren(compared(found, nodes), el("p", { class: "quiet" }, say("bridges.compare.note")));
    announce(say("bridges.compared", { one: nameOf(nodes[0]), other: nameOf(nodes[1]) }));
  }

  function refuse(error, now) {
    pickers.forEach((picker, at) => { if (!picker.node) picker.choose(null, [now.a, now.b][at]); });
    result.replaceChildren(told(error));
  }

  return { element, update };
}

function compared({ measures }, [one, other]) {
  const verdict = ([, { difference, p }]) => {
    if (p === null || difference === null) return say("bridges.verdict.undefined");
    if (p > CHANCE) return say("bridges.verdict.chance");
    return say("bridges.verdict.more", { name: nameOf(difference > 0 ? one : other) });
  };
  const value = (side) => ({ numeric: true, value: ([, row]) => row[side], cell: ([, row]) => valueWords(row[side]) });
  const caption = say("bridges.compared", { one: nameOf(one), other: nameOf(other) });
  return table({ caption, file: "tairyu-comparison", rows: Object.entries(measures), columns: [
    { label: say("actor.measure"), value: ([name]) => measureWords(name) },
    { label: nameOf(one), ...value("one") }, { label: nameOf(other), ...value("other") },
    { label: say("bridges.p"), numeric: true, value: ([, row]) => row.p, cell: ([, row]) => number(row.p, 3) },
    { label: say("bridges.verdict"), value: verdict },
  ] });
}
