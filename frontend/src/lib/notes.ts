// Content notes: one switch opens all of a page, remembered until the browser is closed, never longer.
import { h } from "./dom";

const KEY = "harmledger-show-covered";

function remembered(): boolean {
  try {
    return sessionStorage.getItem(KEY) === "yes";
  } catch {
    return false; // a page from disk may have no storage
  }
}

function remember(shown: boolean): void {
  try {
    sessionStorage.setItem(KEY, shown ? "yes" : "no");
  } catch {
    // then it holds for this page only
  }
}

/** Words behind a click where a note says what to expect of them; open where the reader chose to see all. */
export function covered(note: string, words: HTMLElement): HTMLElement {
  if (!note) return words;
  const box = h("details", { class: "content-note" }, h("summary", {}, `Content note: ${note}`), words);
  box.open = remembered();
  return box;
}

/** Adds the switch where the page covers anything, before the first thing that it covers or into `#notes`. */
export function contentNotes(): void {
  const notes = [...document.querySelectorAll<HTMLDetailsElement>("details.content-note")];
  const passages = notes.filter((note) => !note.closest(".words")).length;
  const place = document.getElementById("notes");
  if (!notes.length || !place) return;
  const apply = (shown: boolean): void => notes.forEach((note) => (note.open = shown));
  const count = passages === 1 ? "1 passage is" : `${passages} passages are`;
  const box = h("input", { type: "checkbox", id: "show-covered" });
  box.checked = remembered();
  box.addEventListener("change", () => {
    remember(box.checked);
    apply(box.checked);
  });
  if (box.checked) apply(true);
  place.append(
    h(
      "label",
      { for: "show-covered", class: "small" },
      box,
      ` Show what is hard to read (${count} behind a content note)`,
    ),
  );
}
