// The marks: shape and colour by what happened, size by how many, a corner for what is contested.
import { plain } from "../lib/words";
import families from "./families.json";
import type { Spot } from "./groups";
import type { MapIncident } from "./types";

export type Shape = "circle" | "triangle" | "square" | "diamond" | "cross";

const SHAPES: Record<Shape, string> = {
  circle: '<circle cx="8" cy="8" r="5.5"/>',
  triangle: '<path d="M8 1.8 14.2 13H1.8z"/>',
  square: '<path d="M3 3h10v10H3z"/>',
  diamond: '<path d="M8 1.2 14.8 8 8 14.8 1.2 8z"/>',
  cross: '<path d="M5.8 2h4.4v3.8H14v4.4h-3.8V14H5.8v-3.8H2V5.8h3.8z"/>',
};

const BY_TYPE = new Map<string, number>(families.flatMap((f, i) => f.types.map((t) => [t, i] as const)));

export const FAMILIES = families as readonly { name: string; shape: Shape; types: readonly string[] }[];

/** The number of the family that an event type belongs to. */
export const family = (type: string): number => BY_TYPE.get(type) ?? FAMILIES.length - 1;

/** The family of most of these incidents. */
export function commonFamily(incidents: readonly MapIncident[]): number {
  const counts = FAMILIES.map(() => 0);
  for (const i of incidents) counts[family(i.type)]! += 1;
  return counts.indexOf(Math.max(...counts));
}

/** One incident's shape as SVG. */
export const shape = (number: number): string =>
  `<svg viewBox="0 0 16 16" class="hm-shape f${number}" aria-hidden="true">${SHAPES[FAMILIES[number]!.shape]}</svg>`;

/** A number as short as a mark can hold. */
export const short = (n: number): string => (n < 1000 ? String(n) : `${(n / 1000).toFixed(n < 9950 ? 1 : 0)}k`);

/** Side of the mark of so many incidents, in dots. */
export const side = (n: number): number => (n === 1 ? 20 : Math.min(20 + 2.6 * Math.log2(n), 46));

const BADGE = '<span class="hm-contested"></span>';

/** The inside of a spot's mark. */
export function spotHtml(spot: Spot): string {
  const n = spot.incidents.length;
  const badge = spot.contested ? BADGE : "";
  if (spot.kind === "area" || spot.kind === "circle") return `<span class="hm-tag">${short(n)}</span>${badge}`;
  const inner = n === 1 ? shape(family(spot.incidents[0]!.type)) : `<span class="hm-n">${short(n)}</span>`;
  return `<span class="hm-disc ${n === 1 ? "one" : "many"} ${spot.kind} ${spot.place.precision}">${inner}</span>${badge}`;
}

/** The inside of the mark of several places. */
export const clusterHtml = (n: number): string =>
  `<span class="hm-disc cluster"><span class="hm-n">${short(n)}</span></span>`;

/** What a screen reader says of a spot. */
export function spotTitle(spot: Spot, name: string): string {
  const n = spot.incidents.length;
  const how =
    spot.kind === "area" || spot.kind === "circle" ? ", region only" : spot.kind === "near" ? ", near it" : "";
  const what = n === 1 ? plain(spot.incidents[0]!.type) : `${n} incidents`;
  return `${name}${how}: ${what}${spot.contested ? `, ${n === 1 ? "" : `${spot.contested} `}contested` : ""}`;
}
