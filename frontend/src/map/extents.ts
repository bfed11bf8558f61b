// What is known only as an area, drawn as an area: divisions tinted and hatched by count, rings and disks to scale.
import * as L from "leaflet";
import type { Area } from "./atlas";
import type { Spot } from "./groups";

const WIDE_KM = 60; // disks wider than this are outlined only while their tag is pointed at: seas, half a country
const SMALL = 11; // dots below which a ring would hide under its own mark

const HATCH = `<defs><pattern id="hm-hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width="2" height="7" class="hm-hatch-line"/></pattern></defs>`;

export class Extents {
  private readonly drawn = L.layerGroup();
  private readonly pointed = L.layerGroup();
  private readonly renderer = L.svg({ padding: 0.3, pane: "extents" });

  constructor(
    private readonly map: L.Map,
    private readonly area: (spot: Spot) => Area | null,
    private readonly open: (spot: Spot) => void,
  ) {
    map.createPane("extents").style.zIndex = "320";
    this.renderer.addTo(map);
    this.drawn.addTo(map);
    this.pointed.addTo(map);
    const svg = map.getPane("extents")?.querySelector("svg");
    svg?.insertAdjacentHTML("afterbegin", HATCH);
    svg?.setAttribute("aria-hidden", "true");
  }

  /** Draw these spots' extents as they show at the present zoom. */
  draw(spots: readonly Spot[]): void {
    this.drawn.clearLayers();
    const most = Math.max(1, ...spots.filter((s) => s.kind === "area").map((s) => s.incidents.length));
    for (const spot of spots) {
      if (spot.kind === "area") this.division(spot, most);
      else if (spot.radiusKm > 0) this.disk(spot);
    }
  }

  outline(spot: Spot | null): void {
    this.pointed.clearLayers();
    if (!spot) return;
    const area = spot.kind === "area" ? this.area(spot) : null;
    const look = { renderer: this.renderer, interactive: false, className: "hm-outline" };
    if (area) L.geoJSON(area.shape, { ...look, style: look }).addTo(this.pointed);
    else if (spot.radiusKm > 0)
      L.circle([spot.lat, spot.lon], { ...look, radius: spot.radiusKm * 1000 }).addTo(this.pointed);
  }

  private division(spot: Spot, most: number): void {
    const area = this.area(spot);
    if (!area) return;
    const step = Math.min(4, 1 + Math.floor((4 * Math.log(spot.incidents.length)) / Math.log(most + 1)));
    for (const className of [`hm-area step${step}`, "hm-area hatched"]) {
      const style = { renderer: this.renderer, className, interactive: className.endsWith("hatched") };
      L.geoJSON(area.shape, { ...style, style })
        .on("click", () => this.open(spot))
        .addTo(this.drawn);
    }
  }

  private disk(spot: Spot): void {
    const radius = spot.radiusKm * 1000;
    const dots = radius / this.metresPerDot(spot.lat);
    const point = spot.kind === "point";
    if (dots < (point ? 18 : SMALL) || spot.radiusKm > WIDE_KM) return;
    const className = `hm-extent ${spot.kind}`;
    L.circle([spot.lat, spot.lon], { renderer: this.renderer, radius, className, interactive: false }).addTo(
      this.drawn,
    );
  }

  private metresPerDot(lat: number): number {
    return (40075016 * Math.cos((lat * Math.PI) / 180)) / (256 * 2 ** this.map.getZoom());
  }
}
