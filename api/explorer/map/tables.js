// The same as the map in tables: hubs, flows between prefectures, and prefectures.

import { el } from "../core/dom.js";
import { changed, href } from "../core/state.js";
import { nodeLink } from "../core/things.js";
import { table } from "../core/table.js";
import { nameOf, say } from "../core/words.js";
import { countsOf, isOnMap, typeOf } from "./model.js";
import { hubSign, inLine } from "./signs.js";
import { joined, kindWords, levelWords, tell, typeWords } from "./words.js";

/** @param {ReturnType<typeof import("./model.js").shown>} model */
export function tables(atlas, model, choice) {
  return el("div", { class: "map-tables" },
    hubTable(atlas, model.hubs), flowTable(atlas, model.flows), prefectureTable(atlas, choice));
}

function hubTable(atlas, hubs) {
  const places = (of) => ({ places: stated }) => joined(stated.map(of)) || null;
  return table({
    caption: say("map.table.hubs"),
    file: "hubs-on-map",
    rows: hubs,
    columns: [
      { label: say("map.column.hub"), value: (hub) => nameOf(hub), cell: hubCell },
      { label: say("map.column.reported"), value: (hub) => joined(hub.reported.map(typeWords)) || null },
      { label: say("map.column.estimated"), value: (hub) => typeWords(hub.estimated.type) },
      { label: say("map.column.place"), value: (hub) => places((one) => nameOf(one))(hub) || say("map.not_stated") },
      { label: say("map.column.level"), value: places((place) => levelWords(place.kind)) },
      { label: say("map.column.prefecture"), value: (hub) => prefecturesOf(atlas, hub) || null },
      { label: say("map.column.planned"), value: isPlanned },
      { label: say("map.column.on_map"), value: isOnMap },
    ],
  });
}

function hubCell(hub) {
  return [inLine(hubSign(typeOf(hub), { reported: hub.reported.length > 0 })), " ", nodeLink(hub, { icon: false })];
}

function prefecturesOf(atlas, { places }) {
  const ids = new Set(places.map((place) => place.prefecture));
  return joined([...ids].filter((id) => atlas.byId.has(id)).map((id) => nameOf(atlas.byId.get(id))));
}

function isPlanned({ places }) {
  return places.length ? places.some((place) => place.planned) : null;
}

function flowTable(atlas, flows) {
  const end = (id) => (id ? nameOf(atlas.byId.get(id) || { id }) : say("map.not_stated"));
  return table({
    caption: say("map.table.flows"),
    file: "flows-on-map",
    rows: flows,
    sort: 4,
    descending: true,
    columns: [
      { label: say("map.column.from"), value: (flow) => end(flow.origin) },
      { label: say("map.column.to"), value: (flow) => end(flow.destination) },
      { label: say("map.column.kind"), value: (flow) => kindWords(flow.kind) },
      { label: say("map.direction"), value: (flow) => say(`map.direction.${flow.direction}`) },
      { label: say("map.column.count"), numeric: true, value: (flow) => flow.edges.length, cell: flowCell },
    ],
  });
}

/** The number, leading to the cell of the matrix that the flows belong to. */
function flowCell({ origin, destination, kind, edges }) {
  const [from, to] = [origin || "not_stated", destination || "not_stated"];
  return el("a", {
    href: href(changed({ tab: "matrix", by: "prefecture", flow: kind, from, to })),
    "aria-label": tell("map.show_flows", { count: edges.length }),
  }, edges.length);
}

function prefectureTable(atlas, choice) {
  const counts = countsOf(atlas, choice);
  const numeric = (name) => ({ label: say(`map.column.${name}`), numeric: true, value: (row) => row[name] });
  const link = (row) => href(changed({ tab: null, prefecture: row.id, arc: null, place: null }));
  return table({
    caption: say("map.table.prefectures"),
    file: "prefectures",
    rows: atlas.prefectures.map((one) => ({ ...one, ...counts.get(one.id) })),
    columns: [
      { label: say("map.column.prefecture"), value: (row) => nameOf(row),
        cell: (row) => el("a", { href: link(row) }, nameOf(row)) },
      ...["hubs", "out", "into", "within", "outOpen", "inOpen"].map(numeric),
    ],
  });
}
