import type { Corpus } from "../corpus/corpus.ts";
import { LANGUAGES, type Language } from "../corpus/passage.ts";
import { foldKazakh, listWords } from "../index/word-forms.ts";
import { createMend } from "./spelling.ts";

/**
 * The words that the corpus and its authored questions use in each language: they tell the
 * languages apart, and how a word is spelled that was typed without its letters.
 */

export interface Vocabulary {
  /** Share of the words that the language knows, whole or by their beginning: 0 to 1. */
  share(words: readonly string[], language: Language): number;
  /** The Kazakh word that a word with some or all of its letters missing stands for; itself when none is near. */
  restore(word: string): string;
  /** The word as the corpus spells it when it is misspelt; itself when it is known or nothing is near. */
  correct(word: string, language: "en" | "ru"): string;
}

/** Letters of a beginning that make a word known: a root with another ending. */
const SHORTEST_BEGINNING = 4;
/** What a word is worth that is known by its beginning only. */
const BY_BEGINNING = 0.7;

/** Reads the vocabulary out of a corpus. */
export function createVocabulary(corpus: Corpus): Vocabulary {
  const known = Object.fromEntries(LANGUAGES.map((language) => [language, countWords(corpus, language)])) as Record<
    Language,
    Map<string, number>
  >;
  const beginnings = Object.fromEntries(
    LANGUAGES.map((language) => [language, new Set([...known[language].keys()].map(cutWord))]),
  ) as Record<Language, Set<string>>;
  const spellings = listSpellings(corpus);
  const mend = { en: createMend(known.en), ru: createMend(known.ru) };
  const worth = (word: string, language: Language) => {
    const folded = foldWord(word, language);
    if (known[language].has(folded)) return 1;
    return folded.length > SHORTEST_BEGINNING && beginnings[language].has(cutWord(folded)) ? BY_BEGINNING : 0;
  };
  const correct = (word: string, language: "en" | "ru") => {
    const folded = foldWord(word, language);
    return worth(word, language) > 0 ? word : (mend[language](folded) ?? word);
  };
  return {
    correct,
    share: (words, language) =>
      words.length === 0 ? 0 : words.reduce((sum, word) => sum + worth(word, language), 0) / words.length,
    restore: (word) => {
      const folded = foldKazakh(word);
      const nearest = findNearest(spellings, folded);
      if (!nearest) return word;
      if (nearest.shared === folded.length && known.kk.has(folded)) return nearest.spelling.slice(0, folded.length);
      return folded === word ? nearest.spelling.slice(0, nearest.shared) + word.slice(nearest.shared) : word;
    },
  };
}

function countWords(corpus: Corpus, language: Language): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of listTexts(corpus, language).flatMap(listWords)) {
    const folded = foldWord(word, language);
    counts.set(folded, (counts.get(folded) ?? 0) + 1);
  }
  return counts;
}

interface Spelling {
  folded: string;
  spelling: string;
  count: number;
}

/** Every Kazakh word by its folded form, in the order of the alphabet; the most frequent spelling of each. */
function listSpellings(corpus: Corpus): Spelling[] {
  const counts = new Map<string, number>();
  for (const word of listTexts(corpus, "kk").flatMap(listWords)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const best = new Map<string, Spelling>();
  for (const [spelling, count] of counts) {
    const folded = foldKazakh(spelling);
    if (count > (best.get(folded)?.count ?? 0)) best.set(folded, { folded, spelling, count });
  }
  return [...best.values()].sort((a, b) => (a.folded < b.folded ? -1 : 1));
}

/** The most frequent word that shares the longest beginning with a folded word, and how long that is. */
function findNearest(spellings: readonly Spelling[], folded: string): { spelling: string; shared: number } | null {
  let low = 0;
  let high = spellings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spellings[middle]?.folded ?? "") < folded) low = middle + 1;
    else high = middle;
  }
  const sharedWith = (position: number) => countShared(spellings[position]?.folded ?? "", folded);
  const shared = Math.max(sharedWith(low), sharedWith(low - 1));
  if (shared < Math.min(folded.length, SHORTEST_BEGINNING)) return null;
  let nearest: Spelling | undefined;
  const consider = (position: number) => {
    const each = spellings[position];
    if (each && each.count > (nearest?.count ?? 0)) nearest = each;
  };
  for (let position = low; sharedWith(position) >= shared && spellings[position]; position += 1) consider(position);
  for (let position = low - 1; sharedWith(position) >= shared && spellings[position]; position -= 1) consider(position);
  return nearest ? { spelling: nearest.spelling, shared } : null;
}

function countShared(a: string, b: string): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count += 1;
  return count;
}

function listTexts(corpus: Corpus, language: Language): string[] {
  return corpus.documents.flatMap((document) =>
    document.passages.flatMap(({ text, renderings, questions }) => [
      document.language === language ? text : (renderings[language]?.text ?? ""),
      ...questions[language],
    ]),
  );
}

function foldWord(word: string, language: Language): string {
  return language === "kk" ? foldKazakh(word) : word.replaceAll("ё", "е");
}

function cutWord(word: string): string {
  return word.slice(0, Math.max(SHORTEST_BEGINNING, word.length - 3));
}
