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
  const english = newStemmer("english");
  const russian = newStemmer("russian");
  return {
    en: (text) => listWords(text).map((word) => english.stem(word)),
    ru: (text) => listWords(text).map((word) => russian.stem(word.replaceAll("ё", "е"))),
    kk: (text) => listWords(text).map((word) => foldKazakh(word).slice(0, KAZAKH_ROOT_LETTERS)),
  };
}

/** Kazakh letters as people type them on a keyboard without: both spellings meet in one form. */
const FOLDED: Record<string, string> = { ә: "а", ғ: "г", қ: "к", ң: "н", ө: "о", ұ: "у", ү: "у", һ: "х", і: "и" };

function foldKazakh(word: string): string {
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
