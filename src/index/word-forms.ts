import { newStemmer } from "snowball-stemmers";
import type { Language } from "../corpus/passage.ts";

/** Text → the forms under which words are indexed. */
export type WordForms = (text: string) => string[];

/** Words of four letters and fewer are whole; five letters hold most Kazakh roots (measured, docs/retrieval.md). */
const KAZAKH_ROOT_LETTERS = 5;

/**
 * One analyser a language: Snowball for English and Russian, words cut to five letters for Kazakh.
 * What goes into the index and what is asked pass through the same one.
 */
export function createWordForms(): Record<Language, WordForms> {
  const english = remember(newStemmer("english"));
  const russian = remember(newStemmer("russian"));
  return {
    en: (text) => listWords(text).map((word) => english(word)),
    ru: (text) => foldWords(text, "ru").map((word) => russian(word)),
    kk: (text) => foldWords(text, "kk").map((word) => word.slice(0, KAZAKH_ROOT_LETTERS)),
  };
}

/** Words remembered by a stemmer: all of a corpus and of what people ask in a day. */
const REMEMBERED = 50_000;

function remember(stemmer: { stem(word: string): string }): (word: string) => string {
  const stems = new Map<string, string>();
  return (word) => {
    const known = stems.get(word);
    if (known !== undefined) return known;
    if (stems.size >= REMEMBERED) stems.clear();
    const stem = stemmer.stem(word);
    stems.set(word, stem);
    return stem;
  };
}

/** Words in the one spelling that people's keyboards agree on: Russian without ё, Kazakh without its own letters. */
export function foldWords(text: string, language: Language): string[] {
  if (language === "en") return listWords(text);
  return listWords(text).map((word) => (language === "kk" ? foldKazakh(word) : word.replaceAll("ё", "е")));
}

/** Kazakh letters as people type them on a keyboard without: both spellings meet in one form. */
const FOLDED: Record<string, string> = { ә: "а", ғ: "г", қ: "к", ң: "н", ө: "о", ұ: "у", ү: "у", һ: "х", і: "и" };

export function foldKazakh(word: string): string {
  return word.replace(/[әғқңөұүһі]/gu, (letter) => FOLDED[letter] ?? letter);
}

/** Lower-case runs of letters and digits: nothing that the word index could take for an operator. */
export function listWords(text: string): string[] {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[’'ʼ]s\b/gu, "")
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
