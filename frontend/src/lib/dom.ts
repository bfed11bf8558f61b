// Small helpers to build pages without templates in strings: text is never read as HTML.

type Child = Node | string | number | null | undefined | false;
type Attributes = Record<string, string | number | boolean | null | undefined | ((event: Event) => void)>;

/** An element with attributes, event handlers (`onclick`) and children. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.replace(/^on/, ""), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, String(value));
  }
  made.append(
    ...children
      .filter((c): c is Node | string | number => c !== null && c !== undefined && c !== false)
      .map((c) => (c instanceof Node ? c : String(c))),
  );
  return made;
}

/** The element with this id; an error where the page lacks it. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element #${id}`);
  return found as T;
}

/** The data that the page carries in a `<script type="application/json" id="...">`. */
export function pageData<T>(id: string): T {
  return JSON.parse(byId(id).textContent ?? "null") as T;
}

/** Where the ledger's root is from this page, "" or "../". */
export const root = (): string => document.body.dataset["root"] ?? "";

/** Whether a server stands behind the page. */
export const served = (): boolean => document.body.dataset["server"] === "yes";

/** Tells a screen reader, and shows for a moment, what was done. */
export function announce(text: string): void {
  let box = document.getElementById("announce");
  if (!box) {
    box = h("div", { id: "announce", role: "status", "aria-live": "polite" });
    document.body.append(box);
  }
  box.textContent = text;
  box.classList.add("shown");
  window.setTimeout(() => box.classList.remove("shown"), 2500);
}

/** Loads a script of the ledger by its address from the root; data files set a global. */
export function loadScript(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = h("script", { src: root() + path });
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${path} could not be loaded`));
    document.head.append(script);
  });
}
