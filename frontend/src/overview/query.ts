// The filter as an address holds it, so that any view is a link: `serve/filters.py` reads the same.

export const FIELDS = [
  "type",
  "target",
  "weapon",
  "doer",
  "side",
  "party",
  "source",
  "grade",
  "contested",
  "children",
  "reviewed",
  "precision",
  "without",
] as const;
export type Field = (typeof FIELDS)[number];
export const KINDS = ["event", "toll", "condition"] as const;
export const SORTS = ["newest", "oldest", "toll", "reports"] as const;
export const VIEWS = ["list", "map", "timeline", "filter"] as const;
export type Kind = (typeof KINDS)[number];
export type Sort = (typeof SORTS)[number];
export type View = (typeof VIEWS)[number];

export interface Query {
  readonly values: Readonly<Partial<Record<Field, readonly string[]>>>;
  readonly places: readonly string[]; // labels, or names in any spelling
  readonly since: string; // ISO days, "" for open
  readonly until: string;
  readonly text: string;
  readonly kind: Kind;
  readonly sort: Sort;
  readonly page: number; // of the list
  readonly at: string; // the incident that is pointed out
  readonly view: View; // what a phone shows
}

export const NOTHING: Query = {
  values: {},
  places: [],
  since: "",
  until: "",
  text: "",
  kind: "event",
  sort: "newest",
  page: 1,
  at: "",
  view: "list",
};

const one = <T extends string>(known: readonly T[], value: string | null): T =>
  known.find((k) => k === value) ?? (known[0] as T);

/** The query of an address's part after "?"; what means nothing is left out, so that a link that was cut still opens. */
export function parse(search: string): Query {
  const given = new URLSearchParams(search);
  const all = (name: string): string[] => [...new Set(given.getAll(name).map((v) => v.trim()).filter(Boolean))]; // prettier-ignore
  const last = (name: string): string => all(name).at(-1) ?? "";
  const values: Partial<Record<Field, string[]>> = {};
  for (const field of FIELDS) if (all(field).length) values[field] = all(field);
  const page = last("page");
  return {
    values,
    places: all("place"),
    since: toDay(last("from"), false),
    until: toDay(last("to"), true),
    text: last("q"),
    kind: one(KINDS, last("kind")),
    sort: one(SORTS, last("sort")),
    page: /^\d{1,6}$/.test(page) ? Math.max(Number(page), 1) : 1,
    at: last("at"),
    view: one(VIEWS, last("view")),
  };
}

/** The query as the part of an address after "?", "" where nothing is asked. */
export function address(query: Query): string {
  const out = new URLSearchParams();
  for (const place of query.places) out.append("place", place);
  for (const field of FIELDS) for (const value of query.values[field] ?? []) out.append(field, value);
  const rest: [string, string, string][] = [
    ["from", query.since, ""],
    ["to", query.until, ""],
    ["q", query.text, ""],
    ["kind", query.kind, NOTHING.kind],
    ["sort", query.sort, NOTHING.sort],
    ["page", String(query.page), "1"],
    ["at", query.at, ""],
    ["view", query.view, NOTHING.view],
  ];
  for (const [name, value, usual] of rest) if (value !== usual) out.set(name, value);
  return out.toString();
}

/** Whether anything narrows the incidents of the kind. */
export const narrowed = (q: Query): boolean =>
  Boolean(q.places.length || q.since || q.until || q.text || Object.values(q.values).some((v) => v.length));

/** A day of "2022", "2022-3" or "2022-03-14": of a year or month its first or last one; "" where it is no date. */
export function toDay(text: string, last: boolean): string {
  const match = /^(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?$/.exec(text);
  if (!match || Number(match[1]) < 1) return "";
  const year = match[1] as string;
  const month = match[2] ? Number(match[2]) : last ? 12 : 1;
  if (month < 1 || month > 12) return "";
  const length = new Date(Date.UTC(Number(year), month, 0)).getUTCDate();
  const day = match[3] ? Number(match[3]) : last ? length : 1;
  if (day < 1 || day > length) return "";
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
