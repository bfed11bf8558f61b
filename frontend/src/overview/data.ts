// The index of incidents as data/index.js sets it, with columns that the filter asks for often made ready.

import type { Folding } from "../lib/fold";

export type Figure = [low: number | null, best: number | null, high: number | null, open: number];

/** `window.harmledger.index`: columns of equal length, one entry an incident, oldest first, the undated last. */
export interface Index {
  readonly count: number;
  readonly columns: {
    readonly id: string[];
    readonly kind: string[];
    readonly type: string[];
    readonly summary: string[];
    readonly start: (string | null)[];
    readonly end: (string | null)[];
    readonly time_precision: (string | null)[];
    readonly day_of_report: number[];
    readonly where: (string | null)[];
    readonly targets: string[][];
    readonly weapons: string[][];
    readonly actors: string[][];
    readonly inferred: string[][];
    readonly source_types: string[][];
    readonly sides: string[][];
    readonly grade: (string | null)[];
    readonly contested: number[];
    readonly children: number[];
    readonly reviewed: number[];
    readonly reports: number[];
    readonly sources: number[];
    readonly killed: (Figure | null)[];
    readonly injured: (Figure | null)[];
    readonly displaced: (Figure | null)[];
    readonly place: number[];
  };
  readonly places: {
    readonly name: string[];
    readonly label: string[];
    readonly country: (string | null)[];
    readonly admin1: (string | null)[];
    readonly lat: (number | null)[];
    readonly lon: (number | null)[];
    readonly precision: (string | null)[];
    readonly geonames_id: (number | null)[];
    readonly spot: string[]; // what makes two places one and the same
    readonly closeness: string[]; // site, town, near, region, country or unlocated
  };
  readonly folding: Folding;
  readonly labels: Record<string, string>;
  readonly known: Record<string, readonly string[]>; // field of the filter -> values that may be asked for
}

export interface PlaceItem {
  readonly label: string;
  readonly kind: "place" | "region" | "country";
  readonly within: string;
  readonly names: string[];
  readonly spots: string[]; // those of the index's places
  readonly everyday: string[]; // those of the names that mean it before any town
  readonly also: string[]; // incidents elsewhere, one of whose claims has these words for a place
}

interface Globals {
  index?: Index;
  places?: { items: PlaceItem[]; divisions: string[] };
  search?: { ids: string[]; texts: string[] };
}

declare global {
  interface Window {
    harmledger?: Globals;
  }
}

/** What data files have set so far. */
export const held = (): Globals => (window.harmledger ??= {});

/** The figure that an incident is sorted by: the best, else the lowest or highest that is given; -1 for none. */
export const figure = (f: Figure | null | undefined): number => f?.[1] ?? f?.[0] ?? f?.[2] ?? -1;
