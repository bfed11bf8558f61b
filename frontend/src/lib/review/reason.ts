// Asks why: quick reasons by digit, or words of one's own.
import { h } from "../dom";
import "./keys"; // digits
import { words } from "./words";

/** The reason for an act, null where the reviewer thought better of it. `detail`: what will be stored. */
export function askReason(act: string, title: string, detail: Node | string = ""): Promise<string | null> {
  return new Promise((resolve) => {
    let answer: string | null = null;
    const dialog = h("dialog", { class: "reason", "aria-labelledby": "reason-title" });
    const give = (reason: string) => {
      answer = reason;
      dialog.close();
    };
    const own = h("input", { id: "own-reason", maxlength: 2000, autocomplete: "off" });
    const form = h(
      "form",
      {},
      h("label", { for: "own-reason" }, "Or in your own words"),
      h("div", { class: "row" }, own, h("button", { type: "submit" }, "Store")),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (own.value.trim()) give(own.value.trim());
      else own.focus();
    });
    const quick = (words.reasons[act] ?? []).map((reason, at) =>
      h(
        "li",
        {},
        h(
          "button",
          { type: "button", "data-digit": String(at + 1), onclick: () => give(reason) },
          h("kbd", { "aria-hidden": "true" }, String(at + 1)),
          " ",
          reason,
        ),
      ),
    );
    dialog.append(
      h("h2", { id: "reason-title" }, title),
      detail instanceof Node ? detail : h("p", {}, detail),
      h("ol", { class: "quick" }, ...quick),
      form,
      h("button", { type: "button", class: "plain", onclick: () => dialog.close() }, "Cancel ", h("kbd", {}, "Esc")),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector<HTMLElement>("[data-digit]")?.focus();
  });
}
