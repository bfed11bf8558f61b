// Charts over the whole ledger that follow the page's filter: from the index of incidents, in the browser.
import * as Plot from "@observablehq/plot";
import { byId, h, loadScript, root } from "../lib/dom";
import { counted, day, plain } from "../lib/words";
import { held, type Index } from "../overview/data";
import { choose, readers } from "../overview/match";
import { loadPlaces, named } from "../overview/places";
import { address, FIELDS, NOTHING, parse, toDay, type Query } from "../overview/query";
import { loadTexts } from "../overview/texts";
import { at, boxes, chartData, keep, timeAxis, type Drawn } from "./draw";
import { drawChanges, drawFlight, type Change, type Flight } from "./told";
import { drawBars, ranked, type Bar } from "./weeks";

interface Hit {
  week: string | null;
  target: string[];
  type: string[];
  weapon: string[];
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
    const index = held().index;
    if (index) follow(hits(index, new Set(data.kinds)), index);
  });
}

/** The Monday of a week that holds both days; null where none does. */
function weekOf(start: string | null, end: string | null): string | null {
  if (!start || !end) return null;
  const first = at(start);
  first.setUTCDate(first.getUTCDate() - ((first.getUTCDay() + 6) % 7));
  return at(end).getTime() - first.getTime() < 7 * 864e5 ? first.toISOString().slice(0, 10) : null;
}

/** The attacks by their numbers in the index. */
function hits(index: Index, kinds: Set<string>): Map<number, Hit> {
  const c = index.columns;
  const out = new Map<number, Hit>();
  for (let i = 0; i < index.count; i++) {
    const type = c.type[i] ?? "";
    if (c.kind[i] !== "event" || !kinds.has(type)) continue;
    out.set(i, {
      week: weekOf(c.start[i] ?? null, c.end[i] ?? null),
      target: c.targets[i]?.length ? (c.targets[i] as string[]) : [UNTOLD],
      type: [type],
      weapon: c.weapons[i]?.length ? (c.weapons[i] as string[]) : [UNTOLD],
    });
  }
  return out;
}

/** The overview's filter, read from the address and kept there, so that a view is a link here and there. */
function follow(all: Map<number, Hit>, index: Index): void {
  const form = byId<HTMLFormElement>("filter");
  const field = (name: string): HTMLInputElement => form.elements.namedItem(name) as HTMLInputElement;
  const [from, to, place] = [field("from"), field("to"), field("place")];
  const read = readers(index);
  let query: Query = NOTHING;
  const apply = async (): Promise<void> => {
    const asked = query;
    if (query.places.length) await loadPlaces();
    if (query.text) await loadTexts();
    if (asked !== query) return; // something else is asked for by now
    const rows = choose(index, read, { ...query, kind: "event" }).rows;
    const chosen = rows.flatMap((i) => all.get(i) ?? []);
    const known = query.places.every((name) => named(name).length);
    const also = [...FIELDS.flatMap((f) => query.values[f] ?? []), query.text].filter(Boolean).map(plain).join(", ");
    byId("shown").textContent =
      `${counted(chosen.length, "attack")} of ${all.size.toLocaleString("en")}` +
      (known ? "" : "; no place of this ledger is called so") +
      (also && `; also asked for: ${also}`);
    byId<HTMLAnchorElement>("see").href = `${root()}index.html${address(query) && `?${address(query)}`}`;
    for (const box of boxes("multiples")) multiples(box, chosen, query);
    for (const box of boxes("stacked")) drawBars(box, bars(chosen, box.dataset["field"] as Field), query);
    for (const table of document.querySelectorAll<HTMLTableElement>("table.cross")) fillTable(table, chosen);
  };
  const open = (): void => {
    query = parse(location.search);
    [from.value, to.value, place.value] = [query.since, query.until, query.places[0] ?? ""];
    void apply();
  };
  const change = (): void => {
    const typed = place.value.trim();
    const places = typed ? [typed, ...query.places.slice(1)] : [];
    query = { ...query, places, since: toDay(from.value.trim(), false), until: toDay(to.value.trim(), true) };
    history.replaceState(null, "", (address(query) ? `?${address(query)}` : location.pathname) + location.hash);
    void apply();
  };
  form.addEventListener("change", change);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    change();
  });
  form.addEventListener("reset", () => {
    query = NOTHING;
    window.setTimeout(change);
  });
  place.addEventListener("focus", () => void loadPlaces().then(offer), { once: true });
  window.addEventListener("popstate", open);
  open();
}

/** The names of places that the field completes. */
function offer(): void {
  const labels = held().places?.items.map((item) => item.label) ?? [];
  byId("places-list").append(...[...new Set(labels)].sort().map((value) => h("option", { value })));
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

const after = (week: string): Date => new Date(at(week).getTime() + 6.2 * 864e5);

function multiples(box: HTMLElement, chosen: Hit[], query: Query): void {
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
      const asked = { ...query, values: { ...query.values, [field]: [d.kind] }, since: d.week, until: to };
      location.href = `${root()}index.html?${address(asked)}`;
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
  const cell = (n: number | string): HTMLElement => h("td", { class: "number" }, n.toLocaleString("en"));
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
