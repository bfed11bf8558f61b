// The page of the queue: one claim at a time, evidence left and fields right, every act by one key.
import { announce, byId, h } from "./lib/dom";
import { api, Refused, type Act, type Case, type Comparison, type Item } from "./lib/review/api";
import { evidence, light, others, SHORT } from "./lib/review/evidence";
import { draftOf, editForm, forget, shownValues, type Draft } from "./lib/review/fields";
import { acts, contested, head } from "./lib/review/frame";
import { help } from "./lib/review/help";
import { keySwitch, setKeys } from "./lib/review/keys";
import { askReason } from "./lib/review/reason";
import { Session } from "./lib/review/session";
import { sideBySide } from "./lib/review/side";
import { Joining, splitChoice } from "./lib/review/placing";
import { calm, complain, introduced, keyed, keyOf } from "./lib/review/words";

const box = byId("reviewing");
const session = new Session();
const asked = new URLSearchParams(location.search);
const counts = h("span", { class: "counts", "aria-live": "off" });
let ahead: Case[] = [];
let now: Case | null = null;
let open: string[] = []; // claims of the case that are still to be decided on
let current: Item | null = null;
let left = 0;
let listed = false; // whether every claim of the incident is on the page
let busy = false;
const whole = new Map<string, Promise<Item>>();

// ---------------------------------------------------------------- what comes next

function query(limit: number): URLSearchParams {
  const made = new URLSearchParams(asked);
  for (const name of ["claim", "incident"]) made.delete(name);
  made.set("limit", String(limit));
  for (const key of session.skipped) made.append("skip", key);
  return made;
}

async function refill(): Promise<void> {
  const found = await api.queue(query(4));
  left = found.left;
  ahead = found.cases.filter((c) => c.key !== now?.key).slice(0, 3);
  count();
}

async function next(): Promise<void> {
  const found = ahead.shift();
  if (found) {
    refill().catch(complain);
    return show(found);
  }
  now = null;
  await refill();
  const first = ahead.shift();
  if (first) await show(first);
  else nothing();
}

function nothing(): void {
  now = current = null;
  setKeys({ [keyOf("undo")]: undo, [keyOf("help")]: help });
  box.replaceChildren(
    h(
      "div",
      { class: "card" },
      h("h2", { tabindex: -1 }, "Nothing waits"),
      h("p", {}, asked.size ? "No claim of this filter waits for you." : "You have looked at every claim that waits."),
    ),
    h(
      "div",
      { class: "acts" },
      keyed("Undo", "undo", undo),
      h("a", { class: "button", href: "second.html" }, "Read others' decisions a second time"),
    ),
  );
  count();
}

function count(): void {
  const rate = session.rate;
  counts.replaceChildren(
    h("b", {}, String(session.done)),
    " done · ",
    h("b", { id: "left" }, left.toLocaleString("en")),
    " left",
    rate === null ? "" : ` · ${rate} an hour`,
  );
}

// ---------------------------------------------------------------- showing

async function show(found: Case, claim = ""): Promise<void> {
  calm();
  now = found;
  open = [...found.waits];
  listed = found.told.length <= SHORT;
  for (const item of found.whole) whole.set(item.id, Promise.resolve(item));
  if (found.comparison) showPair(found, found.comparison);
  else await showClaim(claim || open[0] || "");
}

const item = (id: string): Promise<Item> => {
  const known = whole.get(id) ?? api.claim(id);
  whole.set(id, known);
  return known;
};

async function showClaim(id: string, focus = true): Promise<void> {
  if (!now || !id) return;
  try {
    current = await item(id);
  } catch (error) {
    whole.delete(id);
    return complain(error);
  }
  const following = open[open.indexOf(id) + 1];
  if (following) void item(following).catch(() => whole.delete(following));
  const left_ = h("section", { class: "left", "aria-label": "Evidence" }, evidence(current), contested(now));
  if (now.incident)
    left_.append(
      others(
        now.told,
        id,
        listed,
        (other) => void showClaim(other),
        () => ((listed = true), void showClaim(id, false)),
      ),
    );
  const right = h(
    "section",
    { class: "right", "aria-label": "Values" },
    shownValues(current, (name) => light(left_, name)),
  );
  if (draftOf(current))
    right.prepend(
      h(
        "p",
        { class: "note small" },
        `A half-made edit of this claim is kept: Edit (${keyOf("edit")}) goes on with it.`,
      ),
    );
  if (current.decided.length)
    right.append(
      h("h3", {}, "Decided so far"),
      h("ul", { class: "small" }, ...current.decided.map((d) => h("li", {}, d))),
    );
  box.replaceChildren(
    head(now, id, open, step),
    h("div", { class: "columns case" }, left_, right),
    acts(now, listed, Boolean(session.last()), runs),
  );
  bind();
  if (focus) byId("headline").focus({ preventScroll: true });
  window.scrollTo({ top: 0 });
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

// ---------------------------------------------------------------- deciding

/** Stores a decision and goes on; false where it was refused. */
async function decide(act: Act, said: string, decided: string[], claims = decided.length): Promise<boolean> {
  if (busy) return false;
  busy = true;
  const known = Object.fromEntries(ahead.map((c) => [c.key, c.version]));
  try {
    const done = await api.decide({ ...act, ahead: known });
    session.did(done.id, decided[0] ?? "", claims);
    left = done.left;
    ahead = ahead.filter((c) => done.ahead.includes(c.key));
    for (const id of decided) whole.delete(id);
    open = open.filter((id) => !decided.includes(id));
    count();
    await goOn();
    announce(said);
    return true;
  } catch (error) {
    await refused(error);
    return false;
  } finally {
    busy = false;
  }
}

/** The next claim of the same incident, else the next case. */
async function goOn(): Promise<void> {
  const following = open[0];
  if (!now || !following || now.comparison) return next();
  const fresh = await api.one(now.incident ?? following).catch(() => null);
  if (!fresh) return next();
  now = { ...fresh, key: now.key, reasons: now.reasons, waits: open };
  open = open.filter((id) => fresh.told.some((t) => t.id === id && t.status === "machine"));
  return open[0] ? showClaim(open[0]) : next();
}

/** Shows why a decision was refused; where another has decided meanwhile, the claim as it is now. */
async function refused(error: unknown): Promise<void> {
  if (error instanceof Refused && error.status === 409 && now) {
    whole.clear();
    const found = await api.one(current?.id ?? now.incident ?? "").catch(() => null);
    if (found && !now.comparison) await show({ ...found, key: now.key }, current?.id);
  }
  complain(error);
}

const seen = (): Record<string, string> => (current ? { [current.id]: current.state } : {});

function accept(): void {
  if (current) void decide({ action: "accept", subjects: [current.id], seen: seen() }, "Accepted", [current.id]);
}

function acceptAll(): void {
  if (!now?.incident || !listed) return;
  const ids = now.told.map((t) => t.id);
  void decide({ action: "accept", subjects: [now.incident], seen: now.seen }, `Accepted all ${ids.length} claims`, ids);
}

async function reject(): Promise<void> {
  const claim = current;
  const reason = claim && (await askReason("reject", "Why does this claim not count?", claim.what));
  if (claim && reason)
    await decide({ action: "reject", subjects: [claim.id], reason, seen: seen() }, "Rejected", [claim.id]);
}

function unsure(): void {
  const ids = now?.comparison ? now.waits : current ? [current.id] : [];
  if (now) session.skip(now.key);
  if (ids.length) void decide({ action: "unsure", subjects: ids }, "Left open: it stays in the queue", ids, 0);
}

function skip(): void {
  if (!now) return;
  session.skip(now.key);
  next().then(() => announce("Skipped: it comes back at the end"), complain);
}

function edit(): void {
  const claim = current;
  const right = box.querySelector<HTMLElement>(".right");
  const evidence_ = box.querySelector<HTMLElement>(".left");
  if (!claim || !right || !evidence_) return;
  const save = (draft: Draft) =>
    void decide({ action: "correct", claim: claim.id, ...draft, seen: seen() }, "Corrected", [claim.id]).then(
      (done) => done && forget(claim),
    );
  right.replaceChildren(editForm(claim, evidence_, save, () => void showClaim(claim.id)));
  box.querySelector(".acts")?.remove(); // the form has buttons of its own
  setKeys({});
  right.querySelector<HTMLElement>("select, input")?.focus();
}

async function undo(): Promise<void> {
  const act = session.last();
  if (!act || busy) return announce("Nothing to undo in this session");
  busy = true;
  try {
    await api.decide({ action: "undo", decision: act.id, reason: "taken back at once" });
    session.undone();
    whole.clear();
    const found = act.claim ? await api.one(act.claim) : null;
    if (found) await show(found, act.claim);
    await refill();
    announce("Undone");
  } catch (error) {
    complain(error);
  } finally {
    busy = false;
  }
}

// ---------------------------------------------------------------- join and split

function showPair(found: Case, pair: Comparison): void {
  current = null;
  const same = async () => {
    const reason = await askReason("join", "Why are they one event?");
    if (reason) await decide({ action: "confirm", subjects: found.waits, reason }, "Stored: one event", found.waits, 1);
  };
  const different = async () => {
    const rest = `${pair.splits.length} of ${pair.splits.length + pair.stays.length} claims become an incident of their own.`;
    const reason = await askReason("split", "Why are they two events?", rest);
    if (reason)
      await decide(
        { action: "split", subjects: pair.splits, reason, seen: found.seen },
        "Stored: two events",
        found.waits,
        1,
      );
  };
  box.replaceChildren(
    head(found),
    h("p", { class: "question" }, "Are these two accounts of one event?"),
    sideBySide(pair),
    h(
      "div",
      { class: "acts", role: "toolbar", "aria-label": "Decide" },
      keyed("Same event", "same", () => void same(), { class: "primary" }),
      keyed("Not the same", "different", () => void different()),
      keyed("Unsure", "unsure", unsure),
      keyed("Skip", "skip", skip),
      keyed("Undo", "undo", undo, { disabled: !session.last() }),
      keyed("Help", "help", help, { class: "plain" }),
    ),
  );
  bind();
  byId("headline").focus({ preventScroll: true });
  window.scrollTo({ top: 0 });
}

function joining(): void {
  const claim = current;
  if (!claim || !now?.incident) return;
  const back = () => void showClaim(claim.id);
  const made = new Joining(claim, now.incident, back, async (other, alone) => {
    const reason = await askReason(
      "join",
      alone ? "Why does this claim belong there?" : "Why are they one event?",
      other,
    );
    if (!reason) return;
    const act = alone
      ? { action: "move", subjects: [claim.id], to: other }
      : { action: "join", subjects: [now?.incident, other] };
    await decide({ ...act, reason, seen: seen() }, alone ? "Moved" : "Joined", [], 0);
  });
  box.replaceChildren(head(now, claim.id), made.element);
  made.begin(bind);
}

function splitting(): void {
  const claim = current;
  const found = now;
  if (!claim || !found) return;
  const made = splitChoice(
    claim,
    found,
    () => void showClaim(claim.id),
    async (ids) => {
      const reason = await askReason(
        "split",
        "Why are they another event than the rest?",
        `${ids.length} of ${found.told.length} claims`,
      );
      if (reason) await decide({ action: "split", subjects: ids, reason, seen: seen() }, "Split off", [], 0);
    },
  );
  box.replaceChildren(head(found, claim.id), made);
  bind();
  made.querySelector<HTMLElement>("input")?.focus();
}

// ---------------------------------------------------------------- begin

const runs: Record<string, () => void> = {
  accept,
  accept_all: acceptAll,
  edit,
  reject: () => void reject(),
  unsure,
  skip,
  join: joining,
  split: splitting,
  undo: () => void undo(),
  help,
};

async function begin(): Promise<void> {
  const bar = byId("bar");
  bar.append(counts, keySwitch());
  await introduced(bar);
  const wanted = asked.get("claim") ?? asked.get("incident");
  if (wanted) {
    await show(await api.one(wanted));
    await refill();
  } else await next();
}

begin().catch(complain);
