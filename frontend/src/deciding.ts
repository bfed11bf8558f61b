// Decisions on an incident from its own page: another grade, and what may be shown in public though a rule withholds it.
import { byId, h, pageData, served } from "./lib/dom";
import { api, type Act } from "./lib/review/api";

const data = pageData<{ incident: string; grades: [string, string][] }>("deciding");

/** A dialog with what is to be chosen, the reason, and who decides where that is not known. */
async function ask(title: string, intro: string, choice: HTMLElement, act: () => Act | null): Promise<void> {
  const dialog = h("dialog", { class: "deciding", "aria-labelledby": "deciding-title" });
  const known = (await api.reviewer()).name;
  const name = h("input", { id: "deciding-name", required: true, maxlength: 100, autocomplete: "name" });
  const reason = h("input", { id: "deciding-reason", required: true, maxlength: 2000, autocomplete: "off" });
  const said = h("p", { role: "alert" });
  const form = h(
    "form",
    {},
    choice,
    h("label", { for: "deciding-reason" }, "Why?"),
    reason,
    ...(known ? [] : [h("label", { for: "deciding-name" }, "Your name or pseudonym"), name]),
    h(
      "p",
      { class: "small quiet" },
      known ? `It is stored as a decision of ${known}.` : "It is stored with the decision.",
    ),
    said,
    h(
      "div",
      { class: "buttons" },
      h("button", { type: "submit", class: "primary" }, "Store"),
      h("button", { type: "button", onclick: () => dialog.close() }, "Cancel"),
    ),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const made = act();
    if (!made || !reason.value.trim()) return void (said.textContent = "Choose, and say why.");
    try {
      if (!known) await api.callMe(name.value);
      await api.decide({ ...made, reason: reason.value.trim() });
      location.hash = "history";
      location.reload();
    } catch (error) {
      said.textContent = error instanceof Error ? error.message : String(error);
    }
  });
  dialog.append(h("h2", { id: "deciding-title" }, title), h("p", {}, intro), form);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function grade(): void {
  const select = h("select", { id: "deciding-grade" });
  select.append(...data.grades.map(([value, meaning]) => h("option", { value }, `${value}: ${meaning}`)));
  const choice = h("div", {}, h("label", { for: "deciding-grade" }, "Grade"), select);
  void ask("Another grade", "It goes before the grade that the rule gives, and can be undone.", choice, () => ({
    action: "grade",
    incident: data.incident,
    grade: select.value,
  }));
}

async function release(): Promise<void> {
  const held = await api.withheld(data.incident);
  const open = held.filter((one) => !one.released);
  const intro = open.length
    ? "A public site leaves these out. What you release is shown there; the decision is on record and can be undone."
    : "A public site would leave out nothing of this incident that a decision may release.";
  const rows = open.map((one, at) =>
    h(
      "label",
      { class: "choice" },
      h("input", { type: "radio", name: "what", value: at, required: true }),
      h("span", {}, one.what.startsWith("name:") ? `The name ${one.what.slice(5)}` : one.withholds),
      h("span", { class: "quiet small" }, ` ${one.rule}, ${one.count} ${one.count === 1 ? "time" : "times"}`),
    ),
  );
  const choice = h("fieldset", {}, h("legend", {}, "What may be shown"), ...rows);
  if (!open.length) return told(intro);
  await ask("Release for the public", intro, choice, () => {
    const one = open[Number(choice.querySelector<HTMLInputElement>("input:checked")?.value ?? -1)];
    return one ? { action: "release", subjects: one.subjects, what: one.what } : null;
  });
}

function told(text: string): void {
  const dialog = h("dialog", { class: "deciding", "aria-label": "Release for the public" });
  dialog.append(h("p", {}, text), h("button", { type: "button", onclick: () => dialog.close() }, "Close"));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

if (served()) {
  byId("decide-grade").addEventListener("click", grade);
  byId("decide-release").addEventListener("click", () => release().catch((error) => told(String(error))));
}
