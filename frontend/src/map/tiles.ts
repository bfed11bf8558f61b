// The base map drawn as tiles on canvas from the sheets at hand, in the page's own colours.
import * as L from "leaflet";
import type { Layer, Sheet } from "./atlas";

/** Colours and fonts of the page, as its style sheet has them now. */
export interface Ink {
  readonly land: string;
  readonly own: string;
  readonly water: string;
  readonly border: string;
  readonly inner: string;
  readonly coast: string;
  readonly text: string;
  readonly quiet: string;
  readonly font: string;
}

export function ink(element: HTMLElement): Ink {
  const style = getComputedStyle(element);
  const of = (name: string): string => style.getPropertyValue(name).trim();
  return {
    land: of("--map-other"),
    own: of("--map-own"),
    water: of("--map-water"),
    border: of("--map-border"),
    inner: of("--map-inner"),
    coast: of("--map-coast"),
    text: of("--map-text"),
    quiet: of("--map-quiet"),
    font: style.fontFamily,
  };
}

interface TileFeature {
  readonly type: 1 | 2 | 3;
  readonly geometry: readonly (readonly [number, number])[][];
  readonly tags: { readonly layer: Layer; readonly code: string } | null;
}

const EXTENT = 4096;
const GROUND: readonly Layer[] = ["land", "lake", "river", "coast", "border", "disputed"];

/** A tile layer of the base map; `show` gives it its sheets, the world's first, then large countries before small. */
export class BaseTiles extends L.GridLayer {
  private sheets: readonly Sheet[] = [];
  private focus: ReadonlySet<string> = new Set();
  private colours: Ink;

  constructor(colours: Ink) {
    super({ noWrap: true, updateWhenZooming: false, keepBuffer: 1, className: "hm-tiles" });
    this.colours = colours;
  }

  show(sheets: readonly Sheet[]): void {
    const size = (s: Sheet): number => (s.frame ? (s.frame[2] - s.frame[0]) * (s.frame[3] - s.frame[1]) : Infinity);
    this.sheets = [...sheets].sort((a, b) => size(b) - size(a));
    this.redraw();
  }

  /** The countries that the incidents are of are drawn lighter than their neighbours. */
  highlight(countries: ReadonlySet<string>): void {
    if ([...countries].sort().join() === [...this.focus].sort().join()) return;
    this.focus = countries;
    this.redraw();
  }

  recolour(colours: Ink): void {
    this.colours = colours;
    this.redraw();
  }

  override createTile(coords: L.Coords): HTMLElement {
    const tile = document.createElement("canvas");
    const { x: size } = this.getTileSize();
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    tile.width = tile.height = size * ratio;
    const ctx = tile.getContext("2d");
    if (!ctx) return tile;
    ctx.scale(ratio, ratio);
    for (const sheet of this.sheets)
      this.inFrame(ctx, sheet, coords, size, () => {
        ctx.fillStyle = this.colours.water;
        ctx.fillRect(0, 0, size, size);
        this.drawLayers(ctx, sheet, coords, size, GROUND);
      });
    // Divisions are lines of their own country's sheet alone, so they come after every sheet's ground.
    for (const sheet of this.sheets) this.drawLayers(ctx, sheet, coords, size, ["inner"]);
    return tile;
  }

  /** Draws inside a sheet's frame, where it stands for the whole map. */
  private inFrame(ctx: CanvasRenderingContext2D, sheet: Sheet, at: L.Coords, size: number, draw: () => void): void {
    ctx.save();
    if (sheet.frame) {
      const place = (lon: number, lat: number): L.Point =>
        L.CRS.EPSG3857.latLngToPoint(L.latLng(lat, lon), at.z).subtract([at.x * size, at.y * size]);
      const [low, high] = [place(sheet.frame[0], sheet.frame[1]), place(sheet.frame[2], sheet.frame[3])];
      ctx.beginPath();
      ctx.rect(low.x, high.y, high.x - low.x, low.y - high.y);
      ctx.clip();
      if (high.x >= 0 && low.x <= size && low.y >= 0 && high.y <= size) draw();
    } else draw();
    ctx.restore();
  }

  private drawLayers(
    ctx: CanvasRenderingContext2D,
    sheet: Sheet,
    { x, y, z }: L.Coords,
    size: number,
    layers: readonly Layer[],
  ): void {
    // Countries' sheets do not repeat the lakes and rivers of the world's.
    const world = this.sheets.find((s) => !s.frame) ?? sheet;
    for (const layer of layers) {
      const from = layer === "lake" || layer === "river" ? world : sheet;
      const features = (from.tiles.getTile(z, x, y)?.features ?? []) as unknown as TileFeature[];
      const found = features.filter((f) => f.tags?.layer === layer);
      if (layer === "land") {
        const own = (f: TileFeature): boolean => this.focus.has(f.tags?.code ?? "");
        this.drawLand(ctx, this.colours.land, found.filter((f) => !own(f)), size); // prettier-ignore
        this.drawLand(ctx, this.colours.own, found.filter(own), size);
      } else if (found.length) this.drawLayer(ctx, layer, found, size / EXTENT, z);
    }
  }

  private drawLand(
    ctx: CanvasRenderingContext2D,
    colour: string,
    features: readonly TileFeature[],
    size: number,
  ): void {
    trace(ctx, features, size / EXTENT);
    ctx.fillStyle = colour;
    ctx.fill("evenodd");
    this.stroke(ctx, colour, 0.6); // no hair of sea between neighbours
  }

  private drawLayer(
    ctx: CanvasRenderingContext2D,
    layer: Layer,
    features: readonly TileFeature[],
    scale: number,
    zoom: number,
  ): void {
    trace(ctx, features, scale);
    const c = this.colours;
    if (layer === "lake") {
      ctx.fillStyle = c.water;
      ctx.fill("evenodd");
      return this.stroke(ctx, c.coast, 0.5);
    }
    if (layer === "river") return this.stroke(ctx, c.coast, zoom < 5 ? 0.5 : zoom < 8 ? 0.9 : 1.4);
    if (layer === "coast") return this.stroke(ctx, c.coast, 0.8);
    if (layer === "inner") return this.stroke(ctx, c.inner, zoom < 5 ? 0.5 : 0.8);
    return this.stroke(ctx, c.border, zoom < 4 ? 0.7 : 1.1, layer === "disputed" ? [4, 3] : []);
  }

  private stroke(ctx: CanvasRenderingContext2D, colour: string, width: number, dash: number[] = []): void {
    ctx.setLineDash(dash);
    ctx.lineJoin = "round";
    ctx.lineWidth = width;
    ctx.strokeStyle = colour;
    ctx.stroke();
  }
}

function trace(ctx: CanvasRenderingContext2D, features: readonly TileFeature[], scale: number): void {
  ctx.beginPath();
  for (const { geometry } of features)
    for (const ring of geometry)
      for (const [i, [x, y]] of ring.entries())
        if (i) ctx.lineTo(x * scale, y * scale);
        else ctx.moveTo(x * scale, y * scale);
}
