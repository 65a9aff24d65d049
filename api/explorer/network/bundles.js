// Ties between communities, counted: what a large network shows before one comes near.

const MOST = 500;

/**
 * The pairs of communities with ties in view, those with the most last.
 * @returns {{a: number, b: number, count: number}[]}
 */
export function bundlesOf(net, legs) {
  const { community } = net.nodes;
  const size = net.communities.x.length;
  const counts = new Map();
  for (let leg = 0; leg < legs.count; leg += 1) {
    const [a, b] = [community[legs.a[leg]], community[legs.b[leg]]];
    if (a === b || a < 0 || b < 0) continue;
    const key = Math.min(a, b) * size + Math.max(a, b);
    counts.set(key, (counts.get(key) || 0) + 1);
  }
  return [...counts].map(([key, count]) => ({ a: Math.floor(key / size), b: key % size, count }))
    .sort((one, other) => one.count - other.count).slice(-MOST);
}

/** How wide the line of so many ties is. */
export function bundleWidth(count) {
  return Math.min(0.6 + Math.log2(count) * 0.7, 9);
}
