// What reports tell of flight and of rates of attack, each figure a mark that opens its words.
import * as Plot from "@observablehq/plot";
import { h } from "../lib/dom";
import { day, days } from "../lib/words";
import { at, boxes, keep, timeAxis, type Drawn } from "./draw";
import { open } from "./panel";

export interface Flight {
  start: string;
  end: string;
  low: number | null;
  high: number | null;
  who: string;
  from: string;
  to: string;
  figure: string;
  source: string;
  claims: string[];
}
export interface Change {
  day: string;
  place: string;
  what: string;
  ratio: number;
  ratio_high: number | null;
  direction: string;
  told: string;
  source: string;
  claims: string[];
}
const SYMBOLS: [string, string, "circle" | "triangle" | "square"][] = [
  ["fled", "var(--c2)", "circle"],
  ["evacuated", "var(--c1)", "triangle"],
  ["trapped", "var(--c5)", "square"],
];

/** Told figures of people who fled, were evacuated or trapped, each on the last day that it counts. */
export function drawFlight(rows: Flight[]): void {
  const size = (d: Flight): number => Math.max(1, d.low ?? d.high ?? 1);
  const route = (d: Flight): string => [d.from && `from ${d.from}`, d.to && `to ${d.to}`].filter(Boolean).join(" ");
  const number = (d: Flight): string =>
    d.low === null
      ? `up to ${d.high?.toLocaleString("en")}`
      : `${d.low.toLocaleString("en")}${d.high === null ? " or more" : d.high > d.low ? `–${d.high.toLocaleString("en")}` : ""}`;
  const title = (d: Flight): string =>
    [
      `${number(d)} ${d.who}`,
      route(d),
      `${days(d.start, d.end)}${d.figure === "total" ? " (running total)" : ""}`,
      `says ${d.source}`,
    ]
      .filter(Boolean)
      .join("\n");
  for (const box of boxes("flight")) {
    const chart = h("div");
    chart.dataset["label"] = box.dataset["label"] ?? "";
    box.replaceChildren(chart);
    const used = SYMBOLS.filter(([who]) => rows.some((d) => d.who === who));
    const others = rows.filter((d) => !used.some(([who]) => who === d.who));
    const dots = (own: Flight[], stroke: string, symbol: "circle" | "triangle" | "square"): Plot.Markish =>
      Plot.dot(own, {
        x: (d: Flight) => at(d.end),
        y: size,
        symbol,
        r: 5,
        stroke,
        strokeWidth: 1.5,
        fill: stroke,
        fillOpacity: 0.25,
      });
    keep<Flight>(
      chart,
      (width) =>
        Plot.plot({
          width,
          height: 300,
          marginLeft: 70,
          x: timeAxis(width),
          y: { type: "log", grid: true, label: "people (each step ten times as many)", tickFormat: ",d", ticks: 6 },
          marks: [
            dots(others, "var(--c6)", "circle"),
            ...used.map(([who, stroke, symbol]) =>
              dots(
                rows.filter((d) => d.who === who),
                stroke,
                symbol,
              ),
            ),
            Plot.tip(rows, Plot.pointer({ x: (d: Flight) => at(d.end), y: size, title, maxRadius: 40 })),
          ],
        }) as Drawn,
      (d) => open(`${number(d)} ${d.who}`, d.claims, route(d)),
    );
    box.prepend(
      h(
        "p",
        { class: "small quiet" },
        used.map(([who, , symbol]) => `${{ circle: "●", triangle: "▲", square: "■" }[symbol]} ${who}`).join("   "),
        others.length ? "   ● the words leave open which" : "",
      ),
    );
  }
}

/** Told changes of a rate: so many times as many as before. */
export function drawChanges(rows: Change[]): void {
  const title = (d: Change): string =>
    [
      `${d.place || "place not told"}: ${d.what}`,
      `${d.ratio === d.ratio_high ? "" : "at least "}${d.ratio} times as many, until ${day(d.day)}`,
      d.told,
      `says ${d.source}`,
    ].join("\n");
  const y = (d: Change): number => Math.max(0.05, d.ratio);
  for (const box of boxes("changes")) {
    const chart = h("div");
    chart.dataset["label"] = box.dataset["label"] ?? "";
    box.replaceChildren(chart);
    keep<Change>(
      chart,
      (width) =>
        rows.length
          ? (Plot.plot({
              width,
              height: 240,
              marginLeft: 60,
              x: timeAxis(width),
              y: {
                type: "log",
                base: 2,
                grid: true,
                label: "times as many as before",
                tickFormat: (n: number) => `×${n}`,
              },
              marks: [
                Plot.ruleY([1], { stroke: "var(--line-strong)" }),
                Plot.ruleX(rows, {
                  x: (d: Change) => at(d.day),
                  y1: () => 1,
                  y2: y,
                  stroke: (d: Change) => (d.ratio >= 1 ? "var(--c5)" : "var(--c4)"),
                  strokeOpacity: 0.5,
                }),
                Plot.dot(rows, {
                  x: (d: Change) => at(d.day),
                  y,
                  symbol: (d: Change) => (d.ratio >= 1 ? "triangle" : "circle"),
                  fill: (d: Change) => (d.ratio >= 1 ? "var(--c5)" : "var(--c4)"),
                }),
                Plot.tip(rows, Plot.pointer({ x: (d: Change) => at(d.day), y, title, maxRadius: 40 })),
              ],
              color: { type: "identity" },
              symbol: { type: "identity" } as never,
            }) as Drawn)
          : null,
      (d) => open(`${d.place || "Place not told"}: ${d.what}`, d.claims, title(d).split("\n")[1] ?? ""),
    );
  }
}
