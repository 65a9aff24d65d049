// Who bridges: first who ties two regions, then the ranking of all, and two compared.

import { el } from "../core/dom.js";
import { say } from "../core/words.js";
import { comparison } from "./compare.js";
import { ranking } from "./ranking.js";
import { regions } from "./regions.js";

export async function show(state, place) {
  const parts = [regions(), ranking(), comparison()];
  place.append(el("h1", {}, say("bridges.title")), ...parts.map((part) => part.element));
  const update = (now) => Promise.all(parts.map((part) => part.update(now)));
  // The ranking takes seconds when nobody has asked for it before: the answer on the regions does not wait for it.
  await parts[0].update(state);
  parts.slice(1).forEach((part) => part.update(state));
  return { title: say("bridges.title"), update, figure: () => parts[1].figure(), brief: () => parts[0].brief() };
}
