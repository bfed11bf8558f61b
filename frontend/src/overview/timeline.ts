// Incidents by day, week, month or year, stacked; a period is chosen by pointer, by finger, by key, or in the date boxes.
import { h } from "../lib/dom";
import { label } from "../lib/listing";
import { counted } from "../lib/words";
import families from "../map/families.json";
import { Brush } from "./brush";
import { bars, iso, named, number, span, ticks, type Bars } from "./bins";
import type { Index } from "./data";
import type { Result } from "./match";
import type { Query } from "./query";
import { s } from "./svg";

type Ask = (change: (query: Query) => Query) => void;
type By = "type" | "target";

interface Series {
  readonly names: readonly string[];
  readonly of: (i: number) => number;
}

const [TOP, AXIS, LEFT, RIGHT] = [8, 20, 30, 8];
const UNITS = { day: "by day", week: "by week", month: "by month", year: "by year" } as const;

export class Timeline {
  private readonly title = h("h2", {});
  private readonly legend = h("ul", { class: "legend", "aria-hidden": "true" });
  private readonly readout = h("p", { class: "readout small", "aria-hidden": "true" });
  private readonly notes = h("p", { class: "notes small quiet" });
  private readonly plot = h("div", { class: "plot" });
  private readonly table = h("details", { class: "as-table small" }, h("summary", {}, "As a table"));
  private readonly select: HTMLSelectElement;
  private by: By = "type";
  private now: { query: Query; result: Result } | null = null;
  private drawn: Bars | null = null;
  private series: Series = { names: [], of: () => 0 };
  private width = 0;

  constructor(
    section: HTMLElement,
    private readonly index: Index,
    private readonly ask: Ask,
  ) {
    this.select = h(
      "select",
      { "aria-label": "Colours show", onchange: () => this.stack(this.select.value as By) },
      h("option", { value: "type" }, "What happened"),
      h("option", { value: "target" }, "Target"),
    );
    section.append(
      h("div", { class: "timeline-head" }, this.title, this.select, this.legend, this.readout),
      this.plot,
      h("div", { class: "timeline-foot" }, this.notes, this.table),
    );
    this.table.addEventListener("toggle", () => this.tabulate());
    new ResizeObserver(() => {
      if (this.plot.clientWidth !== this.width) this.draw();
    }).observe(this.plot);
  }

  /** Show what fits all but the period, and the period that is chosen. */
  show(query: Query, result: Result): void {
    this.now = { query, result };
    this.draw();
  }

  private stack(by: By): void {
    this.by = by;
    this.draw();
  }

  private draw(): void {
    this.width = this.plot.clientWidth;
    if (!this.now || !this.width) return;
    const { query, result } = this.now;
    const start = this.index.columns.start;
    const dated = result.anyPeriod.filter((i) => start[i]);
    const range = span(dated.map((i) => number(start[i] as string)), query.since, query.until); // prettier-ignore
    const undated = result.anyPeriod.length - dated.length;
    this.series = this.by === "type" ? byFamily(this.index) : byTarget(this.index, dated);
    this.drawn = range && bars(this.index, dated, range, this.series.of, this.series.names.length);
    this.title.textContent = `Timeline${this.drawn ? ` ${UNITS[this.drawn.unit]}` : ""}`;
    this.legends();
    this.note(undated, range);
    const handles = (): SVGElement[] => [...this.plot.querySelectorAll<SVGElement>(".handle")];
    const held = handles().findIndex((handle) => handle === document.activeElement);
    this.plot.replaceChildren(this.drawn ? this.picture(this.drawn, query) : h("p", { class: "quiet" }, "No date"));
    if (held >= 0) handles()[held]?.focus(); // the picture was drawn anew under the keys
    this.tabulate();
  }

  private legends(): void {
    const held = this.series.names.map((_, n) => this.drawn?.counts[n]?.some(Boolean) ?? false);
    this.legend.replaceChildren(
      ...this.series.names.flatMap((name, n) => (held[n] ? [h("li", { class: `s${n + 1}` }, name)] : [])),
    );
  }

  private note(undated: number, range: ReturnType<typeof span>): void {
    const parts: Node[] = [];
    const link = (text: string, change: (q: Query) => Query): HTMLElement =>
      h("button", { type: "button", class: "link", onclick: () => this.ask(change) }, text);
    const said = (...nodes: (Node | string)[]): void => void parts.push(h("span", {}, ...nodes));
    if (range?.before) {
      const until = iso((this.drawn?.edges[0] ?? range.first) - 1);
      said(link(`${range.before.toLocaleString("en")} earlier`, (q) => ({ ...q, since: "", until, page: 1, at: "" })));
    }
    if (range?.after) {
      const since = iso(this.drawn?.edges.at(-1) ?? range.last + 1);
      said(link(`${range.after.toLocaleString("en")} later`, (q) => ({ ...q, since, until: "", page: 1, at: "" })));
    }
    if (this.drawn?.coarse) said(`${this.drawn.coarse.toLocaleString("en")} dated less exactly than a ${this.drawn.unit}, not drawn`); // prettier-ignore
    if (undated) {
      const show = (q: Query): Query => ({ ...q, since: "", until: "", values: { ...q.values, without: ["date"] }, page: 1, at: "" }); // prettier-ignore
      said(`${undated.toLocaleString("en")} without a date (`, link("show", show), ")");
    }
    this.notes.replaceChildren(...parts);
  }

  private picture(b: Bars, query: Query): SVGElement {
    const height = Math.max(this.plot.clientHeight || 120, 90);
    const [from, to] = [b.edges[0] as number, b.edges.at(-1) as number];
    const inner = this.width - LEFT - RIGHT;
    const x = (day: number): number => LEFT + ((Math.min(Math.max(day, from), to) - from) / (to - from)) * inner;
    const totals = (b.counts[0] ?? []).map((_, n) => b.counts.reduce((sum, c) => sum + (c[n] ?? 0), 0));
    const most = Math.max(...totals, 4); // a single incident is no full bar
    const base = height - AXIS;
    const y = (count: number): number => base - (count / most) * (base - TOP);
    const svg = s("svg", { width: this.width, height, viewBox: `0 0 ${this.width} ${height}`, role: "group", "aria-label": this.spoken(b, totals) }); // prettier-ignore
    for (const count of new Set([most, Math.round(most / 2)])) {
      svg.append(s("line", { class: "grid", x1: LEFT, x2: this.width - RIGHT, y1: y(count), y2: y(count) }));
      svg.append(s("text", { class: "tick", x: LEFT - 5, y: y(count) + 4, "text-anchor": "end" }, text(count.toLocaleString("en")))); // prettier-ignore
    }
    for (const tick of ticks(b, Math.floor(this.width / 64))) {
      svg.append(s("line", { class: "mark", x1: x(tick.at), x2: x(tick.at), y1: base, y2: base + 4 }));
      if (x(tick.at) < this.width - 34) svg.append(s("text", { class: "tick", x: x(tick.at) + 2, y: height - 5 }, text(tick.text))); // prettier-ignore
    }
    const gap = inner / totals.length > 4 ? 1 : 0;
    const below = totals.map(() => 0);
    b.counts.forEach((counts, series) => {
      let d = "";
      counts.forEach((count, n) => {
        if (!count) return;
        const [left, right] = [x(b.edges[n] as number), x(b.edges[n + 1] as number) - gap];
        const bottom = below[n] as number;
        d += `M${left.toFixed(1)} ${y(bottom).toFixed(1)}H${right.toFixed(1)}V${y(bottom + count).toFixed(1)}H${left.toFixed(1)}Z`;
        below[n] = bottom + count;
      });
      if (d) svg.append(s("path", { class: `bars s${series + 1}`, d }));
    });
    svg.append(s("line", { class: "base", x1: LEFT, x2: this.width - RIGHT, y1: base, y2: base }));
    new Brush(svg, b, x, base, query, (since, until) => this.ask((q) => ({ ...q, since, until, page: 1, at: "" })));
    this.pointed(svg, b, totals);
    return svg;
  }

  private spoken(b: Bars, totals: readonly number[]): string {
    const most = totals.indexOf(Math.max(...totals));
    const peak = named(b.edges[most] ?? 0, b.unit);
    return `Incidents ${UNITS[b.unit]}, ${named(b.edges[0] ?? 0, b.unit)} to ${named(b.edges.at(-2) ?? 0, b.unit)}; most, ${totals[most] ?? 0}, ${peak}`;
  }

  /** What the pointed bar holds, in words. */
  private pointed(svg: SVGElement, b: Bars, totals: readonly number[]): void {
    svg.addEventListener("pointermove", (event) => {
      const at = (event as PointerEvent).clientX - svg.getBoundingClientRect().left - LEFT;
      const day = (b.edges[0] as number) + (at / (this.width - LEFT - RIGHT)) * ((b.edges.at(-1) as number) - (b.edges[0] as number)); // prettier-ignore
      const n = b.edges.findIndex((edge, i) => day >= edge && day < (b.edges[i + 1] ?? -1));
      if (n < 0) return;
      const parts = this.series.names.map((name, i) => [name, b.counts[i]?.[n] ?? 0] as const).filter(([, c]) => c);
      const what = parts.map(([name, c]) => `${name.toLowerCase()} ${c}`).join(", ");
      this.readout.textContent = `${named(b.edges[n] as number, b.unit)}: ${counted(totals[n] ?? 0, "incident")}${what && ` (${what})`}`;
    });
    svg.addEventListener("pointerleave", () => (this.readout.textContent = ""));
  }

  private tabulate(): void {
    this.table.querySelector("div")?.remove();
    const b = this.drawn;
    if (!b || !this.table.open) return;
    const shown = this.series.names.map((_, n) => n).filter((n) => b.counts[n]?.some(Boolean));
    const rows = b.edges.slice(0, -1).flatMap((edge, n) => {
      const counts = shown.map((series) => b.counts[series]?.[n] ?? 0);
      if (!counts.some(Boolean)) return [];
      return [h("tr", {}, h("th", { scope: "row" }, named(edge, b.unit)), ...counts.map((c) => h("td", { class: "number" }, c)))]; // prettier-ignore
    });
    const heads = shown.map((n) => h("th", { scope: "col", class: "number" }, this.series.names[n] ?? ""));
    const head = h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "When"), ...heads));
    const caption = h("caption", {}, "Steps without an incident are left out.");
    this.table.append(h("div", { class: "scroll" }, h("table", {}, caption, head, h("tbody", {}, ...rows))));
  }
}

const text = (value: string): Text => document.createTextNode(value);

function byFamily(index: Index): Series {
  const of = new Map(families.flatMap((family, n) => family.types.map((type) => [type, n])));
  return { names: families.map((f) => f.name), of: (i) => of.get(index.columns.type[i] ?? "") ?? families.length - 1 };
}

/** By the first target that a report names beside people; the five most frequent have a colour of their own. */
function byTarget(index: Index, rows: readonly number[]): Series {
  const first = (i: number): string => {
    const targets = index.columns.targets[i] ?? [];
    return targets.find((t) => t !== "civilians") ?? targets[0] ?? "";
  };
  const counts = new Map<string, number>();
  for (const i of rows) if (first(i)) counts.set(first(i), (counts.get(first(i)) ?? 0) + 1);
  const most = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, 4).map(([name]) => name); // prettier-ignore
  const at = new Map(most.map((name, n) => [name, n]));
  const names = [...most.map((name) => label(index, name)), "Other targets", "No target named"];
  return { names, of: (i) => (first(i) ? (at.get(first(i)) ?? most.length) : most.length + 1) };
}
