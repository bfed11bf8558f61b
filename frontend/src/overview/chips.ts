// What is asked for, one chip each, that takes it back.
import { h } from "../lib/dom";
import { label } from "../lib/listing";
import { day, days } from "../lib/words";
import type { Index } from "./data";
import { ticked } from "./facets";
import { settled } from "./known";
import { named, placesReady } from "./places";
import { FIELDS, NOTHING, narrowed, type Field, type Query } from "./query";

type Ask = (change: (query: Query) => Query) => void;

const NAMES: Record<Field, string> = {
  type: "",
  target: "Target",
  weapon: "Weapon",
  doer: "Doer",
  side: "Speaks for",
  party: "Doer or speaker",
  source: "Source",
  grade: "Grade",
  contested: "Contested",
  children: "Children harmed",
  reviewed: "Seen by a person",
  precision: "Place",
  without: "Without a",
};

/** What a value of a field is called where there is none of this name; `known.py` says the same. */
const NOUNS: Record<Field, string> = {
  type: "type",
  target: "target",
  weapon: "weapon",
  doer: "party",
  side: "party",
  party: "party",
  source: "kind of source",
  grade: "grade",
  contested: "answer",
  children: "answer",
  reviewed: "answer",
  precision: "precision of place",
  without: "lack",
};

/** What is asked for that the ledger and the vocabulary do not have: in words, and the query without it. */
export function unknown(index: Index, query: Query): { said: string; without: (q: Query) => Query }[] {
  return FIELDS.flatMap((field) =>
    (query.values[field] ?? [])
      .filter((value) => settled(index, field, value) === null)
      .map((value) => ({
        said: `no such ${NOUNS[field]}: ${value}`,
        without: (q: Query) => ticked(q, field, value, false),
      })),
  );
}

/** Show the chips of a query. */
export function showChips(box: HTMLElement, index: Index, query: Query, ask: Ask): void {
  const chips: HTMLElement[] = [];
  const chip = (text: string, without: (q: Query) => Query, warning = ""): void => {
    const at = chips.length;
    const take = (): void => {
      ask(without);
      const next = box.querySelectorAll<HTMLElement>("button");
      (next[Math.min(at, next.length - 1)] ?? document.getElementById("place"))?.focus();
    };
    const attributes = { type: "button", class: "chip-button", "aria-label": `Remove ${text}`, onclick: take };
    chips.push(
      h("button", attributes, h("span", {}, text), warning && h("em", {}, warning), h("span", { class: "x" }, "×")),
    );
  };
  for (const place of query.places) {
    const found = placesReady() ? named(place) : null;
    const said = found?.length === 1 ? (found[0]?.label ?? place) : place;
    const others = found && found.length > 1 ? ` (${found.length} places)` : "";
    const unknown = found?.length === 0 ? "no such place here" : "";
    chip(said + others, (q) => ({ ...q, places: q.places.filter((p) => p !== place), page: 1, at: "" }), unknown);
  }
  if (query.since || query.until) {
    const period =
      query.since && query.until
        ? days(query.since, query.until)
        : query.since
          ? `From ${day(query.since)}`
          : `To ${day(query.until)}`;
    const wrong = query.since && query.until && query.until < query.since ? "ends before it begins" : "";
    chip(period, (q) => ({ ...q, since: "", until: "", page: 1, at: "" }), wrong);
  }
  if (query.text) chip(`“${query.text}”`, (q) => ({ ...q, text: "", page: 1, at: "" }));
  for (const field of FIELDS) {
    for (const asked of query.values[field] ?? []) {
      const known = settled(index, field, asked);
      const value = known ?? asked;
      const flag = value === "yes" || value === "no";
      const said = field === "without" ? value : field === "doer" || field === "side" ? value : label(index, value);
      const name = NAMES[field];
      const text = flag ? name + (value === "no" ? ": no" : "") : field === "without" ? `${name} ${said}` : name ? `${name}: ${said}` : said; // prettier-ignore
      chip(text, (q) => ticked(q, field, asked, false), known === null ? `no such ${NOUNS[field]}` : "");
    }
  }
  if (narrowed(query)) {
    const reset = (): void => {
      ask((q) => ({ ...NOTHING, kind: q.kind, sort: q.sort, view: q.view }));
      document.getElementById("place")?.focus();
    };
    chips.push(h("button", { type: "button", class: "reset", onclick: reset }, "Show all"));
  }
  box.replaceChildren(...chips);
  box.hidden = !chips.length;
}
