// The list of places: what is typed is found in every spelling that reports or the gazetteer use, in Latin or Cyrillic.
import { byId, pageData } from "./lib/dom";
import { key, type Folding } from "./lib/fold";
import { counted } from "./lib/words";

const field = document.getElementById("find") as HTMLInputElement | null;
const folding = pageData<Folding>("folding");

const items = [...document.querySelectorAll<HTMLElement>("[data-names]")].map((element) => ({
  element,
  names: (element.dataset["names"] ?? "").split("|"),
}));

/** A name that begins so, or one of whose words does. */
const fits = (names: string[], asked: string): boolean => names.some((n) => ` ${n}`.includes(` ${asked}`));

function show(): void {
  const asked = key(field?.value ?? "", folding);
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
