import { LANGUAGES, type Language } from "../../corpus/passage.ts";
import type { LetterIndex } from "../letter-index.ts";
import { createLocalIndex } from "../local-index.ts";
import type { IndexQuery, PassageIndex } from "../passage-index.ts";
import { createWordForms } from "../word-forms.ts";
import type { WordScores } from "../word-index.ts";
import type { PassageRecord } from "./passage-record.ts";
import type { PassageStore } from "./passage-store.ts";
import { type WordStatistics, weighStems } from "./word-statistics.ts";

/**
 * The index of a cluster, in two stages. Vectors and words propose passages, both in Weaviate; words
 * are asked while the vector is still being made. Then what was proposed is weighed by the very code
 * of the index of one machine, over the same numbers: so both give the same evidence and share one
 * calibration. Letters are few enough to be this front end's own.
 */

/** What each leg may propose: of more, none came first on the question sets. */
const PROPOSED = { words: 40, letters: 24 };
/** Words of a question that propose, the rarest of them: a page of text asks no more than a question. */
const ASKED_WORDS = 32;

export interface ClusterParts {
  store: PassageStore;
  statistics: Record<Language, WordStatistics>;
  letters: LetterIndex;
  gapLetters: LetterIndex;
  /** Every passage at the number that it has in both. */
  passages: readonly string[];
  hash: string;
  counts: { passages: number; views: number };
  state: NonNullable<PassageIndex["state"]>;
  close: () => void;
}

export function createClusterIndex(parts: ClusterParts): PassageIndex {
  const { store } = parts;
  const forms = createWordForms();
  const numbers = new Map(parts.passages.map((passage, number) => [passage, number]));
  const readLeg = (text: string, language: Language): Leg => ({
    language,
    words: weighStems(new Set(forms[language](text)), parts.statistics[language]),
    likeness: parts.letters.search(text, language),
    gaps: parts.gapLetters.search(text, language),
  });
  const proposeByText = async (legs: readonly Leg[], document: string | undefined) => {
    const stems = new Map(legs.map(({ language, words }) => [language, words.known.slice(0, ASKED_WORDS)]));
    const isAsked = (passage: string) => document === undefined || passage.startsWith(`${document}/`);
    const alike = legs.flatMap(({ likeness }) => listAlike(likeness, { passages: parts.passages, isAsked }));
    return store.records([...alike, ...(await store.withWords(stems, { most: PROPOSED.words, document }))]);
  };
  return {
    hash: parts.hash,
    passageCount: parts.counts.passages,
    viewCount: parts.counts.views,
    search: async (query) => {
      const legs = LANGUAGES.flatMap((language) => {
        const text = query.words[language];
        return text === undefined ? [] : [readLeg(text, language)];
      });
      const { document } = query;
      const propose = async () => store.nearest(await query.vector, { most: NEAREST_VIEWS, document });
      const [nearest, byText] = await Promise.all([propose(), proposeByText(legs, document)]);
      const records = new Map([...byText, ...(await store.records([...nearest.keys()]))]);
      return weigh(query, { parts: { ...parts, numbers }, legs, nearest, records });
    },
    state: parts.state,
    close: parts.close,
  };
}

/** As many as the index of one machine asks its graph for. */
const NEAREST_VIEWS = 80;

/** What words and letters of one language have to say. */
interface Leg {
  language: Language;
  words: ReturnType<typeof weighStems>;
  likeness: Float32Array;
  gaps: Float32Array;
}

interface Proposed {
  parts: ClusterParts & { numbers: ReadonlyMap<string, number> };
  legs: readonly Leg[];
  nearest: Map<string, number>;
  records: ReadonlyMap<string, PassageRecord>;
}

/** The passages of those asked that letters propose. */
function listAlike(likeness: Float32Array, { passages, isAsked }: Asked): string[] {
  const alike = passages.flatMap((passage, number) => {
    const value = likeness[number] ?? 0;
    return value > 0 && isAsked(passage) ? [{ passage, value }] : [];
  });
  alike.sort((a, b) => b.value - a.value);
  return alike.slice(0, PROPOSED.letters).map(({ passage }) => passage);
}

interface Asked {
  passages: readonly string[];
  isAsked: (passage: string) => boolean;
}

/** The proposed passages, numbered anew, as an index of one machine that holds nothing else. */
function weigh(query: IndexQuery, { parts, legs, nearest, records }: Proposed) {
  const passages = [...records.keys()];
  const weighed = [...records.values()];
  const own = (language: Language) => legs.find((leg) => leg.language === language);
  const ofProposed = (values: Float32Array | undefined) =>
    Float32Array.from(passages, (passage) => values?.[parts.numbers.get(passage) ?? -1] ?? 0);
  const near = new Map(
    passages.flatMap((passage, number) => {
      const cosine = nearest.get(passage);
      return cosine === undefined ? [] : [[number, cosine] as const];
    }),
  );
  const index = createLocalIndex({
    vectors: {
      nearest: () => near,
      scan: () => near,
      cosines: (vector, numbers) => numbers.map((number) => weighed[number]?.cosines(vector) ?? {}),
    },
    words: { search: (_text, language) => scoreWords(own(language), weighed), close: () => {} },
    letters: { search: (_text, language) => ofProposed(own(language)?.likeness) },
    gapLetters: { search: (_text, language) => ofProposed(own(language)?.gaps) },
    passages,
    hash: parts.hash,
    counts: parts.counts,
  });
  return index.search(query);
}

function scoreWords(leg: Leg | undefined, records: readonly PassageRecord[]): WordScores {
  const scores: WordScores = {
    bm25: new Float64Array(records.length),
    bm25Share: new Float64Array(records.length),
    coverage: new Float64Array(records.length),
  };
  for (const [number, { words }] of records.entries()) {
    const own = leg && words[leg.language];
    if (!own) continue;
    const { bm25, bm25Share, coverage } = leg.words.weigh(own);
    scores.bm25[number] = bm25;
    scores.bm25Share[number] = bm25Share;
    scores.coverage[number] = coverage;
  }
  return scores;
}
