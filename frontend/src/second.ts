// Decisions of others, for a second reviewer: the evidence, what was decided, and whether one agrees.
import { announce, byId, h } from "./lib/dom";
import { api, type Line } from "./lib/review/api";
import { evidence, light } from "./lib/review/evidence";
import { shownValues } from "./lib/review/fields";
import { keySwitch, setKeys } from "./lib/review/keys";
import { calm, complain, introduced, keyed, keyOf } from "./lib/review/words";

const box = byId("reviewing");
const counts = h("span", { class: "counts" });
let passed = 0; // decisions that were left for later
let agreed = 0;

async function next(): Promise<void> {
  const found = await api.second(passed);
  counts.replaceChildren(
    h("b", {}, String(agreed)),
    " agreed · ",
    h("b", { id: "left" }, String(found.total)),
    " wait for a second reader",
  );
  const line = found.lines[0];
  if (line) return show(line);
  setKeys({});
  const said = found.total ? "You have passed over the rest." : "No decision of others waits for you.";
  box.replaceChildren(h("div", { class: "card" }, h("h2", { tabindex: -1 }, "Nothing waits"), h("p", {}, said)));
}

function show(line: Line): void {
  calm();
  const [first, ...more] = line.claims;
  const agree = async () => {
    try {
      await api.decide({ action: "agree", decision: line.id });
      agreed += 1;
      announce(`Agreed with ${line.reviewer}`);
      await next();
    } catch (error) {
      complain(error);
    }
  };
  const skip = () => {
    passed += 1;
    announce("Left for later");
    next().catch(complain);
  };
  const other = () => (location.href = `review.html?claim=${encodeURIComponent(first?.id ?? line.subjects[0] ?? "")}`);
  const left = h(
    "section",
    { class: "left", "aria-label": "Evidence" },
    first ? evidence(first) : h("p", {}, "Its claim is gone."),
  );
  const right = h(
    "section",
    { class: "right", "aria-label": "Values as they are now" },
    first ? shownValues(first, (n) => light(left, n)) : "",
  );
  if (more.length) left.append(h("h3", {}, `And ${more.length} more claims`), ...more.map((item) => evidence(item)));
  box.replaceChildren(
    h(
      "header",
      { class: "case-head" },
      h("h2", { id: "headline", tabindex: -1 }, `${line.reviewer}: ${line.what}`),
      line.reason ? h("p", {}, "Because: ", h("q", {}, line.reason)) : "",
      h("p", { class: "quiet small" }, `${line.at.slice(0, 16).replace("T", " ")} UTC · ${line.id}`),
    ),
    h("div", { class: "columns case" }, left, right),
    h(
      "div",
      { class: "acts", role: "toolbar", "aria-label": "Second reader" },
      keyed("Agree", "agree", () => void agree(), { class: "primary" }),
      keyed("Decide otherwise", "edit", other),
      keyed("Later", "skip", skip),
    ),
  );
  setKeys({ [keyOf("agree")]: () => void agree(), [keyOf("edit")]: other, [keyOf("skip")]: skip });
  byId("headline").focus({ preventScroll: true });
}

async function begin(): Promise<void> {
  const bar = byId("bar");
  bar.append(counts, keySwitch());
  await introduced(bar);
  await next();
}

begin().catch(complain);
