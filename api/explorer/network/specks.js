// Thousands of nodes far out, each a few pixels: set one by one, which is many times as fast as drawing squares.

import { colorOf, sizeAt } from "./style.js";

let canvas = null;

/** Sets the pixels of nodes; those that come first in `rows` lie on top. */
export function paintSpecks(context, { net, radius, places, camera }, rows) {
  const ratio = context.getTransform().a;
  const [width, height] = [Math.round(camera.width * ratio), Math.round(camera.height * ratio)];
  canvas ||= document.createElement("canvas");
  if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
  const pen = canvas.getContext("2d");
  const image = pen.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  const colors = colorsOf(net);
  const { x, y } = places;
  const scale = camera.scale * ratio;
  const [left, top] = [camera.x * scale - width / 2, camera.y * scale - height / 2];
  const size = sizeAt(camera.scale) * ratio * 0.8;
  for (let position = rows.length - 1; position >= 0; position -= 1) {
    const row = rows[position];
    const half = Math.max(radius[row] * size, 0.5);
    const [fromX, toX] = [Math.max(Math.round(x[row] * scale - left - half), 0), x[row] * scale - left + half];
    const [fromY, toY] = [Math.max(Math.round(y[row] * scale - top - half), 0), y[row] * scale - top + half];
    for (let line = fromY; line < toY && line < height; line += 1) {
      for (let column = fromX; column < toX && column < width; column += 1) pixels[line * width + column] = colors[row];
    }
  }
  pen.putImageData(image, 0, 0);
  context.drawImage(canvas, 0, 0, camera.width, camera.height);
}

const known = new WeakMap();

/** The colour of each node as the pixels of this machine hold it. */
function colorsOf(net) {
  if (!known.has(net)) known.set(net, Uint32Array.from(net.nodes.id, (_, row) => pixelOf(colorOf(net, row))));
  return known.get(net);
}

function pixelOf(color) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  return new Uint32Array(new Uint8Array([red, green, blue, 255]).buffer)[0];
}
