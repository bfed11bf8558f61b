// The overview: one filter, held in the address, for the list, the timeline and the map.
import { byId, announce, h } from "./lib/dom";
import { counted } from "./lib/words";
import { showChips, unknown } from "./overview/chips";
import { held, type Index } from "./overview/data";
import { save } from "./overview/download";
import { Facets } from "./overview/facets";
import { LISTED, List, pageOf } from "./overview/list";
import { MapView } from "./overview/mapview";
import { choose, readers, type Readers, type Result } from "./overview/match";
import { PlaceBox } from "./overview/placebox";
import { loadPlaces, placesReady } from "./overview/places";
import { address, narrowed, NOTHING, parse, toDay, type Query, type View } from "./overview/query";
import { loadTexts, textsReady } from "./overview/texts";
import { Timeline } from "./overview/timeline";

type How = "push" | "replace" | "join";
const NOUN = { event: "incident", toll: "running total", condition: "condition" } as const;

const AT_IT = ["site", "town", "region", "country", "unlocated"] as const; // all but near it

class Overview {
  private readonly main = byId("main");
  private readonly form = byId<HTMLFormElement>("filter");
  private readonly read: Readers;
  private readonly facets: Facets;
  private readonly list: List;
  private readonly timeline: Timeline;
  private readonly map: MapView;
  private query: Query;
  private result: Result | null = null;
  private joined = ""; // what the last entry of the history was made by: typing on is no new entry
  private turn = 0;

  constructor(private readonly index: Index) {
    this.read = readers(index);
    this.query = this.fromAddress();
    const ask = (change: (query: Query) => Query, how: How = "push"): void => void this.ask(change, how);
    this.facets = new Facets(this.form, index, ask);
    this.list = new List(byId("list"), index, ask);
    this.timeline = new Timeline(byId("timeline"), index, ask);
    this.map = new MapView(byId("map"), index, (id) => void this.point(id));
    new PlaceBox(byId<HTMLInputElement>("place"), index, (label) =>
      ask((q) => ({ ...q, places: [...new Set([...q.places, label])], page: 1, at: "" })),
    );
    this.words();
    this.dates();
    this.acts();
    this.tabs();
    byId<HTMLSelectElement>("sort").addEventListener("change", (event) => {
      const { sort } = parse(`sort=${(event.target as HTMLSelectElement).value}`);
      ask((q) => ({ ...q, sort, page: 1, at: "" }));
    });
    window.addEventListener("popstate", () => {
      const query = this.fromAddress();
      if (address(query) !== address(this.query)) void this.go(query); // a link within the page asks for nothing new
    });
    void this.go(this.query);
  }

  /** Change the query, and with it the address and all that is shown. */
  private async ask(change: (query: Query) => Query, how: How = "push", by = ""): Promise<void> {
    const before = this.query;
    const next = change(before);
    const text = address(next);
    if (text === address(before)) return;
    const place = `${location.pathname}${text ? `?${text}` : ""}`;
    const replaced = how === "replace" || (how === "join" && by === this.joined);
    if (how !== "replace") this.joined = by;
    if (replaced) history.replaceState(null, "", place);
    else history.pushState(null, "", place);
    this.query = next;
    if (how !== "replace") await this.go(next);
  }

  /** Point an incident out in the list. */
  private async point(id: string): Promise<void> {
    await this.ask((q) => ({ ...q, at: id, page: 1 }), "replace");
    if (this.result) this.listed(this.query, this.result);
  }

  private fromAddress(): Query {
    this.joined = "";
    return parse(location.search);
  }

  /** Show what a query gives, after what it needs is loaded. */
  private async go(query: Query): Promise<void> {
    this.query = query;
    const turn = ++this.turn;
    if (query.text && !textsReady()) await this.loading(loadTexts());
    else if (query.places.length && !placesReady()) await this.loading(loadPlaces());
    if (turn !== this.turn) return;
    const result = (this.result = choose(this.index, this.read, query));
    this.view(query.view);
    this.main.dataset["kind"] = query.kind;
    this.told(query, result);
    this.facets.show(query, result);
    showChips(byId("chips"), this.index, query, (change) => void this.ask(change));
    this.listed(query, result);
    this.boxes(query);
    window.setTimeout(() => {
      if (turn !== this.turn) return; // something else is asked already: the pictures wait for that
      this.timeline.show(query, result);
      this.map.show(query, result);
    });
  }

  private listed(query: Query, result: Result): void {
    const page = query.at && query.page === 1 ? (pageOf(this.index, result, query.at) ?? 1) : query.page;
    this.list.show({ ...query, page }, result, this.nothing(query));
  }

  private async loading(loaded: Promise<unknown>): Promise<void> {
    this.main.setAttribute("aria-busy", "true");
    try {
      await loaded;
    } catch (error) {
      announce(error instanceof Error ? error.message : "What the search needs could not be loaded");
    }
    this.main.removeAttribute("aria-busy");
  }

  /** The counts, and what stands outside of map and timeline. */
  private told(query: Query, result: Result): void {
    const all = counted(result.total, NOUN[query.kind]);
    const count = narrowed(query) ? `${result.rows.length.toLocaleString("en")} of ${all}` : all;
    if (byId("count").textContent !== count) byId("count").textContent = count;
    document.title = document.title.replace(/^.*?(?= · )/, count);
    const lacks = (number: number, what: "place" | "date"): Node[] => {
      const shown = query.values.without?.includes(what);
      if (!number || shown) return [];
      const show = (): void =>
        void this.ask((q) => ({ ...q, values: { ...q.values, without: [what] }, page: 1, at: "" }));
      const link = h("button", { type: "button", class: "link", onclick: show }, "show");
      return [h("span", {}, `${number.toLocaleString("en")} without a ${what} (`, link, ")")];
    };
    byId("lacking").replaceChildren(
      ...lacks(result.unplaced, "place"),
      ...lacks(result.undated, "date"),
      ...this.vague(query, result),
    );
    byId("download-count").textContent = counted(result.rows.length, NOUN[query.kind]);
    this.reviewed(query, result);
    const asked = [query.places, ...Object.values(query.values)].reduce((sum, held) => sum + held.length, 0);
    const chips = asked + Number(Boolean(query.text)) + Number(Boolean(query.since || query.until));
    byId("tab-set").textContent = chips ? String(chips) : "";
    document.getElementById("totals-line")?.toggleAttribute("hidden", query.kind === "condition");
  }

  /** In a server, the way to the claims of these incidents that wait for a person. */
  private reviewed(query: Query, result: Result): void {
    const link = document.getElementById("review-these");
    if (!link) return;
    const text = address({ ...query, sort: NOTHING.sort, view: NOTHING.view, page: 1, at: "" });
    link.setAttribute("href", text ? `review.html?${text}` : "review.html");
    link.toggleAttribute("hidden", !result.rows.length);
    byId("review-count").textContent = result.rows.length.toLocaleString("en");
  }

  /** What is known to be in a country and no closer, or only near what is asked for: one click leaves it out. */
  private vague(query: Query, result: Result): Node[] {
    if (query.values.precision?.length) return [];
    const only = (text: string, precision: readonly string[]): Node => {
      const ask = (): void => void this.ask((q) => ({ ...q, values: { ...q.values, precision }, page: 1, at: "" }));
      return h("span", {}, `${text} (`, h("button", { type: "button", class: "link", onclick: ask }, "leave out"), ")");
    };
    const said: Node[] = [];
    if (result.vague) said.push(only(`${result.vague.toLocaleString("en")} country only`, ["closer"]));
    if (result.near && query.places.length) said.push(only(`${result.near.toLocaleString("en")} only near`, AT_IT));
    return said;
  }

  private nothing(query: Query): Node {
    const [wrong] = unknown(this.index, query);
    if (wrong) {
      const take = (): void => void this.ask(wrong.without);
      const link = h("button", { type: "button", class: "link", onclick: take }, "Take it out");
      return h("p", { class: "empty" }, `There is ${wrong.said}. `, link);
    }
    const reset = (): void => void this.ask((q) => ({ ...NOTHING, kind: q.kind, sort: q.sort, view: q.view }));
    return h(
      "p",
      { class: "empty" },
      `No ${NOUN[query.kind]} in this ledger fits. `,
      h("button", { type: "button", class: "link", onclick: reset }, "Show all"),
    );
  }

  /** The boxes say what the query says, unless somebody types in them. */
  private boxes(query: Query): void {
    const put = (id: string, value: string): void => {
      const box = byId<HTMLInputElement>(id);
      if (box !== document.activeElement || box.type === "date") box.value = value;
    };
    put("q", query.text);
    put("from", query.since);
    put("to", query.until);
    byId<HTMLSelectElement>("sort").value = query.sort;
  }

  private words(): void {
    const box = byId<HTMLInputElement>("q");
    let timer = 0;
    const now = (): void => {
      window.clearTimeout(timer);
      void this.ask((q) => ({ ...q, text: box.value.trim(), page: 1, at: "" }), "join", "words");
    };
    box.addEventListener("focus", () => void loadTexts());
    box.addEventListener("input", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(now, 120);
    });
    box.addEventListener("change", now);
    box.addEventListener("blur", () => (this.joined = ""));
  }

  private dates(): void {
    const [from, to] = [byId<HTMLInputElement>("from"), byId<HTMLInputElement>("to")];
    const changed = (): void => {
      const [since, until] = [toDay(from.value, false), toDay(to.value, true)];
      const half = (text: string): boolean => text !== "" && text < "1000"; // a year of which the first digits are typed
      if (half(since) || half(until)) return;
      void this.ask((q) => ({ ...q, since, until, page: 1, at: "" }), "join", "dates");
    };
    from.addEventListener("change", changed);
    to.addEventListener("change", changed);
  }

  private acts(): void {
    this.form.addEventListener("submit", (event) => event.preventDefault());
    byId("copy-link").addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(location.href);
        announce("Link copied: it opens what you see");
      } catch {
        announce("Could not copy: the address of the page is the link");
      }
    });
    byId("download").addEventListener("click", (event) => {
      const format = (event.target as Element).closest<HTMLElement>("[data-format]")?.dataset["format"];
      if (format) save(this.index, this.query, this.result?.rows ?? [], format as "csv" | "geojson" | "json");
      if (format) byId<HTMLDetailsElement>("download").open = false;
    });
  }

  private tabs(): void {
    byId("tabs").addEventListener("click", (event) => {
      const view = (event.target as Element).closest<HTMLElement>("[data-view]")?.dataset["view"] as View | undefined;
      if (view) void this.ask((q) => ({ ...q, view }));
      if (view) window.scrollTo({ top: 0 });
    });
  }

  private view(view: View): void {
    this.main.dataset["view"] = view;
    for (const tab of byId("tabs").querySelectorAll<HTMLElement>("[data-view]")) {
      tab.setAttribute("aria-pressed", String(tab.dataset["view"] === view));
    }
  }

  /** Ids of what an address gives, in its order, all of them: for tests, and for the curious. */
  async select(search: string): Promise<string[]> {
    const query = parse(search);
    await Promise.all([loadPlaces(), loadTexts()]);
    return choose(this.index, this.read, query).rows.map((i) => this.index.columns.id[i] ?? "");
  }
}

const index = held().index;
if (index) Object.assign(held(), { overview: new Overview(index), listed: LISTED });
else document.documentElement.classList.remove("js"); // the page stands without the index
