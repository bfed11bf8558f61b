// What this session of reviewing has done: counts, what was skipped, what can be undone.

interface Kept {
  done: number;
  since: number;
  skipped: string[];
  acts: { id: string; claim: string; counts?: number }[]; // `counts`: claims that it counted for
}
const NAME = "harmledger-session";
const MOST = 200; // skipped cases that are remembered

export class Session {
  private readonly kept: Kept;

  constructor() {
    const text = sessionStorage.getItem(NAME);
    this.kept = text ? (JSON.parse(text) as Kept) : { done: 0, since: Date.now(), skipped: [], acts: [] };
  }

  get skipped(): string[] {
    return this.kept.skipped;
  }

  get done(): number {
    return this.kept.done;
  }

  /** Claims an hour since the session began; null in its first minute. */
  get rate(): number | null {
    const hours = (Date.now() - this.kept.since) / 3_600_000;
    return hours > 1 / 60 && this.kept.done ? Math.round(this.kept.done / hours) : null;
  }

  did(id: string, claim: string, claims: number): void {
    this.kept.done += claims;
    this.kept.acts.push({ id, claim, counts: claims });
    this.save();
  }

  skip(key: string): void {
    this.kept.skipped = [...this.kept.skipped.filter((k) => k !== key), key].slice(-MOST);
    this.save();
  }

  /** The last act that was not undone. */
  last(): { id: string; claim: string } | undefined {
    return this.kept.acts.at(-1);
  }

  undone(): void {
    const act = this.kept.acts.pop();
    this.kept.done = Math.max(0, this.kept.done - (act?.counts ?? 1));
    this.save();
  }

  private save(): void {
    sessionStorage.setItem(NAME, JSON.stringify(this.kept));
  }
}
