// The list of places: what is typed is found in every spelling that reports or the gazetteer use, in Latin or Cyrillic.
import { byId, pageData } from "./lib/dom";
import { counted } from "./lib/words";

const field = document.getElementById("find") as HTMLInputElement | null;
const { letters, first } = pageData<{ letters: Record<string, string>; first: Record<string, string> }>("folding");

const latin = (word: string): string =>
  [...word].map((c, i) => (i === 0 ? (first[c] ?? letters[c] ?? c) : (letters[c] ?? c))).join("");

/** One key for many spellings, as store.fold gives it: case, accents, apostrophes and Cyrillic folded. */
export const fold = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/(\p{L})['’ʼ‘`´](?=\p{L})/gu, "$1")
    .replace(/[а-яёєіїґ]+/g, latin)
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[^\p{L}\p{N}_]+/gu, " ")
    .trim();

const items = [...document.querySelectorAll<HTMLElement>("[data-names]")].map((element) => ({
  element,
  names: (element.dataset["names"] ?? "").split("|"),
}));

/** A name that begins so, or one of whose words does. */
const fits = (names: string[], asked: string): boolean => names.some((n) => ` ${n}`.includes(` ${asked}`));

function show(): void {
  const asked = fold(field?.value ?? "");
  let found = 0;
  for (const { element, names } of items) {
    const hit = !asked || fits(names, asked);
    element.classList.toggle("fits", hit && asked !== "");
    if (asked && hit) found++;
    if (element.tagName === "LI") element.hidden = !hit;
  }
  for (const box of document.querySelectorAll<HTMLElement>(".division")) {
    const some = box.querySelector("li:not([hidden])") !== null;
    box.hidden = asked !== "" && !some && !box.classList.contains("fits");
    const more = box.querySelector("details");
    if (more) more.open = asked !== "" && more.querySelector("li:not([hidden])") !== null;
  }
  for (const country of document.querySelectorAll<HTMLElement>(".country")) {
    const parts = [...country.querySelectorAll<HTMLElement>(".division, .loose li")];
    country.hidden = asked !== "" && !country.querySelector("h2.fits") && parts.every((e) => e.hidden);
  }
  byId("found").textContent = asked ? `${counted(found, "place")} found` : "";
}

field?.addEventListener("input", show);
if (field?.value) show();
