// Maps that stand in a page: a small one of one place (`data-minimap`), and one of all events played through time
// (`data-period-map`). Each is made when it is first seen.
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

async function period(element: HTMLElement): Promise<void> {
  const page = window as { harmledger?: { index?: IndexData } };
  if (!page.harmledger?.index) await loadScript("data/index.js");
  const index = page.harmledger?.index;
  if (!index) return;
  const incidents = fromIndex(index).filter((_, i) => index.columns["kind"]?.[i] === "event");
  const [canvas, controls] = [h("div"), h("div", { class: "no-print" })];
  element.replaceChildren(controls, canvas);
  const map = createMap(canvas, { incidents, skipTo: element.dataset["periodMap"] || undefined });
  createPlayer(controls, { incidents, step: "month", onFrame: (shown) => map.update(shown) });
}
