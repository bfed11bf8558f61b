// The map of incidents on a base map that ships with the pages: nothing is asked of anyone.
import * as L from "leaflet";
import { announce, h } from "../lib/dom";
import { counted } from "../lib/words";
import { sheet, type Area, type Sheet } from "./atlas";
import { Extents } from "./extents";
import { group, type Groups, type Spot } from "./groups";
import { Labels } from "./labels";
import { legend } from "./legend";
import { Marks, MAX_ZOOM } from "./marks";
import { corner, countryName, Panel } from "./panel";
import { BaseTiles, ink } from "./tiles";
import type { HarmMap, MapIncident, MapOptions } from "./types";

export type { HarmMap, IndexData, MapIncident, MapOptions, MapPlace, Precision } from "./types";
export { fromIndex } from "./types";

const BASEMAP = "static/basemap/";
const NEAR_ZOOM = 4; // from here on countries are drawn from their own sheets
const MAIN = 0.97; // a view is fitted to this share of the places, so that one far away does not decide it
const CLOSE_ZOOM = 8; // from here on one region fills the view, so that its hatching would only be wallpaper
const WIDEST = 60; // degrees of longitude up to which a country can be shown whole
const FOCUS = 0.2; // countries with this share of the most reported one are drawn as what the map is about
const calm = (): boolean => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const touch = (): boolean => window.matchMedia("(pointer: coarse)").matches;

class IncidentMap implements HarmMap {
  private readonly map: L.Map;
  private readonly tiles: BaseTiles;
  private readonly labels: Labels;
  private readonly marks: Marks;
  private readonly extents: Extents;
  private readonly panel: Panel;
  private readonly lines = h("ul", { class: "hm-corner", "aria-label": "Not on the map" });
  private readonly folder: string;
  private readonly small: boolean;
  private readonly sheets = new Map<string, Sheet>();
  private readonly asked = new Set<string>();
  private readonly dark = window.matchMedia("(prefers-color-scheme: dark)");
  private readonly recolour: () => void;
  private readonly watch: ResizeObserver;
  private readonly whole: string | undefined;
  private groups: Groups = { spots: [], countries: new Map(), unplaced: [] };

  constructor(
    private readonly element: HTMLElement,
    options: MapOptions,
  ) {
    this.small = options.small ?? false;
    this.folder = options.basemap ?? BASEMAP;
    this.whole = options.whole;
    const canvas = h("div", { class: "hm-canvas", role: "region", "aria-label": "Map of incidents" });
    this.panel = new Panel((chosen) => options.onSelect?.(chosen));
    const skip = options.skipTo ? [h("a", { class: "hm-skip", href: options.skipTo }, "Skip the map")] : [];
    element.classList.add("hm-map", ...(this.small ? ["small"] : []));
    element.replaceChildren(...skip, h("div", { class: "hm-frame" }, canvas, this.small ? null : this.panel.element));
    if (this.small) element.append(h("p", { class: "hm-credit" }, "Borders: Natural Earth. Places: GeoNames."));
    else element.append(this.lines, legend());
    this.map = L.map(canvas, {
      minZoom: 2,
      maxZoom: MAX_ZOOM,
      attributionControl: false,
      scrollWheelZoom: false, // until the map is clicked: a page must scroll past it
      dragging: !touch(), // two fingers move it, one finger scrolls the page
      zoomControl: false,
      maxBounds: [
        [-85, -200],
        [85, 200],
      ],
      worldCopyJump: false,
      zoomAnimation: !calm(),
      fadeAnimation: false,
      markerZoomAnimation: !calm(),
    }).setView([30, 20], 2);
    this.controls();
    const colours = ink(element);
    this.tiles = new BaseTiles(colours).addTo(this.map);
    this.extents = new Extents(
      this.map,
      (spot) => this.area(spot),
      (spot) => this.panel.spot(spot, this.name(spot), null),
    );
    this.labels = new Labels(this.map, colours);
    const open = (spot: Spot, mark: HTMLElement): void => {
      if (!this.small) this.panel.spot(spot, this.name(spot), mark);
    };
    this.marks = new Marks(
      this.map,
      { open, name: (spot) => this.name(spot), outline: (spot) => this.extents.outline(spot) },
      !this.small,
    );
    this.recolour = () => {
      const now = ink(this.element);
      this.tiles.recolour(now);
      this.labels.recolour(now);
    };
    this.dark.addEventListener("change", this.recolour);
    this.map.on("moveend zoomend viewreset", () => this.draw());
    this.map.on("click", () => {
      this.map.scrollWheelZoom.enable();
      this.panel.close();
    });
    this.map.on("mouseout", () => this.map.scrollWheelZoom.disable());
    this.watch = new ResizeObserver(() => this.map.invalidateSize({ pan: false }));
    this.watch.observe(canvas);
    this.want("world");
    if (this.whole) this.want(this.whole);
    this.update(options.incidents, true);
  }

  update(incidents: readonly MapIncident[], fit = false): void {
    this.groups = group(incidents);
    this.marks.set(this.groups.spots);
    const about = focus(this.groups.spots);
    if (about.size) this.tiles.highlight(about); // an empty week does not change what the map is about
    if (fit) this.fit();
    this.draw();
  }

  fit(): void {
    const spots = this.groups.spots;
    if (!spots.length) return;
    const bounds = this.land() ?? (this.small || this.whole === "" ? all(spots) : main(spots));
    this.map.fitBounds(bounds, { maxZoom: this.small ? 8 : 9, padding: [14, 14], animate: false });
  }

  /** Where the country lies that is shown whole; none where it is so wide that nothing would be seen of what happened. */
  private land(): L.LatLngBounds | null {
    const box = this.sheets.get(this.whole ?? "")?.box;
    if (!box || box[2] - box[0] > WIDEST) return null;
    return L.latLngBounds([box[1], box[0]], [box[3], box[2]]);
  }

  resize(): void {
    this.map.invalidateSize({ pan: false });
  }

  remove(): void {
    this.watch.disconnect();
    this.dark.removeEventListener("change", this.recolour);
    this.map.remove();
    this.element.replaceChildren();
  }

  private controls(): void {
    L.control.zoom({ position: "topright", zoomInTitle: "Closer", zoomOutTitle: "Farther" }).addTo(this.map);
    L.control.scale({ position: "bottomright", imperial: false }).addTo(this.map);
    if (this.small) return;
    const Home = L.Control.extend({
      onAdd: () => {
        const bar = h("div", { class: "leaflet-bar" });
        const go = (event: Event): void => {
          event.preventDefault();
          this.fit();
        };
        bar.append(
          h("a", { href: "#", role: "button", title: "Show all", "aria-label": "Show all", onclick: go }, "⤢"),
        );
        L.DomEvent.disableClickPropagation(bar);
        return bar;
      },
    });
    new Home({ position: "topright" }).addTo(this.map);
  }

  private area(spot: Spot): Area | null {
    return this.sheets.get(spot.place.country ?? "")?.areas.get(spot.place.area ?? "") ?? null;
  }

  /** A spot's name: the division's where it is one, with what it lies in. */
  private name(spot: Spot): string {
    const { name, admin1, country } = spot.place;
    if (spot.kind === "area") return `${this.area(spot)?.name ?? name}, ${country ? countryName(country) : ""}`;
    return [name, admin1 !== name ? admin1 : null].filter(Boolean).join(", ");
  }

  /** Have a sheet read, once; the map is drawn again when it is there. */
  private want(code: string): void {
    if (this.asked.has(code)) return;
    this.asked.add(code);
    void sheet(code, this.folder).then((found) => {
      if (!found) return;
      this.sheets.set(code, found);
      this.tiles.show([...this.sheets.values()]);
      this.labels.show([...this.sheets.values()]);
      if (code === this.whole) this.fit();
      this.draw();
    });
  }

  private draw(): void {
    const view = this.map.getBounds();
    let outside = 0;
    const countries = new Set<string>();
    const near = this.map.getZoom() >= NEAR_ZOOM;
    for (const spot of this.groups.spots) {
      if (!view.contains([spot.lat, spot.lon])) outside += spot.incidents.length;
      else if (spot.place.country && (near || spot.kind === "area")) countries.add(spot.place.country);
    }
    countries.forEach((code) => this.want(code));
    this.element.classList.toggle("close", this.map.getZoom() >= CLOSE_ZOOM);
    this.labels.avoid(this.marks.draw());
    this.extents.draw(this.groups.spots.filter((s) => s.kind === "area" || this.marks.alone.has(s)));
    if (!this.small) this.lines.replaceChildren(...corner(this.groups, outside, this.panel, () => this.everything()));
  }

  private everything(): void {
    this.map.fitBounds(all(this.groups.spots), { padding: [36, 36], maxZoom: 9 });
    announce(`${counted(this.groups.spots.length, "place")} in view`);
  }
}

/** Countries that a good part of the incidents are in. */
function focus(spots: readonly Spot[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { place, incidents } of spots)
    if (place.country) counts.set(place.country, (counts.get(place.country) ?? 0) + incidents.length);
  const most = Math.max(0, ...counts.values());
  return new Set([...counts].filter(([, n]) => n >= most * FOCUS).map(([code]) => code));
}

function all(spots: readonly Spot[]): L.LatLngBounds {
  const reach = (s: Spot): L.LatLngBounds => L.latLng(s.lat, s.lon).toBounds(Math.max(4, s.radiusKm) * 2000);
  return spots.reduce((b, s) => b.extend(s.kind === "point" ? [s.lat, s.lon] : reach(s)), L.latLngBounds([]));
}

/** The view of the most: spots of the countries it is about, nearest to the middle of all until the share is reached. */
function main(spots: readonly Spot[]): L.LatLngBounds {
  const about = focus(spots);
  const points = spots.filter((s) => s.kind !== "circle" && about.has(s.place.country ?? ""));
  const used = points.length ? points : spots;
  const weight = (s: Spot): number => 1 + Math.log2(s.incidents.length); // a hundred in one city are not the whole war
  const total = used.reduce((n, s) => n + weight(s), 0);
  const middle = (of: (s: Spot) => number): number => {
    let sum = 0;
    for (const s of [...used].sort((a, b) => of(a) - of(b))) if ((sum += weight(s)) >= total / 2) return of(s);
    return 0;
  };
  const [lat, lon] = [middle((s) => s.lat), middle((s) => s.lon)];
  const far = (s: Spot): number => Math.hypot(s.lat - lat, (s.lon - lon) * Math.cos((lat * Math.PI) / 180));
  const bounds = L.latLngBounds([]);
  let sum = 0;
  for (const s of [...used].sort((a, b) => far(a) - far(b))) {
    if (bounds.isValid() && sum >= total * MAIN) break;
    bounds.extend([s.lat, s.lon]);
    sum += weight(s);
  }
  return bounds;
}

/** A map in this element. */
export function createMap(element: HTMLElement, options: MapOptions): HarmMap {
  return new IncidentMap(element, options);
}

/** Makes a map when its element comes into view: pages with a map below the fold are there at once. */
export function lazily(element: HTMLElement, options: () => MapOptions): void {
  whenSeen(element, () => createMap(element, options()));
}

/** Calls once, when the element is first near the view. */
export function whenSeen(element: HTMLElement, act: () => void): void {
  const watch = new IntersectionObserver(
    (entries) => {
      if (!entries.some((e) => e.isIntersecting)) return;
      watch.disconnect();
      act();
    },
    { rootMargin: "200px" },
  );
  watch.observe(element);
}
