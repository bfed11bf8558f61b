// The filter over the index: which incidents fit, and for each facet how many would if it asked for one value more.
import { figure, type Index } from "./data";
import { meant } from "./places";
import { FIELDS, type Field, type Query, type Sort } from "./query";
import { terms, test as textTest } from "./texts";

type Test = (i: number) => boolean;
export type Counts = Map<string, number>;

export interface Result {
  readonly rows: readonly number[]; // numbers of incidents in the index, in the order asked for
  readonly total: number; // of the kind
  readonly unplaced: number; // of the rows, not on a map
  readonly undated: number;
  readonly anyPeriod: readonly number[]; // what fits all but the period, oldest first
  readonly facets: Record<Field, Counts>;
}

/** The values that an incident has of each field. */
export type Reader = (i: number) => readonly string[];

const yes = (value: number): string[] => [value ? "yes" : "no"];

/** For each field what reads it. */
export function readers(index: Index): Record<Field, Reader> {
  const c = index.columns;
  const p = index.places;
  const onMap = p.lat.map((lat, n) => {
    const precision = p.precision[n];
    return lat !== null && Boolean(precision) && (precision !== "country" || Boolean(p.country[n])); // "Europe" is not
  });
  const located = (i: number): boolean => onMap[c.place[i] ?? -1] ?? false;
  return {
    type: (i) => [c.type[i] ?? ""],
    target: (i) => c.targets[i] ?? [],
    weapon: (i) => c.weapons[i] ?? [],
    doer: (i) => c.actors[i] ?? [],
    side: (i) => c.sides[i] ?? [],
    party: (i) => [...(c.actors[i] ?? []), ...(c.sides[i] ?? [])],
    source: (i) => c.source_types[i] ?? [],
    grade: (i) => (c.grade[i] ? [c.grade[i] as string] : []),
    contested: (i) => yes(c.contested[i] ?? 0),
    children: (i) => yes(c.children[i] ?? 0),
    reviewed: (i) => yes(c.reviewed[i] ?? 0),
    without: (i) => [...(located(i) ? [] : ["place"]), ...(c.start[i] ? [] : ["date"])],
  };
}

/** What a query gives; its places and texts must be loaded where it asks for any. */
export function choose(index: Index, read: Record<Field, Reader>, query: Query): Result {
  const c = index.columns;
  const asked = tests(index, read, query);
  const facets = Object.fromEntries(FIELDS.map((f) => [f, new Map<string, number>()])) as Record<Field, Counts>;
  const rows: number[] = [];
  const anyPeriod: number[] = [];
  let [total, unplaced, undated] = [0, 0, 0];
  for (let i = 0; i < index.count; i++) {
    if (c.kind[i] !== query.kind) continue;
    total++;
    let failed = "";
    let fails = 0;
    for (const [name, fits] of asked) {
      if (fits(i)) continue;
      failed = name;
      if (++fails > 1) break;
    }
    if (fails > 1) continue;
    if (!fails) {
      rows.push(i);
      const lacks = read.without(i);
      if (lacks.includes("place")) unplaced++;
      if (lacks.includes("date")) undated++;
    }
    if (!fails || failed === "period") anyPeriod.push(i);
    for (const field of FIELDS) {
      if (fails && failed !== field) continue;
      const counts = facets[field];
      for (const value of new Set(read[field](i))) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  return { rows: ordered(index, rows, query.sort), total, unplaced, undated, anyPeriod, facets };
}

function tests(index: Index, read: Record<Field, Reader>, query: Query): [string, Test][] {
  const c = index.columns;
  const out: [string, Test][] = [];
  for (const field of FIELDS) {
    const wanted = new Set(query.values[field] ?? []);
    if (wanted.size) out.push([field, (i) => read[field](i).some((value) => wanted.has(value))]);
  }
  if (query.places.length) {
    const places = meant(query.places);
    out.push(["place", (i) => places.has(c.place[i] ?? -1)]);
  }
  if (query.since || query.until) {
    const [first, last] = [query.since || "0000", query.until || "9999"];
    out.push([
      "period",
      (i) => {
        const start = c.start[i];
        return Boolean(start) && (start as string) <= last && (c.end[i] ?? (start as string)) >= first;
      },
    ]);
  }
  const wanted = query.text ? terms(query.text) : [];
  if (wanted.length) {
    const fits = textTest(wanted);
    out.push(["q", (i) => fits(c.id[i] ?? "")]);
  }
  return out;
}

/** Rows that come oldest first, the undated last, in another order; equal ones stay as they are. */
function ordered(index: Index, rows: number[], sort: Sort): number[] {
  const c = index.columns;
  if (sort === "oldest") return rows;
  const by = (value: (i: number) => number | string): ((a: number, b: number) => number) => {
    const kept = new Map(rows.map((i) => [i, value(i)]));
    return (a, b) => {
      const [x, y] = [kept.get(a) as number | string, kept.get(b) as number | string];
      return x < y ? 1 : x > y ? -1 : 0;
    };
  };
  if (sort === "newest") return rows.sort(by((i) => c.start[i] ?? ""));
  const [first, second] =
    sort === "toll"
      ? [by((i) => figure(c.killed[i])), by((i) => figure(c.injured[i]))]
      : [by((i) => c.reports[i] ?? 0), by((i) => c.sources[i] ?? 0)];
  return rows.sort((a, b) => first(a, b) || second(a, b));
}
