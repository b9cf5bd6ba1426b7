import { LANGUAGES, type Language } from "../corpus/passage.ts";
import { type LetterIndex, NO_VIEW } from "./letter-index.ts";
import type { Evidence, PassageIndex } from "./passage-index.ts";
import type { VectorIndex } from "./vector-index.ts";
import type { WordIndex, WordScores } from "./word-index.ts";

/** Views that the vectors bring up: the right passage is among their owners in 99 of 100 questions (measured). */
const NEAREST_VIEWS = 80;
/** Passages that are weighed exactly: of more, none ever came first (measured). */
const CANDIDATES = 24;
/** What a signal is worth when candidates are picked: about one over its spread, as in the calibration. */
const WORTH = { cosine: 60, letters: 8, coverage: 8, bm25Share: 8 };

/** Likeness in letters of a passage that no question was authored for: what others have by chance. */
const UNLIKE = 0.2;

export interface LocalParts {
  vectors: VectorIndex;
  words: WordIndex;
  letters: LetterIndex;
  gapLetters: LetterIndex;
  /** Every passage at its number. */
  passages: readonly string[];
  hash: string;
  counts: { passages: number; views: number };
}

/** The index of one machine: three legs propose, and each of them weighs every passage that any proposed. */
export function createLocalIndex(parts: LocalParts): PassageIndex {
  const { vectors, words, letters, gapLetters, passages, hash, counts } = parts;
  const searchWords = (text: string, language: Language): Leg => ({
    language,
    words: words.search(text, language),
    likeness: letters.search(text, language),
    gaps: gapLetters.search(text, language),
  });
  return {
    hash,
    passageCount: counts.passages,
    viewCount: counts.views,
    search: async (query) => {
      const legs = LANGUAGES.flatMap((language) => {
        const text = query.words[language];
        return text === undefined ? [] : [searchWords(text, language)];
      });
      const { document } = query;
      const isAsked = document === undefined ? null : (number: number) => isOf(passages[number] ?? "", document);
      const proposed = weighProposed(legs, passages.length, isAsked);
      const vector = await query.vector;
      // The graph leads past a small document: what is asked alone is looked through whole.
      const nearest = isAsked ? vectors.scan(vector, isAsked) : vectors.nearest(vector, NEAREST_VIEWS);
      const picked = pick(nearest, proposed);
      const cosines = vectors.cosines(vector, picked);
      return picked.map((number, position) => ({
        passage: passages[number] ?? "",
        cosines: cosines[position] ?? {},
        ...describe(number, legs),
      }));
    },
    close: () => words.close(),
  };
}

function isOf(passage: string, document: string): boolean {
  return passage.startsWith(`${document}/`);
}

/** What words and letters of one language say of each passage, by its number. */
interface Leg {
  language: Language;
  words: WordScores;
  likeness: Float32Array;
  gaps: Float32Array;
}

/** What words and letters make of each passage, by its number. */
interface Proposed {
  worths: Float64Array;
  /** 1 for a passage that they bring up: one that has a word of the question, or a question of its own. */
  is: Uint8Array;
}

/** Nothing is proposed that isn't asked. */
function weighProposed(
  legs: readonly Leg[],
  passages: number,
  isAsked: ((passage: number) => boolean) | null,
): Proposed {
  const proposed = { worths: new Float64Array(passages), is: new Uint8Array(passages) };
  const { worths, is } = proposed;
  for (const { words, likeness } of legs) {
    const { coverage, bm25Share } = words;
    for (let number = 0; number < passages; number += 1) {
      if (isAsked?.(number) === false) continue;
      const like = likeness[number] ?? NO_VIEW;
      const covered = coverage[number] ?? 0;
      if (like !== NO_VIEW || covered > 0) is[number] = 1;
      worths[number] =
        (worths[number] ?? 0) +
        WORTH.letters * (like === NO_VIEW ? UNLIKE : like) +
        WORTH.coverage * covered +
        WORTH.bm25Share * (bm25Share[number] ?? 0);
    }
  }
  return proposed;
}

/**
 * The passages that the legs together propose most, best first. One that the vectors didn't bring up
 * counts as their farthest; one that nothing brought up is left out.
 */
function pick(nearest: ReadonlyMap<number, number>, { worths, is }: Proposed): number[] {
  let farthest = 1;
  for (const cosine of nearest.values()) if (cosine < farthest) farthest = cosine;
  const picked: number[] = [];
  const kept: number[] = [];
  for (let number = 0; number < worths.length; number += 1) {
    const cosine = nearest.get(number);
    if (is[number] === 0 && cosine === undefined) continue;
    const worth = (worths[number] ?? 0) + WORTH.cosine * (cosine ?? farthest);
    if (kept.length === CANDIDATES && worth <= (kept[CANDIDATES - 1] ?? 0)) continue;
    let at = Math.min(kept.length, CANDIDATES - 1);
    for (; at > 0 && (kept[at - 1] ?? 0) < worth; at -= 1) {
      kept[at] = kept[at - 1] ?? 0;
      picked[at] = picked[at - 1] ?? 0;
    }
    kept[at] = worth;
    picked[at] = number;
  }
  return picked;
}

function describe(number: number, legs: readonly Leg[]): Omit<Evidence, "passage" | "cosines"> {
  const evidence: Omit<Evidence, "passage" | "cosines"> = {
    bm25: {},
    bm25Share: {},
    letters: {},
    gapLetters: {},
    coverage: {},
  };
  for (const { language, words, likeness, gaps } of legs) {
    evidence.bm25[language] = words.bm25[number] ?? 0;
    evidence.bm25Share[language] = words.bm25Share[number] ?? 0;
    evidence.coverage[language] = words.coverage[number] ?? 0;
    evidence.letters[language] = Math.max(0, likeness[number] ?? 0);
    evidence.gapLetters[language] = Math.max(0, gaps[number] ?? 0);
  }
  return evidence;
}
