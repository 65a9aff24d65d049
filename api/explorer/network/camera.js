// What part of the drawing is in view.

const LEAST = 0.005;
const MOST = 6;
// A few nodes need not fill the screen.
const MOST_FIT = 1.25;
// Room at the rim: for names, and at the top for what is said of the selected node.
const SIDE = 66;
const TOP = 52;
const BOTTOM = 34;

export class Camera {
  x = 0;

  y = 0;

  scale = 1;

  width = 1;

  height = 1;

  /** A place on the screen. */
  toScreen(x, y) {
    return [(x - this.x) * this.scale + this.width / 2, (y - this.y) * this.scale + this.height / 2];
  }

  /** A place in the drawing. */
  toDrawing(x, y) {
    return [(x - this.width / 2) / this.scale + this.x, (y - this.height / 2) / this.scale + this.y];
  }

  /** The part of the drawing that is in view, and a little more: left, top, right, bottom. */
  box(margin = 0) {
    return [...this.toDrawing(-margin, -margin), ...this.toDrawing(this.width + margin, this.height + margin)];
  }

  /** Another size of the screen; what stands at its left edge stays there. */
  resize(width, height) {
    if (this.width > 1) this.x += (width - this.width) / 2 / this.scale;
    if (this.height > 1) this.y += (height - this.height) / 2 / this.scale;
    [this.width, this.height] = [width, height];
  }

  pan(dx, dy) {
    this.x -= dx / this.scale;
    this.y -= dy / this.scale;
  }

  /** Zooms; the place below `x`, `y` on the screen stays. */
  zoom(factor, x = this.width / 2, y = this.height / 2) {
    const [atX, atY] = this.toDrawing(x, y);
    this.scale = Math.min(Math.max(this.scale * factor, LEAST), MOST);
    this.x = atX - (x - this.width / 2) / this.scale;
    this.y = atY - (y - this.height / 2) / this.scale;
  }

  /** Shows all of some rows, with room for the names at the rim, at most so large. */
  fit(rows, places, most = MOST_FIT) {
    if (!rows.length) return;
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const row of rows) {
      [left, right] = [Math.min(left, places.x[row]), Math.max(right, places.x[row])];
      [top, bottom] = [Math.min(top, places.y[row]), Math.max(bottom, places.y[row])];
    }
    const [inX, inY] = [Math.max(this.width - 2 * SIDE, 60), Math.max(this.height - TOP - BOTTOM, 60)];
    this.scale = Math.min(inX / Math.max(right - left, 1), inY / Math.max(bottom - top, 1), most);
    [this.x, this.y] = [(left + right) / 2, (top + bottom + (BOTTOM - TOP) / this.scale) / 2];
  }

  /** Whether a place is in view, not right at the rim. */
  sees(x, y) {
    const [atX, atY] = this.toScreen(x, y);
    return atX > 20 && atY > 20 && atX < this.width - 20 && atY < this.height - 20;
  }

  /** Whether a box on the screen is wholly in view. */
  holds([left, top, right, bottom]) {
    return left >= 0 && top >= 0 && right <= this.width && bottom <= this.height;
  }

  /** The parameter of a link: the middle, and the scale in thousandths. */
  get text() {
    return [this.x, this.y, this.scale * 1000].map(Math.round).join("_");
  }

  /** Goes where a link says; false where it says nothing. */
  read(text) {
    const [x, y, scale] = String(text ?? "").split("_").map(Number);
    if (![x, y, scale].every(Number.isFinite) || scale <= 0) return false;
    [this.x, this.y, this.scale] = [x, y, Math.min(Math.max(scale / 1000, LEAST), MOST)];
    return true;
  }
}
