// Marks on the map: one for each place, or for several places that would cover each other. One stop for the Tab key;
// arrow keys go from mark to mark, Enter opens.
import * as L from "leaflet";
import Supercluster from "supercluster";
import type { Spot } from "./groups";
import type { Taken } from "./labels";
import { clusterHtml, side, spotHtml, spotTitle } from "./symbols";

interface Sum {
  n: number;
  contested: number;
}
type Leaf = Sum & { spot: number };

const RADIUS = 46; // dots within which places are put together
const SMALL_KM = 60; // a district or county joins the places around it; a larger area stands for itself
export const MAX_ZOOM = 11;

export interface MarkActions {
  open(spot: Spot, mark: HTMLElement): void;
  name(spot: Spot): string;
  /** Outline of what a mark stands for, while it is pointed at. */
  outline(spot: Spot | null): void;
}

export class Marks {
  private readonly layer = L.layerGroup();
  private clusters: Supercluster<Leaf, Sum> | null = null;
  private points: readonly Spot[] = [];
  private regions: readonly Spot[] = [];
  private shown = new Map<string, L.Marker>();
  private current = "";
  /** Spots that have a mark of their own in view, not one with others. */
  alone: ReadonlySet<Spot> = new Set();

  constructor(
    private readonly map: L.Map,
    private readonly actions: MarkActions,
    private readonly clustered: boolean,
  ) {
    this.layer.addTo(map);
    map.getPane("markerPane")?.addEventListener("keydown", (event) => this.key(event));
  }

  /** Take these spots; `draw` shows them. */
  set(spots: readonly Spot[]): void {
    const region = (s: Spot): boolean => s.kind === "area" || (s.kind === "circle" && s.radiusKm > SMALL_KM);
    this.points = spots.filter((s) => !region(s));
    this.regions = spots.filter(region);
    this.clusters = new Supercluster<Leaf, Sum>({
      radius: this.clustered ? RADIUS : 0,
      maxZoom: this.clustered ? MAX_ZOOM - 1 : -1,
      extent: 256,
      minPoints: 2,
      map: ({ n, contested }) => ({ n, contested }),
      reduce: (sum, more) => {
        sum.n += more.n;
        sum.contested += more.contested;
      },
    });
    this.clusters.load(
      this.points.map((s, spot) => ({
        type: "Feature",
        geometry: { type: "Point", coordinates: [s.lon, s.lat] },
        properties: { spot, n: s.incidents.length, contested: s.contested },
      })),
    );
  }

  /** Show what lies in view; gives the boxes that the marks take, for names to keep clear of. */
  draw(): Taken[] {
    const wanted = new Map<string, () => L.Marker>();
    const taken: Taken[] = [];
    const alone = new Set<Spot>();
    const view = this.map.getBounds().pad(0.2);
    const take = (latlng: L.LatLng, half: number, high = half): L.LatLng => {
      const p = this.map.latLngToContainerPoint(latlng);
      taken.push({ x0: p.x - half, y0: p.y - high, x1: p.x + half, y1: p.y + high });
      return latlng;
    };
    const box: [number, number, number, number] = [
      Math.max(view.getWest(), -180),
      Math.max(view.getSouth(), -85),
      Math.min(view.getEast(), 180),
      Math.min(view.getNorth(), 85),
    ];
    const zoom = Math.round(this.map.getZoom());
    for (const f of this.clusters?.getClusters(box, zoom) ?? []) {
      const [lon, lat] = f.geometry.coordinates as [number, number];
      const at = take(L.latLng(lat, lon), side(f.properties.n) / 2);
      if ("cluster" in f.properties) {
        const { cluster_id: id, n, contested } = f.properties;
        const leaves = this.clusters?.getLeaves(id, 3) ?? [];
        wanted.set(`c:${lat.toFixed(4)}:${lon.toFixed(4)}:${n}:${contested}`, () =>
          this.cluster(at, id, n, contested, leaves),
        );
      } else {
        const spot = this.points[f.properties.spot]!;
        alone.add(spot);
        wanted.set(`${spot.key}:${signature(spot)}`, () => this.spot(spot, at));
      }
    }
    for (const spot of [...this.regions].sort((a, b) => b.incidents.length - a.incidents.length)) {
      if (!view.contains([spot.lat, spot.lon])) continue;
      alone.add(spot);
      const at = this.clear(spot, taken);
      take(at, 14, 10);
      const key = `${spot.key}:${at.lat.toFixed(3)}:${at.lng.toFixed(3)}:${signature(spot)}`;
      wanted.set(key, () => this.spot(spot, at));
    }
    this.alone = alone;
    this.replace(wanted);
    return taken;
  }

  /** A place for a region's tag: its middle, or the nearest point around it that no mark covers. */
  private clear(spot: Spot, taken: readonly Taken[]): L.LatLng {
    const p = this.map.latLngToContainerPoint([spot.lat, spot.lon]);
    for (let ring = 0; ring < 4; ring++)
      for (let i = 0; i < (ring ? 8 : 1); i++) {
        const x = p.x + ring * 14 * Math.cos((i * Math.PI) / 4);
        const y = p.y + ring * 14 * Math.sin((i * Math.PI) / 4);
        if (taken.every((t) => x - 14 > t.x1 || x + 14 < t.x0 || y - 10 > t.y1 || y + 10 < t.y0))
          return this.map.containerPointToLatLng([x, y]);
      }
    return L.latLng(spot.lat, spot.lon);
  }

  private replace(wanted: Map<string, () => L.Marker>): void {
    const focused = [...this.shown].find(([, m]) => m.getElement() === document.activeElement)?.[0];
    for (const [key, marker] of this.shown)
      if (!wanted.has(key)) {
        this.layer.removeLayer(marker);
        this.shown.delete(key);
      }
    for (const [key, make] of wanted) {
      if (this.shown.has(key)) continue;
      const marker = make();
      this.shown.set(key, marker.addTo(this.layer));
      marker.getElement()?.setAttribute("data-key", key);
    }
    if (!this.shown.has(this.current)) this.current = this.shown.keys().next().value ?? "";
    if (this.clustered)
      for (const [key, marker] of this.shown)
        marker.getElement()?.setAttribute("tabindex", key === this.current ? "0" : "-1");
    if (focused && !this.shown.has(focused)) this.shown.get(this.current)?.getElement()?.focus({ preventScroll: true });
  }

  private marker(at: L.LatLng, html: string, title: string, size: number, order: number): L.Marker {
    const icon = L.divIcon({ html, className: "hm-mark", iconSize: [size, size] });
    const marker = L.marker(at, {
      icon,
      keyboard: this.clustered, // a small map is a picture: there is nothing to open
      interactive: this.clustered,
      autoPanOnFocus: false, // the map would run after its own redrawing
      riseOnHover: true,
      zIndexOffset: order,
    });
    marker.on("add", () => {
      const element = marker.getElement();
      if (!this.clustered) element?.setAttribute("role", "img");
      element?.setAttribute("aria-label", title);
      element?.setAttribute("title", title);
    });
    return marker;
  }

  private spot(spot: Spot, at: L.LatLng): L.Marker {
    const n = spot.incidents.length;
    const region = spot.kind === "area" || spot.kind === "circle";
    const title = spotTitle(spot, this.actions.name(spot));
    const marker = this.marker(at, spotHtml(spot), title, region ? 28 : side(n), region ? -200 : n);
    marker.on("click", () => this.actions.open(spot, marker.getElement() as HTMLElement));
    marker.on("mouseover", () => this.actions.outline(spot));
    marker.on("mouseout", () => this.actions.outline(null));
    marker.on("add", () => {
      marker.getElement()?.addEventListener("focus", () => this.actions.outline(spot));
      marker.getElement()?.addEventListener("blur", () => this.actions.outline(null));
    });
    return marker;
  }

  private cluster(
    at: L.LatLng,
    id: number,
    n: number,
    contested: number,
    leaves: readonly Supercluster.PointFeature<Leaf>[],
  ): L.Marker {
    const names = leaves.map((f) => this.points[f.properties.spot]!.place.name);
    const title = `${n} incidents in several places: ${[...new Set(names)].join(", ")} and others${contested ? `; ${contested} contested` : ""}. Opens closer.`;
    const marker = this.marker(at, clusterHtml(n), title, side(n), n);
    marker.on("click", () => {
      const zoom = Math.min(this.clusters?.getClusterExpansionZoom(id) ?? MAX_ZOOM, MAX_ZOOM);
      this.map.setView(at, Math.max(zoom, this.map.getZoom() + 1));
    });
    return marker;
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      event.stopPropagation();
      this.shown.get((event.target as HTMLElement).dataset["key"] ?? "")?.fire("click");
      return;
    }
    const turn = { ArrowRight: 0, ArrowDown: 1, ArrowLeft: 2, ArrowUp: 3 }[event.key];
    if (turn === undefined) return;
    const from = this.shown.get((event.target as HTMLElement).dataset["key"] ?? "");
    if (!from) return;
    event.preventDefault();
    event.stopPropagation();
    const next = this.nearest(from, turn);
    if (!next) return;
    this.current = next;
    for (const [key, marker] of this.shown) marker.getElement()?.setAttribute("tabindex", key === next ? "0" : "-1");
    const marker = this.shown.get(next);
    if (!marker) return;
    if (!this.map.getBounds().pad(-0.02).contains(marker.getLatLng()))
      this.map.panInside(marker.getLatLng(), { padding: [40, 40] });
    marker.getElement()?.focus({ preventScroll: true });
  }

  /** The mark nearest in the direction of an arrow: quarter turns from east. */
  private nearest(from: L.Marker, turn: number): string | null {
    const origin = this.map.latLngToContainerPoint(from.getLatLng());
    let best: string | null = null;
    let least = Infinity;
    for (const [key, marker] of this.shown) {
      if (marker === from) continue;
      const d = this.map.latLngToContainerPoint(marker.getLatLng()).subtract(origin);
      const along = [d.x, d.y, -d.x, -d.y][turn] as number;
      const across = Math.abs(turn % 2 ? d.x : d.y);
      if (along <= 0 || across > along * 2) continue;
      const cost = along + 2 * across;
      if (cost < least) [best, least] = [key, cost];
    }
    return best;
  }
}

const signature = (spot: Spot): string =>
  `${spot.incidents.length}:${spot.contested}:${spot.incidents.length === 1 ? spot.incidents[0]!.id : ""}`;
