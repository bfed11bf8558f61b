// The fold of `lib/fold.ts` by the letters that come with the index.
import * as fold from "../lib/fold";
import { held } from "./data";

/** Lower case words without accents, apostrophes or Cyrillic letters, single blanks between. */
export const key = (text: string): string => fold.key(text, held().index?.folding ?? { letters: {}, first: {} });
