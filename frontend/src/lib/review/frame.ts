// The frame of a case: what it is about, why it waits, and the buttons.
import { h } from "../dom";
import type { Case, Item } from "./api";
import { evidence, light, others } from "./evidence";
import { draftOf, shownValues } from "./fields";
import { keyed, keyOf } from "./words";

/** How a claim stands among the others of its case, and what its buttons do. */
interface Among {
  open: string[]; // claims that are still to be decided on
  listed: boolean; // whether every claim of the incident is on the page
  undoable: boolean;
  run: Record<string, () => void>;
  step: (by: number) => void;
  choose: (claim: string) => void;
  list: () => void;
}

/** A claim: what it is about, evidence left and values right, and the buttons. */
export function claimView(found: Case, claim: Item, among: Among): HTMLElement[] {
  const left = h("section", { class: "left", "aria-label": "Evidence" }, evidence(claim), contested(found));
  if (found.incident) left.append(others(found.told, claim.id, among.listed, among.choose, among.list));
  const right = h(
    "section",
    { class: "right", "aria-label": "Values" },
    draftOf(claim) &&
      h(
        "p",
        { class: "note small" },
        `A half-made edit of this claim is kept: Edit (${keyOf("edit")}) goes on with it.`,
      ),
    shownValues(claim, (name) => light(left, name)),
  );
  if (claim.decided.length)
    right.append(
      h("h3", {}, "Decided so far"),
      h("ul", { class: "small" }, ...claim.decided.map((d) => h("li", {}, d))),
    );
  return [
    head(found, claim.id, among.open, among.step),
    h("div", { class: "columns case" }, left, right),
    acts(found, among.listed, among.undoable, among.run),
  ];
}

/** That nothing waits. */
export function emptyQueue(narrowed: boolean, undo: () => void): HTMLElement[] {
  const said = narrowed ? "No claim of this filter waits for you." : "You have looked at every claim that waits.";
  return [
    h("div", { class: "card" }, h("h2", { tabindex: -1 }, "Nothing waits"), h("p", {}, said)),
    h(
      "div",
      { class: "acts" },
      keyed("Undo", "undo", undo),
      h("a", { class: "button", href: "second.html" }, "Read others' decisions a second time"),
    ),
  ];
}

/** "12 done · 300 left · 210 an hour". */
export function countsLine(done: number, left: number, rate: number | null): (Node | string)[] {
  return [
    h("b", {}, String(done)),
    " done · ",
    h("b", { id: "left" }, left.toLocaleString("en")),
    " left",
    rate === null ? "" : ` · ${rate} an hour`,
  ];
}

/** What the case is about and why it waits; of several claims where one stands among them. */
export function head(found: Case, id = "", open: string[] = [], step: (by: number) => void = () => {}): HTMLElement {
  const at = open.indexOf(id);
  const steps = found.waits.length > 1 && !found.comparison;
  return h(
    "header",
    { class: "case-head" },
    h("h2", { id: "headline", tabindex: -1 }, found.headline),
    h(
      "p",
      { class: "why-waits" },
      found.grade && h("span", { class: `badge grade-${found.grade}` }, found.grade),
      ...found.reasons.map((r) => h("span", { class: "chip" }, r)),
      found.incident &&
        h("a", { class: "small", href: `incident/${found.incident}.html`, target: "_blank" }, found.incident),
      steps &&
        h(
          "span",
          { class: "steps" },
          at >= 0 ? `Claim ${at + 1} of ${open.length} that wait ` : "A claim that does not wait ",
          keyed("Previous", "previous_claim", () => step(-1)),
          keyed("Next", "next_claim", () => step(1)),
        ),
    ),
  );
}

/** What the claims of the incident say against each other. */
function contested(found: Case): HTMLElement | string {
  if (!found.contested.length) return "";
  return h(
    "div",
    { class: "note small" },
    h("b", {}, "The claims contradict each other"),
    h("ul", {}, ...found.contested.map((c) => h("li", {}, c))),
  );
}

/** The buttons of a claim with their keys; `listed`: every claim of the incident is on the page. */
function acts(found: Case | null, listed: boolean, undoable: boolean, run: Record<string, () => void>): HTMLElement {
  const claims = found?.told.length ?? 0;
  const inOne = Boolean(found?.incident);
  const button = (label: string, act: string, more = {}) => keyed(label, act, run[act] ?? (() => {}), more);
  return h(
    "div",
    { class: "acts", role: "toolbar", "aria-label": "Decide" },
    button("Accept", "accept", { class: "primary" }),
    inOne && claims > 1
      ? button(`Accept all ${claims}`, "accept_all", {
          disabled: !listed,
          title: listed ? "" : "Show all claims first",
        })
      : "",
    button("Edit", "edit"),
    button("Reject", "reject"),
    button("Unsure", "unsure"),
    button("Skip", "skip"),
    inOne ? button("Join", "join") : "",
    inOne && claims > 1 ? button("Split", "split") : "",
    button("Undo", "undo", { disabled: !undoable }),
    button("Help", "help", { class: "plain" }),
  );
}
