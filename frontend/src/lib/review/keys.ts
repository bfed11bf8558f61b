// Single keys for reviewing. They can be switched off (WCAG 2.1.4), and do nothing while something is typed.
import { announce, h } from "../dom";

const OFF = "harmledger-keys-off";
const held = new Map<string, () => void>();

export const keysOn = (): boolean => localStorage.getItem(OFF) === null;

let deafUntil = 0;

/** Lets keys do nothing for a moment. */
export function pauseKeys(ms: number): void {
  deafUntil = performance.now() + ms;
}

/** What each key does on the page now. */
export function setKeys(next: Record<string, () => void>): void {
  held.clear();
  for (const [key, run] of Object.entries(next)) if (key) held.set(key, run);
}

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(target.type)));

document.addEventListener("keydown", (event) => {
  if (!keysOn() || event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
  if (typing(event.target) || performance.now() < deafUntil) return;
  const open = document.querySelector<HTMLDialogElement>("dialog[open]");
  if (open) {
    const choice = open.querySelector<HTMLElement>(`[data-digit="${CSS.escape(event.key)}"]`);
    if (choice) {
      event.preventDefault();
      choice.click();
    }
    return;
  }
  const run = held.get(event.key);
  if (run) {
    event.preventDefault();
    run();
  }
});

/** The switch for the keys. */
export function keySwitch(): HTMLElement {
  const button = h("button", { type: "button", class: "plain" });
  const show = () => {
    button.textContent = keysOn() ? "Keys: on" : "Keys: off";
    button.setAttribute("aria-pressed", String(keysOn()));
    document.documentElement.classList.toggle("keys-off", !keysOn());
  };
  button.addEventListener("click", () => {
    if (keysOn()) localStorage.setItem(OFF, "yes");
    else localStorage.removeItem(OFF);
    show();
    announce(keysOn() ? "Single keys are on" : "Single keys are off");
  });
  show();
  return button;
}
