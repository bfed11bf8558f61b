// One key for many spellings, as `store/fold.py` makes it: its letters come with the data.

/** The letters that are written in another script, at the beginning of a word and within. */
export interface Folding {
  readonly letters: Readonly<Record<string, string>>;
  readonly first: Readonly<Record<string, string>>;
}

const CYRILLIC = /[а-яёєіїґ]+/g;
const APOSTROPHE = /(?<=[\p{L}\p{N}_])['’ʼ‘`´](?=[\p{L}\p{N}_])/gu;
const MARKS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+/g;
const NOT_WORD = /[^\p{L}\p{N}_]+/gu;

const small = (text: string): string => text.toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ");

function latin(word: string, folding: Folding): string {
  if (word.includes("зг"))
    return word
      .split("зг")
      .map((part) => (part ? latin(part, folding) : ""))
      .join("zgh");
  const { letters, first } = folding;
  const [head = "", ...rest] = word;
  return (first[head] ?? letters[head] ?? head) + rest.map((c) => letters[c] ?? c).join("");
}

/** Lower case words without accents, apostrophes or Cyrillic letters, single blanks between. */
export function key(text: string, folding: Folding): string {
  const plain = small(text.normalize("NFKC")).normalize("NFKC");
  const folded = plain
    .replace(APOSTROPHE, "")
    .replace(CYRILLIC, (word) => latin(word, folding))
    .normalize("NFKD")
    .replace(MARKS, "");
  return small(folded).replace(NOT_WORD, " ").trim();
}
