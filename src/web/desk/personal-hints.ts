import { LANGUAGES } from "../../corpus/passage.ts";
import { maskPersonal } from "../../corpus/personal.ts";
import type { Wanted } from "../../desk/centre-answers.ts";

/**
 * Pieces of what is about to become public that may point to a person: what would be masked in a
 * question, and names written with a capital inside a sentence. A hint for whoever reads it, no more. Pure.
 */
export function findPersonal({ texts, wordings }: Pick<Wanted, "texts" | "wordings">): string[] {
  const all = LANGUAGES.flatMap((language) => [texts[language], ...wordings[language]]);
  return [...new Set(all.flatMap((text) => [...findMasked(text), ...findNames(text)]))].slice(0, MOST_HINTS);
}

const MOST_HINTS = 12;
/** A form of address and what follows it, or two capitalised words in a row that don't begin a sentence. */
const ADDRESSED =
  /(?<!\p{L})(?:(?:Dear\s+)?(?:Mrs?|Ms)\.?|Dear|Уважаем\p{L}+|Госпожа|Господин|Құрметті)\s+\p{Lu}\p{L}+|\p{Lu}\p{L}+\s+(?:ханым|мырза|апай|ағай)(?!\p{L})/gu;
const NAMES = /(?<=[\p{Ll},:;]\s)\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+)+/gu;

function findMasked(text: string): string[] {
  const masked = maskPersonal(text);
  return [...masked.matchAll(/[•+][•\s()+@._-]*•/gu)].map(({ 0: { length }, index }) =>
    text.slice(index, index + length),
  );
}

function findNames(text: string): string[] {
  return [...(text.match(ADDRESSED) ?? []), ...(text.match(NAMES) ?? [])];
}
