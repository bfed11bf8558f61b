// Days, weeks, months and years as equal steps, and what of a set of incidents is drawn in them.
import { day, MONTHS } from "../lib/words";
import type { Index } from "./data";

export type Unit = "day" | "week" | "month" | "year";

const DAY = 86_400_000;
const LONGEST = { day: 2, week: 7, month: 31, year: 366 } as const; // days that an incident of one bar may have
const TRIM = 0.015; // at each end: a few incidents of other years must not decide the width of all bars
const WORTH = 2.5; // how much wider the axis must be with them for that

const numbers = new Map<string, number>(); // many incidents share a day

/** A day as its number. */
export function number(iso: string): number {
  let n = numbers.get(iso);
  if (n === undefined) numbers.set(iso, (n = Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY)));
  return n;
}
export const iso = (n: number): string => new Date(n * DAY).toISOString().slice(0, 10);

/** First and last day of the axis, and how many incidents lie before and after it. */
export interface Span {
  readonly first: number;
  readonly last: number;
  readonly before: number;
  readonly after: number;
}

/** What the axis must span to show dated incidents (sorted by start) and the period that is asked for. */
export function span(starts: readonly number[], since: string, until: string): Span | null {
  if (!starts.length) return null;
  const [low, high] = [starts[0] as number, starts.at(-1) as number];
  const cut = Math.floor(starts.length * TRIM);
  let [first, last] = [starts[cut] as number, starts[starts.length - 1 - cut] as number];
  if (high - low < WORTH * Math.max(last - first, 28)) [first, last] = [low, high];
  if (until && number(until) < first) first = low;
  if (since && number(since) > last) last = high;
  if (since) first = Math.max(Math.min(first, number(since)), low);
  if (until) last = Math.min(Math.max(last, number(until)), high);
  const before = starts.filter((s) => s < first).length;
  return { first, last, before, after: starts.filter((s) => s > last).length };
}

export const unitOf = (s: Span): Unit => {
  const days = s.last - s.first + 1;
  return days <= 75 ? "day" : days <= 1300 ? "week" : days <= 9000 ? "month" : "year";
};

/** The first day of the step that holds a day: weeks begin on Monday. */
export function startOf(n: number, unit: Unit): number {
  if (unit === "day") return n;
  if (unit === "week") return n - ((((n + 3) % 7) + 7) % 7);
  const date = new Date(n * DAY);
  return Math.round(Date.UTC(date.getUTCFullYear(), unit === "year" ? 0 : date.getUTCMonth(), 1) / DAY);
}

/** The first days of all steps of a span, and the first day after it. */
export function edges(s: Span, unit: Unit): number[] {
  const out = [startOf(s.first, unit)];
  while ((out.at(-1) as number) <= s.last) {
    const at = out.at(-1) as number;
    out.push(unit === "day" ? at + 1 : unit === "week" ? at + 7 : startOf(at + (unit === "month" ? 31 : 366), unit));
  }
  return out;
}

/** A step in words: "14 Mar 2022", "week of 14 Mar 2022", "Mar 2022", "2022". */
export function named(start: number, unit: Unit): string {
  const text = iso(start);
  if (unit === "year") return text.slice(0, 4);
  if (unit === "month") return `${MONTHS[Number(text.slice(5, 7)) - 1]} ${text.slice(0, 4)}`;
  return unit === "week" ? `week of ${day(text)}` : day(text);
}

export interface Bars {
  readonly unit: Unit;
  readonly edges: readonly number[]; // one more than there are bars
  readonly counts: readonly number[][]; // by series, then by bar
  readonly coarse: number; // dated, but over more days than a bar has
}

/** How many incidents of each series begin in each step. */
export function bars(index: Index, rows: readonly number[], s: Span, series: (i: number) => number, of: number): Bars {
  const unit = unitOf(s);
  const at = edges(s, unit);
  const bar = new Map(at.slice(0, -1).map((start, n) => [start, n]));
  const counts = Array.from({ length: of }, () => new Array<number>(at.length - 1).fill(0));
  let coarse = 0;
  for (const i of rows) {
    const start = index.columns.start[i];
    if (!start) continue;
    const first = number(start);
    const n = bar.get(startOf(first, unit));
    if (n === undefined) continue;
    if (number(index.columns.end[i] ?? start) - first + 1 > LONGEST[unit]) coarse++;
    else (counts[series(i)] as number[])[n] = (counts[series(i)]?.[n] ?? 0) + 1;
  }
  return { unit, edges: at, counts, coarse };
}

/** Bars at which the axis says where it is: years, else months, else days; not more than fit. */
export function ticks(b: Bars, most: number): { at: number; text: string }[] {
  const first = b.edges[0] as number;
  const last = (b.edges.at(-1) as number) - 1;
  for (const step of [1, 7, -1, -3, -12, -24, -60, -120]) {
    const found: { at: number; text: string }[] = [];
    if (step > 0) {
      for (let n = step === 7 ? startOf(first + 6, "week") : first; n <= last; n += step)
        found.push({ at: n, text: `${Number(iso(n).slice(8))} ${MONTHS[Number(iso(n).slice(5, 7)) - 1]}` });
    } else {
      for (let n = startOf(first, "month"); n <= last; n = startOf(n + 31, "month")) {
        const [year, month] = iso(n).split("-").map(Number) as [number, number];
        if (n < first || (year * 12 + month - 1) % -step) continue;
        found.push({ at: n, text: step > -12 && month > 1 ? (MONTHS[month - 1] ?? "") : String(year) });
      }
    }
    if (found.length && found.length <= most) return found;
  }
  return [];
}
