// The list: a table of what fits, a hundred rows at a time, walked with the arrow keys.
import { h, root } from "../lib/dom";
import { doers, toll, what, when, where } from "../lib/listing";
import { counted } from "../lib/words";
import type { Index } from "./data";
import type { Result } from "./match";
import type { Query } from "./query";

export const LISTED = 100;
type Ask = (change: (query: Query) => Query, how?: "replace") => void;

/** How many rows stand before the page that holds an incident; null where it is not among the rows. */
export function pageOf(index: Index, result: Result, id: string): number | null {
  const at = result.rows.findIndex((i) => index.columns.id[i] === id);
  return at < 0 ? null : Math.floor(at / LISTED) + 1;
}

export class List {
  private readonly body: HTMLElement;
  private readonly range: HTMLElement;
  private readonly pager: HTMLElement;

  constructor(
    private readonly section: HTMLElement,
    private readonly index: Index,
    private readonly ask: Ask,
  ) {
    this.body = section.querySelector("#list-body") as HTMLElement;
    this.range = section.querySelector("#range") as HTMLElement;
    this.pager = section.querySelector("#pager") as HTMLElement;
    this.body.addEventListener("keydown", (event) => this.key(event));
    this.body.addEventListener("focusin", (event) => this.point(event.target as Element));
  }

  /** Show the part of the rows that the query names. */
  show(query: Query, result: Result, empty: Node): void {
    const pages = Math.max(Math.ceil(result.rows.length / LISTED), 1);
    const page = Math.min(query.page, pages);
    const start = (page - 1) * LISTED;
    const rows = result.rows.slice(start, start + LISTED);
    const last = start + rows.length;
    this.range.textContent = rows.length
      ? `${(start + 1).toLocaleString("en")}–${last.toLocaleString("en")} of ${result.rows.length.toLocaleString("en")}`
      : "";
    this.body.replaceChildren(rows.length ? this.table(rows, query.at) : empty);
    this.body.scrollTop = 0;
    this.turn(page, pages);
    if (query.at) this.reveal(query.at);
  }

  /** Bring the row of an incident into view. */
  reveal(id: string): void {
    for (const row of this.body.querySelectorAll("tr.at")) row.classList.remove("at");
    const row = document.getElementById(`row-${id}`);
    row?.classList.add("at");
    if (row) this.body.scrollTop = row.offsetTop - this.body.clientHeight / 3;
  }

  private table(rows: readonly number[], at: string): HTMLElement {
    const number = { scope: "col", class: "number" };
    return h(
      "table",
      { class: "incidents" },
      h("caption", { class: "visually-hidden" }, "What reports say happened, one row an incident"),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("th", { scope: "col" }, "Date"),
          h("th", { scope: "col" }, "What and where, as reported"),
          h("th", number, "Killed"),
          h("th", number, "Injured"),
          h("th", { scope: "col" }, "Grade"),
        ),
      ),
      h("tbody", { id: "rows" }, ...rows.map((i) => this.row(i, at))),
    );
  }

  private row(i: number, at: string): HTMLElement {
    const c = this.index.columns;
    const id = c.id[i] ?? "";
    const grade = c.grade[i];
    const by = doers(this.index, i);
    const sources = told(c.sources[i] ?? 0, c.reports[i] ?? 0);
    const contested = Boolean(c.contested[i]) && grade !== "contested";
    return h(
      "tr",
      { id: `row-${id}`, class: id === at ? "at" : null },
      h("td", { class: "date" }, when(this.index, i), ...hint(c.day_of_report[i] ? "report’s date" : "")),
      h(
        "th",
        { scope: "row" },
        h("a", { href: `${root()}incident/${id}.html`, "data-id": id }, what(this.index, i)),
        " ",
        h("span", { class: "where" }, where(this.index, i)),
        " ",
        h("span", { class: "doers" }, by && `by ${by} · `, sources),
      ),
      h("td", { class: "number" }, said(toll(c.killed[i]))),
      h("td", { class: "number" }, said(toll(c.injured[i]))),
      h(
        "td",
        { class: "standing" },
        grade && h("span", { class: `badge grade-${grade}` }, grade),
        contested && " ",
        contested && h("span", { class: "badge grade-contested" }, "contested"),
      ),
    );
  }

  private turn(page: number, pages: number): void {
    const go = (to: number): void => {
      this.ask((query) => ({ ...query, page: to, at: "" }));
      this.body.querySelector<HTMLElement>("tbody a")?.focus({ preventScroll: true });
      this.section.scrollIntoView({ block: "nearest" });
    };
    const button = (text: string, to: number, shown: boolean): HTMLElement =>
      h("button", { type: "button", disabled: !shown, onclick: () => go(to) }, text);
    this.pager.replaceChildren(
      ...(pages > 1
        ? [
            button("Before", page - 1, page > 1),
            h("span", { class: "small quiet" }, `${page} of ${pages}`),
            button("Next", page + 1, page < pages),
          ]
        : []),
    );
  }

  private key(event: KeyboardEvent): void {
    const links = [...this.body.querySelectorAll<HTMLElement>("tbody th a")];
    const now = links.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: links.length - 1 }[event.key];
    if (now < 0 || to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (to >= links.length) this.pager.querySelector<HTMLElement>("button:last-of-type:not(:disabled)")?.click();
    else links[Math.max(to, 0)]?.focus();
  }

  /** The row that has the focus stands in the address, so that "back" finds it again. */
  private point(target: Element): void {
    const id = target.closest<HTMLElement>("a[data-id]")?.dataset["id"];
    if (!id) return;
    for (const row of this.body.querySelectorAll("tr.at")) row.classList.remove("at");
    target.closest("tr")?.classList.add("at");
    this.ask((query) => ({ ...query, at: id }), "replace");
  }
}

const hint = (text: string): Node[] => (text ? [document.createTextNode(" "), h("span", { class: "hint" }, text)] : []);

/** By how many it is told: reports too where they are more than the sources. */
const told = (sources: number, reports: number): string =>
  counted(sources, "source") + (reports === sources ? "" : `, ${counted(reports, "report")}`);

/** A figure, or that none is told: a dash for the eye, words for the ear. */
const said = (text: string): Node =>
  text
    ? document.createTextNode(text)
    : h("span", { class: "none" }, h("span", { class: "visually-hidden" }, "none reported"));
