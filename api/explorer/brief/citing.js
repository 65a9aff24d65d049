// Numbers of citations: [2-3] is the third cited place of the second document, in the order in which claims cite them.

/** @typedef {import("../core/things.js").Evidence} Evidence */

/**
 * The documents that claims cite, each with its cited places in order.
 * @param {{evidence: Evidence[]}[]} claims
 */
export function numbered(claims) {
  const documents = new Map();
  for (const item of claims.flatMap((claim) => claim.evidence)) {
    if (!documents.has(item.document)) documents.set(item.document, new Map());
    const places = documents.get(item.document);
    if (!places.has(placeOf(item))) places.set(placeOf(item), item);
  }
  const found = [...documents].map(([id, places], position) => ({
    id, number: position + 1,
    places: [...places.values()].map((item, index) => ({ ...item, number: `${position + 1}-${index + 1}` })),
  }));
  const numbers = new Map(found.flatMap((document) => document.places.map((item) => [placeOf(item), item.number])));
  return { documents: found, numberOf: (item) => numbers.get(placeOf(item)), count: numbers.size };
}

/** The key of a cited place, as the server gives quotes: `mlit-2019:2253-2257`. @param {Evidence} item */
export function placeOf({ document, lines }) {
  return `${document}:${lines[0]}-${lines[1]}`;
}

/** Evidence by document, in its order. @param {Evidence[]} evidence @returns {[string, Evidence[]][]} */
export function byDocument(evidence) {
  const found = new Map();
  for (const item of evidence) found.set(item.document, [...(found.get(item.document) || []), item]);
  return [...found];
}
