// The base map's files made into lines and polygons. They are scripts that set a global, since pages open from disk.
import geojsonvt from "geojson-vt";
import type { Feature, FeatureCollection, Geometry, MultiLineString, MultiPolygon, Polygon } from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { loadScript } from "../lib/dom";

type Town = readonly [name: string, lat: number, lon: number, zoom: number];
type Box = readonly [west: number, south: number, east: number, north: number];
type Packed = Omit<Topology, "arcs"> & { arcs: string[] };
type Areas = Polygon | MultiPolygon;

interface CountryFile {
  readonly topology: Packed;
  readonly frame: Box;
  readonly box: Box;
  readonly towns: Town[];
}
interface WorldFile {
  readonly topology: Packed;
  readonly water: Packed;
  readonly names: (readonly [code: string, name: string, lon: number, lat: number])[];
  readonly towns: Town[];
}
type Files = Record<string, CountryFile | WorldFile | undefined>;

/** A first-order division. */
export interface Area {
  readonly id: string;
  readonly name: string;
  readonly known: boolean; // the gazetteer has this very division: a report may mean it
  readonly shape: Feature<Areas>;
  readonly middle: readonly [lon: number, lat: number];
}

/** What is drawn of one file; `frame`: inside it this file stands for the whole map. */
export interface Sheet {
  readonly code: string; // "world" or a country
  readonly frame: Box | null;
  readonly box: Box | null; // of a country: where its land lies, without far islands
  readonly tiles: ReturnType<typeof geojsonvt>;
  readonly towns: readonly Town[];
  readonly areas: ReadonlyMap<string, Area>;
  readonly names: WorldFile["names"];
}

export type Layer = "land" | "lake" | "river" | "coast" | "inner" | "border" | "disputed";

const VT = { maxZoom: 12, indexMaxZoom: 3, tolerance: 2, extent: 4096, buffer: 64 };
const files = (): Files => ((window as { harmledgerBasemap?: Files }).harmledgerBasemap ??= {});
const sheets = new Map<string, Promise<Sheet | null>>();

/** The sheet of a country (ISO code) or the "world"; null where there is none. Each is read once. */
export function sheet(code: string, folder: string): Promise<Sheet | null> {
  let found = sheets.get(code);
  if (!found) {
    found = load(code, folder);
    sheets.set(code, found);
  }
  return found;
}

async function load(code: string, folder: string): Promise<Sheet | null> {
  try {
    if (!files()[code]) await loadScript(`${folder}${code}.js`);
  } catch {
    return null; // a country without a file is drawn from the world's
  }
  const file = files()[code];
  if (!file) return null;
  delete files()[code];
  return "frame" in file ? country(code, file) : world(file);
}

/** Arcs from text: quantised steps, zigzag, five bits a character. */
function unpack(packed: Packed): Topology {
  const { scale, translate } = packed.transform ?? { scale: [1, 1] as const, translate: [0, 0] as const };
  const arcs = packed.arcs.map((text) => {
    const out: [number, number][] = [];
    const at = [0, 0];
    let axis = 0;
    for (let i = 0; i < text.length; axis ^= 1) {
      let step = 0;
      let shift = 0;
      let bits: number;
      do {
        bits = text.charCodeAt(i++) - 63;
        step |= (bits & 31) << shift;
        shift += 5;
      } while (bits >= 32);
      at[axis]! += step & 1 ? ~(step >> 1) : step >> 1;
      if (axis) out.push([at[0]! * scale[0] + translate[0], at[1]! * scale[1] + translate[1]]);
    }
    return out;
  });
  const { transform: _, ...rest } = packed;
  return { ...rest, arcs };
}

const part = (t: Topology, name: string): GeometryCollection => t.objects[name] as GeometryCollection;
const all = (t: Topology, name: string): Feature[] => (feature(t, part(t, name)) as FeatureCollection).features;
const tagged = (layer: Layer, geometry: Geometry, code = ""): Feature => ({
  type: "Feature",
  properties: { layer, code },
  geometry,
});

function lines(t: Topology): Feature[] {
  const of = (layer: Layer, name: string): Feature[] =>
    t.objects[name] && part(t, name).geometries.length ? [tagged(layer, mesh(t, part(t, name)))] : [];
  return [...of("inner", "inner"), ...of("border", "borders"), ...of("disputed", "disputed")];
}

function world(file: WorldFile): Sheet {
  const t = unpack(file.topology);
  const water = unpack(file.water);
  const coast = mesh(t, part(t, "areas"), (a, b) => a === b);
  const drawn = [
    ...all(t, "areas").map((f) => tagged("land", f.geometry, f.properties?.["cc"] as string)),
    ...all(water, "lakes").map((f) => tagged("lake", f.geometry)),
    ...all(water, "rivers").map((f) => tagged("river", f.geometry)),
    tagged("coast", coast),
    ...lines(t),
  ];
  const tiles = geojsonvt({ type: "FeatureCollection", features: drawn }, VT);
  return { code: "world", frame: null, box: null, tiles, towns: file.towns, areas: new Map(), names: file.names };
}

function country(code: string, file: CountryFile): Sheet {
  const t = unpack(file.topology);
  const areas = new Map<string, Area>();
  const drawn: Feature[] = [];
  for (const f of all(t, "areas") as Feature<Areas>[]) {
    const p = f.properties as { id?: string; name?: string; known?: number; cc?: string };
    drawn.push(tagged("land", f.geometry, p.id === undefined ? p.cc : code));
    if (p.id === undefined) continue;
    areas.set(p.id, { id: p.id, name: p.name ?? "", known: p.known === 1, shape: f, middle: middle(f.geometry) });
  }
  const coast = mesh(t, part(t, "areas"), (a, b) => a === b);
  drawn.push(tagged("coast", inside(coast, file.frame)), ...lines(t));
  const tiles = geojsonvt({ type: "FeatureCollection", features: drawn }, VT);
  return { code, frame: file.frame, box: file.box, tiles, towns: file.towns, areas, names: [] };
}

/** A coast without the straight edges along which the neighbours are cut off. */
function inside(coast: MultiLineString, [west, south, east, north]: Box): MultiLineString {
  const near = (a: number, b: number): boolean => Math.abs(a - b) < 0.02;
  const edge = (p: number[], q: number[]): boolean =>
    [west, east].some((x) => near(p[0]!, x) && near(q[0]!, x)) ||
    [south, north].some((y) => near(p[1]!, y) && near(q[1]!, y));
  const kept: number[][][] = [];
  for (const line of coast.coordinates) {
    let run: number[][] = [];
    for (const [i, point] of line.entries()) {
      const before = line[i - 1];
      if (before && edge(before, point)) {
        if (run.length > 1) kept.push(run);
        run = [];
      }
      run.push(point);
    }
    if (run.length > 1) kept.push(run);
  }
  return { type: "MultiLineString", coordinates: kept };
}

/** The middle of the largest part of a division. */
function middle(geometry: Areas): [number, number] {
  const rings = (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates).map((p) => p[0] ?? []);
  let best: [number, number] = [0, 0];
  let largest = -1;
  for (const ring of rings) {
    let [area, x, y] = [0, 0, 0];
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [ax, ay] = ring[j] as [number, number];
      const [bx, by] = ring[i] as [number, number];
      const cross = ax * by - bx * ay;
      area += cross;
      x += (ax + bx) * cross;
      y += (ay + by) * cross;
    }
    if (Math.abs(area) > largest && area !== 0) {
      largest = Math.abs(area);
      best = [x / (3 * area), y / (3 * area)];
    }
  }
  return best;
}
