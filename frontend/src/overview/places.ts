// What a name in any spelling means among the places of the ledger, as `serve/place_names.py` has it.
import { loadScript } from "../lib/dom";
import { held, type PlaceItem } from "./data";
import { key } from "./fold";

let loading: Promise<void> | null = null;
let keys: Map<PlaceItem, string> | null = null;

/** Load the places once. */
export function loadPlaces(): Promise<void> {
  if (held().places) return Promise.resolve();
  return (loading ??= loadScript("data/places.js"));
}

export const placesReady = (): boolean => held().places !== undefined;
const items = (): PlaceItem[] => held().places?.items ?? [];

function label(item: PlaceItem): string {
  keys ??= new Map(items().map((i) => [i, key(i.label)]));
  return keys.get(item) ?? key(item.label);
}

/** The places of this label, else of this spelling (everyday names, towns, divisions), else with these words in a name. */
export function named(text: string): PlaceItem[] {
  const asked = key(text);
  if (!asked) return [];
  const labelled = items().filter((i) => label(i) === asked);
  if (labelled.length) return labelled;
  const spelt = items().filter((i) => i.names.includes(asked));
  if (spelt.length) {
    const everyday = spelt.filter((i) => i.everyday.includes(asked));
    if (everyday.length) return everyday;
    const towns = spelt.filter((i) => i.kind === "place");
    return towns.length ? towns : spelt;
  }
  const cut = asked.lastIndexOf(" ");
  if (cut > 0 && held().places?.divisions.includes(asked.slice(cut + 1))) {
    const head = asked.slice(0, cut);
    const divisions = items().filter((i) => i.kind === "region" && i.names.includes(head));
    if (divisions.length) return divisions;
  }
  return items().filter((i) => i.names.some((name) => ` ${name} `.includes(` ${asked} `)));
}

/** The spots that these names mean, and incidents beside. */
export function meant(names: readonly string[]): { spots: Set<string>; also: Set<string> } {
  const found = names.flatMap(named);
  return { spots: new Set(found.flatMap((item) => item.spots)), also: new Set(found.flatMap((item) => item.also)) };
}

export interface Suggestion {
  readonly item: PlaceItem;
  readonly count: number; // of incidents
  readonly spelt: string; // the spelling that fits, where that is not the label
}

/** What may be meant by the beginning of a name: labels before other spellings, much told places first. */
export function suggest(typed: string, counts: ReadonlyMap<string, number>, most: number): Suggestion[] {
  const asked = key(typed);
  const found: [number, Suggestion][] = [];
  for (const item of items()) {
    const own = label(item);
    const begins = own.startsWith(asked) || ` ${own}`.includes(` ${asked}`);
    const spelt = begins ? "" : item.names.find((name) => name.startsWith(asked));
    if (!begins && spelt === undefined) continue;
    const count = item.spots.reduce((sum, at) => sum + (counts.get(at) ?? 0), item.also.length);
    const rank = own === asked ? 0 : item.names.includes(asked) ? 1 : own.startsWith(asked) ? 2 : begins ? 3 : 4;
    found.push([rank, { item, count, spelt: spelt ?? "" }]);
  }
  // A region holds more than the town that it is named after, which is yet what is meant first.
  const towns = new Map(found.flatMap(([, s]) => (s.item.kind === "place" ? [[s.item.label, s.count] as const] : [])));
  const weight = ({ item, count }: Suggestion): number =>
    Math.min(count, (item.kind === "region" && towns.get(item.label.replace(/ \(region\)$/, ""))) || Infinity);
  const kinds = { place: 0, region: 1, country: 2 };
  found.sort(
    ([a, x], [b, y]) =>
      a - b ||
      weight(y) - weight(x) ||
      kinds[x.item.kind] - kinds[y.item.kind] ||
      x.item.label.localeCompare(y.item.label),
  );
  return found.slice(0, most).map(([, s]) => s);
}

/** Folded spelling -> official folded names of the towns and countries so spelt, where they differ. */
export function otherNames(): Map<string, Set<string>> {
  const out = new Map<string, Set<string>>();
  for (const item of items()) {
    if (item.kind === "region") continue;
    const official = key(item.label.split(",")[0] ?? "");
    for (const name of item.names) {
      if (name.length < 4 || name === official) continue;
      const known = out.get(name);
      if (known) known.add(official);
      else out.set(name, new Set([official]));
    }
  }
  return out;
}
