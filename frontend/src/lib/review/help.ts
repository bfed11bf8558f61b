// What each key does.
import { h } from "../dom";
import { keyOf, printed, STORES } from "./words";

/** Shows the keys. */
export function help(): void {
  const rows: [string, string][] = [
    ["accept", "the claim is right as it stands"],
    ["accept_all", "all claims of the incident are, once all are shown"],
    ["edit", "correct values; the reason is asked for"],
    ["reject", "the claim does not count; the reason is asked for"],
    ["unsure", "looked at and left open"],
    ["skip", "no decision: it comes back at the end"],
    ["join", "this incident and another are one"],
    ["split", "claims are another incident than the rest"],
    ["same", "of two accounts: one event"],
    ["different", "of two accounts: two events"],
    ["undo", "take the last act back"],
    ["previous_claim", "the claim before"],
    ["next_claim", "the claim after"],
  ];
  const dialog = h("dialog", { class: "help", "aria-labelledby": "help-title" });
  dialog.append(
    h("h2", { id: "help-title" }, "Keys"),
    h(
      "dl",
      { class: "facts" },
      ...rows.flatMap(([act, text]) => [h("dt", {}, h("kbd", {}, printed(keyOf(act)))), h("dd", {}, text)]),
      h("dt", {}, h("kbd", {}, STORES)),
      h("dd", {}, "store a correction, from any of its fields"),
      h("dt", {}, h("kbd", {}, "1–9")),
      h("dd", {}, "a quick reason, where one is asked for"),
    ),
    h("p", { class: "quiet small" }, "Keys do nothing while you type. Switch them off at the top of the page."),
    h("button", { type: "button", onclick: () => dialog.close() }, "Close ", h("kbd", {}, "Esc")),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
