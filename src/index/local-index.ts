import { LANGUAGES, type Language } from "../corpus/passage.ts";
import type { LetterIndex } from "./letter-index.ts";
import type { Evidence, PassageIndex } from "./passage-index.ts";
import type { VectorIndex } from "./vector-index.ts";
import type { WordHit, WordIndex } from "./word-index.ts";

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
  hash: string;
  counts: { passages: number; views: number };
}

/** The index of one machine: three legs propose, and each of them weighs every passage that any proposed. */
export function createLocalIndex({ vectors, words, letters, gapLetters, hash, counts }: LocalParts): PassageIndex {
  const searchWords = (text: string, language: Language, isAsked: IsAsked | null): Leg => {
    const hits = words.search(text, language);
    const likeness = letters.search(text, language);
    return {
      language,
      hits: new Map((isAsked ? hits.filter((hit) => isAsked(hit.passage)) : hits).map((hit) => [hit.passage, hit])),
      likeness: isAsked ? new Map([...likeness].filter(([passage]) => isAsked(passage))) : likeness,
      gaps: gapLetters.search(text, language),
    };
  };
  return {
    hash,
    passageCount: counts.passages,
    viewCount: counts.views,
    search: async (query) => {
      const isAsked = query.document === undefined ? null : within(query.document);
      const legs = LANGUAGES.flatMap((language) => {
        const text = query.words[language];
        return text === undefined ? [] : [searchWords(text, language, isAsked)];
      });
      const vector = await query.vector;
      // The graph leads past a small document: what is asked alone is looked through whole.
      const nearest = isAsked ? vectors.scan(vector, isAsked) : vectors.nearest(vector, NEAREST_VIEWS);
      return pick(nearest, legs).map((passage) => ({
        passage,
        cosines: vectors.cosines(vector, passage),
        ...describe(passage, legs),
      }));
    },
    close: () => words.close(),
  };
}

type IsAsked = (passage: string) => boolean;

function within(document: string): IsAsked {
  return (passage) => passage.startsWith(`${document}/`);
}

/** What words and letters of one language say of each passage. */
interface Leg {
  language: Language;
  hits: ReadonlyMap<string, WordHit>;
  likeness: ReadonlyMap<string, number>;
  gaps: ReadonlyMap<string, number>;
}

/** The passages that the legs together propose most. One that the vectors didn't bring up counts as their farthest. */
function pick(nearest: ReadonlyMap<string, number>, legs: readonly Leg[]): string[] {
  const farthest = Math.min(1, ...nearest.values());
  const passages = new Set([
    ...nearest.keys(),
    ...legs.flatMap(({ hits, likeness }) => [...hits.keys(), ...likeness.keys()]),
  ]);
  const rated = [...passages].map((passage) => {
    let worth = WORTH.cosine * (nearest.get(passage) ?? farthest);
    for (const { hits, likeness } of legs) {
      const hit = hits.get(passage);
      worth += WORTH.letters * (likeness.get(passage) ?? 0);
      worth += WORTH.coverage * (hit?.coverage ?? 0) + WORTH.bm25Share * (hit?.bm25Share ?? 0);
    }
    return { passage, worth };
  });
  rated.sort((a, b) => b.worth - a.worth);
  return rated.slice(0, CANDIDATES).map(({ passage }) => passage);
}

function describe(passage: string, legs: readonly Leg[]): Omit<Evidence, "passage" | "cosines"> {
  const evidence: Omit<Evidence, "passage" | "cosines"> = {
    bm25: {},
    bm25Share: {},
    letters: {},
    gapLetters: {},
    coverage: {},
  };
  for (const { language, hits, likeness, gaps } of legs) {
    const hit = hits.get(passage);
    evidence.bm25[language] = hit?.bm25 ?? 0;
    evidence.bm25Share[language] = hit?.bm25Share ?? 0;
    evidence.coverage[language] = hit?.coverage ?? 0;
    evidence.letters[language] = likeness.get(passage) ?? 0;
    evidence.gapLetters[language] = gaps.get(passage) ?? 0;
  }
  return evidence;
}
