// What comes next: cases that are fetched before they are needed, without what was decided meanwhile.
import { api, type Case, type Done } from "./api";
import type { Session } from "./session";

const MOST = 8; // cases that are fetched
const FEW = 5; // from which on more are fetched

export class Ahead {
  left = 0; // rows that wait in all
  private cases: Case[] = [];
  private readonly decided = new Set<string>(); // claims, on this page
  private asking: Promise<void> | null = null;

  constructor(
    private readonly asked: URLSearchParams,
    private readonly session: Session,
    private readonly unsaved: () => number,
    private readonly shown: () => string, // the key of the case on the page
  ) {}

  /** Whether the address asks for a part of the queue. */
  get narrowed(): boolean {
    return [...this.asked.keys()].some((name) => name !== "claim" && name !== "incident");
  }

  /** The next case that fits; none of these incidents, where an act on one is still on its way. */
  take(busy: Set<string>): Case | undefined {
    const at = this.cases.findIndex((c) => !busy.has(c.incident ?? c.key));
    return at < 0 ? undefined : this.cases.splice(at, 1)[0];
  }

  /** Comes before all others. */
  first(...cases: Case[]): void {
    const keys = cases.map((c) => c.key);
    this.cases = [...cases, ...this.cases.filter((c) => !keys.includes(c.key))];
  }

  did(claims: string[]): void {
    for (const claim of claims) this.decided.add(claim);
    this.cases = this.without(this.cases);
  }

  undid(claims: string[]): void {
    for (const claim of claims) this.decided.delete(claim);
  }

  /** By key the version of each, for the server to say which are as they were. */
  versions(): Record<string, string> {
    return Object.fromEntries(this.cases.map((c) => [c.key, c.version]));
  }

  /** What the server says after an act that was sent with `versions`. */
  heard(done: Done, sent: Record<string, string>): void {
    if (!this.narrowed) this.left = done.left;
    this.cases = this.cases.filter((c) => !(c.key in sent) || done.ahead.includes(c.key));
  }

  /** Fetches more where few are left. */
  fill(anyway = false): Promise<void> {
    if (!anyway && this.cases.length >= FEW) return Promise.resolve();
    this.asking ??= this.ask().finally(() => (this.asking = null));
    return this.asking;
  }

  private async ask(): Promise<void> {
    const query = new URLSearchParams(this.asked);
    for (const name of ["claim", "incident"]) query.delete(name);
    query.set("limit", String(Math.min(MOST + this.unsaved(), 20)));
    for (const key of this.session.skipped) query.append("skip", key);
    const found = await api.queue(query);
    this.left = found.left;
    const skipped = (c: Case): number => this.session.skipped.indexOf(c.key); // maybe while it was asked
    this.cases = this.without(found.cases.filter((c) => c.key !== this.shown())).sort(
      (a, b) => skipped(a) - skipped(b),
    );
  }

  /** Cases without the claims that were decided on; a case that has none left, or two accounts, goes. */
  private without(cases: Case[]): Case[] {
    return cases.flatMap((c) => {
      const waits = c.waits.filter((id) => !this.decided.has(id));
      if (!waits.length || (c.comparison && waits.length < c.waits.length)) return [];
      return waits.length === c.waits.length ? [c] : [{ ...c, waits }];
    });
  }
}
