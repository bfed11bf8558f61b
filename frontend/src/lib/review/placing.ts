// Which claims stand together: another incident to join with, and claims to split off.
import { announce, h } from "../dom";
import { api, type Case, type Item, type Near } from "./api";
import { sideBySide } from "./side";
import { complain, keyed } from "./words";

/** Chooses an incident to join with, by what lies near or by its id, and shows both accounts side by side. */
export class Joining {
  readonly element: HTMLElement;
  private readonly list = h("ol", { class: "near" });
  private readonly view = h("div", { class: "beside", "aria-live": "polite" });
  private readonly alone = h("input", { type: "checkbox", id: "alone" });
  private chosen: Near | null = null;

  constructor(
    private readonly claim: Item,
    private readonly incident: string,
    back: () => void,
    store: (other: string, alone: boolean) => Promise<void>,
  ) {
    const field = h("input", { id: "other", placeholder: "id of an incident", autocomplete: "off" });
    const form = h(
      "form",
      { class: "row" },
      h("label", { for: "other" }, "Or another incident"),
      field,
      h("button", { type: "submit" }, "Look"),
    );
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      try {
        const found = await api.one(field.value.trim());
        if (found.incident)
          await this.look({
            id: found.incident,
            headline: found.headline,
            claim: found.waits[0] ?? "",
            km: null,
            days: null,
          });
      } catch (error) {
        complain(error);
      }
    });
    const same = () =>
      this.chosen ? void store(this.chosen.id, this.alone.checked) : announce("Choose an incident first");
    this.element = h(
      "section",
      { class: "placing", "aria-label": "Join" },
      h("h3", {}, "Which incident is it one with?"),
      this.list,
      form,
      this.view,
      h("label", { class: "row" }, this.alone, " Only this claim belongs there, not the whole incident"),
      h(
        "div",
        { class: "acts", role: "toolbar", "aria-label": "Decide" },
        keyed("Same event", "same", same, { class: "primary" }),
        keyed("Not the same", "different", back),
        keyed("Back", "join", back),
      ),
    );
  }

  begin(bind: () => void): void {
    bind();
    api
      .near(this.incident)
      .then(async (found) => {
        this.list.replaceChildren(...found.map((near) => this.row(near)));
        if (!found.length)
          this.list.append(h("li", { class: "quiet" }, "No incident of about the same day lies near."));
        if (!this.element.contains(document.activeElement)) this.list.querySelector<HTMLElement>("button")?.focus();
        if (found[0] && !this.chosen) await this.look(found[0]);
      })
      .catch(complain);
  }

  private row(near: Near): HTMLElement {
    const far = [
      near.days === null ? "date not known" : near.days === 0 ? "same day" : `${near.days} days apart`,
      near.km === null ? "place not located" : near.km < 1 ? "same place" : `${near.km} km away`,
    ];
    return h(
      "li",
      {},
      h(
        "button",
        { type: "button", "data-id": near.id, "aria-pressed": "false", onclick: () => void this.look(near) },
        near.headline,
      ),
      h("span", { class: "small quiet" }, ` ${far.join(", ")}`),
    );
  }

  private async look(near: Near): Promise<void> {
    this.chosen = near;
    for (const button of this.list.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String(button.dataset["id"] === near.id));
    try {
      const both = await api.beside(this.claim.id, near.claim);
      if (this.chosen === near) this.view.replaceChildren(h("h3", {}, near.headline), sideBySide(both));
    } catch (error) {
      complain(error);
    }
  }
}

/** Chooses the claims that are another incident than the rest. */
export function splitChoice(
  claim: Item,
  found: Case,
  back: () => void,
  store: (ids: string[]) => Promise<void>,
): HTMLElement {
  const view = h("div", { class: "beside" });
  const boxes = found.told.map((t) => {
    const input = h("input", { type: "checkbox", value: t.id, checked: t.id === claim.id });
    return h(
      "li",
      {},
      h(
        "label",
        {},
        input,
        " ",
        t.what,
        h("span", { class: "small quiet" }, ` ${t.source} · ${t.outlet || t.document}, ${t.published}`),
      ),
    );
  });
  const list = h("ol", { class: "near" }, ...boxes);
  const chosen = (): string[] => [...list.querySelectorAll<HTMLInputElement>("input:checked")].map((box) => box.value);
  const show = () => {
    const ids = chosen();
    const rest = found.told.find((t) => !ids.includes(t.id));
    if (ids[0] && rest) api.beside(rest.id, ids[0]).then((both) => view.replaceChildren(sideBySide(both)), complain);
    else view.replaceChildren();
  };
  list.addEventListener("change", show);
  show();
  const go = () => {
    const ids = chosen();
    if (ids.length && ids.length < found.told.length) void store(ids);
    else announce("Choose some of the claims, not all");
  };
  return h(
    "section",
    { class: "placing", "aria-label": "Split" },
    h("h3", {}, "Which claims are another incident than the rest?"),
    list,
    view,
    h(
      "div",
      { class: "acts", role: "toolbar", "aria-label": "Decide" },
      keyed("Split these off", "different", go, { class: "primary" }),
      keyed("All one event", "same", back),
      keyed("Back", "split", back),
    ),
  );
}
