// Which claims stand together: another incident to join with, and claims to split off.
import { announce, h } from "../dom";
import { api, Refused, type Case, type Item, type Near } from "./api";
import { sideBySide } from "./side";
import { complain, keyed } from "./words";

/** Chooses an incident to join with, by what lies near or by its id, and shows both accounts side by side. */
export class Joining {
  readonly element: HTMLElement;
  private readonly list = h("ol", { class: "near" });
  private readonly view = h("div", { class: "beside", "aria-live": "polite" });
  private readonly alone = h("input", { type: "checkbox", id: "alone" });
  private chosen: Near | null = null; // that is shown beside the claim
  private looks = 0; // at one after the other: what loads later than the last is not shown

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
      if (!(await this.look(named(field.value.trim()), true))) field.focus();
    });
    const same = () => {
      if (this.chosen) void store(this.chosen.id, this.alone.checked);
      else announce(this.view.hasAttribute("aria-busy") ? "It still loads" : "Choose an incident first");
    };
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
        if (found[0] && !this.looks) await this.look(found[0]);
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

  private press(id: string): void {
    for (const button of this.list.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String(button.dataset["id"] === id));
  }

  /** Shows an incident beside the claim, and goes there; false where it could not be shown. */
  private async look(wanted: Near | Promise<Near>, go = false): Promise<boolean> {
    const mine = ++this.looks;
    const title = h("h3", { tabindex: -1 }, "Loading …");
    this.press("");
    this.chosen = null; // a key that is pressed meanwhile does not mean the one before
    this.view.setAttribute("aria-busy", "true");
    this.view.replaceChildren(title);
    if (go) title.focus(); // out of the field, that keys are heard again
    try {
      const near = await wanted;
      const both = await api.beside(this.claim.id, near.claim);
      if (mine !== this.looks) return true;
      this.press(near.id);
      title.textContent = near.headline;
      this.view.append(sideBySide(both));
      this.chosen = near;
      if (go && document.activeElement === title) title.scrollIntoView({ block: "start" });
      return true;
    } catch (error) {
      if (mine !== this.looks) return true;
      this.view.replaceChildren();
      complain(error);
      return false;
    } finally {
      if (mine === this.looks) this.view.removeAttribute("aria-busy");
    }
  }
}

/** An incident by its id, or by that of a claim in it. */
async function named(id: string): Promise<Near> {
  const { incident, headline, waits, told } = await api.one(id);
  if (!incident) throw new Refused(404, `${id} stands in no incident: give the id of an incident`);
  return { id: incident, headline, claim: waits[0] ?? told[0]?.id ?? "", km: null, days: null };
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
