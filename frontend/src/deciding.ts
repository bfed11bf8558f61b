// Decisions on an incident from its own page: another grade, and what may be shown in public though a rule withholds it.
import { byId, h, pageData, served } from "./lib/dom";
import { api, type Act } from "./lib/review/api";

const data = pageData<{ incident: string; grades: [string, string][]; now: string | null }>("deciding");
const RELEASE = "Release for the public";

/** A dialog that is gone when it is closed. */
function opened(title: string, ...children: (HTMLElement | string)[]): HTMLDialogElement {
  const dialog = h("dialog", { class: "deciding", "aria-labelledby": "deciding-title" });
  dialog.append(h("h2", { id: "deciding-title" }, title), ...children);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

const closing = (label: string): HTMLElement =>
  h(
    "button",
    { type: "button", onclick: () => document.querySelector<HTMLDialogElement>(".deciding")?.close() },
    label,
  );

const told = (title: string, text: string): HTMLDialogElement => opened(title, h("p", {}, text), closing("Close"));

/** One of several that can be chosen, with what it means. */
function option(value: string, name: HTMLElement | string, meaning: string): HTMLElement {
  return h(
    "label",
    { class: "choice" },
    h("input", { type: "radio", name: "what", value, required: true }),
    h("span", {}, name),
    h("span", { class: "quiet small" }, meaning),
  );
}

/** A dialog with what is to be chosen, the reason, and who decides where that is not known. */
async function ask(
  title: string,
  intro: string,
  legend: string,
  options: HTMLElement[],
  act: (chosen: string) => Act | null,
): Promise<void> {
  const known = (await api.reviewer()).name;
  const name = h("input", { id: "deciding-name", required: true, maxlength: 100, autocomplete: "name" });
  const reason = h("input", { id: "deciding-reason", required: true, maxlength: 2000, autocomplete: "off" });
  const said = h("p", { role: "alert" });
  const by = known ? `It is stored as a decision of ${known}.` : "Both are stored with the decision.";
  const form = h(
    "form",
    {},
    h("fieldset", {}, h("legend", {}, legend), ...options),
    h("label", { for: "deciding-reason" }, "Why?"),
    reason,
    ...(known ? [] : [h("label", { for: "deciding-name" }, "Your name or pseudonym"), name]),
    h("p", { class: "small quiet" }, by),
    said,
    h("div", { class: "buttons" }, h("button", { type: "submit", class: "primary" }, "Store"), closing("Cancel")),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const made = act(form.querySelector<HTMLInputElement>("[name=what]:checked")?.value ?? "");
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
  opened(title, h("p", {}, intro), form);
}

async function grade(): Promise<void> {
  const options = data.grades.map(([value, meaning]) => {
    const badge = h("span", { class: `badge grade-${value}` }, value);
    return option(value, badge, value === data.now ? `${meaning} (its grade now)` : meaning);
  });
  const intro = "It goes before the grade that the rule gives, and can be undone.";
  await ask("Another grade", intro, "Grade", options, (chosen) =>
    chosen ? { action: "grade", incident: data.incident, grade: chosen } : null,
  );
}

async function release(): Promise<void> {
  const waiting = told(RELEASE, "Looking for what a public site would leave out …");
  const held = await api.withheld(data.incident).finally(() => waiting.remove());
  const open = held.filter((one) => !one.released);
  if (!open.length)
    return void told(RELEASE, "A public site would leave out nothing of this incident that a decision may release.");
  const options = open.map((one, at) => {
    const name = one.what.startsWith("name:") ? `The name ${one.what.slice(5)}` : one.withholds;
    return option(String(at), name, `${one.rule}, ${one.count} ${one.count === 1 ? "time" : "times"}`);
  });
  const intro =
    "A public site leaves these out. What you release is shown there; the decision is on record and can be undone. " +
    "A name that other reports tell with a public office may be shown there already.";
  await ask(RELEASE, intro, "What may be shown", options, (chosen) => {
    const one = chosen ? open[Number(chosen)] : undefined;
    return one ? { action: "release", subjects: one.subjects, what: one.what } : null;
  });
}

if (served()) {
  const failed = (error: unknown): void =>
    void told("That did not work", error instanceof Error ? error.message : String(error));
  document.getElementById("decide-grade")?.addEventListener("click", () => void grade().catch(failed));
  byId("decide-release").addEventListener("click", () => void release().catch(failed));
}
