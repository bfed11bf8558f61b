// Words and the values or claims read from them light each other up, on hover, on focus and on touch.

/** Watches what carries numbers of values (`data-v`, within one claim) or of claims (`data-c`, within the element). */
export function lightEvidence(within: HTMLElement, by: "v" | "c" = "v"): void {
  const selector = `[data-${by}]`;
  const numbersOf = (element: HTMLElement): string[] => (element.dataset[by] ?? "").split(" ");
  const light = (target: EventTarget | null, on: boolean): void => {
    if (!(target instanceof Element)) return;
    const named = target.closest<HTMLElement>(selector);
    const scope = by === "v" ? named?.closest(".claim") : within;
    if (!named || !scope) return;
    const numbers = new Set(numbersOf(named));
    for (const other of scope.querySelectorAll<HTMLElement>(selector)) {
      if (numbersOf(other).some((n) => numbers.has(n))) other.classList.toggle("lit", on);
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
