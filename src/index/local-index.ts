import { LANGUAGES, type Language } from "../corpus/passage.ts";
import type { LetterIndex } from "./letter-index.ts";
import type { Evidence, PassageIndex } from "./passage-index.ts";
import type { VectorIndex } from "./vector-index.ts";
import type { WordIndex, WordScores } from "./word-index.ts";

/** Views that the vectors bring up: the right passage is among their owners in 99 of 100 questions (measured). */
const NEAREST_VIEWS = 80;
/** Passages that are weighed exactly: of more, none ever came first (measured), and each takes 20 µs. */
const CANDIDATES = 24;
/** What a signal is worth when candidates are picked: about one over its spread, as in the calibration. */
const WORTH = { cosine: 60, letters: 8, coverage: 8, bm25Share: 8 };

export interface LocalParts {
  vectors: VectorIndex;
  words: WordIndex;
  letters: LetterIndex;
  gapLetters: LetterIndex;
  /** Ids of the passages by their numbers, the same in every part. */
  passages: readonly string[];
  hash: string;
  counts: { passages: number; views: number };
}

/** The index of one machine: three legs propose, and each of them weighs every passage that any proposed. */
export function createLocalIndex(parts: LocalParts): PassageIndex {
  const { vectors, words, letters, gapLetters, passages, hash, counts } = parts;
  const searchWords = (text: string, language: Language): Leg => ({
    language,
    words: words.weigh(text, language),
    letters: letters.weigh(text, language),
    gaps: gapLetters.weigh(text, language),
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
      const vector = await query.vector;
      const nearest = vectors.nearest(vector, NEAREST_VIEWS);
      return pick(rate(passages, { nearest, legs })).flatMap((number) => {
        const passage = passages[number];
        if (passage === undefined) return [];
        return [{ passage, cosines: vectors.cosines(vector, passage), ...describe(number, legs) }];
      });
    },
    close: () => {},
  };
}

/** What words and letters of one language say of each passage, by its number. */
interface Leg {
  language: Language;
  words: WordScores;
  letters: Float32Array;
  gaps: Float32Array;
}

/** What the legs together hold of each passage. One that the vectors didn't bring up counts as their farthest. */
function rate(
  passages: readonly string[],
  { nearest, legs }: { nearest: ReadonlyMap<string, number>; legs: readonly Leg[] },
): Float32Array {
  const farthest = Math.min(1, ...nearest.values());
  const worth = Float32Array.from(passages, (passage) => WORTH.cosine * (nearest.get(passage) ?? farthest));
  for (const { words, letters } of legs) {
    const share = WORTH.bm25Share / (words.most || 1);
    for (let number = 0; number < worth.length; number += 1) {
      worth[number] =
        (worth[number] as number) +
        WORTH.letters * (letters[number] as number) +
        WORTH.coverage * (words.coverage[number] as number) +
        share * (words.bm25[number] as number);
    }
  }
  return worth;
}

/** The numbers of the passages that are worth most, the best first. */
function pick(worth: Float32Array): number[] {
  const best: number[] = [];
  for (let number = 0; number < worth.length; number += 1) {
    const own = worth[number] as number;
    if (best.length === CANDIDATES && own <= (worth[best[CANDIDATES - 1] as number] as number)) continue;
    const place = best.findIndex((other) => own > (worth[other] as number));
    best.splice(place < 0 ? best.length : place, 0, number);
    if (best.length > CANDIDATES) best.pop();
  }
  return best;
}

function describe(number: number, legs: readonly Leg[]): Omit<Evidence, "passage" | "cosines"> {
  const evidence: Omit<Evidence, "passage" | "cosines"> = {
    bm25: {},
    bm25Share: {},
    letters: {},
    gapLetters: {},
    coverage: {},
  };
  for (const { language, words, letters, gaps } of legs) {
    const bm25 = words.bm25[number] ?? 0;
    evidence.bm25[language] = bm25;
    evidence.bm25Share[language] = bm25 / (words.most || 1);
    evidence.coverage[language] = words.coverage[number] ?? 0;
    evidence.letters[language] = letters[number] ?? 0;
    evidence.gapLetters[language] = gaps[number] ?? 0;
  }
  return evidence;
}
