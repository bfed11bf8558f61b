// Two accounts, join and split: acts on which claims stand together. They are stored before the page goes on.
import { byId, h } from "../dom";
import type { Act, Case, Comparison, Item } from "./api";
import { head } from "./frame";
import { help } from "./help";
import { Joining, splitChoice } from "./placing";
import { askReason } from "./reason";
import { sideBySide } from "./side";
import { keyed } from "./words";

/** What these views ask of the page. */
export interface Page {
  box: HTMLElement;
  undoable: boolean;
  bind: () => void;
  back: () => void; // to the claim
  store: (act: Act, said: string, claims: string[], counts: number) => Promise<void>;
  unsure: () => void;
  skip: () => void;
  undo: () => void;
}

/** Two accounts that may be of one event. */
export function showPair(page: Page, found: Case, pair: Comparison): void {
  const same = async () => {
    const reason = await askReason("join", "Why are they one event?");
    if (reason)
      await page.store({ action: "confirm", subjects: found.waits, reason }, "Stored: one event", found.waits, 1);
  };
  const different = async () => {
    const rest = `${pair.splits.length} of ${pair.splits.length + pair.stays.length} claims become an incident of their own.`;
    const reason = await askReason("split", "Why are they two events?", rest);
    const act = { action: "split", subjects: pair.splits, reason, seen: found.seen };
    if (reason) await page.store(act, "Stored: two events", found.waits, 1);
  };
  page.box.replaceChildren(
    head(found),
    h("p", { class: "question" }, "Are these two accounts of one event?"),
    sideBySide(pair),
    h(
      "div",
      { class: "acts", role: "toolbar", "aria-label": "Decide" },
      keyed("Same event", "same", () => void same(), { class: "primary" }),
      keyed("Not the same", "different", () => void different()),
      keyed("Unsure", "unsure", page.unsure),
      keyed("Skip", "skip", page.skip),
      keyed("Undo", "undo", page.undo, { disabled: !page.undoable }),
      keyed("Help", "help", help, { class: "plain" }),
    ),
  );
  page.bind();
  byId("headline").focus({ preventScroll: true });
  window.scrollTo({ top: 0 });
}

/** Another incident that this one, or the claim alone, is one with. */
export function joining(page: Page, claim: Item, found: Case, seen: Record<string, string>): void {
  const incident = found.incident;
  if (!incident) return;
  const made = new Joining(claim, incident, page.back, async (other, alone) => {
    const why = alone ? "Why does this claim belong there?" : "Why are they one event?";
    const reason = await askReason("join", why, other);
    if (!reason) return;
    const act = alone
      ? { action: "move", subjects: [claim.id], to: other }
      : { action: "join", subjects: [incident, other] };
    await page.store({ ...act, reason, seen }, alone ? "Moved" : "Joined", [], 1);
  });
  page.box.replaceChildren(head(found, claim.id), made.element);
  made.begin(page.bind);
}

/** Claims that are another incident than the rest. */
export function splitting(page: Page, claim: Item, found: Case, seen: Record<string, string>): void {
  const made = splitChoice(claim, found, page.back, async (ids) => {
    const count = `${ids.length} of ${found.told.length} claims`;
    const reason = await askReason("split", "Why are they another event than the rest?", count);
    if (reason) await page.store({ action: "split", subjects: ids, reason, seen }, "Split off", [], 1);
  });
  page.box.replaceChildren(head(found, claim.id), made);
  page.bind();
  made.querySelector<HTMLElement>("input")?.focus();
}
