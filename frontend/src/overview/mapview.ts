// The map of what fits, with a player through time; made when it is first seen, as a phone shows the list first.
import { h } from "../lib/dom";
import { createMap, fromIndex, type HarmMap, type MapIncident } from "../map/map";
import { createPlayer, type Player } from "../map/player";
import type { Index } from "./data";
import type { Result } from "./match";
import type { Query } from "./query";

export class MapView {
  private readonly canvas = h("div", { class: "map-canvas" });
  private readonly controls = h("div", { class: "map-player no-print" });
  private readonly incidents: readonly MapIncident[];
  private map: HarmMap | null = null;
  private player: Player | null = null;
  private shown: readonly MapIncident[] = [];
  private places = "";

  constructor(
    section: HTMLElement,
    index: Index,
    private readonly point: (id: string) => void,
  ) {
    this.incidents = fromIndex(index);
    section.append(this.canvas, this.controls);
    new IntersectionObserver((entries) => {
      if (!entries.some((e) => e.isIntersecting)) return;
      if (this.map) this.map.resize();
      else this.make();
    }).observe(section);
  }

  /** Show these rows; the view moves where other places are asked for. */
  show(query: Query, result: Result): void {
    this.shown = result.rows.flatMap((i) => this.incidents[i] ?? []);
    const places = JSON.stringify([query.places, query.kind]);
    if (this.player) this.player.setIncidents(this.shown);
    else this.map?.update(this.shown);
    if (places !== this.places) this.map?.fit();
    this.places = places;
  }

  private make(): void {
    this.map = createMap(this.canvas, {
      incidents: this.shown,
      skipTo: "#list",
      onSelect: (chosen) => {
        if (chosen.length === 1) this.point(chosen[0]?.id ?? "");
      },
    });
    this.player = createPlayer(this.controls, {
      incidents: this.shown,
      onFrame: (shown) => this.map?.update(shown),
    });
    window.requestAnimationFrame(() => {
      this.map?.resize(); // what stands below the map has its height now
      this.map?.fit();
    });
  }
}
