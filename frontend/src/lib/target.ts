/** Opens what hides the element that the address names, and goes there. */
export function openTarget(): void {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  let hidden = target.closest<HTMLDetailsElement>("details:not([open])");
  if (!hidden) return;
  for (; hidden; hidden = hidden.parentElement?.closest<HTMLDetailsElement>("details:not([open])") ?? null) {
    if (hidden.classList.contains("content-note")) {
      hidden.scrollIntoView({ block: "center" }); // what is hard to read opens by hand only
      return;
    }
    hidden.open = true;
  }
  target.scrollIntoView();
}
