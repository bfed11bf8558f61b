// An incident's page: words and values that light each other up, a claim that an address names, addresses to copy.
import { completeAddresses } from "./lib/addresses";
import { byId } from "./lib/dom";
import { lightEvidence } from "./lib/evidence";
import { openTarget } from "./lib/target";

lightEvidence(byId("main"));
completeAddresses();
window.addEventListener("hashchange", openTarget);
openTarget();
