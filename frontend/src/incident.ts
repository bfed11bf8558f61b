// An incident's page: figures as charts, words and values that light each other up, a claim that an address names.
import { completeAddresses } from "./lib/addresses";
import { byId, pageData } from "./lib/dom";
import { lightEvidence } from "./lib/evidence";
import { openTarget } from "./lib/target";
import { drawToll, type TollData } from "./lib/tollchart";

if (document.getElementById("tolls")) {
  const tolls = pageData<TollData[]>("tolls");
  document.querySelectorAll<HTMLElement>("figure.toll").forEach((figure, index) => {
    const data = tolls[index];
    if (data) drawToll(figure, data);
  });
}
lightEvidence(byId("main"));
completeAddresses();
window.addEventListener("hashchange", openTarget);
openTarget();
