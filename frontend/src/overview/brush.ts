// The chosen period on the timeline: two handles over the bars, by pointer, finger or key.
import { iso, named, number, type Bars } from "./bins";
import type { Query } from "./query";
import { s } from "./svg";

/** The chosen period over the bars: two handles and what lies outside dimmed. */
export class Brush {
  private readonly shades: SVGElement[];
  private readonly handles: SVGElement[];
  private range: [number, number]; // numbers of edges
  private exact: [number, number] | null; // days where the period does not begin and end with bars
  private readonly set: boolean;

  constructor(
    svg: SVGElement,
    private readonly b: Bars,
    private readonly x: (day: number) => number,
    private readonly base: number,
    query: Query,
    private readonly chosen: (since: string, until: string) => void,
  ) {
    this.set = Boolean(query.since || query.until);
    const from = query.since ? number(query.since) : -Infinity;
    const to = query.until ? number(query.until) : Infinity;
    const last = b.edges.length - 1;
    const firstEdge = b.edges.findIndex((e) => e > from);
    const lastEdge = b.edges.findIndex((e) => e > to);
    this.range = [Math.max((firstEdge < 0 ? last : firstEdge) - 1, 0), lastEdge < 0 ? last : lastEdge];
    const [first, end] = [b.edges[0] as number, b.edges[last] as number];
    this.exact = [Math.min(Math.max(from, first), end), Math.max(Math.min(to + 1, end), first)];
    this.shades = [0, 1].map(() => s("rect", { class: "shade", y: 0, height: base }));
    this.handles = [0, 1].map((end) => this.handle(end as 0 | 1));
    const cover = s("rect", { class: "cover", x: x(b.edges[0] as number), y: 0, width: x(b.edges[last] as number) - x(b.edges[0] as number), height: base }); // prettier-ignore
    svg.append(...this.shades, cover, ...this.handles);
    this.drag(svg, cover);
    this.place();
  }

  private place(): void {
    const days = this.exact ?? (this.range.map((n) => this.b.edges[n] as number) as [number, number]);
    const [from, to] = [this.x(days[0]), this.x(days[1])];
    const ends = [this.x(this.b.edges[0] as number), this.x(this.b.edges.at(-1) as number)] as const;
    this.shades[0]?.setAttribute("x", String(ends[0]));
    this.shades[0]?.setAttribute("width", String(Math.max(from - ends[0], 0)));
    this.shades[1]?.setAttribute("x", String(to));
    this.shades[1]?.setAttribute("width", String(Math.max(ends[1] - to, 0)));
    this.handles.forEach((handle, end) => {
      handle.setAttribute("transform", `translate(${end ? to : from} 0)`);
      handle.setAttribute("aria-valuenow", String(this.range[end]));
      handle.setAttribute("aria-valuetext", named(end ? days[1] - 1 : days[0], "day"));
    });
  }

  private handle(end: 0 | 1): SVGElement {
    const made = s(
      "g",
      { class: "handle", role: "slider", tabindex: 0, "aria-label": end ? "Last day shown" : "First day shown", "aria-valuemin": 0, "aria-valuemax": this.b.edges.length - 1 }, // prettier-ignore
      s("rect", { class: "grip", x: -9, y: 0, width: 18, height: this.base }),
      s("line", { x1: 0, x2: 0, y1: 0, y2: this.base }),
      s("rect", { class: "knob", x: -3, y: this.base / 2 - 9, width: 6, height: 18, rx: 3 }),
    );
    made.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10, Home: -1e6, End: 1e6 }[event.key]; // prettier-ignore
      if (step === undefined) return;
      event.preventDefault();
      const [low, high] = end ? [this.range[0] + 1, this.b.edges.length - 1] : [0, this.range[1] - 1];
      this.range[end] = Math.min(Math.max(this.range[end] + step, low), high);
      this.done();
    });
    return made;
  }

  private drag(svg: SVGElement, cover: SVGElement): void {
    const edge = (event: PointerEvent): number => {
      const at = event.clientX - svg.getBoundingClientRect().left;
      let best = 0;
      this.b.edges.forEach((e, n) => {
        if (Math.abs(this.x(e) - at) < Math.abs(this.x(this.b.edges[best] as number) - at)) best = n;
      });
      return best;
    };
    const bar = (event: PointerEvent): number => {
      const at = event.clientX - svg.getBoundingClientRect().left;
      return Math.max(this.b.edges.findIndex((e) => this.x(e) > at) - 1, 0);
    };
    let held: { x: number; fixed: number; moved: boolean; before: [number, number] } | null = null;
    const down = (event: PointerEvent, fixed: number, target: SVGElement): void => {
      if (event.button) return;
      held = { x: event.clientX, fixed, moved: false, before: [...this.range] };
      target.setPointerCapture(event.pointerId);
    };
    const move = (event: PointerEvent): void => {
      if (!held || (!held.moved && Math.abs(event.clientX - held.x) < 4)) return;
      held.moved = true;
      const to = edge(event);
      this.exact = null;
      this.range = [Math.min(held.fixed, to), Math.max(held.fixed, to)];
      if (this.range[0] === this.range[1]) this.range[this.range[1] < this.b.edges.length - 1 ? 1 : 0] += this.range[1] < this.b.edges.length - 1 ? 1 : -1; // prettier-ignore
      this.place();
    };
    const up = (event: PointerEvent): void => {
      if (!held) return;
      const { moved, before } = held;
      held = null;
      if (moved) this.done();
      else if (event.currentTarget === cover) {
        const n = bar(event);
        const same = this.set && before[0] === n && before[1] === n + 1;
        this.range = same ? [0, this.b.edges.length - 1] : [n, n + 1];
        this.done();
      }
    };
    const cancel = (): void => {
      if (held) this.range = held.before;
      held = null;
      this.place();
    };
    cover.addEventListener("pointerdown", (event) => down(event, edge(event), cover));
    this.handles.forEach((handle, end) =>
      handle.addEventListener("pointerdown", (event) => down(event, this.range[1 - end] as number, handle)),
    );
    for (const target of [cover, ...this.handles]) {
      target.addEventListener("pointermove", move);
      target.addEventListener("pointerup", up);
      target.addEventListener("pointercancel", cancel);
    }
  }

  /** The period of the range; open at an end that is the axis's own. */
  private done(): void {
    const [from, to] = this.range;
    const since = from > 0 ? iso(this.b.edges[from] as number) : "";
    const until = to < this.b.edges.length - 1 ? iso((this.b.edges[to] as number) - 1) : "";
    this.exact = null;
    this.place();
    this.chosen(since, until);
  }
}
