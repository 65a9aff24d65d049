// The questions of the catalogue: the list, one of them with its answer, or a question in plain words.

import { showList } from "./list.js";
import { showPlain } from "./plain.js";
import { showQuestion } from "./question.js";

export async function show(state, place) {
  if (state.name) return showQuestion(state, place);
  return state.ask ? showPlain(state, place) : showList(state, place);
}
