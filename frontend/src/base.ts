// What every page does: content notes, copy buttons, the current theme for scripts that draw.
import { announce } from "./lib/dom";
import { contentNotes } from "./lib/notes";

document.documentElement.classList.add("js");
contentNotes();

document.addEventListener("click", async (event) => {
  const button = (event.target as Element).closest<HTMLElement>("[data-copy]");
  if (!button) return;
  const text = button.dataset["copy"] ?? "";
  try {
    await navigator.clipboard.writeText(text);
    announce("Copied");
    button.classList.add("done");
  } catch {
    announce("Could not copy: select the text instead");
  }
});
