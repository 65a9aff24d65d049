// The parameters of a question as fields, each of the right sort.

import { el } from "../core/dom.js";
import { vocabulary } from "../core/things.js";
import { pick, say } from "../core/words.js";
import { Picker } from "./pick.js";

const ENGINES = ["python", "cypher", "sparql"];

/**
 * @param {*} entry of the catalogue
 * @param {(values: Object<string, string>, engine: string) => void} run called with what was chosen
 */
export function questionForm(entry, run) {
  const fields = entry.parameters.map(fieldFor);
  const engines = ENGINES.map((engine) =>
    el("input", { type: "radio", name: "engine", id: `engine-${engine}`, value: engine }));
  const submit = (event) => {
    event.preventDefault();
    const values = Object.fromEntries(fields.map(({ name, value }) => [name, value()]));
    run(values, engines.find((one) => one.checked).value);
  };
  const element = el("form", { class: "question-form", submit },
    fields.map(({ label, control }) => el("div", { class: "field" }, label, control)),
    el("fieldset", {}, el("legend", {}, say("questions.engine")),
      ENGINES.map((engine, at) => el("label", { class: "choice" }, engines[at], say(`questions.engine.${engine}`))),
      el("p", { class: "quiet" }, say("questions.engine.same"))),
    el("button", { class: "primary" }, say("questions.run")));
  return { element, update: (answer) => {
    for (const field of fields) field.update(answer.parameters[field.name], answer.names);
    engines.forEach((one) => { one.checked = one.value === answer.engine; });
  } };
}

/** Name, label, control, `value()` and `update(value, names)`. */
function fieldFor(parameter) {
  const label = pick(parameter);
  if (parameter.type === "Node" || vocabulary().nodes[parameter.type]) return nodeField(parameter, label);
  const id = `p-${parameter.name}`;
  const control = controlFor(parameter, id);
  return { name: parameter.name, label: el("label", { for: id }, label), control,
    value: () => control.value.trim(), update: (value) => { control.value = value; } };
}

function nodeField({ name, type }, label) {
  const picker = new Picker({ label, types: type === "Node" ? [] : [type] });
  return { name, label: picker.label, control: picker.element, value: () => picker.value(),
    update: (value, names) => picker.choose(names[value] || null, value) };
}

function controlFor({ type }, id) {
  const choices = vocabulary().enums[type]?.values;
  if (choices) {
    return el("select", { id },
      Object.entries(choices).map(([value, { label }]) => el("option", { value }, pick(label))));
  }
  if (type === "integer" || type === "number") {
    return el("input", { id, type: "number", required: true, min: 1, step: type === "integer" ? 1 : "any" });
  }
  return el("input", { id, type: "text", required: true, maxlength: 200 });
}
