// A period at a time: play, pause and step through what a map or chart shows.
import { h } from "../lib/dom";
import { counted, day } from "../lib/words";
import type { MapIncident } from "./types";

export type Step = "day" | "week" | "month";

export interface PlayerOptions {
  readonly incidents: readonly MapIncident[];
  readonly step?: Step;
  /** Called with what falls into a period, and null for "all" when the player is off. */
  readonly onFrame: (shown: readonly MapIncident[], period: Period | null) => void;
}

export interface Period {
  readonly start: string; // ISO days, inclusive
  readonly end: string;
  readonly label: string;
}

export interface Player {
  /** Play these incidents from now on; stays at the same period where it still exists. */
  setIncidents(incidents: readonly MapIncident[]): void;
  /** Show everything again. */
  off(): void;
}

const MONTHS = "January February March April May June July August September October November December".split(" ");
const PACE = { day: 450, week: 700, month: 1000 } as const; // milliseconds a period
const iso = (time: number): string => new Date(time).toISOString().slice(0, 10);
const DAY = 86400000;

/** The periods from the first day to the last, none left out: an empty week is news too. */
export function periods(first: string, last: string, step: Step): Period[] {
  const out: Period[] = [];
  let at = Date.parse(first);
  if (step === "week") at -= ((new Date(at).getUTCDay() + 6) % 7) * DAY; // weeks begin on Monday
  if (step === "month") at = Date.parse(`${first.slice(0, 7)}-01`);
  while (iso(at) <= last) {
    const date = new Date(at);
    const next =
      step === "month"
        ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
        : at + (step === "week" ? 7 : 1) * DAY;
    const [start, end] = [iso(at), iso(next - DAY)];
    const month = `${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
    const label = step === "day" ? day(start) : step === "week" ? `Week of ${day(start)}` : month;
    out.push({ start, end, label });
    at = next;
  }
  return out;
}

const inside = (i: MapIncident, period: Period): boolean =>
  i.start !== null && i.start >= period.start && (i.end ?? i.start) <= period.end;

/** What falls wholly into a period, and how many more overlap it but are dated less exactly. */
export function within(incidents: readonly MapIncident[], period: Period): { shown: MapIncident[]; coarse: number } {
  const shown: MapIncident[] = [];
  let coarse = 0;
  for (const i of incidents) {
    if (!i.start) continue;
    if (inside(i, period)) shown.push(i);
    else if (i.start <= period.end && (i.end ?? i.start) >= period.start) coarse += 1;
  }
  return { shown, coarse };
}

const LONGEST = 31 * DAY; // what is dated less exactly than to a month begins and ends no line of time

const exact = (i: MapIncident): boolean =>
  i.start !== null && Date.parse(i.end ?? i.start) - Date.parse(i.start) < LONGEST;

/** Controls in this element that drive `onFrame`. Where motion is unwelcome it steps but does not play. */
export function createPlayer(element: HTMLElement, options: PlayerOptions): Player {
  let incidents = options.incidents;
  let step: Step = options.step ?? "week";
  let frames: Period[] = [];
  let at = -1; // -1: off, everything is shown
  let timer: number | undefined;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  const button = (label: string, sign: string, act: () => void): HTMLButtonElement =>
    h("button", { type: "button", "aria-label": label, title: label, onclick: act }, sign);
  const play = button("Play", "▶", () => (timer === undefined ? start() : pause()));
  const back = button("Earlier", "◀", () => go(at - 1));
  const on = button("Later", "▶|", () => go(at + 1));
  const all = h("button", { type: "button", onclick: () => off() }, "All dates");
  const slider = h("input", { type: "range", min: 0, "aria-label": "Period", oninput: () => go(Number(slider.value)) });
  const steps = h("select", { "aria-label": "Length of a period", onchange: () => restep(steps.value as Step) });
  steps.append(
    ...(["day", "week", "month"] as const).map((s) => h("option", { value: s, selected: s === step }, `by ${s}`)),
  );
  const label = h("output", { class: "hm-player-label", "aria-live": still ? "polite" : "off" });
  element.classList.add("hm-player");
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", "Play through time");
  back.textContent = "|◀";
  element.replaceChildren(...(still ? [] : [play]), back, on, slider, steps, all, label);

  function reframe(): void {
    const dated = incidents.filter(exact);
    const first = dated.reduce((least, i) => (i.start! < least ? i.start! : least), "9999");
    const last = dated.reduce((most, i) => ((i.end ?? i.start!) > most ? (i.end ?? i.start!) : most), "0000");
    frames = dated.length ? periods(first, last, step) : [];
    slider.max = String(Math.max(0, frames.length - 1));
    for (const control of [play, back, on, slider]) control.disabled = frames.length < 2;
  }
  function show(): void {
    const period = frames[at];
    all.setAttribute("aria-pressed", String(!period));
    slider.value = String(Math.max(0, at));
    slider.setAttribute("aria-valuetext", period?.label ?? "all dates");
    if (!period) {
      const undated = incidents.filter((i) => !i.start).length;
      label.textContent = `All dates: ${counted(incidents.length, "incident")}${undated ? `, ${undated} without a date` : ""}`;
      options.onFrame(incidents, null);
      return;
    }
    const { shown, coarse } = within(incidents, period);
    const more = coarse ? `; ${coarse} more dated less exactly are not shown` : "";
    label.textContent = `${period.label}: ${counted(shown.length, "incident")}${more}`;
    options.onFrame(shown, period);
  }
  function go(to: number): void {
    if (!frames.length) return;
    at = Math.min(Math.max(0, to), frames.length - 1);
    if (at === frames.length - 1) pause();
    show();
  }
  function start(): void {
    if (at >= frames.length - 1) at = -1;
    timer = window.setInterval(() => go(eventful(at + 1)), PACE[step]);
    sign();
    go(eventful(at + 1));
  }
  /** The next period with an incident: play passes over the empty ones, a step does not. */
  function eventful(from: number): number {
    const next = frames.findIndex((f, i) => i >= from && incidents.some((x) => inside(x, f)));
    return next < 0 ? frames.length - 1 : next;
  }
  function pause(): void {
    window.clearInterval(timer);
    timer = undefined;
    sign();
  }
  function sign(): void {
    const name = timer === undefined ? "Play" : "Pause";
    play.textContent = timer === undefined ? "▶" : "❚❚";
    play.setAttribute("aria-label", name);
    play.title = name;
  }
  function restep(to: Step): void {
    const day = frames[at]?.start;
    pause();
    step = to;
    reframe();
    at =
      day === undefined
        ? -1
        : Math.max(
            0,
            frames.findIndex((f) => f.end >= day),
          );
    show();
  }
  function off(): void {
    pause();
    at = -1;
    show();
  }
  reframe();
  show();
  return {
    setIncidents(next) {
      const day = frames[at]?.start;
      incidents = next;
      reframe();
      at =
        day === undefined || !frames.length
          ? -1
          : Math.max(
              0,
              frames.findIndex((f) => f.end >= day),
            );
      show();
    },
    off,
  };
}
