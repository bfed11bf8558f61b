// The panel that shows what was said behind a mark or a number: words, speaker, outlet, day, and the way to the report.
import { h, root } from "../lib/dom";
import { covered } from "../lib/notes";
import { counted, day } from "../lib/words";

export interface Quote {
  quote: string;
  note: string; // what is hard to read in it, "" where nothing
  who: string;
  outlet: string;
  date: string | null;
  inferred: boolean;
  summary: string;
  at: string;
  report: string;
}

const SHOWN = 25;
let held: Record<string, Quote> | null = null;

function quotes(): Record<string, Quote> {
  held ??= JSON.parse(document.getElementById("quotes")?.textContent ?? "{}") as Record<string, Quote>;
  return held;
}

/** Whether the page carries the words of one of these claims. */
export const known = (claims: readonly string[]): boolean => claims.some((c) => c in quotes());

function entry(name: string): HTMLElement | null {
  const found = quotes()[name];
  if (!found) return null;
  const when = found.date ? `${day(found.date)}${found.inferred ? " (inferred)" : ""}` : "date not known";
  return h(
    "article",
    { class: "said" },
    covered(found.note, h("blockquote", {}, found.quote)),
    h("p", { class: "small" }, h("strong", {}, found.who), ` in ${found.outlet}, ${when}`),
    h(
      "p",
      { class: "small" },
      found.at && h("a", { href: root() + found.at }, found.summary || "the claim"),
      found.at && found.report && " · ",
      found.report && h("a", { href: root() + found.report }, "the report"),
    ),
  );
}

/** Opens the panel over the page: Escape or a click beside it closes it. */
export function open(title: string, claims: readonly string[], note = ""): void {
  document.getElementById("words")?.remove();
  const shown = claims
    .slice(0, SHOWN)
    .map(entry)
    .filter((e) => e !== null);
  const more = claims.length - SHOWN;
  const box = h(
    "dialog",
    { id: "words", class: "words", "aria-labelledby": "words-title" },
    h(
      "header",
      {},
      h("h2", { id: "words-title" }, title),
      h("button", { type: "button", class: "close", onclick: () => box.close() }, "Close ", h("kbd", {}, "Esc")),
    ),
    note && h("p", { class: "quiet" }, note),
    ...(shown.length ? shown : [h("p", {}, "The words behind this are not part of this page.")]),
    more > 0 && h("p", { class: "quiet" }, `and ${counted(more, "more claim")}`),
  );
  box.addEventListener("click", (event) => {
    if (event.target === box) box.close();
  });
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
}

/** Lets every number of a table open its words here, where the page carries them. */
export function listen(): void {
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLElement>("a[data-claims]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const claims = (link.dataset["claims"] ?? "").split(" ").filter(Boolean);
    if (!known(claims)) return;
    event.preventDefault();
    const head = link.closest("tr")?.querySelector("th")?.textContent ?? "";
    open(head.trim() || "What was said", claims);
  });
}
