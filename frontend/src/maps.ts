// Maps that stand in a page: a small one of one place (`data-minimap`), and one of all events played through time
// (`data-period-map`), and one of a country or division (`data-area-map`). Each is made when it is first seen.
import { h, loadScript } from "./lib/dom";
import { createMap, fromIndex, lazily, whenSeen, type IndexData, type MapIncident } from "./map/map";
import { createPlayer } from "./map/player";

for (const element of document.querySelectorAll<HTMLElement>("[data-minimap]")) {
  const [mark] = JSON.parse(element.dataset["minimap"] ?? "[]") as MapIncident[];
  const incidents = mark ? Array<MapIncident>(Number(element.dataset["count"] ?? 1)).fill(mark) : [];
  lazily(element, () => ({ incidents, small: true }));
}

for (const element of document.querySelectorAll<HTMLElement>("[data-period-map]"))
  whenSeen(element, () => period(element));

for (const element of document.querySelectorAll<HTMLElement>("[data-area-map]")) whenSeen(element, () => area(element));

/** All events of the ledger. */
async function events(): Promise<MapIncident[]> {
  const page = window as { harmledger?: { index?: IndexData } };
  if (!page.harmledger?.index) await loadScript("data/index.js");
  const index = page.harmledger?.index;
  return index ? fromIndex(index).filter((_, i) => index.columns["kind"]?.[i] === "event") : [];
}

async function area(element: HTMLElement): Promise<void> {
  const { country, admin1, areaMap } = element.dataset;
  const within = ({ place }: MapIncident): boolean =>
    place?.country === country && (!admin1 || place?.admin1 === admin1 || (!place?.admin1 && place?.name === admin1));
  const incidents = (await events()).filter(within);
  if (incidents.some((i) => i.place?.lat != null && i.place.precision !== "country"))
    createMap(element, { incidents, skipTo: areaMap || undefined, whole: admin1 ? "" : country });
  else element.remove(); // nothing is placed closer
}

async function period(element: HTMLElement): Promise<void> {
  const incidents = await events();
  if (!incidents.length) return;
  const [canvas, controls] = [h("div"), h("div", { class: "no-print" })];
  element.replaceChildren(controls, canvas);
  const map = createMap(canvas, { incidents, skipTo: element.dataset["periodMap"] || undefined });
  createPlayer(controls, { incidents, step: "month", onFrame: (shown) => map.update(shown) });
}
