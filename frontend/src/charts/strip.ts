// Services over time: a row a service, a mark for what one source says; shape and colour both tell the state.
import * as Plot from "@observablehq/plot";
import { h } from "../lib/dom";
import { unstyled } from "../lib/unstyled";
import { days, plain } from "../lib/words";
import { at, boxes, chartData, keep, timeAxis, type Drawn } from "./draw";
import { open } from "./panel";

interface Said {
  service: string;
  state: string;
  partly: boolean;
  start: string;
  end: string;
  precision: string | null;
  dated: string;
  who: string;
  place: string;
  against: boolean;
  claims: string[];
}

const SERVICES = ["water", "power", "heat", "health", "food", "communications", "ways_out"];
// state -> [colour, symbol, filled]
const STATES: Record<string, [string, string, boolean]> = {
  hit: ["var(--c5)", "times", false],
  out: ["var(--bad)", "square", true],
  short: ["var(--c2)", "triangle", true],
  repair: ["var(--c3)", "diamond", false],
  restored: ["var(--good)", "circle", true],
  working: ["var(--good)", "circle", false],
};
const WORDS: Record<string, string> = {
  hit: "hit",
  out: "out",
  short: "too little",
  repair: "being repaired",
  restored: "restored",
  working: "working",
};

const title = (d: Said): string =>
  [
    `${plain(d.service)}: ${WORDS[d.state] ?? d.state}${d.partly ? " in part" : ""}${d.place ? `, ${d.place}` : ""}`,
    `${days(d.start, d.end, d.precision)}${d.dated === "as said" ? " (day of the report)" : ""}`,
    `says ${d.who}${d.against ? "; others say otherwise" : ""}`,
  ].join("\n");

/** Marks of one service and day stand beside each other: each gets a step of its own within the row. */
function stacked(rows: Said[]): (Said & { step: number; steps: number })[] {
  const last = new Map<string, number[]>();
  const placed = rows.map((d) => {
    const lanes = last.get(d.service) ?? [];
    const start = at(d.start).getTime();
    const span = (at(rows.at(-1)?.end ?? d.end).getTime() - start) * 0; // a mark takes its own days
    let step = lanes.findIndex((end) => end < start);
    if (step < 0) step = lanes.length;
    lanes[step] = Math.max(at(d.end).getTime(), start + 4 * 864e5) + span;
    last.set(d.service, lanes);
    return { ...d, step };
  });
  return placed.map((d) => ({ ...d, steps: last.get(d.service)?.length ?? 1 }));
}

export function drawStrip(): void {
  const rows = chartData<{ services?: Said[] }>()?.services ?? [];
  for (const box of boxes("services")) {
    const dated = stacked([...rows].sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0)));
    if (!dated.length) {
      box.replaceChildren(h("p", { class: "quiet" }, "No statement has a date: see the table."));
      continue;
    }
    const used = SERVICES.filter((s) => dated.some((d) => d.service === s));
    const chart = h("div");
    box.replaceChildren(key(dated), chart);
    chart.dataset["label"] = box.dataset["label"] ?? "";
    keep<Said>(
      chart,
      (width) => draw(dated, used, width),
      (d) => open(title(d).split("\n")[0] ?? "", d.claims, title(d).split("\n").slice(1).join(", ")),
    );
  }
}

type Placed = Said & { step: number; steps: number };

function draw(rows: Placed[], used: string[], width: number): Drawn {
  const most = Object.fromEntries(
    used.map((s) => [s, Math.max(...rows.filter((d) => d.service === s).map((d) => d.steps))]),
  );
  const lane = 13;
  let top = 0;
  const tops = new Map<string, number>();
  for (const s of used) {
    tops.set(s, top);
    top += Math.max(2, Math.min(most[s] ?? 1, 8)) * lane + 10;
  }
  const y = (d: Placed): number => (tops.get(d.service) ?? 0) + 8 + Math.min(d.step, 7) * lane;
  const states = Object.keys(STATES).filter((s) => rows.some((d) => d.state === s));
  const mark = (s: string): Plot.Markish[] => {
    const own = rows.filter((d) => d.state === s);
    const [fill, symbol, filled] = STATES[s] as [string, string, boolean];
    return [
      Plot.ruleY(
        own.filter((d) => d.start !== d.end),
        {
          x1: (d: Said) => at(d.start),
          x2: (d: Said) => at(d.end),
          y,
          stroke: fill,
          strokeWidth: 3,
          strokeOpacity: 0.35,
        },
      ),
      Plot.dot(own, {
        x: (d: Said) => at(d.start),
        y,
        symbol: symbol as "circle",
        r: 4.5,
        stroke: fill,
        strokeWidth: 2,
        fill: filled ? fill : "var(--sheet)",
      }),
    ];
  };
  return Plot.plot({
    width,
    height: top + 34,
    marginLeft: width < 500 ? 84 : 120,
    marginTop: 6,
    marginRight: 12,
    x: timeAxis(width, { grid: true, nice: true }),
    y: { domain: [0, top], axis: null, reverse: false, range: [6, top + 6] },
    marks: [
      Plot.ruleY(used.slice(1), { y: (s: string) => (tops.get(s) ?? 0) - 5, stroke: "var(--line)" }),
      Plot.text(used, {
        frameAnchor: "left",
        y: (s: string) => (tops.get(s) ?? 0) + 8,
        text: plain,
        dx: width < 500 ? -80 : -112,
        textAnchor: "start",
        fontSize: 13,
      }),
      ...states.flatMap(mark),
      Plot.tip(rows, Plot.pointer({ x: (d: Said) => at(d.start), y, title, maxRadius: 30 })),
    ],
  }) as Drawn;
}

/** What the marks mean, drawn as they are. */
function key(rows: Said[]): HTMLElement {
  const states = Object.keys(STATES).filter((s) => rows.some((d) => d.state === s));
  const items = states.map((s) => {
    const [fill, symbol, filled] = STATES[s] as [string, string, boolean];
    const svg = Plot.plot({
      width: 18,
      height: 18,
      margin: 0,
      axis: null,
      x: { domain: [-1, 1] },
      y: { domain: [-1, 1] },
      marks: [
        Plot.dot([[0, 0]], {
          symbol: symbol as "circle",
          r: 4.5,
          stroke: fill,
          strokeWidth: 2,
          fill: filled ? fill : "none",
        }),
      ],
    });
    svg.setAttribute("aria-hidden", "true");
    return h("li", {}, unstyled(svg), WORDS[s] ?? s);
  });
  return h("ul", { class: "legend" }, ...items);
}
