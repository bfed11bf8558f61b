// One way to draw: a chart fills its box, is drawn anew when the box changes, and says what it is to a screen reader.
import * as Plot from "@observablehq/plot";
import { h } from "../lib/dom";
import { unstyled } from "../lib/unstyled";

export type Drawn = (SVGSVGElement | HTMLElement) & Plot.Plot;
export type Colours = Record<string, string>;

/** The colours of the page, for marks that need one each; six differ well, more repeat with another pattern. */
export function colour(index: number): string {
  return `var(--c${(index % 6) + 1})`;
}

/** The boxes of the page that ask for a chart of this name. */
export const boxes = (name: string): HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>(`[data-chart="${name}"]`),
];

/** Keeps a chart in a box: `make` is called with the width in pixels; `choose` with the datum that was clicked. */
export function keep<T>(
  box: HTMLElement,
  make: (width: number) => Drawn | null,
  choose?: (datum: T) => void,
): () => void {
  let width = 0;
  const draw = (): void => {
    const plot = make(width);
    if (!plot) {
      box.replaceChildren(h("p", { class: "quiet" }, "Nothing to draw for this choice."));
      return;
    }
    for (const svg of plot instanceof SVGSVGElement ? [plot] : plot.querySelectorAll("svg")) {
      svg.setAttribute("role", "img");
      svg.setAttribute("aria-label", `${box.dataset["label"] ?? "Chart"}. The table below says the same.`);
      for (const mark of svg.querySelectorAll("[aria-label]")) {
        mark.setAttribute("data-mark", mark.getAttribute("aria-label") ?? "");
        mark.removeAttribute("aria-label"); // the picture as a whole has a name, its parts are in the table
      }
      unstyled(svg);
    }
    if (choose) {
      plot.classList.add("chooses");
      plot.addEventListener("click", () => {
        const datum = (plot as { value?: T | null }).value;
        if (datum !== null && datum !== undefined) choose(datum);
      });
    }
    box.replaceChildren(plot);
  };
  new ResizeObserver((entries) => {
    const now = Math.floor(entries[0]?.contentRect.width ?? 0);
    if (now > 0 && Math.abs(now - width) > 2) {
      width = now;
      draw();
    }
  }).observe(box);
  return () => width > 0 && draw();
}

/** A legend of words beside their marks. */
export function legend(items: [string, string][]): HTMLElement {
  const swatch = (fill: string): SVGSVGElement => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 12 12");
    svg.setAttribute("aria-hidden", "true");
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    rect.setAttribute("width", "12");
    rect.setAttribute("height", "12");
    rect.setAttribute("rx", "2");
    rect.setAttribute("fill", fill);
    svg.append(rect);
    return svg;
  };
  return h("ul", { class: "legend" }, ...items.map(([name, fill]) => h("li", {}, swatch(fill), name)));
}

/** The day of an ISO date as a point in time (UTC midnight). */
export const at = (iso: string): Date => new Date(`${iso}T00:00:00Z`);

/** The data of the page's charts. */
export function chartData<T>(): T | null {
  const found = document.getElementById("charts-data");
  return found ? (JSON.parse(found.textContent ?? "null") as T) : null;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A time axis whose first tick, and each first of a year, names the year: no day stands without one. */
export function timeAxis(width: number, options: Plot.ScaleOptions = {}): Plot.ScaleOptions {
  let before = -1;
  return {
    type: "utc",
    label: null,
    ticks: width < 500 ? 4 : 9,
    tickFormat: (d: Date, index: number) => {
      const year = d.getUTCFullYear();
      const named = index === 0 || year !== before;
      before = year;
      const days = d.getUTCDate() === 1 ? "" : `${d.getUTCDate()} `;
      return `${days}${MONTHS[d.getUTCMonth()]}${named ? `\n${year}` : ""}`;
    },
    ...options,
  } as Plot.ScaleOptions;
}
