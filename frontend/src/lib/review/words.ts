// The codebook's words that the page carries, and the small things that every page of reviewing shares.
import { announce, byId, h, pageData } from "../dom";
import { api, Refused } from "./api";

interface Words {
  choices: Record<string, [string, string][]>;
  reasons: Record<string, string[]>;
  keys: Record<string, string>;
  grades: string[];
  outcomes: string[];
  victims: string[];
}

export const words = pageData<Words>("words");
export const keyOf = (act: string): string => words.keys[act] ?? "";

/** A key as it is printed on a button: a capital letter is Shift with it. */
export const printed = (key: string): string => (/^[A-Z]$/.test(key) ? `⇧${key}` : key);

/** The keys that store a form from any of its fields, as this machine's keyboard prints them. */
export const STORES = /^(Mac|iP)/.test(navigator.platform) ? "⌘Enter" : "Ctrl+Enter";

/** A button with its key printed on it. */
export function keyed(label: string, act: string, run: () => void, more: Record<string, string | boolean> = {}) {
  const key = keyOf(act);
  return h(
    "button",
    { type: "button", onclick: run, "data-act": act, "aria-keyshortcuts": key.replace("?", "Shift+?"), ...more },
    label,
    " ",
    h("kbd", { "aria-hidden": "true" }, printed(key)),
  );
}

/** Tells what went wrong, on the page and to a screen reader, until something else is shown. */
export function complain(error: unknown): void {
  const refused = error instanceof Refused ? error : null;
  const text = refused ? refused.message : String(error);
  document.getElementById("complaint")?.remove();
  const box = h("div", { id: "complaint", class: "note", role: "alert" }, h("p", {}, text));
  if (refused?.since.length) {
    box.append(
      h("p", {}, "Meanwhile:"),
      h("ul", {}, ...refused.since.map((line) => h("li", {}, line))),
      h("p", {}, "Look at it as it is now, then decide anew."),
    );
  }
  byId("reviewing").prepend(box);
  box.scrollIntoView({ block: "nearest" });
}

/** Forgets what went wrong before. */
export const calm = (): void => document.getElementById("complaint")?.remove();

/** Asks for the reviewer's name where none was given, and shows it with a way to change it; gives the name. */
export async function introduced(bar: HTMLElement): Promise<string> {
  const known = (await api.reviewer()).name;
  const name = known || (await asksName());
  const shown = h("span", { class: "who" }, "Reviewer: ", h("b", {}, name), " ");
  const change = h("button", { type: "button", class: "plain" }, "Change");
  change.addEventListener("click", async () => {
    await asksName(name);
    location.reload();
  });
  shown.append(change);
  bar.append(shown);
  return name;
}

function asksName(before = ""): Promise<string> {
  return new Promise((resolve) => {
    const field = h("input", { id: "name", name: "name", required: true, maxlength: 100, autocomplete: "name" });
    field.value = before;
    const form = h(
      "form",
      { class: "card naming" },
      h("h2", {}, "Who decides?"),
      h("label", { for: "name" }, "Your name or pseudonym"),
      field,
      h("button", { type: "submit", class: "primary" }, "Begin"),
      h("p", { class: "quiet small" }, "It is stored with each decision. There is no password: agree on names."),
    );
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      try {
        const { name } = await api.callMe(field.value);
        announce(`You decide as ${name}`);
        form.remove();
        resolve(name);
      } catch (error) {
        complain(error);
      }
    });
    byId("reviewing").replaceChildren(form);
    if (before) field.focus(); // not on arrival: the page is read from its beginning
  });
}
