// Places for a few nodes, worked out here: springs, then names off each other. The same nodes always get the same
// places.

const LENGTH = 105; // of a tie at rest
const HEIGHT = 40; // that a node takes with its name below it

/**
 * @param {number} count
 * @param {[number, number][]} pairs tied nodes
 * @param {Float64Array} points x and y in turn; where the nodes start, and then where they stand
 * @param {Float64Array} widths that each node takes with its name
 * @param {(node: number) => boolean} isFixed
 */
export function spread(count, pairs, points, widths, isFixed = () => false) {
  const steps = Math.max(60, Math.min(220, Math.round(4e6 / (count * count + 1))));
  const move = new Float64Array(2 * count);
  for (let step = 0; step < steps; step += 1) {
    move.fill(0);
    repel(count, points, move);
    attract(pairs, points, move);
    const longest = LENGTH * 0.5 * (1 - step / steps) + 1;
    for (let node = 0; node < count; node += 1) {
      if (isFixed(node)) continue;
      // A pull to the middle keeps parts without a tie to each other together; the screen is wider than high.
      const [x, y] = [move[2 * node] - 0.02 * points[2 * node], move[2 * node + 1] - 0.035 * points[2 * node + 1]];
      const length = Math.hypot(x, y) || 1;
      const share = Math.min(1, longest / length);
      points[2 * node] += x * share;
      points[2 * node + 1] += y * share;
    }
  }
  part(count, points, widths, isFixed);
}

function repel(count, points, move) {
  for (let a = 0; a < count; a += 1) {
    for (let b = a + 1; b < count; b += 1) {
      const [x, y] = [points[2 * a] - points[2 * b], points[2 * a + 1] - points[2 * b + 1]];
      const push = (LENGTH * LENGTH) / Math.max(x * x + y * y, 25);
      move[2 * a] += x * push; move[2 * a + 1] += y * push;
      move[2 * b] -= x * push; move[2 * b + 1] -= y * push;
    }
  }
}

function attract(pairs, points, move) {
  for (const [a, b] of pairs) {
    const [x, y] = [points[2 * a] - points[2 * b], points[2 * a + 1] - points[2 * b + 1]];
    const pull = Math.hypot(x, y) / LENGTH;
    move[2 * a] -= x * pull; move[2 * a + 1] -= y * pull;
    move[2 * b] += x * pull; move[2 * b + 1] += y * pull;
  }
}

/** Moves boxes that overlap apart, along the side where that is shorter. */
export function part(count, points, widths, isFixed) {
  for (let round = 0; round < 80; round += 1) {
    let touch = false;
    for (let a = 0; a < count; a += 1) {
      for (let b = a + 1; b < count; b += 1) {
        const [x, y] = [points[2 * a] - points[2 * b], points[2 * a + 1] - points[2 * b + 1]];
        const [over, under] = [(widths[a] + widths[b]) / 2 - Math.abs(x), HEIGHT - Math.abs(y)];
        if (over <= 0 || under <= 0) continue;
        touch = true;
        const axis = under <= over ? 1 : 0;
        const by = (axis ? under : over) * 0.52 * ((axis ? y : x) < 0 ? -1 : 1);
        const [one, other] = [isFixed(a), isFixed(b)];
        if (!one) points[2 * a + axis] += other ? 2 * by : by;
        if (!other) points[2 * b + axis] -= one ? 2 * by : by;
      }
    }
    if (!touch) return;
  }
}
