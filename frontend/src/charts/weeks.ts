// Attacks by week: bars that stack the kinds; a bar leads to its week on the overview.
import * as Plot from "@observablehq/plot";
import { h, root } from "../lib/dom";
import { counted, day, plain } from "../lib/words";
import { address, NOTHING, type Query } from "../overview/query";
import { at, boxes, chartData, colour, keep, legend, timeAxis, type Drawn } from "./draw";

export interface Bar {
  week: string;
  kind: string;
  n: number;
}

const NAMED = 5; // kinds with a colour of their own; the others are one

/** The most frequent kinds, the rest as "other kinds". */
export function ranked(rows: Bar[]): string[] {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(row.kind, (sums.get(row.kind) ?? 0) + row.n);
  return [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([kind]) => kind);
}

export function drawWeeks(): void {
  const rows = chartData<{ weeks?: Bar[] }>()?.weeks ?? [];
  const place = chartData<{ place?: string }>()?.place;
  for (const box of boxes("weeks")) drawBars(box, rows, { ...NOTHING, places: place ? [place] : [] });
}

/** Stacked bars of a week each into a box. */
export function drawBars(box: HTMLElement, rows: Bar[], query: Query): void {
  const order = ranked(rows);
  const named = order.slice(0, order.length > NAMED + 1 ? NAMED : NAMED + 1);
  const of = (kind: string): string => (named.includes(kind) ? kind : "other kinds");
  const shown = [...named, ...(order.length > named.length ? ["other kinds"] : [])];
  const fill = (kind: string): string => colour(shown.indexOf(of(kind)));
  const chart = h("div");
  chart.dataset["label"] = box.dataset["label"] ?? "";
  box.replaceChildren(legend(shown.map((k) => [plain(k), fill(k)])), chart);
  const weeks = new Map<string, Bar[]>();
  for (const row of rows) weeks.set(row.week, [...(weeks.get(row.week) ?? []), row]);
  const total = [...weeks].map(([week, own]) => ({ week, own, n: own.reduce((sum, r) => sum + r.n, 0) }));
  keep<(typeof total)[number]>(
    chart,
    (width) => bars(rows, total, order, fill, width),
    (d) => {
      const end = new Date(at(d.week).getTime() + 6 * 864e5).toISOString().slice(0, 10);
      location.href = `${root()}index.html?${address({ ...query, since: d.week, until: end })}`;
    },
  );
}

const after = (week: string): Date => new Date(at(week).getTime() + 6.3 * 864e5);

function bars(
  rows: Bar[],
  total: { week: string; own: Bar[]; n: number }[],
  order: string[],
  fill: (kind: string) => string,
  width: number,
): Drawn | null {
  if (!rows.length) return null;
  const title = (d: (typeof total)[number]): string =>
    [
      `week from ${day(d.week)}: ${counted(d.n, "attack")}`,
      ...d.own.map((r) => `${r.n} ${plain(r.kind)}`),
      "choose to see them",
    ].join("\n");
  return Plot.plot({
    width,
    height: Math.min(260, Math.max(180, width * 0.3)),
    marginLeft: 36,
    x: timeAxis(width),
    y: { grid: true, label: null, tickFormat: (d: number) => (Number.isInteger(d) ? String(d) : "") },
    marks: [
      Plot.rectY(rows, {
        x1: (d: Bar) => at(d.week),
        x2: (d: Bar) => after(d.week),
        y: "n",
        fill: (d: Bar) => fill(d.kind),
        order: order.map(String) && ((d: Bar) => order.indexOf(d.kind)),
      } as Plot.RectYOptions),
      Plot.ruleY([0], { stroke: "var(--line-strong)" }),
      Plot.tip(
        total,
        Plot.pointerX({ x: (d) => new Date((at(d.week).getTime() + after(d.week).getTime()) / 2), y: "n", title }),
      ),
    ],
    color: { type: "identity" },
  }) as Drawn;
}
