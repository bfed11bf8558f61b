// Decisions of different reviewers that contradict each other; one is taken back, or both reviewers talk.
import { announce, byId, h, root } from "./lib/dom";
import { api, type Line } from "./lib/review/api";
import { evidence } from "./lib/review/evidence";
import { askReason } from "./lib/review/reason";
import { complain, introduced } from "./lib/review/words";

const box = byId("reviewing");

async function show(): Promise<void> {
  const pairs = await api.disagreements();
  const intro = pairs.length
    ? "Of two decisions that contradict each other the later one acts, until one is taken back. Their claims wait in the queue again."
    : "No two reviewers contradict each other.";
  box.replaceChildren(
    h("p", {}, intro),
    ...pairs.map(({ earlier, later }) =>
      h(
        "article",
        { class: "card decision" },
        earlier.claims[0] ? evidence(earlier.claims[0]) : "",
        h("div", { class: "columns" }, side(earlier, later, "Earlier"), side(later, earlier, "Later: this one acts")),
        earlier.incident
          ? h("p", { class: "small" }, h("a", { href: `${root()}incident/${earlier.incident}.html` }, "The incident"))
          : "",
      ),
    ),
  );
}

function side(line: Line, other: Line, title: string): HTMLElement {
  const right = async () => {
    const reason = await askReason("undo", `Take back what ${other.reviewer} decided?`, other.what);
    if (!reason) return;
    try {
      await api.decide({ action: "undo", decision: other.id, reason });
      announce(`Taken back: ${other.what}`);
      await show();
    } catch (error) {
      complain(error);
    }
  };
  return h(
    "section",
    {},
    h("h2", {}, title),
    h("p", {}, h("b", {}, line.reviewer), `: ${line.what}`),
    line.reason ? h("p", {}, h("q", {}, line.reason)) : "",
    h("p", { class: "quiet small" }, `${line.at.slice(0, 16).replace("T", " ")} UTC`),
    h("button", { type: "button", onclick: () => void right() }, `${line.reviewer} is right`),
  );
}

async function begin(): Promise<void> {
  await introduced(byId("bar"));
  await show();
}

begin().catch(complain);
