// An incident of the index in words, as `serve/listing.py` says it: nothing is made more exact than it is.
import type { Figure, Index } from "../overview/data";
import { day, days, plain } from "./words";

const VAGUE: Record<string, string> = { region: "region", country: "country only" };

/** A value of the vocabulary with a capital: "Air strike", "Mine or IED". */
export const label = (index: Index, value: string): string =>
  index.labels[value] ?? plain(value).charAt(0).toUpperCase() + plain(value).slice(1);

/** What happened to what, "Shelling: healthcare, residential"; of a running total or condition its sentence. */
export function what(index: Index, i: number): string {
  if (index.columns.kind[i] !== "event")
    return (index.columns.summary[i] ?? "").replace(/\b\d{4}-\d\d-\d\d\b/g, (iso) => day(iso));
  const targets = index.columns.targets[i] ?? [];
  const told = targets.filter((t) => t !== "civilians");
  const named = told.length ? told : targets;
  return label(index, index.columns.type[i] ?? "") + (named.length ? `: ${named.map(plain).join(", ")}` : "");
}

/** The place with how coarse it is. */
export function where(index: Index, i: number): string {
  const place = index.columns.place[i] ?? -1;
  if (place < 0) return "place not known";
  const said = index.columns.where[i] ?? index.places.label[place] ?? "";
  const coarse = VAGUE[index.places.precision[place] ?? ""];
  return coarse && !said.toLowerCase().includes(coarse) ? `${said} (${coarse})` : said;
}

/** When, as coarse as it is known. */
export const when = (index: Index, i: number): string => {
  const { start, end, time_precision } = index.columns;
  return start[i] ? days(start[i] ?? null, end[i] ?? null, time_precision[i]) : "date not known";
};

/** Who did it, as reported; "" where nobody names any. */
export const doers = (index: Index, i: number): string => {
  const inferred = index.columns.inferred[i] ?? [];
  return (index.columns.actors[i] ?? []).map((a) => (inferred.includes(a) ? `${a} (inferred)` : a)).join(", ");
};

/** A toll: "12–15", "12 or more", "up to 50", "number not given"; "" where none is told. */
export function toll(f: Figure | null | undefined): string {
  if (!f) return "";
  const [low, best, high, open] = f;
  const n = (value: number): string => value.toLocaleString("en");
  if (low === null && high === null) return "number not given";
  if (low === null) return `up to ${n(high as number)}`;
  if (high === null) return best !== null && best > low ? `${n(low)}–${n(best)} or more` : `${n(low)} or more`;
  return low === high ? n(low) + (open ? " or more" : "") : `${n(low)}–${n(high)}`;
}
