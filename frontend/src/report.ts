// A report's page: a claim and its words light each other up; an address opens what hides its words.
import { byId } from "./lib/dom";
import { completeAddresses } from "./lib/addresses";
import { lightEvidence } from "./lib/evidence";
import { openTarget } from "./lib/target";

lightEvidence(byId("main"), "c");
completeAddresses();
window.addEventListener("hashchange", openTarget);
openTarget();
