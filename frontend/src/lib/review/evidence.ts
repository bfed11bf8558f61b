// The words of a report that carry a claim, and the other claims of its incident.
import { h, root } from "../dom";
import { plain } from "../words";
import type { Item, Told } from "./api";

/** The quotes in their report; the words of single values are marked for `light`. */
export function evidence(item: Item): HTMLElement {
  const text = h("div", { class: "report-text", lang: item.language || false, tabindex: -1 });
  let mark: HTMLElement | null = null; // one for neighbouring pieces of a quote
  for (const piece of item.pieces) {
    if (piece.gap) text.append(h("span", { class: "gap", "aria-label": "left out" }, " […] "));
    if (!piece.text) continue;
    const carried = piece.fields.length ? h("span", { class: "carries", "data-fields": piece.fields.join(" ") }) : null;
    const inner: Node = carried ?? document.createTextNode(piece.text);
    if (carried) carried.textContent = piece.text;
    if (!piece.quote || piece.gap) mark = null;
    if (piece.quote && !mark) text.append((mark = h("mark", {})));
    (mark ?? text).append(inner);
  }
  const source = [item.outlet || "outlet not known", item.published === "unknown" ? "date not known" : item.published];
  const where = h("a", { href: `${root()}report/${item.report}.html`, target: "_blank" }, item.document);
  const head = h("p", { class: "from" }, h("b", {}, source[0]), `, ${source[1]} · `, where);
  if (item.copy_of) head.append(h("span", { class: "chip" }, "copy of an agency text"));
  const speaker = h("p", { class: "speaker" }, "Said by ", h("b", {}, item.speaker));
  const title =
    item.title &&
    !item.pieces
      .map((p) => p.text)
      .join("")
      .startsWith(item.title) &&
    h("p", { class: "title" }, item.title);
  const body = item.note
    ? h(
        "details",
        { class: "content-note" },
        h("summary", {}, `Content note: ${item.note}. Show the words`),
        title || "",
        text,
      )
    : text;
  return h("div", { class: "evidence-text" }, head, speaker, !item.note && title, body);
}

/** Marks the words that carry a value, and no others. */
export function light(within: HTMLElement, name: string): void {
  for (const span of within.querySelectorAll<HTMLElement>(".carries"))
    span.classList.toggle("lit", Boolean(name) && (span.dataset["fields"] ?? "").split(" ").includes(name));
}

/** Every claim of the incident in short; `choose` shows one of them whole, `all` whether every one is listed. */
export function others(told: Told[], current: string, all: boolean, choose: (id: string) => void, more: () => void) {
  const shown = all ? told : told.slice(0, SHORT);
  const rows = shown.map((t) => {
    const quote = h("q", {}, t.quote);
    return h(
      "li",
      { class: t.id === current ? "current" : false },
      h(
        "button",
        {
          type: "button",
          class: "plain what",
          "aria-current": t.id === current ? "true" : false,
          onclick: () => choose(t.id),
        },
        t.what,
      ),
      h(
        "p",
        { class: "small quiet" },
        `${t.source} · ${t.outlet || t.document}, ${t.published} `,
        t.modality !== "actual" && h("span", { class: "chip" }, plain(t.modality)),
        t.status === "machine"
          ? t.waits && h("span", { class: "chip" }, "waits")
          : h("span", { class: "chip chip-done" }, t.status),
      ),
      t.note
        ? h("details", { class: "content-note small" }, h("summary", {}, `Content note: ${t.note}`), quote)
        : h("p", { class: "small" }, quote),
    );
  });
  const box = h(
    "section",
    { class: "others" },
    h("h3", {}, `All claims of this incident (${told.length})`),
    h("ol", {}, ...rows),
  );
  if (shown.length < told.length)
    box.append(h("button", { type: "button", onclick: more, id: "show-all" }, `Show all ${told.length} claims`));
  return box;
}

export const SHORT = 6;
