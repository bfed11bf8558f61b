// Search in summaries, quotes, places and names of sources, as `serve/texts.py` does it.
import { stemmer } from "stemmer";
import { loadScript } from "../lib/dom";
import { held } from "./data";
import { key } from "./fold";
import { loadPlaces, otherNames } from "./places";

const TERM = /(-?)(?:"([^"]*)"?|(\S+))/g;
let loading: Promise<unknown> | null = null;
let byId: Map<string, string> | null = null;
let others: Map<string, Set<string>> | null = null;

export interface Term {
  readonly wanted: boolean;
  readonly pieces: readonly string[];
}

/** Load the texts once; the places too, since a town is looked for by its official name as well. */
export function loadTexts(): Promise<unknown> {
  if (textsReady()) return Promise.resolve();
  const texts = held().search ? Promise.resolve() : loadScript("data/search.js");
  return (loading ??= Promise.all([texts, loadPlaces()]));
}

export const textsReady = (): boolean => held().search !== undefined && held().places !== undefined;

// SQLite stems no word of fewer than three letters, nor one that holds other letters than these.
const stem = (word: string): string => (/^[a-z]{3,64}$/.test(word) ? stemmer(word) : word);
const stemmed = (folded: string): string => folded.split(" ").map(stem).join(" ");

/** What a person typed: words all wanted, "a phrase", begin*, -without. */
export function terms(typed: string): Term[] {
  others ??= otherNames();
  const found: Term[] = [];
  for (const [, minus, phrase, word] of typed.matchAll(TERM)) {
    const said = key(phrase || word || "");
    if (!said) continue;
    const end = word?.endsWith("*") ? "" : " ";
    const names = [said, ...(end ? (others.get(said) ?? []) : [])];
    found.push({ wanted: !minus, pieces: names.map((name) => ` ${stemmed(name)}${end}`) });
  }
  return found;
}

/** A test of incidents by id. */
export function test(wanted: readonly Term[]): (id: string) => boolean {
  const search = held().search ?? { ids: [], texts: [] };
  byId ??= new Map(search.ids.map((id, n) => [id, search.texts[n] ?? ""]));
  const texts = byId;
  return (id) => {
    const text = texts.get(id) ?? "";
    return wanted.every((t) => t.pieces.some((piece) => text.includes(piece)) === t.wanted);
  };
}
