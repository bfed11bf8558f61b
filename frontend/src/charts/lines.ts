// The parties' numbers as lines: a line what one party says of one count, a mark a figure as it was given.
import * as Plot from "@observablehq/plot";
import { byId, h } from "../lib/dom";
import { counted, day } from "../lib/words";
import { at, boxes, chartData, colour, keep, legend, timeAxis, type Drawn } from "./draw";
import { open } from "./panel";

interface Figure {
  by: string;
  since: string | null;
  day: string;
  low: number | null;
  high: number | null;
  flag: string;
  source: string;
  words: string;
  claims: string[];
}

const FLAGS: Record<string, string> = {
  lower: "lower than its last figure",
  part: "less than half of its last figure: perhaps a part",
  jump: "a leap from its last figure",
  rival: "another party gives another figure for this day",
};

const value = (d: Figure): number => d.low ?? d.high ?? 0;
const told = (d: Figure): string => {
  if (d.low === null) return `up to ${(d.high ?? 0).toLocaleString("en")}`;
  if (d.high === null) return `${d.low.toLocaleString("en")} or more`;
  return d.low === d.high ? d.low.toLocaleString("en") : `${d.low.toLocaleString("en")}–${d.high.toLocaleString("en")}`;
};
const title = (d: Figure): string =>
  [
    `${d.by}: ${told(d)}`,
    `as of ${day(d.day)}${d.since ? `, since ${day(d.since)}` : ""}`,
    d.source !== d.by ? `says ${d.source}` : "",
    FLAGS[d.flag] ?? "",
    "choose to read the words",
  ]
    .filter(Boolean)
    .join("\n");

let only = "";
const RISE = 1.5; // a figure that is more than so many times the one before may be another count
const FALL = 0.98;

/** The figures of one party as tracks: a figure goes on with the track that it stands nearest above; else begins one. */
export function tracks(rows: Figure[]): Map<Figure, string> {
  const ends = new Map<string, { value: number; name: string }[]>();
  const out = new Map<Figure, string>();
  for (const d of rows) {
    const own = ends.get(d.by) ?? [];
    const fits = own.filter((t) => value(d) >= t.value * FALL && value(d) <= t.value * RISE);
    let track = fits.sort((a, b) => b.value - a.value)[0];
    if (!track) {
      track = { value: 0, name: `${d.by} ${own.length}` };
      own.push(track);
    }
    track.value = value(d);
    ends.set(d.by, own);
    out.set(d, track.name);
  }
  return out;
}

export function drawLines(): void {
  const data = chartData<{ counts?: Record<string, Figure[]> }>()?.counts;
  if (!data) return;
  const parties = ranked(Object.values(data).flat());
  const redraw: (() => void)[] = [];
  const seen = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        seen.unobserve(entry.target);
        redraw.push(fill(entry.target as HTMLElement, data, parties));
      }
    },
    { rootMargin: "600px" },
  );
  for (const box of boxes("lines")) seen.observe(box);
  choose(() => redraw.forEach((draw) => draw()));
}

function ranked(rows: Figure[]): string[] {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row.by, (counts.get(row.by) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([by]) => by);
}

function fill(box: HTMLElement, data: Record<string, Figure[]>, parties: string[]): () => void {
  const rows = data[box.dataset["count"] ?? ""] ?? [];
  const own = parties.filter((p) => rows.some((d) => d.by === p));
  const paint = (by: string): string => colour(parties.indexOf(by));
  const chart = h("div");
  chart.dataset["label"] = box.dataset["label"] ?? "";
  box.replaceChildren(legend(own.map((p) => [p, paint(p)])), chart);
  return keep<Figure>(
    chart,
    (width) => draw(only ? rows.filter((d) => d.by === only) : rows, paint, width),
    (d) => open(`${d.by}: ${told(d)}`, d.claims, `as of ${day(d.day)}`),
  );
}

function draw(rows: Figure[], paint: (by: string) => string, width: number): Drawn | null {
  if (!rows.length) return null;
  const x = (d: Figure): Date => at(d.day);
  const stroke = (d: Figure): string => paint(d.by);
  const whole = rows.filter((d) => d.flag !== "part");
  const track = tracks(whole);
  const symbol = (d: Figure): string => (d.low === null ? "down" : d.high === null ? "triangle" : "circle");
  const marks = (own: Figure[], faint: boolean): Plot.Markish[] =>
    ["circle", "triangle"].map((shape) =>
      Plot.dot(
        own.filter((d) => symbol(d) === shape),
        {
          x,
          y: value,
          symbol: shape as "circle",
          r: 4,
          fill: stroke,
          stroke: "var(--sheet)",
          strokeWidth: 0.7,
          fillOpacity: faint ? 0.35 : 1,
        },
      ),
    );
  const names = labels(whole);
  return Plot.plot({
    width,
    height: Math.min(320, Math.max(220, width * 0.32)),
    marginLeft: 60,
    marginRight: width < 500 ? 16 : 110,
    x: timeAxis(width),
    y: { grid: true, label: null, zero: true, nice: true, tickFormat: (d: number) => d.toLocaleString("en") },
    color: { type: "identity" },
    marks: [
      Plot.ruleY([0], { stroke: "var(--line-strong)" }),
      Plot.line(whole, {
        x,
        y: value,
        stroke,
        z: (d: Figure) => track.get(d),
        strokeWidth: 1.5,
        strokeOpacity: 0.7,
      }),
      Plot.ruleX(
        rows.filter((d) => d.low !== null && d.high !== null && d.low !== d.high),
        { x, y1: "low", y2: "high", stroke, strokeWidth: 3, strokeOpacity: 0.5 },
      ),
      ...marks(whole, false),
      ...marks(
        rows.filter((d) => d.flag === "part"),
        true,
      ),
      Plot.text(
        rows.filter((d) => symbol(d) === "down"),
        { x, y: value, text: () => "▼", fill: stroke, fontSize: 11 },
      ),
      width < 500
        ? null
        : Plot.text(names, {
            x,
            y: value,
            text: "by",
            textAnchor: "start",
            dx: 8,
            fill: stroke,
            stroke: "var(--sheet)",
            strokeWidth: 3,
          }),
      Plot.tip(rows, Plot.pointer({ x, y: value, title, maxRadius: 60 })),
    ],
  }) as Drawn;
}

/** The last figure of each party, where its name does not stand on another's. */
function labels(rows: Figure[]): Figure[] {
  const last = new Map<string, Figure>();
  for (const d of rows) last.set(d.by, d);
  const top = Math.max(...rows.map(value), 1);
  const kept: Figure[] = [];
  for (const d of last.values()) {
    const near = (k: Figure): boolean =>
      Math.abs(value(k) - value(d)) < top * 0.06 && Math.abs(at(k.day).getTime() - at(d.day).getTime()) < 40 * 864e5;
    if (!kept.some(near)) kept.push(d);
  }
  return kept;
}

/** The choice of outcome, place and party, kept in the address so that a view is a link. */
function choose(redraw: () => void): void {
  const form = document.getElementById("choose") as HTMLFormElement | null;
  if (!form) return;
  const names = ["outcome", "place", "by"] as const;
  const fields = names.map((name) => form.elements.namedItem(name) as HTMLSelectElement);
  const apply = (): void => {
    const [outcome, place, by] = fields.map((f) => f.value) as [string, string, string];
    let shown = 0;
    const all = [...document.querySelectorAll<HTMLElement>(".count")];
    for (const section of all) {
      const data = section.dataset;
      const fits =
        (!outcome || data["outcome"] === outcome) &&
        (!place || data["place"] === place) &&
        (!by || (data["by"] ?? "").split("|").includes(by));
      section.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    for (const row of document.querySelectorAll<HTMLElement>("tr[data-by]"))
      row.hidden = by !== "" && row.dataset["by"] !== by;
    const few = document.getElementById("few");
    if (few) few.hidden = !few.querySelector(".count:not([hidden])");
    byId("shown").textContent = `${counted(shown, "count")} of ${all.length}`;
    only = by;
    redraw();
  };
  const read = (): void => {
    const asked = new URLSearchParams(location.hash.slice(1));
    names.forEach((name, i) => {
      const field = fields[i] as HTMLSelectElement;
      field.value = asked.get(name) ?? "";
      if (field.selectedIndex < 0) field.value = "";
    });
    apply();
  };
  const write = (): void => {
    const chosen = names.map((n, i) => [n, fields[i]?.value ?? ""]).filter(([, v]) => v) as [string, string][];
    history.replaceState(null, "", chosen.length ? `#${new URLSearchParams(chosen)}` : "#");
    apply();
  };
  form.addEventListener("change", write);
  form.addEventListener("reset", () => window.setTimeout(write));
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", read);
  read();
}
