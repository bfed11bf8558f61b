// The filter's own fields: values to tick, with how many incidents each would give beside what else is asked.
import { h } from "../lib/dom";
import type { Index } from "./data";
import { settled } from "./known";
import type { Result } from "./match";
import { FIELDS, type Field, type Kind, type Query } from "./query";

type Ask = (change: (query: Query) => Query) => void;
const MANY = 14; // values from which a list gets a box to find one

interface Box {
  readonly field: Field;
  readonly input: HTMLInputElement;
  readonly count: HTMLElement;
  readonly row: HTMLElement;
}

/** The facets that the page brings, brought to life. */
export class Facets {
  private readonly boxes: Box[] = [];
  private readonly details: HTMLDetailsElement[];

  constructor(
    private readonly form: HTMLElement,
    private readonly index: Index,
    ask: Ask,
  ) {
    this.details = [...form.querySelectorAll<HTMLDetailsElement>("details.facet")];
    for (const set of form.querySelectorAll<HTMLFieldSetElement>("fieldset[data-field]")) this.adopt(set, ask);
    for (const details of this.details) details.addEventListener("toggle", () => this.only(details));
    document.addEventListener("click", (event) => {
      if (!(event.target as Element).closest("details.facet")) this.close();
    });
    form.addEventListener("keydown", (event) => {
      const open = this.details.find((d) => d.open && d.contains(document.activeElement));
      if (event.key !== "Escape" || !open) return;
      open.open = false;
      open.querySelector("summary")?.focus();
      event.stopPropagation();
    });
  }

  /** Close every list of values. */
  close(): void {
    for (const details of this.details) if (!stacked()) details.open = false;
  }

  /** Show what is asked for and how many there would be. */
  show(query: Query, result: Result): void {
    const most = new Map<Field, number>();
    for (const { field, input } of this.boxes) {
      most.set(field, Math.max(most.get(field) ?? 1, result.facets[field].get(input.value) ?? 0));
    }
    const asked = (field: Field): string[] =>
      (query.values[field] ?? []).map((v) => settled(this.index, field, v) ?? v);
    for (const { field, input, count, row } of this.boxes) {
      const found = result.facets[field].get(input.value) ?? 0;
      input.checked = asked(field).includes(input.value);
      count.textContent = found.toLocaleString("en");
      row.classList.toggle("nothing", found === 0 && !input.checked);
      row.style.setProperty("--share", String(found / (most.get(field) ?? 1)));
    }
    for (const radio of this.form.querySelectorAll<HTMLInputElement>('input[name="kind"]')) {
      radio.checked = radio.value === query.kind;
    }
    for (const details of this.details) {
      const badge = details.querySelector(".set");
      const on = details.querySelectorAll("input[type=checkbox]:checked").length;
      if (badge) badge.textContent = on ? String(on) : "";
      details.classList.toggle(
        "on",
        on > 0 || (Boolean(details.querySelector("[name=kind]")) && query.kind !== "event"),
      );
    }
  }

  private adopt(set: HTMLFieldSetElement, ask: Ask): void {
    const field = set.dataset["field"] as Field | "kind";
    if (field === "kind") {
      set.addEventListener("change", (event) => {
        const kind = (event.target as HTMLInputElement).value as Kind;
        ask((query) => ({ ...query, kind, page: 1, at: "" }));
      });
      return;
    }
    if (!FIELDS.includes(field)) return;
    const rows = [...set.querySelectorAll<HTMLElement>("label")];
    for (const row of rows) {
      const input = row.querySelector<HTMLInputElement>("input");
      const count = row.querySelector<HTMLElement>(".count");
      if (input && count) this.boxes.push({ field, input, count, row });
    }
    set.addEventListener("change", (event) => {
      const { value, checked, type } = event.target as HTMLInputElement;
      if (type === "checkbox") ask((query) => ticked(spelt(this.index, query, field), field, value, checked));
    });
    if (rows.length > MANY) set.querySelector("legend")?.after(finder(set, rows));
  }

  private only(open: HTMLDetailsElement): void {
    if (!open.open || stacked()) return;
    for (const other of this.details) if (other !== open) other.open = false;
    const options = open.querySelector<HTMLElement>(".options");
    if (options) open.classList.toggle("flip", options.getBoundingClientRect().right > window.innerWidth - 4);
  }
}

/** Whether the lists of values stand below each other, as on a phone, instead of opening over the page. */
const stacked = (): boolean => window.matchMedia("(max-width: 52rem)").matches;

/** The query with the values of a field as the vocabulary writes them. */
const spelt = (index: Index, query: Query, field: Field): Query => {
  const held = query.values[field]?.map((value) => settled(index, field, value) ?? value);
  return held ? { ...query, values: { ...query.values, [field]: held } } : query;
};

/** The query with one value of a field more or less. */
export function ticked(query: Query, field: Field, value: string, on: boolean): Query {
  const held = (query.values[field] ?? []).filter((v) => v !== value);
  const values = { ...query.values, [field]: on ? [...held, value] : held };
  if (!values[field]?.length) delete values[field];
  return { ...query, values, page: 1, at: "" };
}

/** A box that leaves only the values that hold what is typed. */
function finder(set: HTMLElement, rows: readonly HTMLElement[]): HTMLElement {
  const find = (event: Event): void => {
    const typed = (event.target as HTMLInputElement).value.trim().toLowerCase();
    for (const row of rows) row.hidden = !(row.querySelector(".name")?.textContent ?? "").toLowerCase().includes(typed);
    event.stopPropagation();
  };
  const legend = set.querySelector("legend")?.textContent ?? "";
  const box = h("input", { type: "search", class: "finder", placeholder: "Find", "aria-label": `Find in ${legend}` });
  box.addEventListener("input", find);
  box.addEventListener("change", (event) => event.stopPropagation());
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  return box;
}
