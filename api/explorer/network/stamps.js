// Names as small pictures, each drawn once: to write a text with its halo takes many times as long as to copy it.

export const TEXT = 12.5; // pixels
const FAMILY = getComputedStyle(document.body).fontFamily;
const RIM = 3;
const HEIGHT = TEXT + 2 * RIM + 4;
const MOST = 4000;

const widths = new Map();
const stamps = new Map();
const measuring = document.createElement("canvas").getContext("2d");

/** How wide a text is, in pixels. */
export function widthOf(text, bold) {
  const key = bold ? `*${text}` : text;
  if (!widths.has(key)) {
    measuring.font = font(bold);
    widths.set(key, measuring.measureText(text).width);
  }
  return widths.get(key);
}

/** Writes a name; `x` is its left end, `y` its middle. */
export function write(context, { text, bold, x, y }, color) {
  const ratio = context.getTransform().a;
  const key = [color, bold, ratio, text].join();
  if (stamps.size > MOST) stamps.clear();
  if (!stamps.has(key)) stamps.set(key, stamped(text, bold, color, ratio));
  const stamp = stamps.get(key);
  // On whole pixels, so that it stays sharp.
  const [left, top] = [x - RIM, y - HEIGHT / 2].map((value) => Math.round(value * ratio) / ratio);
  context.drawImage(stamp, left, top, stamp.width / ratio, stamp.height / ratio);
}

function stamped(text, bold, color, ratio) {
  const stamp = document.createElement("canvas");
  stamp.width = Math.ceil((widthOf(text, bold) + 2 * RIM) * ratio);
  stamp.height = Math.ceil(HEIGHT * ratio);
  const pen = stamp.getContext("2d");
  pen.scale(ratio, ratio);
  Object.assign(pen, {
    font: font(bold), textBaseline: "middle", lineJoin: "round", lineWidth: 3.5, fillStyle: color,
    strokeStyle: "rgba(255, 255, 255, 0.94)",
  });
  pen.strokeText(text, RIM, HEIGHT / 2);
  pen.fillText(text, RIM, HEIGHT / 2);
  return stamp;
}

function font(bold) {
  return `${bold ? "600 " : ""}${TEXT}px ${FAMILY}`;
}
