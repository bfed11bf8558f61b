// The list of what a mark stands for, and the corner that names what has no place on the map.
import { h, root } from "../lib/dom";
import { counted, days, plain } from "../lib/words";
import { exactness, type Groups, type Spot } from "./groups";
import { family, shape } from "./symbols";
import type { MapIncident } from "./types";

const PAGE = 25;

/** A sheet over the map's edge that lists incidents; Escape closes it and gives the focus back. */
export class Panel {
  readonly element = h("div", {
    class: "hm-panel",
    role: "dialog",
    "aria-modal": "false",
    tabindex: "-1",
    hidden: true,
  });
  private from: HTMLElement | null = null;

  constructor(private readonly chosen: (incidents: readonly MapIncident[]) => void) {
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
      event.stopPropagation(); // the map under it would move
    });
  }

  show(title: string, note: string, incidents: readonly MapIncident[], from: HTMLElement | null): void {
    this.from = from;
    const close = h(
      "button",
      { type: "button", class: "hm-close", "aria-label": "Close the list", onclick: () => this.close() },
      "×",
    );
    const list = h("ol", { class: "hm-list" });
    const more = h("button", { type: "button", class: "hm-more", onclick: () => grow() });
    let shown = 0;
    const grow = (): void => {
      const next = incidents.slice(shown, shown + PAGE).map(item);
      list.append(...next);
      if (shown) next[0]?.querySelector("a")?.focus();
      shown += next.length;
      const left = incidents.length - shown;
      more.hidden = left <= 0;
      more.textContent = `Show ${Math.min(PAGE, left)} more of ${left}`;
    };
    grow();
    this.element.setAttribute("aria-label", title);
    this.element.replaceChildren(
      h(
        "div",
        { class: "hm-panel-head" },
        h("strong", {}, title),
        h("span", { class: "quiet" }, counted(incidents.length, "incident")),
        close,
      ),
      h("p", { class: "quiet small" }, note),
      list,
      more,
    );
    this.element.hidden = false;
    this.element.scrollTop = 0;
    this.element.focus({ preventScroll: true });
    this.chosen(incidents);
  }

  spot(spot: Spot, name: string, from: HTMLElement | null): void {
    this.show(name, exactness(spot), spot.incidents, from);
  }

  close(): void {
    if (this.element.hidden) return;
    this.element.hidden = true;
    if (this.from?.isConnected) this.from.focus({ preventScroll: true });
    this.chosen([]);
  }
}

function item(incident: MapIncident): HTMLElement {
  const symbol = h("span", { class: "hm-item-shape" });
  symbol.innerHTML = shape(family(incident.type));
  const when = incident.start ? days(incident.start, incident.end, incident.timePrecision) : "date not known";
  return h(
    "li",
    {},
    symbol,
    h(
      "a",
      { href: `${root()}incident/${encodeURIComponent(incident.id)}.html` },
      incident.title || plain(incident.type),
    ),
    h("span", { class: "quiet small" }, ` ${when}${incident.contested ? " · contested" : ""}`),
  );
}

const COUNTRY = new Intl.DisplayNames(["en"], { type: "region" });

/** The English name of a country by its ISO code. */
export function countryName(code: string): string {
  try {
    return COUNTRY.of(code) ?? code;
  } catch {
    return code;
  }
}

/** Lines that name what is not on the map, each a button that lists it. */
export function corner(groups: Groups, outside: number, panel: Panel, fit: () => void): HTMLElement[] {
  const lines: HTMLElement[] = [];
  const button = (text: string, act: (event: Event) => void): void => {
    lines.push(h("li", {}, h("button", { type: "button", class: "hm-line", onclick: act }, text)));
  };
  const byCountry = [...groups.countries].sort((a, b) => b[1].length - a[1].length);
  for (const [code, incidents] of byCountry.slice(0, 3)) {
    const name = countryName(code);
    button(`${counted(incidents.length, "incident")} known by country only: ${name}`, (event) =>
      panel.show(name, "Reports name the country and nothing closer.", incidents, event.currentTarget as HTMLElement),
    );
  }
  const rest = byCountry.slice(3).flatMap(([, incidents]) => incidents);
  if (rest.length)
    button(
      `${rest.length} by country only, in ${counted(byCountry.length - 3, "other countr").replace(/countr(s?)$/, (_, s) => (s ? "countries" : "country"))}`,
      (event) =>
        panel.show(
          "Other countries",
          "Reports name the country and nothing closer.",
          rest,
          event.currentTarget as HTMLElement,
        ),
    );
  if (groups.unplaced.length)
    button(`${groups.unplaced.length.toLocaleString("en")} without a place`, (event) =>
      panel.show(
        "Place not located",
        "No place is given, or none that could be found.",
        groups.unplaced,
        event.currentTarget as HTMLElement,
      ),
    );
  if (outside) button(`${outside.toLocaleString("en")} outside this view: show all`, fit);
  return lines;
}
