import { canonicalNumber, NUMBER } from "../corpus/numbers.ts";

/**
 * Text → the words that a quotation is compared by. What the comparison sets aside never becomes
 * part of a word: white space, quotation marks and apostrophes, dashes, other punctuation, case,
 * ligatures, soft hyphens, and how a number's thousands are parted. Pure.
 */

export interface Token {
  /** The canonical form: two tokens are the same word when these are equal. */
  word: string;
  /** Offsets into the text it was read from. */
  start: number;
  end: number;
}

const INVISIBLE = "\\u00AD\\u200B-\\u200D\\u2060\\uFEFF";
const APOSTROPHES = "’'ʼ‘`´";
/** Signs that are read as words: they are units. */
const SIGNS = "[%‰$€£₸°]";
const TOKEN = new RegExp(
  `${NUMBER.source}|[\\p{L}\\p{M}\\p{Nd}${INVISIBLE}]+(?:[${APOSTROPHES}][\\p{L}\\p{M}${INVISIBLE}]+)*|${SIGNS}`,
  "gu",
);
const SET_ASIDE = new RegExp(`[${INVISIBLE}${APOSTROPHES}]`, "gu");

export function listTokens(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const [raw] = match;
    const word = /^\d/u.test(raw) && !/\p{L}/u.test(raw) ? canonicalNumber(raw) : canonicalWord(raw);
    if (word !== "") tokens.push({ word, start: match.index, end: match.index + raw.length });
  }
  return tokens;
}

function canonicalWord(raw: string): string {
  return unmix(raw.replace(SET_ASIDE, "").normalize("NFKC").toLowerCase().replaceAll("ё", "е"));
}

/** Letters of the one script that look like those of the other. */
const [LATIN, CYRILLIC] = ["aceopxyih", "асеорхуіһ"];

/** A word with letters of two scripts was read by a machine or meant to deceive: it gets those of its own script. */
function unmix(word: string): string {
  const cyrillic = word.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  const latin = cyrillic === 0 ? 0 : (word.match(/\p{Script=Latin}/gu)?.length ?? 0);
  if (latin === 0) return word;
  const [from, to] = latin >= cyrillic ? [`${CYRILLIC}тнмкв`, `${LATIN}thmkb`] : [LATIN, CYRILLIC];
  return [...word].map((letter) => to[from.indexOf(letter)] ?? letter).join("");
}

/** True when the word is a number with digits. */
export function isFigure(word: string): boolean {
  return /^\d/u.test(word);
}
