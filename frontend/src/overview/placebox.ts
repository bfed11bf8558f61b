// A box to find a place by any spelling: the WAI-ARIA pattern of an editable combobox with a list.
import { h } from "../lib/dom";
import type { Index } from "./data";
import { loadPlaces, placesReady, suggest, type Suggestion } from "./places";

const MOST = 9;
const KIND = { place: "", region: "region", country: "country" } as const;

export class PlaceBox {
  private readonly list = h("ul", { id: "place-list", role: "listbox", "aria-label": "Places", hidden: true });
  private readonly counts = new Map<string, number>();
  private shown: Suggestion[] = [];
  private active = -1;

  constructor(
    private readonly input: HTMLInputElement,
    index: Index,
    private readonly choose: (label: string) => void,
  ) {
    index.columns.place.forEach((place, i) => {
      if (place < 0 || index.columns.kind[i] !== "event") return;
      const at = index.places.spot[place] ?? "";
      this.counts.set(at, (this.counts.get(at) ?? 0) + 1);
    });
    input.value = "";
    input.removeAttribute("name");
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "place-list" }; // prettier-ignore
    for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
    input.after(this.list);
    input.addEventListener("focus", () => void loadPlaces());
    input.addEventListener("input", () => void this.typed());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
    this.list.addEventListener("click", (event) => {
      const row = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (row) this.take(Number(row.dataset["n"]));
    });
  }

  private async typed(): Promise<void> {
    if (!placesReady()) await loadPlaces();
    const text = this.input.value.trim();
    this.shown = text ? suggest(text, this.counts, MOST) : [];
    this.active = -1;
    this.draw(text);
  }

  private draw(text: string): void {
    const rows = this.shown.map(({ item, count, spelt }, n) =>
      h(
        "li",
        { role: "option", id: `place-${n}`, "data-n": n, "aria-selected": String(n === this.active) },
        h("span", { class: "name" }, item.label.replace(/ \(region\)$/, "")),
        h(
          "span",
          { class: "within" },
          [KIND[item.kind], item.within].filter(Boolean).join(", "),
          spelt && ` · as “${spelt}”`,
        ),
        h("span", { class: "count" }, count.toLocaleString("en")),
      ),
    );
    const none = text && !rows.length ? [h("li", { class: "none", role: "presentation" }, "No place of this name in the ledger")] : []; // prettier-ignore
    this.list.replaceChildren(...rows, ...none);
    this.list.hidden = !text;
    this.input.setAttribute("aria-expanded", String(rows.length > 0));
    this.point(this.active);
  }

  private point(n: number): void {
    this.active = n;
    for (const [i, row] of [...this.list.children].entries()) row.setAttribute("aria-selected", String(i === n));
    if (n >= 0) this.input.setAttribute("aria-activedescendant", `place-${n}`);
    else this.input.removeAttribute("aria-activedescendant");
    if (n >= 0) this.list.children[n]?.scrollIntoView({ block: "nearest" });
  }

  private key(event: KeyboardEvent): void {
    const last = this.shown.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (this.list.hidden && this.input.value.trim()) void this.typed();
      if (last < 0) return;
      if (event.key === "ArrowDown") this.point(this.active >= last ? 0 : this.active + 1);
      else this.point(this.active <= 0 ? last : this.active - 1);
      event.preventDefault();
    } else if (event.key === "Enter") {
      event.preventDefault();
      void this.enter();
    } else if (event.key === "Escape" && !this.list.hidden) {
      this.close();
      event.stopPropagation();
    } else if (event.key === "Escape") {
      this.input.value = "";
    }
  }

  /** The suggestion that is pointed at, else the first, else the words as they stand. */
  private async enter(): Promise<void> {
    const text = this.input.value.trim();
    if (!text) return;
    if (!placesReady() || !this.shown.length) await this.typed();
    if (this.shown.length) this.take(Math.max(this.active, 0));
    else this.done(text);
  }

  private take(n: number): void {
    const item = this.shown[n]?.item;
    if (item) this.done(item.label);
  }

  private done(label: string): void {
    this.input.value = "";
    this.shown = [];
    this.close();
    this.choose(label);
  }

  private close(): void {
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}
