// What of the hubs and flows is shown, under what the reader has chosen. Knows nothing of drawing.

import { arcParameter } from "./choice.js";
import { project } from "./projection.js";

/** The answer of the server and the outlines, with look-ups. */
export function atlasOf(japan, outlines) {
  const prefectures = japan.prefectures.map((one) => {
    const { path, centre } = outlines.find(({ code }) => code === one.code);
    return { ...one, path, centre };
  });
  const byId = new Map(prefectures.map((one) => [one.id, one]));
  const byCode = new Map(prefectures.map((one) => [one.code, one]));
  return { ...japan, prefectures, byId, byCode };
}

/** The type that a hub is shown with: the reported one, else the estimated one. */
export function typeOf(hub) {
  return hub.reported[0] || hub.estimated.type;
}

function isOfType(hub, types) {
  return hub.reported.length ? hub.reported.some((type) => types.has(type)) : types.has(hub.estimated.type);
}

/** Whether a hub has a place with a point. */
export function isOnMap(hub) {
  return hub.places.some((place) => place.point);
}

/**
 * @typedef {{id: string, region: *, at: [number, number], entries: {hub: *, place: *}[]}} Point hubs at one point
 * @typedef {{id: string, from: *, to: *, kind: string, edges: string[], turn: number}} Arc flows of one kind from one
 *   prefecture to another; `turn` tells apart those that go the same way
 */

/** @param {import("./choice.js").Choice} choice */
export function shown(atlas, choice) {
  const hubs = atlas.hubs.filter((hub) => isOfType(hub, choice.types) &&
    (!choice.prefecture || hub.places.some((place) => place.prefecture === choice.prefecture)));
  const flows = atlas.flows.filter((flow) => choice.kinds.has(flow.kind) &&
    (!choice.direction || flow.direction === choice.direction));
  const mine = choice.prefecture
    ? flows.filter((flow) => flow.origin === choice.prefecture || flow.destination === choice.prefecture) : flows;
  return {
    hubs,
    flows: mine,
    points: pointsOf(hubs, choice.prefecture),
    arcs: arcsOf(atlas, mine),
    within: withinOf(mine),
    ends: endsOf(mine),
  };
}

function pointsOf(hubs, prefecture) {
  const points = new Map();
  for (const hub of hubs) {
    for (const place of hub.places) {
      if (!place.point || (prefecture && place.prefecture !== prefecture)) continue;
      const { id, lat, lon } = place.point;
      if (!points.has(id)) points.set(id, { id, region: place.point, at: project(lon, lat), entries: [] });
      points.get(id).entries.push({ hub, place });
    }
  }
  return [...points.values()];
}

function arcsOf(atlas, flows) {
  const arcs = new Map();
  for (const { origin, destination, kind, edges } of flows) {
    if (!origin || !destination || origin === destination) continue;
    const [from, to] = [atlas.byId.get(origin), atlas.byId.get(destination)];
    if (!from || !to) continue;
    const id = arcParameter({ from: from.code, to: to.code, kind });
    if (!arcs.has(id)) arcs.set(id, { id, from, to, kind, edges: [] });
    arcs.get(id).edges.push(...edges);
  }
  const ways = new Map();
  for (const arc of arcs.values()) {
    const way = `${arc.from.code}-${arc.to.code}`;
    arc.turn = ways.get(way) || 0;
    ways.set(way, arc.turn + 1);
  }
  return [...arcs.values()];
}

/** The number of flows that stay within each prefecture, by its id. */
function withinOf(flows) {
  const found = new Map();
  for (const { origin, destination, edges } of flows) {
    if (origin && origin === destination) found.set(origin, (found.get(origin) || 0) + edges.length);
  }
  return found;
}

/** How many flows cross, stay, and have an end without a prefecture. */
function endsOf(flows) {
  const found = { all: 0, across: 0, within: 0, origin: 0, destination: 0, neither: 0 };
  for (const { origin, destination, edges } of flows) {
    const key = origin && destination ? (origin === destination ? "within" : "across")
      : origin ? "origin" : destination ? "destination" : "neither";
    found[key] += edges.length;
    found.all += edges.length;
  }
  return found;
}

/** What a prefecture has: hubs and flows as they are filtered otherwise. */
export function countsOf(atlas, choice) {
  const found = shown(atlas, { ...choice, prefecture: null });
  const nothing = { hubs: 0, out: 0, into: 0, within: 0, outOpen: 0, inOpen: 0 };
  const counts = new Map(atlas.prefectures.map((one) => [one.id, { ...nothing }]));
  for (const hub of found.hubs) {
    for (const id of new Set(hub.places.map((place) => place.prefecture))) if (counts.has(id)) counts.get(id).hubs += 1;
  }
  for (const { origin, destination, edges } of found.flows) {
    const [from, to] = [counts.get(origin), counts.get(destination)];
    if (from && from === to) from.within += edges.length;
    else {
      if (from) from[to ? "out" : "outOpen"] += edges.length;
      if (to) to[from ? "into" : "inOpen"] += edges.length;
    }
  }
  return counts;
}

/** Points whose signs would cover each other, as one. @param {(at: [number, number]) => [number, number]} screen */
export function clusters(points, screen, distance) {
  const found = [];
  for (const point of [...points].sort((one, other) => other.entries.length - one.entries.length)) {
    const [x, y] = screen(point.at);
    const near = found.find((one) => Math.hypot(one.x - x, one.y - y) < distance);
    if (near) near.points.push(point);
    else found.push({ x, y, points: [point] });
  }
  return found.map((one) => {
    const entries = one.points.flatMap((point) => point.entries);
    return { ...one, entries, hubs: [...new Set(entries.map(({ hub }) => hub))] };
  });
}
