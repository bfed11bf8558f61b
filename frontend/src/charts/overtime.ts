// Charts over the whole ledger that follow the page's filter: from the index of incidents, in the browser.
import * as Plot from "@observablehq/plot";
import { byId, h, loadScript, root } from "../lib/dom";
import { counted, day, days, plain } from "../lib/words";
import { at, boxes, chartData, keep, timeAxis, type Drawn } from "./draw";
import { open } from "./panel";
import { drawBars, ranked, type Bar } from "./weeks";

interface Index {
  columns: Record<string, unknown[]>;
  places: { name: (string | null)[]; country: (string | null)[]; admin1: (string | null)[] };
  count: number;
}
interface Hit {
  week: string | null;
  start: string | null;
  end: string | null;
  target: string[];
  type: string[];
  weapon: string[];
  places: string[];
}
interface Flight {
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
interface Change {
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
interface Data {
  kinds?: string[];
  flight?: Flight[];
  changes?: Change[];
}

const ROWS = 9; // small charts one below the other; the table has all
const UNTOLD = "not told";
type Field = "target" | "type" | "weapon";

export function drawOverTime(): void {
  const data = chartData<Data>();
  if (!data?.kinds) return;
  drawFlight(data.flight ?? []);
  drawChanges(data.changes ?? []);
  void loadScript("data/index.js").then(() => {
    const index = (window as unknown as { harmledger: { index: Index } }).harmledger.index;
    follow(hits(index, new Set(data.kinds)), index);
  });
}

/** The Monday of a week that holds both days; null where none does. */
function weekOf(start: string | null, end: string | null): string | null {
  if (!start || !end) return null;
  const first = at(start);
  first.setUTCDate(first.getUTCDate() - ((first.getUTCDay() + 6) % 7));
  return at(end).getTime() - first.getTime() < 7 * 864e5 ? first.toISOString().slice(0, 10) : null;
}

function hits(index: Index, kinds: Set<string>): Hit[] {
  const c = index.columns as {
    kind: string[];
    type: string[];
    start: (string | null)[];
    end: (string | null)[];
    targets: string[][];
    weapons: string[][];
    place: number[];
  };
  const out: Hit[] = [];
  for (let i = 0; i < index.count; i++) {
    if (c.kind[i] !== "event" || !kinds.has(c.type[i] ?? "")) continue;
    const [start, end] = [c.start[i] ?? null, c.end[i] ?? null];
    const place = c.place[i] ?? -1;
    const own = place < 0 ? [] : [index.places.name[place], index.places.admin1[place], index.places.country[place]];
    out.push({
      week: weekOf(start, end),
      start,
      end,
      target: c.targets[i]?.length ? (c.targets[i] as string[]) : [UNTOLD],
      type: [c.type[i] as string],
      weapon: c.weapons[i]?.length ? (c.weapons[i] as string[]) : [UNTOLD],
      places: own.filter((p): p is string => !!p).map((p) => p.toLowerCase()),
    });
  }
  return out;
}

/** The filter, kept in the address under the overview's names, so that a view is a link here and there. */
function follow(all: Hit[], index: Index): void {
  const form = byId<HTMLFormElement>("filter");
  const names = ["from", "to", "place"] as const;
  const fields = names.map((n) => form.elements.namedItem(n) as HTMLInputElement);
  const known = new Set([...index.places.name, ...index.places.admin1].filter((p): p is string => !!p));
  byId("places-list").append(...[...known].sort().map((p) => h("option", { value: p })));
  const apply = (): void => {
    const [from, to, place] = fields.map((f) => f.value.trim()) as [string, string, string];
    const asked = place.toLowerCase();
    const chosen = all.filter(
      (d) =>
        (!from || (d.end !== null && d.end >= from)) &&
        (!to || (d.start !== null && d.start <= `${to}~`)) &&
        (!asked || d.places.some((p) => p === asked || (asked.length > 3 && p.startsWith(asked)))),
    );
    byId("shown").textContent = `${counted(chosen.length, "attack")} of ${all.length.toLocaleString("en")}`;
    const filter = Object.fromEntries(names.map((n, i) => [n, fields[i]?.value ?? ""]).filter(([, v]) => v));
    const query = new URLSearchParams(filter).toString();
    byId<HTMLAnchorElement>("see").href = `${root()}index.html${query ? `?${query}` : ""}`;
    for (const box of boxes("multiples")) multiples(box, chosen, place ? { place } : {});
    for (const box of boxes("stacked")) stackedBars(box, chosen, place ? { place } : {});
    for (const table of document.querySelectorAll<HTMLTableElement>("table.cross")) fillTable(table, chosen);
  };
  const read = (): void => {
    const asked = new URLSearchParams(location.hash.slice(1));
    names.forEach((n, i) => ((fields[i] as HTMLInputElement).value = asked.get(n) ?? ""));
    apply();
  };
  const write = (): void => {
    const pairs = names.map((n, i) => [n, fields[i]?.value ?? ""]).filter(([, v]) => v) as [string, string][];
    history.replaceState(null, "", pairs.length ? `#${new URLSearchParams(pairs)}` : "#");
    apply();
  };
  form.addEventListener("input", write);
  form.addEventListener("reset", () => window.setTimeout(write));
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", () => location.hash.includes("=") && read());
  read();
}

function bars(chosen: Hit[], field: Field): Bar[] {
  const counts = new Map<string, Bar>();
  for (const d of chosen) {
    if (!d.week) continue;
    for (const kind of d[field]) {
      const name = `${d.week}|${kind}`;
      const bar = counts.get(name) ?? { week: d.week, kind, n: 0 };
      bar.n++;
      counts.set(name, bar);
    }
  }
  return [...counts.values()].sort((a, b) => (a.week < b.week ? -1 : a.week > b.week ? 1 : 0));
}

function stackedBars(box: HTMLElement, chosen: Hit[], filter: Record<string, string>): void {
  drawBars(box, bars(chosen, box.dataset["field"] as Field), filter);
}

const after = (week: string): Date => new Date(at(week).getTime() + 6.2 * 864e5);

function multiples(box: HTMLElement, chosen: Hit[], filter: Record<string, string>): void {
  const field = box.dataset["field"] as Field;
  const rows = bars(chosen, field);
  const order = ranked(rows).filter((k) => k !== UNTOLD);
  const kinds = order.slice(0, ROWS);
  const shown = rows.filter((r) => kinds.includes(r.kind));
  const more = order.length - kinds.length;
  const chart = h("div");
  chart.dataset["label"] = box.dataset["label"] ?? "";
  box.replaceChildren(
    chart,
    more > 0 ? h("p", { class: "quiet small" }, `The ${ROWS} most frequent; ${more} more in the table.`) : "",
  );
  keep<Bar>(
    chart,
    (width) => (shown.length ? small(shown, kinds, field, width) : null),
    (d) => {
      const to = new Date(at(d.week).getTime() + 6 * 864e5).toISOString().slice(0, 10);
      location.href = `${root()}index.html?${new URLSearchParams({ ...filter, [field]: d.kind, from: d.week, to })}`;
    },
  );
}

function small(rows: Bar[], kinds: string[], field: Field, width: number): Drawn {
  const narrow = width < 500;
  const title = (d: Bar): string => `${plain(d.kind)}, week from ${day(d.week)}: ${d.n}\nchoose to see them`;
  const middle = (d: Bar): Date => new Date((at(d.week).getTime() + after(d.week).getTime()) / 2);
  const sums = new Map(kinds.map((k) => [k, rows.filter((r) => r.kind === k).reduce((s, r) => s + r.n, 0)]));
  return Plot.plot({
    width,
    height: kinds.length * 46 + 40,
    marginLeft: narrow ? 96 : 150,
    marginRight: 34,
    marginTop: 4,
    x: timeAxis(width),
    y: { axis: null, grid: false },
    fy: { domain: kinds, axis: null, padding: 0.18 },
    marks: [
      Plot.ruleY([0], { stroke: "var(--line)" }),
      Plot.rectY(rows, {
        x1: (d: Bar) => at(d.week),
        x2: (d: Bar) => after(d.week),
        y: "n",
        fy: "kind",
        fill: field === "weapon" ? "var(--c3)" : "var(--c1)",
      }),
      Plot.text(kinds, {
        fy: (k: string) => k,
        text: plain,
        frameAnchor: "left",
        textAnchor: "end",
        dx: -10,
        fontSize: 13,
      }),
      Plot.text(kinds, {
        fy: (k: string) => k,
        text: (k: string) => String(sums.get(k) ?? ""),
        frameAnchor: "right",
        textAnchor: "start",
        dx: 6,
        fillOpacity: 0.75,
      }),
      Plot.tip(rows, Plot.pointerX({ x: middle, y: "n", fy: "kind", title })),
    ],
  }) as Drawn;
}

/** The table says what the chart draws: the same choice, and what stands in no week. */
function fillTable(table: HTMLTableElement, chosen: Hit[]): void {
  const field = table.dataset["cross"] as Field;
  const columns = [...new Set(chosen.flatMap((d) => d[field]))];
  const count = (own: Hit[], kind: string): number => own.filter((d) => d[field].includes(kind)).length;
  const sums = new Map(columns.map((c) => [c, count(chosen, c)]));
  columns.sort(
    (a, b) =>
      Number(a === UNTOLD) - Number(b === UNTOLD) || (sums.get(b) ?? 0) - (sums.get(a) ?? 0) || (a < b ? -1 : 1),
  );
  const groups = new Map<string, Hit[]>();
  for (const d of chosen) groups.set(d.week ?? "", [...(groups.get(d.week ?? "") ?? []), d]);
  const cell = (n: number | string): HTMLElement => h("td", { class: "number" }, n);
  const line = (name: string, own: Hit[], zero: string): HTMLElement =>
    h("tr", {}, h("th", { scope: "row" }, name), cell(own.length), ...columns.map((c) => cell(count(own, c) || zero)));
  const weeks = [...groups.keys()].filter(Boolean).sort();
  const head = h(
    "tr",
    {},
    h("th", { scope: "col" }, "Week from"),
    h("th", { scope: "col", class: "number" }, "Attacks"),
    ...columns.map((c) => h("th", { scope: "col", class: "number" }, plain(c))),
  );
  const body = weeks.map((w) => line(day(w), groups.get(w) ?? [], ""));
  const loose = groups.get("");
  if (loose) body.push(line("in no one week", loose, ""));
  table.replaceChildren(h("thead", {}, head), h("tbody", {}, ...body), h("tfoot", {}, line("all", chosen, "0")));
}

const SYMBOLS: [string, string, "circle" | "triangle" | "square"][] = [
  ["fled", "var(--c2)", "circle"],
  ["evacuated", "var(--c1)", "triangle"],
  ["trapped", "var(--c5)", "square"],
];

function drawFlight(rows: Flight[]): void {
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

function drawChanges(rows: Change[]): void {
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
