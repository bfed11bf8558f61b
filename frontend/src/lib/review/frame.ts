// The frame of a case: what it is about, why it waits, and the buttons.
import { h } from "../dom";
import type { Case } from "./api";
import { keyed } from "./words";

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
export function contested(found: Case): HTMLElement | string {
  if (!found.contested.length) return "";
  return h(
    "div",
    { class: "note small" },
    h("b", {}, "The claims contradict each other"),
    h("ul", {}, ...found.contested.map((c) => h("li", {}, c))),
  );
}

/** The buttons of a claim with their keys; `listed`: every claim of the incident is on the page. */
export function acts(
  found: Case | null,
  listed: boolean,
  undoable: boolean,
  run: Record<string, () => void>,
): HTMLElement {
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
