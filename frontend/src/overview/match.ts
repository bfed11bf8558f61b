// The filter over the index: which incidents fit, and for each facet how many would if it asked for one value more.
import { figure, type Index } from "./data";
import { settled } from "./known";
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
  readonly vague: number; // known to be in a country, no closer
  readonly near: number; // only near a place
  readonly anyPeriod: readonly number[]; // what fits all but the period, oldest first
  readonly facets: Record<Field, Counts>;
}

/** A field of all incidents: its values, and for each incident the numbers of those that it has. */
interface Coded {
  readonly values: readonly string[];
  readonly of: readonly (readonly number[])[];
}
export type Readers = Readonly<Record<Field, Coded>>;

/** The fields made ready once, so that a filter only compares numbers. */
export function readers(index: Index): Readers {
  const c = index.columns;
  const p = index.places;
  const close = (i: number): string => p.closeness[c.place[i] ?? -1] ?? "unlocated";
  const closer = (value: string): string[] => (value === "country" || value === "unlocated" ? [value] : ["closer", value]); // prettier-ignore
  const yes = (value: number | undefined): string[] => [value ? "yes" : "no"];
  const read: Record<Field, (i: number) => readonly string[]> = {
    type: (i) => [c.type[i] ?? ""],
    target: (i) => c.targets[i] ?? [],
    weapon: (i) => c.weapons[i] ?? [],
    doer: (i) => c.actors[i] ?? [],
    side: (i) => c.sides[i] ?? [],
    party: (i) => [...(c.actors[i] ?? []), ...(c.sides[i] ?? [])],
    source: (i) => c.source_types[i] ?? [],
    grade: (i) => (c.grade[i] ? [c.grade[i] as string] : []),
    contested: (i) => yes(c.contested[i]),
    children: (i) => yes(c.children[i]),
    reviewed: (i) => yes(c.reviewed[i]),
    precision: (i) => closer(close(i)),
    without: (i) => [...(close(i) === "unlocated" ? ["place"] : []), ...(c.start[i] ? [] : ["date"])],
  };
  return Object.fromEntries(FIELDS.map((field) => [field, coded(index.count, read[field])])) as unknown as Readers;
}

function coded(count: number, read: (i: number) => readonly string[]): Coded {
  const values: string[] = [];
  const codes = new Map<string, number>();
  const same = new Map<string, readonly number[]>(); // lists that many incidents share are kept once
  const of: (readonly number[])[] = [];
  for (let i = 0; i < count; i++) {
    const has = read(i).map((value) => {
      let code = codes.get(value);
      if (code === undefined) codes.set(value, (code = values.push(value) - 1));
      return code;
    });
    const list = has.length > 1 ? [...new Set(has)] : has;
    const key = list.join();
    const kept = same.get(key);
    if (!kept) same.set(key, list);
    of.push(kept ?? list);
  }
  return { values, of };
}

/** What a query gives; its places and texts must be loaded where it asks for any. */
export function choose(index: Index, read: Readers, query: Query): Result {
  const c = index.columns;
  const asked = tests(index, read, query);
  const counts = FIELDS.map((field) => new Array<number>(read[field].values.length).fill(0));
  const rows: number[] = [];
  const anyPeriod: number[] = [];
  let total = 0;
  const count = (i: number, field: number): void => {
    const into = counts[field] as number[];
    for (const code of read[FIELDS[field] as Field].of[i] ?? []) into[code] = (into[code] as number) + 1;
  };
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
    if (!fails || failed === "period") anyPeriod.push(i);
    if (fails) {
      const only = FIELDS.indexOf(failed as Field); // how many there were if this field asked for another value
      if (only >= 0) count(i, only);
    } else {
      rows.push(i);
      for (let field = 0; field < FIELDS.length; field++) count(i, field);
    }
  }
  const lacks = (what: string): number => rows.filter((i) => has(read.without, i, what)).length;
  const [unplaced, undated] = [lacks("place"), lacks("date")];
  const held = (what: string): number => rows.filter((i) => has(read.precision, i, what)).length;
  const [vague, near] = [held("country"), held("near")];
  const facets = Object.fromEntries(
    FIELDS.map((field, n) => [
      field,
      new Map(read[field].values.map((value, code) => [value, counts[n]?.[code] ?? 0])),
    ]),
  ) as Record<Field, Counts>;
  return { rows: ordered(index, rows, query.sort), total, unplaced, undated, vague, near, anyPeriod, facets };
}

const has = (field: Coded, i: number, value: string): boolean =>
  field.of[i]?.includes(field.values.indexOf(value)) ?? false;

function tests(index: Index, read: Readers, query: Query): [string, Test][] {
  const c = index.columns;
  const out: [string, Test][] = [];
  for (const field of FIELDS) {
    const { values, of } = read[field];
    const asked = query.values[field] ?? [];
    const wanted = new Set(
      asked.map((value) => values.indexOf(settled(index, field, value) ?? value)).filter((code) => code >= 0),
    );
    if (asked.length) out.push([field, (i) => of[i]?.some((code) => wanted.has(code)) ?? false]);
  }
  if (query.places.length) {
    const { spots, also } = meant(query.places);
    const places = index.places.spot.map((spot) => spots.has(spot));
    out.push(["place", (i) => (places[c.place[i] ?? -1] ?? false) || also.has(c.id[i] ?? "")]);
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
  if (sort === "newest") {
    const start = c.start.map((day) => day ?? "");
    return rows.sort((a, b) => ((start[a] as string) < (start[b] as string) ? 1 : start[a] === start[b] ? 0 : -1));
  }
  if (sort === "toll") return rows.sort((a, b) => figure(c.killed[b]) - figure(c.killed[a]) || figure(c.injured[b]) - figure(c.injured[a])); // prettier-ignore
  return rows.sort((a, b) => (c.reports[b] ?? 0) - (c.reports[a] ?? 0) || (c.sources[b] ?? 0) - (c.sources[a] ?? 0));
}
