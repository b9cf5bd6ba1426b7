import type { Corpus } from "../corpus/corpus.ts";
import { LANGUAGES, type Language } from "../corpus/passage.ts";
import { foldKazakh, listWords } from "../index/word-forms.ts";

/**
 * The words that the corpus and its authored questions use in each language: they tell the
 * languages apart, and how a word is spelled that was typed without its letters.
 */

export interface Vocabulary {
  /** Share of the words that the language knows, whole or by their beginning: 0 to 1. */
  share(words: readonly string[], language: Language): number;
  /** The Kazakh word that a word without Kazakh letters stands for; the word itself when none is near. */
  restore(word: string): string;
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
  const spellings = spellingsOf(corpus);
  const worth = (word: string, language: Language) => {
    const folded = foldWord(word, language);
    if (known[language].has(folded)) return 1;
    return folded.length > SHORTEST_BEGINNING && beginnings[language].has(cutWord(folded)) ? BY_BEGINNING : 0;
  };
  return {
    share: (words, language) =>
      words.length === 0 ? 0 : words.reduce((sum, word) => sum + worth(word, language), 0) / words.length,
    restore: (word) => {
      const folded = foldKazakh(word);
      if (folded !== word) return word;
      for (let end = folded.length; end >= Math.min(folded.length, SHORTEST_BEGINNING); end -= 1) {
        const spelling = spellings.get(folded.slice(0, end));
        if (spelling) return spelling + word.slice(end);
      }
      return word;
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

/** Folded word, or beginning of one, → its most frequent Kazakh spelling. */
function spellingsOf(corpus: Corpus): Map<string, string> {
  const counts = new Map<string, Map<string, number>>();
  const count = (spelling: string) => {
    const folded = foldKazakh(spelling);
    const rivals = counts.get(folded) ?? new Map<string, number>();
    counts.set(folded, rivals.set(spelling, (rivals.get(spelling) ?? 0) + 1));
  };
  for (const word of listTexts(corpus, "kk").flatMap(listWords)) {
    for (let end = SHORTEST_BEGINNING; end < word.length; end += 1) count(word.slice(0, end));
    count(word);
  }
  return new Map(
    [...counts].map(([folded, rivals]) => [folded, [...rivals].sort((a, b) => b[1] - a[1])[0]?.[0] ?? folded]),
  );
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
