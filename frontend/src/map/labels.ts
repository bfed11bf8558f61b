// Names on the map: the weightiest first, none over another or over a mark.
import * as L from "leaflet";
import type { Sheet } from "./atlas";
import type { Ink } from "./tiles";

/** A box on the screen in dots. */
export interface Taken {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

interface Name {
  readonly text: string;
  readonly lat: number;
  readonly lon: number;
  readonly style: "country" | "division" | "town";
}

// How many countries are named at each zoom, the most populous first, so that a world stays readable.
const COUNTRIES: Record<number, number> = { 2: 28, 3: 60, 4: 120 };
const OVER = 0.25; // how far beyond the view names are drawn, so that they are there when it is dragged

/** Draws names on a canvas of its own, under the marks. */
export class Labels {
  private readonly canvas = L.DomUtil.create("canvas", "hm-labels");
  private sheets: readonly Sheet[] = [];
  private taken: readonly Taken[] = [];

  constructor(
    private readonly map: L.Map,
    private colours: Ink,
  ) {
    map.createPane("names").style.zIndex = "350";
    map.getPane("names")?.append(this.canvas);
    this.canvas.setAttribute("aria-hidden", "true");
    map.on("zoomstart", () => this.canvas.classList.add("hidden"));
  }

  show(sheets: readonly Sheet[]): void {
    this.sheets = sheets;
    this.draw();
  }

  recolour(colours: Ink): void {
    this.colours = colours;
    this.draw();
  }

  /** Leave these boxes free (dots of the map's container). */
  avoid(taken: readonly Taken[]): void {
    this.taken = taken;
    this.draw();
  }

  draw(): void {
    const size = this.map.getSize();
    const pad = size.multiplyBy(OVER).round();
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    const [width, height] = [size.x + 2 * pad.x, size.y + 2 * pad.y];
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    L.DomUtil.setPosition(this.canvas, this.map.containerPointToLayerPoint(pad.multiplyBy(-1)));
    this.canvas.classList.remove("hidden");
    const ctx = this.canvas.getContext("2d");
    if (!ctx) return;
    ctx.scale(ratio, ratio);
    ctx.translate(pad.x, pad.y);
    ctx.lineJoin = "round";
    const boxes = [...this.taken];
    const free = (b: Taken): boolean => boxes.every((o) => b.x0 > o.x1 || b.x1 < o.x0 || b.y0 > o.y1 || b.y1 < o.y0);
    for (const name of this.names()) {
      const p = this.map.latLngToContainerPoint([name.lat, name.lon]);
      if (p.x < -pad.x || p.y < -pad.y || p.x > size.x + pad.x || p.y > size.y + pad.y) continue;
      this.put(ctx, name, p, boxes, free);
    }
  }

  private put(
    ctx: CanvasRenderingContext2D,
    name: Name,
    p: L.Point,
    boxes: Taken[],
    free: (b: Taken) => boolean,
  ): void {
    const c = this.colours;
    const size = name.style === "country" ? 13 : name.style === "division" ? 11 : 12;
    ctx.font = `${name.style === "country" ? 600 : 400} ${size}px ${c.font}`;
    ctx.letterSpacing = name.style === "town" ? "0px" : "1px";
    const text = name.style === "town" ? name.text : name.text.toUpperCase();
    const half = ctx.measureText(text).width / 2;
    const high = size / 2 + 2;
    // A town under a mark is named beside the mark.
    const under = this.taken.find((b) => p.x > b.x0 && p.x < b.x1 && p.y > b.y0 && p.y < b.y1);
    const clear = under ?? { x0: p.x - 3, y0: p.y - 1, x1: p.x + 3, y1: p.y + 1 };
    const at: readonly (readonly [number, number])[] =
      name.style === "town"
        ? [
            [clear.x1 - p.x + half + 4, 0],
            [clear.x0 - p.x - half - 4, 0],
            [0, clear.y0 - p.y - high - 1],
            [0, clear.y1 - p.y + high + 1],
          ]
        : [
            [0, 0],
            [0, -18],
            [0, 18],
            [-half, 0],
            [half, 0],
          ];
    for (const [dx, dy] of at) {
      const [x, y] = [p.x + dx, p.y + dy];
      const box = { x0: x - half - 3, y0: y - high, x1: x + half + 3, y1: y + high };
      if (!free(box)) continue;
      boxes.push(box);
      if (name.style === "town") {
        boxes.push({ x0: p.x - 3, y0: p.y - 3, x1: p.x + 3, y1: p.y + 3 });
        if (!under) this.dot(ctx, p);
      }
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      ctx.lineWidth = 3;
      ctx.strokeStyle = c.own;
      ctx.strokeText(text, x, y);
      ctx.fillStyle = name.style === "town" ? c.text : c.quiet;
      ctx.fillText(text, x, y);
      return;
    }
  }

  private dot(ctx: CanvasRenderingContext2D, p: L.Point): void {
    ctx.beginPath();
    ctx.arc(p.x, p.y, 2, 0, 2 * Math.PI);
    ctx.fillStyle = this.colours.quiet;
    ctx.fill();
  }

  /** What may be named at this zoom, the weightiest first. */
  private *names(): Generator<Name> {
    const zoom = this.map.getZoom();
    const view = this.map.getBounds().pad(OVER);
    const seen = new Set<string>();
    const near = this.sheets.filter((s) => !s.frame || view.intersects(boundsOf(s.frame)));
    if (zoom < 7)
      for (const sheet of near)
        for (const [, text, lon, lat] of sheet.names.slice(0, COUNTRIES[zoom]))
          yield { text, lat, lon, style: "country" };
    const towns = near
      .flatMap((s) => s.towns)
      .filter(([, lat, lon, from]) => from <= zoom && view.contains([lat, lon]))
      .sort((a, b) => a[3] - b[3]);
    const wide = towns.filter((t) => t[3] <= zoom - 1);
    yield* this.towns(wide, seen);
    if (zoom >= 6)
      for (const sheet of near)
        for (const { name, middle } of sheet.areas.values())
          yield { text: name, lat: middle[1], lon: middle[0], style: "division" };
    yield* this.towns(towns, seen);
  }

  private *towns(rows: Sheet["towns"], seen: Set<string>): Generator<Name> {
    for (const [text, lat, lon] of rows) {
      const key = `${text}:${lat.toFixed(1)}:${lon.toFixed(1)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      yield { text, lat, lon, style: "town" };
    }
  }
}

/** West, south, east, north as Leaflet's bounds. */
export const boundsOf = ([west, south, east, north]: NonNullable<Sheet["frame"]>): L.LatLngBounds =>
  L.latLngBounds([south, west], [north, east]);
