// Values of the filter whatever their case, as `serve/known.py` has it: an address that people write still opens.
import type { Index } from "./data";
import { key } from "./fold";
import type { Field } from "./query";

let made: { index: Index; by: Map<string, string> } | null = null;

/** The value that is meant; null where the ledger and the vocabulary have none. */
export function settled(index: Index, field: Field, value: string): string | null {
  const name = field === "doer" || field === "side" ? "party" : field;
  if (index.known[name]?.includes(value)) return value;
  if (made?.index !== index) {
    const by = new Map<string, string>();
    for (const [field, values] of Object.entries(index.known))
      for (const known of [...values].reverse()) by.set(`${field} ${plain(known)}`, known);
    made = { index, by };
  }
  return made.by.get(`${name} ${plain(value)}`) ?? null;
}

const plain = (value: string): string => key(value.replaceAll("_", " "));
