// What the drawings of briefs share: texts of a measured width, and colours that print.

import { svg } from "../core/dom.js";

export const INK = "#1c1917";
export const QUIET = "#57534e";
export const GREY = "#78716c";
export const LINE = "#d6d3d1";

// What a line is not broken within: Latin words, and a character with the brackets and stops that belong to it.
const WORDS = /[（「『【]*(?:[\u0021-\u024f]+ ?|[^\u0021-\u024f])[）」』】、。ー]*/gu;

/** About how wide a text is, in pixels: a wide character is as wide as high, a Latin one some half of that. */
export function widthOf(text, size) {
  let width = 0;
  for (const sign of text) width += sign.codePointAt(0) < 0x2e80 ? 0.53 : 1;
  return width * size;
}

/** The text, cut with … where it is wider. */
export function cut(text, width, size) {
  if (widthOf(text, size) <= width) return text;
  const signs = [...text];
  while (signs.length && widthOf(`${signs.join("")}…`, size) > width) signs.pop();
  return `${signs.join("")}…`;
}

/** The text in lines no wider than that, at most so many; Latin words are kept whole where they fit. */
export function wrapped(text, width, size, most) {
  const lines = [""];
  for (const word of text.match(WORDS) || []) {
    if (lines.at(-1) && widthOf(lines.at(-1) + word.trimEnd(), size) > width) lines.push("");
    lines[lines.length - 1] += word;
  }
  const cutOff = lines.slice(0, most).map((line) => cut(line.trim(), width, size));
  if (lines.length > most) cutOff[most - 1] = cut(`${cutOff[most - 1]}…`, width, size);
  return cutOff;
}

/** A line of text. */
export function label(x, y, text, { size = 12.5, fill = INK, anchor = "start", weight = "normal" } = {}) {
  return svg("text", { x, y, "font-size": size, fill, "text-anchor": anchor, "font-weight": weight }, text);
}

/** An empty drawing of that size, with a title for those who do not see it. */
export function sheet(width, height, title) {
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": title },
    svg("title", {}, title), svg("rect", { width, height, fill: "#fff" }));
}
