// What was decided, the last first: who, what, why, and a way to take it back.
import { announce, byId, h, root } from "./lib/dom";
import { api, type Line } from "./lib/review/api";
import { askReason } from "./lib/review/reason";
import { complain, introduced } from "./lib/review/words";

const box = byId("reviewing");
const asked = new URLSearchParams(location.search);
const PAGE = 50;

async function show(): Promise<void> {
  const offset = Number(asked.get("offset") ?? 0);
  const query = new URLSearchParams([...asked].filter(([, v]) => v));
  query.set("limit", String(PAGE));
  const found = await api.decisions(query);
  const last = Math.min(offset + PAGE, found.total);
  const table = h(
    "table",
    {},
    h("caption", {}, found.total ? `${offset + 1}–${last} of ${found.total} decisions` : "No decisions yet"),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        ...["When (UTC)", "Who", "What", "Why", ""].map((t) =>
          h("th", { scope: "col" }, t || h("span", { class: "visually-hidden" }, "Take back")),
        ),
      ),
    ),
    h("tbody", {}, ...found.lines.map(row)),
  );
  box.replaceChildren(
    filter(),
    h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Decisions" }, table),
    pages(offset, found.total),
  );
}

function row(line: Line): HTMLElement {
  const undo = async () => {
    const reason = await askReason("undo", "Why is it taken back?", line.what);
    if (!reason) return;
    try {
      await api.decide({ action: "undo", decision: line.id, reason });
      announce("Taken back");
      await show();
    } catch (error) {
      complain(error);
    }
  };
  const subject = line.incident
    ? h("a", { class: "small", href: `${root()}incident/${line.incident}.html` }, line.incident)
    : "";
  return h(
    "tr",
    { class: line.live ? false : "undone", id: line.id },
    h("td", {}, line.at.slice(0, 16).replace("T", " ")),
    h("td", {}, line.reviewer),
    h(
      "td",
      {},
      h("span", { class: "what" }, line.what),
      " ",
      ...line.marks.map((m) => h("span", { class: "chip" }, m)),
      " ",
      subject,
    ),
    h("td", {}, line.reason),
    h(
      "td",
      {},
      line.live
        ? h("button", { type: "button", onclick: () => void undo(), "aria-label": `Take back: ${line.what}` }, "Undo")
        : "",
    ),
  );
}

function filter(): HTMLElement {
  const field = (name: string, label: string, type = "text") => {
    const input = h("input", { id: name, name, type });
    input.value = asked.get(name) ?? "";
    return h("span", { class: "row" }, h("label", { for: name }, label), input);
  };
  return h(
    "form",
    { class: "row", method: "get" },
    field("by", "Reviewer"),
    field("on", "Claim or incident"),
    field("since", "Since", "date"),
    h("button", { type: "submit" }, "Show"),
  );
}

function pages(offset: number, total: number): HTMLElement {
  const link = (to: number, text: string) => {
    const query = new URLSearchParams(asked);
    query.set("offset", String(to));
    return h("a", { class: "button", href: `?${query.toString()}` }, text);
  };
  return h(
    "p",
    { class: "row" },
    offset > 0 && link(Math.max(0, offset - PAGE), "Newer"),
    offset + PAGE < total && link(offset + PAGE, "Older"),
  );
}

async function begin(): Promise<void> {
  await introduced(byId("bar"));
  await show();
}

begin().catch(complain);
