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
    kk: (text) => listWords(text).map((word) => word.slice(0, KAZAKH_ROOT_LETTERS)),
  };
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
