// Where a point of Japan lies on the sheet: an equal-area conic projection (Albers), the same for outlines and hubs.
// The outlines are projected once, by vendor/make-outlines.mjs; the page projects single points only.

/** The sheet, in its own units. */
export const WIDTH = 960;
export const HEIGHT = 980;

const RADIANS = Math.PI / 180;
const SOUTH = 32 * RADIANS;
const NORTH = 44 * RADIANS;
const CENTRE = [137.5 * RADIANS, 37.5 * RADIANS];
const SCALE = 3420;
const SHIFT = [468, 512];

const n = (Math.sin(SOUTH) + Math.sin(NORTH)) / 2;
const c = Math.cos(SOUTH) ** 2 + 2 * n * Math.sin(SOUTH);
const radius = (latitude) => Math.sqrt(c - 2 * n * Math.sin(latitude)) / n;
const middle = radius(CENTRE[1]);

/**
 * Islands far from the others are drawn in frames of their own, at the same scale: everything in `holds`
 * (west, south, east, north) is moved by `move`, into `frame` (left, top, width, height).
 */
export const INSETS = [
  { name: "okinawa", holds: [122, 23.5, 132.5, 29.2], move: [347, -975], frame: [0, 0, 492, 296] },
  { name: "ogasawara", holds: [140, 23.5, 155, 28.5], move: [66, -193], frame: [700, 868, 102, 108] },
];

/** The place on the sheet of a point given in degrees. @returns {[number, number]} */
export function project(longitude, latitude) {
  const [x, y] = conic(longitude, latitude);
  const inset = INSETS.find(({ holds: [west, south, east, north] }) =>
    longitude >= west && longitude <= east && latitude >= south && latitude <= north);
  return inset ? [x + inset.move[0], y + inset.move[1]] : [x, y];
}

function conic(longitude, latitude) {
  const angle = n * (longitude * RADIANS - CENTRE[0]);
  const r = radius(latitude * RADIANS);
  return [SHIFT[0] + SCALE * r * Math.sin(angle), SHIFT[1] + SCALE * (r * Math.cos(angle) - middle)];
}
