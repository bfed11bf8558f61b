// "What I see" as a file: from the server with all columns of the exports, from the index where there is no server.
import { announce, h, served } from "../lib/dom";
import type { Figure, Index } from "./data";
import { address, NOTHING, type Query } from "./query";

type Format = "csv" | "geojson" | "json";
type Cell = string | number | boolean | null | readonly string[];
type Row = Record<string, Cell>;

const MIME = { csv: "text/csv;charset=utf-8", geojson: "application/geo+json", json: "application/json" } as const;

/** Save the rows that are shown. */
export function save(index: Index, query: Query, rows: readonly number[], format: Format): void {
  if (served() && format !== "json") {
    const asked = address({ ...query, page: 1, at: "", view: NOTHING.view });
    follow(`api/v1/incidents?${asked ? `${asked}&` : ""}format=${format}`, "");
    return;
  }
  const table = rows.map((i) => record(index, i));
  const text = format === "csv" ? csv(table) : format === "json" ? lines(table, "[", "]") : geojson(table);
  const file = URL.createObjectURL(new Blob([text], { type: MIME[format] }));
  follow(file, `incidents.${format}`);
  window.setTimeout(() => URL.revokeObjectURL(file), 60_000);
  announce(`${table.length.toLocaleString("en")} saved as incidents.${format}`);
}

function follow(href: string, name: string): void {
  const link = h("a", { href, download: name });
  document.body.append(link);
  link.click();
  link.remove();
}

/** An incident under the names of the exports' columns. */
function record(index: Index, i: number): Row {
  const c = index.columns;
  const p = index.places;
  const place = c.place[i] ?? -1;
  const figures = (name: string, f: Figure | null | undefined): Row => ({
    [`${name}_low`]: f?.[0] ?? null,
    [`${name}_best`]: f?.[1] ?? null,
    [`${name}_high`]: f?.[2] ?? null,
    [`${name}_best_open`]: Boolean(f?.[3]),
  });
  return {
    id: c.id[i] ?? "",
    kind: c.kind[i] ?? "",
    event_type: c.type[i] ?? "",
    summary: c.summary[i] ?? "",
    place_name: p.name[place] ?? null,
    country: p.country[place] ?? null,
    admin1: p.admin1[place] ?? null,
    latitude: p.lat[place] ?? null,
    longitude: p.lon[place] ?? null,
    place_precision: p.precision[place] ?? null,
    date_start: c.start[i] ?? null,
    date_end: c.end[i] ?? null,
    date_precision: c.time_precision[i] ?? null,
    targets: c.targets[i] ?? [],
    weapons: c.weapons[i] ?? [],
    actors: c.actors[i] ?? [],
    actor_basis: (c.actors[i] ?? []).map((a) => (c.inferred[i]?.includes(a) ? "inferred" : "stated")),
    ...figures("killed", c.killed[i]),
    ...figures("injured", c.injured[i]),
    reports: c.reports[i] ?? 0,
    independent_sources: c.sources[i] ?? 0,
    source_types: c.source_types[i] ?? [],
    sides: c.sides[i] ?? [],
    contested: Boolean(c.contested[i]),
    children: Boolean(c.children[i]),
    grade: c.grade[i] ?? null,
  };
}

/** A spreadsheet takes a cell that begins so for a formula, and may run it. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

function cell(value: Cell): string {
  if (value === null) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = typeof value === "string" ? value : value.join(" ; ");
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const csv = (table: readonly Row[]): string => {
  const names = Object.keys(table[0] ?? { id: "" });
  return [names, ...table.map((row) => names.map((n) => cell(row[n] ?? null)))]
    .map((r) => `${r.join(",")}\r\n`)
    .join("");
};

const lines = (items: readonly unknown[], open: string, close: string): string =>
  `${open}\n${items.map((item) => JSON.stringify(item)).join(",\n")}\n${close}\n`;

function geojson(table: readonly Row[]): string {
  const features = table.map(({ latitude, longitude, ...properties }) => ({
    type: "Feature",
    id: properties["id"],
    geometry: latitude === null ? null : { type: "Point", coordinates: [longitude, latitude] },
    properties,
  }));
  return lines(features, '{"type": "FeatureCollection", "features": [', "]}");
}
