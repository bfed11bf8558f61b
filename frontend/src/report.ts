// A report's page: a claim and its words light each other up; an address opens what hides its words.
import { byId } from "./lib/dom";
import { completeAddresses } from "./lib/addresses";
import { openTarget } from "./lib/target";

function light(target: EventTarget | null, on: boolean): void {
  if (!(target instanceof Element)) return;
  const named = target.closest<HTMLElement>("[data-c]");
  if (!named) return;
  const numbers = new Set((named.dataset["c"] ?? "").split(" "));
  for (const other of byId("main").querySelectorAll<HTMLElement>("[data-c]")) {
    const shared = (other.dataset["c"] ?? "").split(" ").some((n) => numbers.has(n));
    if (shared) other.classList.toggle("lit", on);
  }
}

for (const [name, on] of [
  ["pointerover", true],
  ["pointerout", false],
  ["focusin", true],
  ["focusout", false],
] as const) {
  byId("main").addEventListener(name, (event) => light(event.target, on));
}
completeAddresses();
window.addEventListener("hashchange", openTarget);
openTarget();
