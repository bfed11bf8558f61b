// What the marks mean. Shapes and sizes say it without colour.
import { h } from "../lib/dom";
import { FAMILIES, shape } from "./symbols";

const sample = (html: string): HTMLElement => {
  const box = h("span", { class: "hm-sample" });
  box.innerHTML = html;
  return box;
};

const disc = (kind: string, inner: string): string => `<span class="hm-disc ${kind}">${inner}</span>`;

export function legend(): HTMLElement {
  const row = (html: string, text: string): HTMLElement => h("li", {}, sample(html), text);
  return h(
    "details",
    { class: "hm-legend" },
    h("summary", {}, "Legend"),
    h("ul", {}, ...FAMILIES.map((f, i) => row(shape(i), f.name))),
    h(
      "ul",
      {},
      row(disc("many point", '<span class="hm-n">7</span>'), "Seven incidents at one place"),
      row(disc("cluster", '<span class="hm-n">30</span>'), "Several places: opens closer"),
      row(disc("one near", shape(0)), "Near the place, not at it"),
      row('<span class="hm-tag">4</span>', "Known to a region or area only"),
      row('<span class="hm-contested"></span>', "Sources contradict each other"),
    ),
    h(
      "p",
      { class: "quiet" },
      "A point is where a report says, to the village or city; a hatched region says no more than the region. Borders:",
      " Natural Earth; dashed ones are not agreed. Places: GeoNames.",
    ),
  );
}
