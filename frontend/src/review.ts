// The page of the queue: one claim at a time, evidence left and fields right, every act by one key. The next claim is
// shown at once; the act is stored meanwhile, and what could not be stored comes back.
import { announce, byId, h } from "./lib/dom";
import { Ahead } from "./lib/review/ahead";
import { api, Refused, type Act, type Case, type Done, type Item } from "./lib/review/api";
import { SHORT } from "./lib/review/evidence";
import { editForm, forget, keepDraft, type Draft } from "./lib/review/fields";
import { claimView, countsLine, emptyQueue } from "./lib/review/frame";
import { help } from "./lib/review/help";
import { keySwitch, pauseKeys, setKeys } from "./lib/review/keys";
import { Outbox, type Scene, type Sent } from "./lib/review/outbox";
import { askReason } from "./lib/review/reason";
import { Session } from "./lib/review/session";
import { joining, showPair, splitting, type Page } from "./lib/review/two";
import { undo } from "./lib/review/undo";
import { calm, complain, introduced, keyOf } from "./lib/review/words";

const DEAF_MS = 700; // after something came back by itself: a key may be on its way that meant another claim
const STATUS: Record<string, string> = { accept: "accepted", reject: "rejected", correct: "corrected" };

const box = byId("reviewing");
const session = new Session();
const asked = new URLSearchParams(location.search);
const counts = h("span", { class: "counts", "aria-live": "off" });
let now: Case | null = null;
let open: string[] = []; // claims of the case that are still to be decided on
let current: Item | null = null;
let listed = false; // whether every claim of the incident is on the page
let turn = 0; // what is shown later than something else goes before it
const log: Sent[] = []; // acts of this page that can be undone
const whole = new Map<string, Promise<Item>>();
const explained = new Map<string, unknown>(); // by case why it came back
const outbox = new Outbox({ stored, failed });
const ahead = new Ahead(
  asked,
  session,
  () => outbox.unsaved.length,
  () => now?.key ?? "",
);

const takeBack = (): void => {
  undo({ ahead, outbox, session, whole, log, now: () => now, show, count }).catch(complain);
};

// ---------------------------------------------------------------- what comes next

async function next(): Promise<void> {
  const mine = ++turn;
  now = current = null;
  setKeys({});
  const busy = (): Set<string> => new Set(outbox.unsaved.map(({ scene }) => scene.found.incident ?? scene.found.key));
  let found = ahead.take(busy());
  if (!found) {
    await ahead.fill(true);
    found = ahead.take(busy());
  }
  if (!found && outbox.unsaved.length) {
    await outbox.settled();
    await ahead.fill(true);
    found = ahead.take(new Set());
  }
  if (mine !== turn) {
    if (found) ahead.first(found);
    return;
  }
  if (found) await show(found);
  else nothing();
  ahead.fill().then(count, complain);
}

function nothing(): void {
  now = current = null;
  setKeys({ [keyOf("undo")]: takeBack, [keyOf("help")]: help });
  box.replaceChildren(...emptyQueue(ahead.narrowed, takeBack));
  count();
}

function count(): void {
  const pending = outbox.unsaved.reduce((sum, sent) => sum + (sent.id ? 0 : sent.counts), 0); // else it is in `done`
  counts.replaceChildren(...countsLine(session.done + pending, ahead.left, session.rate));
}

// ---------------------------------------------------------------- showing

async function show(found: Case, claim = "", still: string[] = found.waits): Promise<void> {
  turn += 1;
  now = found;
  open = [...still];
  listed = found.told.length <= SHORT;
  for (const item of found.whole) whole.set(item.id, Promise.resolve(item));
  if (found.comparison) {
    current = null;
    box.dataset["claim"] = found.key;
    showPair(page(), found, found.comparison);
    explain();
  } else await showClaim(claim || open[0] || "");
}

const item = (id: string): Promise<Item> => {
  const known = whole.get(id) ?? api.claim(id);
  whole.set(id, known);
  return known;
};

async function showClaim(id: string, focus = true): Promise<void> {
  if (!now || !id) return;
  const mine = ++turn;
  const before = current;
  if (before && before.id !== id) {
    current = null; // a key that is pressed while this loads does not mean the claim before
    setKeys({});
  }
  try {
    const found = await item(id);
    if (mine !== turn || !now) return;
    current = found;
  } catch (error) {
    whole.delete(id);
    if (mine === turn && !current) {
      current = before;
      bind();
    }
    return complain(error);
  }
  for (const other of open.slice(open.indexOf(id) + 1).slice(0, 2)) void item(other).catch(() => whole.delete(other));
  box.replaceChildren(
    ...claimView(now, current, {
      open,
      listed,
      undoable: undoable(),
      run: runs,
      step,
      choose: (other) => void showClaim(other),
      list: () => ((listed = true), void showClaim(id, false)),
    }),
  );
  box.dataset["claim"] = id;
  bind();
  explain();
  if (!focus) return;
  byId("headline").focus({ preventScroll: true });
  window.scrollTo({ top: 0 });
}

/** Why the case came back, where it did. */
function explain(): void {
  const why = now && explained.get(now.key);
  if (why) complain(why);
  else calm();
}

function step(by: number): void {
  if (!current || !open.length) return;
  const at = open.indexOf(current.id);
  void showClaim(open[(at + by + open.length) % open.length] ?? "");
}

function bind(): void {
  const keys: Record<string, () => void> = {};
  for (const button of box.querySelectorAll<HTMLButtonElement>("button[data-act]"))
    keys[keyOf(button.dataset["act"] ?? "")] = () =>
      button.disabled ? announce(button.title || "Not now") : button.click();
  setKeys(keys);
}

/** Whether nothing is open that a change of the page would take away. */
const free = (): boolean => !document.querySelector("dialog[open]") && !box.querySelector(".edit, .placing");
const scene = (found: Case): Scene => ({ found, claim: current?.id ?? "", open: [...open] });
const undoable = (): boolean => Boolean(log.length || session.last());

// ---------------------------------------------------------------- deciding

/** An act on what is shown, to be sent in its turn; null where nothing is shown. */
function send(act: Act, claims: string[], counts: number): Sent | null {
  if (!now) return null;
  const sent: Sent = {
    action: act.action,
    act: () => ({ ...act, ahead: (sent.known = ahead.versions()) }),
    claims,
    counts,
    scene: scene(now),
  };
  explained.delete(now.key);
  log.push(sent);
  if (act.action !== "unsure") ahead.did(claims);
  outbox.put(sent);
  count();
  return sent;
}

/** Takes a decision and goes on at once: to the next claim of the incident, else to the next case. */
function decide(act: Act, said: string, claims: string[], counts = claims.length): void {
  if (!send(act, claims, counts) || !now) return;
  announce(said);
  open = open.filter((id) => !claims.includes(id));
  const status = STATUS[act.action];
  const told = now.told.map((t) => (status && claims.includes(t.id) ? { ...t, status, waits: false } : t));
  now = { ...now, told };
  if (open[0] && !now.comparison) void showClaim(open[0]);
  else next().catch(complain);
}

/** Takes a decision on what stands together, after which the incident is another: waits for it. */
async function store(act: Act, said: string, claims: string[], counts: number): Promise<void> {
  await outbox.settled();
  setKeys({});
  const sent = send(act, claims, counts);
  await outbox.settled();
  if (!sent?.id || !now) return;
  announce(said);
  const following = open.find((id) => !claims.includes(id));
  const fresh = following && !now.comparison ? await api.one(now.incident ?? following).catch(() => null) : null;
  const still = fresh ? open.filter((id) => fresh.told.some((t) => t.id === id && t.status === "machine")) : [];
  if (fresh && still.length && now) await show({ ...fresh, key: now.key, reasons: now.reasons, waits: still });
  else await next();
}

async function stored(sent: Sent, done: Done): Promise<void> {
  ahead.heard(done, sent.known ?? {});
  for (const id of sent.claims) whole.delete(id);
  sent.forget?.();
  if (sent.undoes) session.undone();
  else session.did(done.id, sent.claims[0] ?? "", sent.counts);
  await Promise.all([refresh(sent), ahead.fill(Boolean(sent.undoes)).catch(complain)]);
  count();
}

/** Brings the incident on the page up to date after an act on it; claims that are already shown stay. */
async function refresh(sent: Sent): Promise<void> {
  const before = now;
  if (!before?.incident || before.incident !== sent.scene.found.incident || outbox.unsaved.length > 1) return;
  const fresh = await api.one(before.incident).catch(() => null);
  if (!fresh || now !== before) return;
  const { headline, grade, contested, told, seen } = fresh;
  now = { ...before, headline, grade, contested, told, seen };
  if (now.comparison) return free() ? show(now) : undefined;
  const said = (found: Case): string => JSON.stringify([found.headline, found.grade, found.contested, found.told]);
  if (current && free() && said(now) !== said(before)) await showClaim(current.id, false);
}

/** What was not stored comes back, with the reason; what was to be sent after it waits behind it. */
async function failed(sent: Sent, error: unknown, others: Sent[]): Promise<void> {
  const gone = [sent, ...others];
  const lost = !(error instanceof Refused) || error.status === 0;
  log.splice(0, log.length, ...log.filter((known) => !gone.includes(known)));
  for (const one of gone) if (one.undoes) log.push(one.undoes); // it stands, and can be undone again
  const back = gone.filter((one) => !one.undoes);
  ahead.undid(back.flatMap((one) => one.claims));
  if (!lost) whole.clear();
  const rest = others.length ? ` Nor are the acts after it (${others.length}): they come next.` : "";
  const why = lost ? new Refused(0, `The server did not answer: this is not stored.${rest} Decide anew.`) : error;
  const first = back[0];
  if (!first) return complain(why);
  const { found, claim, open: still } = first.scene;
  const fresh = lost || found.comparison ? null : await api.one(claim || found.key).catch(() => null);
  const again = fresh ? { ...fresh, key: found.key, reasons: found.reasons, waits: found.waits } : found;
  explained.set(again.key, why);
  const redrafted = first.action === "correct" && first.draft && (await item(claim).catch(() => null));
  if (redrafted && first.draft) keepDraft(redrafted, first.draft);
  ahead.first(again, ...back.slice(1).map((one) => one.scene.found));
  count();
  if (!free()) return complain(why); // it comes next
  if (now && now.key !== again.key) ahead.first(again, now);
  ahead.take(new Set()); // `again`, which is shown now
  pauseKeys(DEAF_MS);
  await show(again, claim, still);
  if (redrafted && !lost && (error as Refused).status !== 409) edit();
}

const seen = (): Record<string, string> => (current ? { [current.id]: current.state } : {});

function accept(): void {
  if (current) decide({ action: "accept", subjects: [current.id], seen: seen() }, "Accepted", [current.id]);
}

async function acceptAll(): Promise<void> {
  if (!now?.incident || !listed) return;
  const key = now.key;
  await outbox.settled(); // acts before it change the incident
  if (now?.key !== key || !now.incident) return;
  const ids = now.told.map((t) => t.id);
  decide({ action: "accept", subjects: [now.incident], seen: now.seen }, `Accepted all ${ids.length} claims`, ids);
}

async function reject(): Promise<void> {
  const claim = current;
  const reason = claim && (await askReason("reject", "Why does this claim not count?", claim.what));
  if (claim && reason && claim.id === current?.id)
    decide({ action: "reject", subjects: [claim.id], reason, seen: seen() }, "Rejected", [claim.id]);
}

function unsure(): void {
  const ids = now?.comparison ? now.waits : current ? [current.id] : [];
  if (now) session.skip(now.key);
  if (ids.length) decide({ action: "unsure", subjects: ids }, "Left open: it stays in the queue", ids, 0);
}

function skip(): void {
  if (!now) return;
  session.skip(now.key);
  announce("Skipped: it comes back at the end");
  next().catch(complain);
}

function edit(): void {
  const claim = current;
  const right = box.querySelector<HTMLElement>(".right");
  const evidence = box.querySelector<HTMLElement>(".left");
  if (!claim || !right || !evidence) return;
  const save = (draft: Draft) => {
    decide({ action: "correct", claim: claim.id, ...draft, seen: seen() }, "Corrected", [claim.id]);
    const sent = log.at(-1);
    if (sent) Object.assign(sent, { draft, forget: () => forget(claim) }); // should it come back
  };
  right.replaceChildren(editForm(claim, evidence, save, () => void showClaim(claim.id)));
  box.querySelector(".acts")?.remove(); // the form has buttons of its own
  setKeys({});
  right.querySelector<HTMLElement>("select, input")?.focus();
}

// ---------------------------------------------------------------- begin

const runs: Record<string, () => void> = {
  accept,
  accept_all: () => void acceptAll(),
  edit,
  reject: () => void reject(),
  unsure,
  skip,
  join: () => current && now && joining(page(), current, now, seen()),
  split: () => current && now && splitting(page(), current, now, seen()),
  undo: takeBack,
  help,
};

function page(): Page {
  const claim = current?.id ?? "";
  const back = (): void => void showClaim(claim);
  return { box, undoable: undoable(), bind, back, store, unsure, skip, undo: takeBack };
}

async function begin(): Promise<void> {
  const bar = byId("bar");
  bar.append(outbox.shown, counts, keySwitch());
  await introduced(bar);
  const wanted = asked.get("claim") ?? asked.get("incident");
  if (wanted) {
    await show(await api.one(wanted));
    await ahead.fill(true);
    count();
  } else await next();
}

begin().catch(complain);
