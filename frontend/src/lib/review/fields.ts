// The values of a claim beside its words: shown, and edited with the codebook's vocabulary.
import { announce, h } from "../dom";
import type { Item, Value } from "./api";
import { STORES, words } from "./words";

const HINTS: Partial<Record<Value["control"], string>> = {
  figure: "5, 3-5, 5+, up to 5, or none",
  day: "2022-03-16, 2022-03-16..2022-03-18, 2022-03 or 2022",
  place: "a name; with its region where there are several: Kamianka, Cherkasy",
};

/** The values with the words that carry them; `lit` is told which one is looked at. */
export function shownValues(item: Item, lit: (name: string) => void): HTMLElement {
  const rows = item.values.map((v) => {
    const row = h(
      "div",
      { class: `value${v.mark ? " marked" : ""}`, tabindex: v.words.length ? 0 : false, "data-name": v.name },
      h("dt", {}, v.label),
      h("dd", {}, h("span", { class: "said" }, v.value), ...notes(v)),
    );
    for (const [on, off] of [
      ["mouseenter", "mouseleave"],
      ["focus", "blur"],
    ] as const) {
      row.addEventListener(on, () => lit(v.name));
      row.addEventListener(off, () => lit(""));
    }
    return row;
  });
  return h("dl", { class: "values" }, ...rows);
}

function notes(v: Value): HTMLElement[] {
  const out: HTMLElement[] = [];
  if (v.mark) out.push(h("span", { class: "chip chip-mark" }, v.mark));
  if (v.words.length) out.push(h("span", { class: "words small quiet" }, v.words.map((w) => `“${w}”`).join(", ")));
  if (v.machine) out.push(h("span", { class: "machine small" }, "The machine wrote: ", h("s", {}, v.machine)));
  return out;
}

export interface Draft {
  values: Record<string, string>;
  quotes: Record<string, string>;
  reason: string;
}
const stored = (item: Item): string => `harmledger-draft:${item.id}:${item.state}`;

/** A half-made edit of this claim, as it is kept in this browser. */
export function draftOf(item: Item): Draft | null {
  const text = localStorage.getItem(stored(item));
  return text ? (JSON.parse(text) as Draft) : null;
}
export const keepDraft = (item: Item, draft: Draft): void => localStorage.setItem(stored(item), JSON.stringify(draft));
export const forget = (item: Item): void => localStorage.removeItem(stored(item));

/** The form to correct a claim; what is typed is kept until it is stored or given up. */
export function editForm(
  item: Item,
  within: HTMLElement,
  save: (draft: Draft) => void,
  leave: () => void,
): HTMLElement {
  const before = draftOf(item);
  const fields = item.values.map((v) => new Field(v, before));
  const added: Field[] = [];
  const reason = h("input", { id: "edit-reason", name: "reason", maxlength: 2000, autocomplete: "off" });
  reason.value = before?.reason ?? "";
  const now = (): Draft => {
    const draft: Draft = { values: {}, quotes: {}, reason: reason.value.trim() };
    for (const field of [...fields, ...added]) field.into(draft);
    return draft;
  };
  const keep = () => {
    const draft = now();
    if (Object.keys(draft.values).length || draft.reason) localStorage.setItem(stored(item), JSON.stringify(draft));
    else forget(item);
  };
  const rows = h("div", { class: "edit-rows" }, ...fields.map((f) => f.row));
  const quick = (words.reasons["correct"] ?? []).map((text, at) =>
    h(
      "button",
      { type: "button", "data-reason": at + 1, onclick: () => ((reason.value = text), keep(), reason.focus()) },
      text,
    ),
  );
  const form = h(
    "form",
    { class: "edit", "aria-label": "Correct this claim", autocomplete: "off" },
    rows,
    newFigure(item, (field) => (added.push(field), rows.append(field.row), field.control.focus())),
    h(
      "div",
      { class: "why" },
      h("label", { for: "edit-reason" }, "Why is it changed?"),
      reason,
      h("div", { class: "quick-row" }, ...quick),
    ),
    h(
      "div",
      { class: "row" },
      h(
        "button",
        { type: "submit", class: "primary", "aria-keyshortcuts": "Control+Enter Meta+Enter" },
        "Store ",
        h("kbd", { "aria-hidden": "true" }, STORES),
      ),
      h("button", { type: "button", onclick: () => (forget(item), leave()) }, "Give up ", h("kbd", {}, "Esc")),
      h(
        "button",
        { type: "button", onclick: () => takeSelected(within, [...fields, ...added], keep) },
        "Selected words carry the value",
      ),
    ),
  );
  form.addEventListener("input", keep);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault(); // a button in focus is not pressed as well
      if (!event.repeat) form.requestSubmit();
    }
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    leave();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const draft = now();
    if (!Object.keys(draft.values).length) return announce("Nothing is changed yet");
    if (!draft.reason) {
      reason.focus();
      return announce("Say why it is changed");
    }
    save(draft);
  });
  return form;
}

let last: Field | null = null; // that was typed in, for words that are selected after it

class Field {
  readonly control: HTMLInputElement | HTMLSelectElement;
  readonly row: HTMLElement;
  private readonly quote = h("span", { class: "small quiet" });
  private words = "";
  private boxes: HTMLInputElement[] = [];

  constructor(
    private readonly v: Value,
    before: Draft | null,
  ) {
    const given = before?.values[v.name] ?? v.edit;
    const id = `edit-${v.name}`;
    this.control =
      v.control === "one" ? this.choice(id, given) : h("input", { id, placeholder: HINTS[v.control] ?? "" });
    this.control.value = given;
    this.setWords(before?.quotes[v.name] ?? "");
    const inner = v.control === "several" ? this.several(given) : this.control;
    const label =
      v.control === "several"
        ? h("span", { class: "label", id: `${id}-label` }, v.label)
        : h("label", { for: id }, v.label);
    const hint = v.mark ? h("span", { class: "chip chip-mark" }, v.mark) : "";
    this.row = h("div", { class: "edit-row" }, label, h("div", {}, inner, hint, this.quote));
    this.row.addEventListener("focusin", () => (last = this));
  }

  private choice(id: string, given: string): HTMLSelectElement {
    const options = (words.choices[this.v.name] ?? []).map(([value, text]) =>
      h("option", { value, selected: value === given }, text),
    );
    return h("select", { id }, ...options);
  }

  /** Check boxes; the control is the first of them, for focus. */
  private several(given: string): HTMLElement {
    const on = new Set(given.split(",").filter(Boolean));
    this.boxes = (words.choices[this.v.name] ?? []).map(([value]) =>
      h("input", { type: "checkbox", value, checked: on.has(value) }),
    );
    const texts = words.choices[this.v.name] ?? [];
    return h(
      "div",
      { class: "boxes", role: "group", "aria-labelledby": `edit-${this.v.name}-label` },
      ...this.boxes.map((box, at) => h("label", {}, box, " ", texts[at]?.[1].split(":")[0] ?? "")),
    );
  }

  private get given(): string {
    return this.boxes.length
      ? this.boxes
          .filter((b) => b.checked)
          .map((b) => b.value)
          .join(",")
      : this.control.value.trim();
  }

  setWords(text: string): void {
    this.words = text;
    this.quote.textContent = text ? `“${text}”` : "";
  }

  into(draft: Draft): void {
    const same = this.boxes.length
      ? [...this.given.split(",")].sort().join() === [...this.v.edit.split(",")].sort().join()
      : this.given === this.v.edit;
    if (same) return;
    draft.values[this.v.name] = this.given || "none";
    if (this.words) draft.quotes[this.v.name] = this.words;
  }
}

function takeSelected(within: HTMLElement, fields: Field[], keep: () => void): void {
  const chosen = document.getSelection();
  const text = chosen?.toString().trim() ?? "";
  if (!text || !chosen?.anchorNode || !within.contains(chosen.anchorNode))
    return announce("First select words in the report");
  const field = last && fields.includes(last) ? last : fields[0];
  field?.setWords(text);
  keep();
  announce(`“${text}” carries the value`);
}

/** A way to add a figure that the machine did not read. */
function newFigure(item: Item, add: (field: Field) => void): HTMLElement {
  const outcome = h("select", { "aria-label": "Outcome" }, ...words.outcomes.map((o) => h("option", { value: o }, o)));
  const victims = h(
    "select",
    { "aria-label": "Of whom" },
    ...words.victims.map((o) => h("option", { value: o }, o.replaceAll("_", " "))),
  );
  victims.value = "people";
  const button = h("button", { type: "button" }, "Add a figure");
  button.addEventListener("click", () => {
    const name = `${outcome.value}.${victims.value}`;
    if (item.values.some((v) => v.name === name)) return announce("There is such a figure already");
    const label = outcome.value + (victims.value === "people" ? "" : ` (${victims.value.replaceAll("_", " ")})`);
    add(
      new Field(
        { name, label, value: "", edit: "", control: "figure", words: [], basis: "", mark: "", machine: "" },
        null,
      ),
    );
  });
  return h("div", { class: "row add-figure" }, outcome, victims, button);
}
