/** Completes the addresses to copy with the place from which the page is served; a page from disk keeps them as they are. */
export function completeAddresses(): void {
  if (!location.protocol.startsWith("http")) return;
  const base = new URL(document.body.dataset["root"] || "./", location.href);
  const citation = document.getElementById("citation");
  const local = ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname); // of use to nobody who reads a citation
  for (const button of document.querySelectorAll<HTMLElement>("[data-address]")) {
    const address = button.dataset["address"] ?? "";
    const whole = new URL(address, base).href;
    const completed = (text: string): string => (text.includes(whole) ? text : text.replace(address, whole));
    const link = button.dataset["copy"] === address;
    if (link || !local) button.dataset["copy"] = completed(button.dataset["copy"] ?? "");
    if (citation && !local) citation.textContent = completed(citation.textContent ?? "");
  }
}
