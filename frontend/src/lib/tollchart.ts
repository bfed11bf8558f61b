// The figures of one toll: few as rows (source and day, from low to high), many over time. Open ends are drawn as open.
import * as Plot from "@observablehq/plot";
import { h } from "./dom";
import { unstyled } from "./unstyled";
import { day as spoken } from "./words";

export interface Point {
  day: string | null;
  source: string;
  outlet: string; // where two sources of one name speak on one day
  side: string;
  low: number | null;
  high: number | null;
  shown: string;
  role: string;
  claim: string;
  number: number;
}

export interface TollData {
  title: string;
  points: Point[];
}

interface Drawn extends Point {
  key: string;
  from: number;
  to: number;
  at: number;
  date: Date | null;
  href: string | undefined;
  label: string;
}

const ROWS = 24; // more figures than this are drawn over time
const LABEL = 34;
const COLORS = ["var(--c1)", "var(--c2)", "var(--c3)", "var(--c4)", "var(--c5)"];
const SYMBOLS = ["circle", "square", "diamond", "cross", "star"] as const;

const NONE = "no side";
const number = (n: number): string => n.toLocaleString("en");
const named = (p: Point): string => {
  if (!p.outlet) return p.source;
  return p.outlet === p.source ? `${p.source} (claim ${p.number})` : `${p.source}, ${p.outlet}`;
};
const cut = (text: string): string => (text.length > LABEL ? `${text.slice(0, LABEL - 1).trimEnd()}…` : text);

/** Draws the chart into the figure's `.plot`; the table beside it says the same. */
export function drawToll(figure: HTMLElement, data: TollData): void {
  const box = figure.querySelector<HTMLElement>(".plot");
  if (!box || data.points.length < 2) return;
  box.hidden = false;
  const draw = (): void => {
    const width = Math.max(280, Math.min(box.clientWidth || 640, 704));
    box.replaceChildren(...chart(data, width));
  };
  draw();
  let last = box.clientWidth;
  new ResizeObserver(() => {
    if (Math.abs(box.clientWidth - last) < 8) return;
    last = box.clientWidth;
    draw();
  }).observe(box);
}

function chart(data: TollData, width: number): Element[] {
  const most = Math.max(...data.points.map((p) => p.high ?? p.low ?? 0));
  const drawn = data.points.map((p, index) => prepared(p, index, most));
  const sides = [...new Set(drawn.map((p) => p.side))].sort((a, b) => Number(a === NONE) - Number(b === NONE));
  const dated = drawn.filter((p) => p.date);
  const overTime = drawn.length > ROWS && new Set(dated.map((p) => p.day)).size > 2;
  const made = overTime ? timePlot(dated, sides, width) : rowPlot(drawn, sides, width);
  made.setAttribute("role", "group");
  made.setAttribute("aria-label", `${data.title}: figures by source and day; the table below says the same`);
  const labels = new Map(drawn.map((p) => [p.href, p.label]));
  for (const link of made.querySelectorAll("a")) {
    const href = link.getAttribute("href") ?? link.getAttributeNS("http://www.w3.org/1999/xlink", "href") ?? undefined;
    link.setAttribute("aria-label", labels.get(href) ?? "claim");
  }
  return [legend(sides, drawn), unstyled(made)];
}

function prepared(p: Point, index: number, most: number): Drawn {
  const reach = most * 0.06 || 1; // how far an open end is drawn
  const low = p.low ?? 0;
  const when = p.day ? spoken(p.day) : "day not known";
  return {
    ...p,
    side: p.side === "none" ? NONE : p.side, // a scale takes "none" for a colour
    key: String(index),
    from: p.low ?? Math.max(0, (p.high ?? 0) - reach),
    to: p.high ?? low + reach,
    at: p.low ?? p.high ?? 0,
    date: p.day ? new Date(`${p.day}T00:00:00Z`) : null,
    href: p.number ? `#${p.claim}` : undefined,
    label: `${p.shown}, ${named(p)}, ${when}${p.number ? `, claim ${p.number}` : ""}`,
  };
}

const scales = (sides: string[]) => ({
  color: { domain: sides, range: sides.map((side, i) => (side === NONE ? "var(--c6)" : COLORS[i % COLORS.length])) },
  symbol: { domain: sides, range: sides.map((_, i) => SYMBOLS[i % SYMBOLS.length]) },
});

function rowPlot(points: Drawn[], sides: string[], width: number): Element {
  const narrow = width < 520;
  const text = (p: Drawn): string => `${cut(named(p))} · ${p.day ? spoken(p.day) : "day not known"}`;

  const most = Math.max(...points.map((p) => p.to));
  return Plot.plot({
    width,
    marginLeft: narrow ? 8 : Math.min(290, 24 + 6.4 * Math.max(...points.map((p) => text(p).length))),
    marginRight: 24 + 7.5 * Math.max(...points.map((p) => (p.to > most * 0.7 ? p.shown.length : 0))),
    marginTop: 8,
    marginBottom: 30,
    height: 44 + points.length * (narrow ? 46 : 26),
    style: { background: "none", color: "inherit", fontSize: "13px" },
    x: {
      label: null,
      zero: true,
      nice: true,
      ticks: Math.min(6, most),
      tickFormat: number,
      grid: true,
    },
    y: { label: null, domain: points.map((p) => p.key), axis: null },
    ...scales(sides),
    marks: [
      narrow
        ? Plot.text(points, { x: 0, y: "key", text, textAnchor: "start", dy: -15, fill: "var(--quiet)" })
        : Plot.axisY({ tickFormat: (key: string) => text(points[Number(key)]!), tickSize: 0, fontSize: 13 }),
      ...ranges(points, "key"),
    ],
  });
}

function ranges(points: Drawn[], y: "key"): Plot.Markish[] {
  const ranged = points.filter((p) => p.from !== p.to);
  const openHigh = points.filter((p) => p.high === null);
  const openLow = points.filter((p) => p.low === null);
  const end = (rows: Drawn[], at: "to" | "from", rotate: number): Plot.Markish =>
    Plot.dot(rows, { x: at, y, symbol: "triangle", rotate, r: 4, stroke: "side", fill: "none" });
  return [
    Plot.link(ranged, {
      x1: "from",
      x2: "to",
      y1: y,
      y2: y,
      stroke: "side",
      strokeWidth: 2,
      strokeDasharray: "4 3",
    }),
    end(openHigh, "to", 90),
    end(openLow, "from", -90),
    Plot.dot(points, { x: "at", y, fill: "side", symbol: "side", r: 5, href: "href", title: "label" }),
    Plot.dot(
      ranged.filter((p) => p.low !== null && p.high !== null),
      { x: "to", y, fill: "side", symbol: "side", r: 5 },
    ),
    Plot.text(points, {
      x: "to",
      y,
      text: "shown",
      textAnchor: "start",
      dx: 11,
      fontWeight: 600,
      fill: "currentColor",
    }),
  ];
}

function timePlot(points: Drawn[], sides: string[], width: number): Element {
  const open = points.filter((p) => p.high === null);
  const ranged = points.filter((p) => p.high !== null && p.low !== null && p.low !== p.high);
  const most = Math.max(...points.map((p) => p.to));
  return Plot.plot({
    width,
    height: 300,
    marginLeft: 24 + 8 * most.toLocaleString("en").length,
    marginRight: 16,
    style: { background: "none", color: "inherit", fontSize: "13px" },
    x: { label: null, type: "utc" },
    y: { label: null, zero: true, nice: true, grid: true, tickFormat: number },
    ...scales(sides),
    marks: [
      Plot.ruleY([0], { stroke: "var(--line-strong)" }),
      Plot.link(ranged, { x1: "date", x2: "date", y1: "from", y2: "to", stroke: "side", strokeDasharray: "4 3" }),
      Plot.dot(open, { x: "date", y: "at", symbol: "triangle", dy: -9, r: 3, stroke: "side", fill: "none" }),
      Plot.dot(points, {
        x: "date",
        y: "at",
        stroke: "side",
        fill: "side",
        fillOpacity: 0.25,
        symbol: "side",
        r: 4,
        href: "href",
        title: "label",
      }),
    ],
  });
}

function legend(sides: string[], points: Drawn[]): Element {
  const named = sides.map((side, i) => {
    const color = side === NONE ? "var(--c6)" : COLORS[i % COLORS.length]!;
    const mark = Plot.dot([0], { x: () => 7, y: () => 7, symbol: SYMBOLS[i % SYMBOLS.length], r: 5, fill: color });
    const shape = Plot.plot({
      width: 14,
      height: 14,
      margin: 0,
      axis: null,
      x: { type: "identity" },
      y: { type: "identity" },
      marks: [mark],
    });
    shape.setAttribute("aria-hidden", "true");
    return h(
      "li",
      {},
      unstyled(shape),
      side === NONE ? "a source of no side" : side === "other" ? "a source of a third party" : `a source of ${side}`,
    );
  });
  const open = points.some((p) => p.low === null || p.high === null);
  const note = open ? h("li", {}, "dashes to a hollow triangle: open, so many or more") : null;
  return h("ul", { class: "legend" }, ...named, note);
}
