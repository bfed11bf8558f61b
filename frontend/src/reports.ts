// The table of reports: filtered and paged from data/reports.js; the filter is held in the address.
import { byId, h, loadScript, root } from "./lib/dom";
import { key, type Folding } from "./lib/fold";
import { counted } from "./lib/words";

interface Reports {
  outlets: string[];
  id: string[];
  title: string[];
  note: (string | 0)[];
  outlet: number[];
  day: string[];
  language: string[];
  claims: number[];
  placed: number[];
  copy: number[];
  folding: Folding;
}

const PAGE = 100;

async function start(): Promise<void> {
  await loadScript("data/reports.js");
  const data = (window as unknown as { harmledger: { reports: Reports } }).harmledger.reports;
  const form = byId<HTMLFormElement>("find");
  const field = (name: string): HTMLInputElement => form.elements.namedItem(name) as HTMLInputElement;
  let words: string[] | null = null; // made when somebody first types
  const spelt = (): string[] =>
    (words ??= data.title.map((title, i) => key(`${title} ${data.outlets[data.outlet[i]!]}`, data.folding)));
  let at = 0;
  let found: number[] = [];

  const read = (): void => {
    const given = new URLSearchParams(location.hash.slice(1));
    field("text").value = given.get("text") ?? "";
    field("outlet").value = given.get("outlet") ?? "";
    field("told").checked = given.get("told") === "yes";
  };
  const write = (): void => {
    const given = new URLSearchParams();
    if (field("text").value) given.set("text", field("text").value);
    if (field("outlet").value) given.set("outlet", field("outlet").value);
    if (field("told").checked) given.set("told", "yes");
    history.replaceState(null, "", given.size ? `#${given}` : location.pathname + location.search);
  };
  const filter = (): void => {
    const asked = key(field("text").value, data.folding).split(" ").filter(Boolean);
    const outlet = field("outlet").value ? data.outlets.indexOf(field("outlet").value) : -1;
    found = data.id
      .map((_, i) => i)
      .filter((i) => (outlet < 0 || data.outlet[i] === outlet) && (!field("told").checked || data.claims[i]! > 0))
      .filter((i) => asked.every((word) => spelt()[i]!.includes(word)));
    at = 0;
    show();
  };
  const show = (): void => {
    byId("rows").replaceChildren(...found.slice(at, at + PAGE).map((i) => row(data, i)));
    const last = Math.min(at + PAGE, found.length);
    const which = found.length > PAGE ? `${(at + 1).toLocaleString("en")}–${last.toLocaleString("en")} of ` : "";
    const total = found.length < data.id.length ? ` (of ${data.id.length.toLocaleString("en")})` : "";
    byId("count").textContent = found.length ? `${which}${counted(found.length, "report")}${total}` : "No report fits.";
    byId<HTMLButtonElement>("back").disabled = at === 0;
    byId<HTMLButtonElement>("on").disabled = last >= found.length;
  };
  const turn = (by: number): void => {
    at += by;
    show();
    byId("count").scrollIntoView();
  };
  byId("back").addEventListener("click", () => turn(-PAGE));
  byId("on").addEventListener("click", () => turn(PAGE));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    write();
    filter();
  });
  window.addEventListener("hashchange", () => {
    read();
    filter();
  });
  read();
  filter();
}

function row(data: Reports, i: number): HTMLTableRowElement {
  const note = data.note[i];
  const title = note ? `(a headline that ${note})` : data.title[i]!;
  return h(
    "tr",
    {},
    h("td", { class: "date" }, data.day[i]!),
    h("td", {}, data.outlets[data.outlet[i]!] || "not known"),
    h(
      "td",
      {},
      h("a", { href: `${root()}report/${data.id[i]}.html` }, title),
      data.copy[i] ? " " : null,
      data.copy[i] ? h("span", { class: "badge" }, "near-copy") : null,
    ),
    h("td", { class: "number" }, data.claims[i]!),
    h("td", { class: "number" }, data.placed[i]!),
  );
}

void start();
