// What the map says: names of types, kinds and places, and sentences with numbers.

import { vocabulary } from "../core/things.js";
import { nameOf, number, pick, say } from "../core/words.js";

/** A sentence, its numbers written as people do. */
export function tell(code, values = {}) {
  const written = (value) => (typeof value === "number" ? number(value) : value);
  return say(code, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, written(value)])));
}

/** A type of hubs. */
export function typeWords(type) {
  return type === "none" ? say("map.no_type") : pick(vocabulary().enums.hub_type.values[type].label);
}

/** The type of a hub, and who says so. */
export function typeStatement(hub) {
  return hub.reported.length
    ? say("map.reported", { type: hub.reported.map(typeWords).join(say("comma")) })
    : say("map.estimated", { type: typeWords(hub.estimated.type) });
}

/** The kinds of flow, in the order of the schema. */
export function kindsOfFlow() {
  return Object.keys(vocabulary().flow_kinds);
}

/** A kind of flow. */
export function kindWords(kind) {
  return pick(vocabulary().flow_kinds[kind].label);
}

/** The level of a region. */
export function levelWords(level) {
  return pick(vocabulary().enums.region_level.values[level].label);
}

/** A stated place, which region the point stands for, and whether it is only planned. */
export function placeWords(place) {
  const given = { place: nameOf(place), level: levelWords(place.kind), point: place.point && nameOf(place.point) };
  const code = !place.point ? "map.place_no_point" : place.point.id === place.id ? "map.place" : "map.place_within";
  return place.planned ? `${say(code, given)}${say("map.planned")}` : say(code, given);
}

/** A short name of a prefecture. */
export function shortName(name) {
  return name.replace(/ (Prefecture|Metropolis)$/, "").replace(/(?<=.)[都府県]$/, "");
}

/** Several names as one. */
export function joined(names) {
  return names.join(say("comma"));
}
