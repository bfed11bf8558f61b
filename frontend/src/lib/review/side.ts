// Two accounts next to each other: what differs, what speaks for one event and against it.
import { h } from "../dom";
import type { Comparison, Item } from "./api";
import { evidence } from "./evidence";

const STRENGTH: [number, string][] = [
  [3, "strong"],
  [1.5, "clear"],
  [0.5, "some"],
  [0, "slight"],
];
const strength = (weight: number): string => STRENGTH.find(([least]) => Math.abs(weight) >= least)?.[1] ?? "slight";

/** "probably one event (0.72)". */
export function likely(p: number): string {
  const said =
    p >= 0.9
      ? "very likely one event"
      : p >= 0.6
        ? "probably one event"
        : p >= 0.4
          ? "hard to tell"
          : p >= 0.1
            ? "probably two events"
            : "very likely two events";
  return `${said} (probability ${p.toFixed(2)})`;
}

/** The view of both; `verdict` says what linking made of them. */
export function sideBySide(found: Comparison): HTMLElement {
  const names = [...new Set([...found.a.values, ...found.b.values].map((v) => v.name))];
  const of = (item: Item, name: string) => item.values.find((v) => v.name === name);
  const rows = names.map((name) => {
    const [a, b] = [of(found.a, name), of(found.b, name)];
    const differs = found.differing.includes(name);
    return h(
      "tr",
      { class: differs ? "differs" : false },
      h(
        "th",
        { scope: "row" },
        (a ?? b)?.label ?? name,
        differs && h("span", { class: "small mark-differs" }, " ≠ differs"),
      ),
      h("td", {}, a?.value ?? "not said"),
      h("td", {}, b?.value ?? "not said"),
    );
  });
  const list = (title: string, some: Comparison["reasons"], sign: string) =>
    h(
      "div",
      {},
      h("h3", {}, title),
      some.length
        ? h(
            "ul",
            { class: "why-list" },
            ...some.map((r) =>
              h(
                "li",
                {},
                h("b", {}, `${sign} ${strength(r.weight)}`),
                ` ${r.name}: ${r.detail} `,
                h("span", { class: "quiet small" }, r.weight.toFixed(1)),
              ),
            ),
          )
        : h("p", { class: "quiet" }, "nothing"),
    );
  return h(
    "div",
    { class: "side" },
    h(
      "p",
      { class: "guess" },
      "The machine's reading: ",
      h("b", {}, likely(found.probability)),
      `; now ${found.verdict}: ${found.why}.`,
    ),
    h(
      "div",
      { class: "columns" },
      h("section", { "aria-label": "First account" }, h("h3", {}, "First account"), evidence(found.a)),
      h("section", { "aria-label": "Second account" }, h("h3", {}, "Second account"), evidence(found.b)),
    ),
    h(
      "div",
      { class: "scroll" },
      h(
        "table",
        {},
        h("caption", {}, "What each says; differing values are marked ≠"),
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            h("th", { scope: "col" }, "Value"),
            h("th", { scope: "col" }, "First"),
            h("th", { scope: "col" }, "Second"),
          ),
        ),
        h("tbody", {}, ...rows),
      ),
    ),
    h(
      "div",
      { class: "columns" },
      list(
        "For one event",
        found.reasons.filter((r) => r.weight > 0),
        "+",
      ),
      list(
        "Against it",
        found.reasons.filter((r) => r.weight < 0),
        "−",
      ),
    ),
  );
}
