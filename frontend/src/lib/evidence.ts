// Words and the values read from them light each other up, on hover, on focus and on touch.

/** Watches the claims in this element: `data-v` names the values that words carry. */
export function lightEvidence(within: HTMLElement): void {
  const light = (target: EventTarget | null, on: boolean): void => {
    if (!(target instanceof Element)) return;
    const named = target.closest<HTMLElement>("[data-v]");
    const claim = named?.closest(".claim");
    if (!named || !claim) return;
    const numbers = new Set((named.dataset["v"] ?? "").split(" "));
    for (const other of claim.querySelectorAll<HTMLElement>("[data-v]")) {
      const shared = (other.dataset["v"] ?? "").split(" ").some((n) => numbers.has(n));
      if (shared) other.classList.toggle("lit", on);
    }
  };
  for (const [name, on] of [
    ["pointerover", true],
    ["pointerout", false],
    ["focusin", true],
    ["focusout", false],
  ] as const) {
    within.addEventListener(name, (event) => light(event.target, on));
  }
}
