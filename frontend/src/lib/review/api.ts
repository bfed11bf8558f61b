// What the review API gives and takes (see /api/openapi.json), and how it is asked.
import { root } from "../dom";

export interface Piece {
  text: string;
  quote: boolean;
  fields: string[];
  gap: boolean;
}
export interface Value {
  name: string;
  label: string;
  value: string;
  edit: string;
  control: "one" | "several" | "text" | "place" | "day" | "figure";
  words: string[];
  basis: string;
  mark: string;
  machine: string;
}
export interface Item {
  id: string;
  state: string;
  incident: string | null;
  what: string;
  status: string;
  confidence: number;
  report: string;
  document: string;
  title: string;
  outlet: string;
  url: string;
  published: string;
  language: string;
  copy_of: string;
  speaker: string;
  note: string;
  pieces: Piece[];
  values: Value[];
  decided: string[];
}
export interface Told {
  id: string;
  what: string;
  quote: string;
  source: string;
  outlet: string;
  document: string;
  published: string;
  status: string;
  modality: string;
  waits: boolean;
  note: string;
}
export interface Comparison {
  a: Item;
  b: Item;
  differing: string[];
  verdict: string;
  why: string;
  probability: number;
  reasons: { name: string; weight: number; detail: string }[];
  splits: string[];
  stays: string[];
}
export interface Case {
  key: string;
  version: string;
  kind: "claims" | "same?";
  incident: string | null;
  headline: string;
  grade: string;
  contested: string[];
  need: number;
  reasons: string[];
  waits: string[];
  whole: Item[];
  told: Told[];
  seen: Record<string, string>;
  comparison: Comparison | null;
}
export interface Near {
  id: string;
  headline: string;
  claim: string;
  km: number | null;
  days: number | null;
}
export interface Held {
  what: string;
  rule: string;
  withholds: string;
  count: number;
  subjects: string[];
  released: string;
}
export interface Done {
  id: string;
  told: string;
  left: number;
  ahead: string[];
}
export interface Line {
  id: string;
  at: string;
  reviewer: string;
  action: string;
  what: string;
  reason: string;
  sentence: string;
  live: boolean;
  marks: string[];
  seconded: string[];
  subjects: string[];
  incident: string | null;
  claims: Item[];
}
export type Act = { action: string; [name: string]: unknown };

/** What the server could not do: in words for a person; `since`: what others decided meanwhile. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    what: string,
    readonly since: string[] = [],
  ) {
    super(what);
  }
}

async function asked<T>(path: string, options: RequestInit = {}): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(`${root()}api/v1/${path}`, options);
  } catch {
    throw new Refused(0, "The server does not answer. Nothing was stored; what you typed is kept in this browser.");
  }
  const body = await answer.json().catch(() => ({}));
  if (answer.ok) return body as T;
  const { what = "something went wrong", subject = "", remedy = "" } = body.error ?? {};
  throw new Refused(answer.status, `${subject ? `${subject}: ` : ""}${what}. ${remedy}`.trim(), body.since ?? []);
}

const posted = <T>(path: string, body: unknown): Promise<T> =>
  asked<T>(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

export const api = {
  queue: (query: URLSearchParams) =>
    asked<{ cases: Case[]; left: number; reviewer: string }>(`queue?${query.toString()}`),
  one: (key: string) => asked<Case>(`review/${encodeURIComponent(key)}`),
  claim: (key: string) => asked<Item>(`review/${encodeURIComponent(key)}/claim`),
  near: (key: string) => asked<Near[]>(`review/${encodeURIComponent(key)}/near`),
  withheld: (key: string) => asked<Held[]>(`review/${encodeURIComponent(key)}/withheld`),
  beside: (a: string, b: string) =>
    asked<Comparison>(`review/${encodeURIComponent(a)}/beside/${encodeURIComponent(b)}`),
  decide: (act: Act) => posted<Done>("decisions", act),
  reviewer: () => asked<{ name: string }>("reviewer"),
  callMe: (name: string) => posted<{ name: string }>("reviewer", { name }),
  decisions: (query: URLSearchParams) => asked<{ lines: Line[]; total: number }>(`decisions?${query.toString()}`),
  second: (offset: number) => asked<{ lines: Line[]; total: number }>(`decisions/second?limit=2&offset=${offset}`),
  disagreements: () => asked<{ earlier: Line; later: Line }[]>("disagreements"),
};
