// Taking back: the last act of the page, also one that is still on its way; else the last one of the session.
import { announce } from "../dom";
import type { Ahead } from "./ahead";
import { api, type Act, type Case, type Item } from "./api";
import type { Outbox, Sent } from "./outbox";
import type { Session } from "./session";

/** What the page of the queue lends. */
export interface Lent {
  readonly ahead: Ahead;
  readonly outbox: Outbox;
  readonly session: Session;
  readonly whole: Map<string, Promise<Item>>;
  readonly log: Sent[]; // acts of this page that can be undone
  readonly now: () => Case | null;
  readonly show: (found: Case, claim?: string, still?: string[]) => Promise<void>;
  readonly count: () => void;
}

/** Takes the last act back and shows what it was about. */
export async function undo(page: Lent): Promise<void> {
  const { ahead, outbox } = page;
  const last = page.log.pop();
  if (!last) return undoEarlier(page);
  if (!outbox.withdraw(last)) {
    const act = (): Act => ({ action: "undo", decision: last.id, reason: "taken back at once" });
    outbox.put({ action: "undo", act, claims: last.claims, counts: -last.counts, scene: last.scene, undoes: last });
  }
  ahead.undid(last.claims);
  const { claim, open: still } = last.scene;
  const found = await asBefore(outbox, last);
  const now = page.now();
  if (now && now.key !== found.key) ahead.first(now);
  announce("Undone");
  page.count();
  await page.show(found, claim, still);
}

/** The case of an act that is taken back; where the act changed what stands together, as it is once that is undone. */
async function asBefore(outbox: Outbox, { claims, scene: { found, claim } }: Sent): Promise<Case> {
  if (claims.length && !found.comparison) return found;
  await outbox.settled();
  const fresh = await api.one(claim || (found.incident ?? found.key)).catch(() => null);
  if (!fresh) return found;
  return found.comparison ? { ...found, seen: fresh.seen } : { ...fresh, key: found.key, reasons: found.reasons };
}

/** Takes back what was decided before the page was loaded. */
async function undoEarlier({ ahead, outbox, session, whole, show, count }: Lent): Promise<void> {
  await outbox.settled();
  const act = session.last();
  if (!act) return announce("Nothing to undo in this session");
  await api.decide({ action: "undo", decision: act.id, reason: "taken back at once" });
  session.undone();
  whole.clear();
  const found = act.claim ? await api.one(act.claim) : null;
  if (found) await show(found, act.claim);
  await ahead.fill(true);
  count();
  announce("Undone");
}
