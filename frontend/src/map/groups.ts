// Incidents put together by where they are known to be: nothing is placed more precisely than its report allows.
import type { MapIncident, MapPlace } from "./types";

export type Kind = "point" | "near" | "area" | "circle";

/** Incidents of one place: a point, a ring around one, a division, or a disk of the size that is known. */
export interface Spot {
  readonly kind: Kind;
  readonly key: string;
  readonly place: MapPlace;
  readonly lat: number;
  readonly lon: number;
  readonly radiusKm: number;
  readonly incidents: MapIncident[];
  contested: number;
}

export interface Groups {
  readonly spots: Spot[];
  readonly countries: Map<string, MapIncident[]>; // known by country only, or by a sea or land with no position
  readonly unplaced: MapIncident[];
}

const KINDS: Record<string, Kind> = { site: "point", village: "point", city: "point", near: "near" };

/** Where these incidents stand on a map. Places at the same position and of the same kind are one spot. */
export function group(incidents: readonly MapIncident[]): Groups {
  const byPlace = new Map<MapPlace, Spot | null>();
  const byKey = new Map<string, Spot>();
  const countries = new Map<string, MapIncident[]>();
  const unplaced: MapIncident[] = [];
  for (const incident of incidents) {
    const place = incident.place;
    if (!place) {
      unplaced.push(incident);
      continue;
    }
    let spot = byPlace.get(place);
    if (spot === undefined) {
      spot = spotOf(place, byKey);
      byPlace.set(place, spot);
    }
    if (spot) {
      spot.incidents.push(incident);
      if (incident.contested) spot.contested += 1;
    } else if (place.precision === "country" && place.country) {
      const known = countries.get(place.country);
      if (known) known.push(incident);
      else countries.set(place.country, [incident]);
    } else unplaced.push(incident);
  }
  return { spots: [...byKey.values()], countries, unplaced };
}

function spotOf(place: MapPlace, byKey: Map<string, Spot>): Spot | null {
  const { lat, lon, precision } = place;
  if (lat === null || lon === null || precision === null || precision === "country") return null;
  const kind = KINDS[precision] ?? (place.area ? "area" : "circle");
  const key =
    kind === "area" ? `area:${place.area}` : `${kind}:${lat.toFixed(4)}:${lon.toFixed(4)}:${extra(place, kind)}`;
  let spot = byKey.get(key);
  if (!spot) {
    spot = { kind, key, place, lat, lon, radiusKm: place.radiusKm ?? 0, incidents: [], contested: 0 };
    byKey.set(key, spot);
  }
  return spot;
}

const extra = (place: MapPlace, kind: Kind): string => (kind === "point" ? "" : `${place.radiusKm}:${place.name}`);

/** How exactly the place of a spot is known, in words. */
export function exactness(spot: Spot): string {
  const km = spot.radiusKm >= 1 ? `about ${Math.round(spot.radiusKm)} km` : "about 1 km";
  switch (spot.place.precision) {
    case "site":
      return `A site, known to within ${km}.`;
    case "village":
      return `Known to the village, ${km} across its middle; the point is its centre.`;
    case "city":
      return `Known to the city, within ${km}; the point is its centre.`;
    case "near":
      return `Near this place, within ${km}; the point is the place that the report names.`;
    case "district":
      return `Known to the district, within ${km}.`;
    default:
      return spot.kind === "area"
        ? "Known to this region only: it may be anywhere in it."
        : `Known to this area only, within ${km} of its middle; its border is not on the map.`;
  }
}
