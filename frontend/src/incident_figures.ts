// The figures of an incident as charts; only pages load it that have two figures to compare.
import { pageData } from "./lib/dom";
import { drawToll, type TollData } from "./lib/tollchart";

const tolls = pageData<TollData[]>("tolls");
document.querySelectorAll<HTMLElement>("figure.toll").forEach((figure, index) => {
  const data = tolls[index];
  if (data) drawToll(figure, data);
});
