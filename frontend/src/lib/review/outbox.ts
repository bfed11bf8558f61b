// Acts on their way to the server: sent one after the other in the order of the reviewer, while the page goes on.
import { h } from "../dom";
import { api, Refused, type Act, type Case, type Done } from "./api";
import type { Draft } from "./fields";

/** What was on the page when an act was made: shown again where the act is undone or was not stored. */
export interface Scene {
  found: Case;
  claim: string; // "" for two accounts
  open: string[];
}
export interface Sent {
  action: string;
  act: () => Act; // drawn up when its turn comes, as an act before it may give it an id
  claims: string[]; // that it decides on
  counts: number; // claims that it counts for
  scene: Scene;
  undoes?: Sent;
  draft?: Draft; // of a correction
  forget?: () => void; // the draft, once it is stored
  known?: Record<string, string>; // the versions of the cases ahead that went with it
  id?: string; // of the stored decision
}
interface Events {
  stored: (sent: Sent, done: Done) => void | Promise<void>;
  failed: (sent: Sent, error: unknown, others: Sent[]) => void | Promise<void>; // `others`: acts behind it that were not sent either
}

export class Outbox {
  readonly shown = h("span", { id: "saving", "data-state": "saved" }, "Nothing to save yet");
  private readonly waiting: Sent[] = []; // the first is on its way
  private readonly idle: (() => void)[] = [];
  private running = false;

  constructor(private readonly events: Events) {
    window.addEventListener("beforeunload", (event) => {
      if (this.waiting.length) event.preventDefault(); // the browser asks whether to leave
    });
  }

  get unsaved(): readonly Sent[] {
    return this.waiting;
  }

  put(sent: Sent): void {
    this.waiting.push(sent);
    this.tell();
    if (!this.running) void this.run();
  }

  /** Takes an act back that was not sent yet; false where it is too late for that. */
  withdraw(sent: Sent): boolean {
    const at = this.waiting.indexOf(sent);
    if (at < 1) return false;
    this.waiting.splice(at, 1);
    this.tell();
    return true;
  }

  /** Resolves once every act so far is stored or has failed. */
  settled(): Promise<void> {
    return this.running ? new Promise((resolve) => this.idle.push(resolve)) : Promise.resolve();
  }

  private async run(): Promise<void> {
    this.running = true;
    for (let sent = this.waiting[0]; sent; sent = this.waiting[0]) {
      try {
        const done = await api.decide(sent.act());
        sent.id = done.id;
        await this.events.stored(sent, done);
        this.waiting.shift();
        this.tell();
      } catch (error) {
        // Without a connection nothing behind it will arrive either; an undo of what was not stored is void.
        const lost = !(error instanceof Refused) || error.status === 0;
        const behind = this.waiting.splice(0).slice(1);
        const others = lost ? behind : [];
        if (!lost) this.waiting.push(...behind.filter((other) => other.undoes !== sent));
        this.tell(1 + others.length);
        await this.events.failed(sent, error, others);
      }
    }
    this.running = false;
    for (const resolve of this.idle.splice(0)) resolve();
  }

  private tell(failed = 0): void {
    const count = this.waiting.length;
    this.shown.dataset["state"] = count ? "saving" : failed ? "failed" : "saved";
    this.shown.textContent = failed ? `${failed} not saved` : count ? `Saving ${count} …` : "All saved";
  }
}
