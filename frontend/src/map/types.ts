// What the map takes and gives: pages need only this file, map.ts and player.ts.

/** How exactly a place is known, as the coding manual has it. */
export type Precision = "site" | "district" | "village" | "city" | "near" | "region" | "country";

/** A place that incidents share: the same object for the same place, since the map groups by it. */
export interface MapPlace {
  readonly name: string;
  readonly country: string | null; // ISO 3166-1 alpha-2
  readonly admin1: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly precision: Precision | null;
  readonly radiusKm: number | null;
  readonly area: string | null; // the division of the base map that this place is, where it is one
}

/** One incident as the map shows it. */
export interface MapIncident {
  readonly id: string;
  readonly title: string;
  readonly type: string;
  readonly start: string | null; // ISO days
  readonly end: string | null;
  readonly timePrecision: string | null;
  readonly contested: boolean;
  readonly place: MapPlace | null;
}

export interface MapOptions {
  readonly incidents: readonly MapIncident[];
  /** Where the base map's files lie, from the ledger's root. */
  readonly basemap?: string;
  /** Address of the element that says the same in words, for the link "skip the map". */
  readonly skipTo?: string | undefined;
  /** Called with the incidents that a person chose on the map; an empty list when they close it. */
  readonly onSelect?: (chosen: readonly MapIncident[]) => void;
  /** A small map of one place: no clusters, no legend, no list. */
  readonly small?: boolean;
  /** Show this country (ISO code) whole, not only where its incidents are; "" for all incidents, however few. */
  readonly whole?: string;
}

export interface HarmMap {
  /** Show these incidents and no others; the view stays unless `fit`. */
  update(incidents: readonly MapIncident[], fit?: boolean): void;
  /** Bring what is shown into view. */
  fit(): void;
  /** Measure the element again, after it was shown or its size changed. */
  resize(): void;
  remove(): void;
}

interface Columns {
  readonly [name: string]: readonly unknown[];
}

/** `window.harmledger.index` as data/index.js sets it. */
export interface IndexData {
  readonly columns: Columns;
  readonly places: Columns;
  readonly count: number;
}

/** The incidents of the index, in its order. */
export function fromIndex(data: IndexData): MapIncident[] {
  const p = data.places;
  const places = (p["name"] ?? []).map((name, i) => ({
    name: name as string,
    country: (p["country"]?.[i] ?? null) as string | null,
    admin1: (p["admin1"]?.[i] ?? null) as string | null,
    lat: (p["lat"]?.[i] ?? null) as number | null,
    lon: (p["lon"]?.[i] ?? null) as number | null,
    precision: (p["precision"]?.[i] ?? null) as Precision | null,
    radiusKm: (p["radius_km"]?.[i] ?? null) as number | null,
    area: (p["area"]?.[i] ?? null) as string | null,
  }));
  const c = data.columns;
  return (c["id"] ?? []).map((id, i) => ({
    id: id as string,
    title: (c["summary"]?.[i] ?? "") as string,
    type: (c["type"]?.[i] ?? "other") as string,
    start: (c["start"]?.[i] ?? null) as string | null,
    end: (c["end"]?.[i] ?? null) as string | null,
    timePrecision: (c["time_precision"]?.[i] ?? null) as string | null,
    contested: Boolean(c["contested"]?.[i]),
    place: places[(c["place"]?.[i] ?? -1) as number] ?? null,
  }));
}
