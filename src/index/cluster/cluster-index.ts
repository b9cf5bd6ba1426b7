import { LANGUAGES, type Language } from "../../corpus/passage.ts";
import type { LetterIndex } from "../letter-index.ts";
import { createLocalIndex } from "../local-index.ts";
import type { IndexQuery, PassageIndex } from "../passage-index.ts";
import { createWordForms } from "../word-forms.ts";
import type { WordHit } from "../word-index.ts";
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
  hash: string;
  counts: { passages: number; views: number };
  state: NonNullable<PassageIndex["state"]>;
  close: () => void;
}

export function createClusterIndex(parts: ClusterParts): PassageIndex {
  const { store } = parts;
  const forms = createWordForms();
  const readLeg = (text: string, language: Language): Leg => ({
    language,
    words: weighStems(new Set(forms[language](text)), parts.statistics[language]),
    likeness: parts.letters.search(text, language),
    gaps: parts.gapLetters.search(text, language),
  });
  const proposeByText = async (legs: readonly Leg[], document: string | undefined) => {
    const stems = new Map(legs.map(({ language, words }) => [language, words.known.slice(0, ASKED_WORDS)]));
    const alike = legs.flatMap((leg) => listAlike(leg, document));
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
      return weigh(query, { parts, legs, nearest, records });
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
  likeness: ReadonlyMap<string, number>;
  gaps: ReadonlyMap<string, number>;
}

interface Proposed {
  parts: ClusterParts;
  legs: readonly Leg[];
  nearest: Map<string, number>;
  records: ReadonlyMap<string, PassageRecord>;
}

/** The passages that letters propose. */
function listAlike({ likeness }: Leg, document: string | undefined): string[] {
  const isAsked = (passage: string) => document === undefined || passage.startsWith(`${document}/`);
  const alike = [...likeness].filter(([passage, value]) => value > 0 && isAsked(passage));
  alike.sort(([, a], [, b]) => b - a);
  return alike.slice(0, PROPOSED.letters).map(([passage]) => passage);
}

/** The proposed passages as an index of one machine that holds nothing else. */
function weigh(query: IndexQuery, { parts, legs, nearest, records }: Proposed) {
  const hitsOf = (leg: Leg): WordHit[] =>
    [...records].flatMap(([passage, record]) => {
      const words = record.words[leg.language];
      const hit = words ? leg.words.weigh(passage, words) : null;
      return hit ? [hit] : [];
    });
  const own = (language: Language) => legs.find((leg) => leg.language === language);
  const amongProposed = (all: ReadonlyMap<string, number> = new Map()) =>
    new Map([...records.keys()].flatMap((passage) => (all.has(passage) ? [[passage, all.get(passage) ?? 0]] : [])));
  const proposed = new Map([...nearest].filter(([passage]) => records.has(passage)));
  const index = createLocalIndex({
    vectors: {
      nearest: () => proposed,
      scan: () => proposed,
      cosines: (vector, passage) => records.get(passage)?.cosines(vector) ?? {},
    },
    words: {
      search: (_text, language) => {
        const leg = own(language);
        return leg ? hitsOf(leg).sort((a, b) => b.bm25 - a.bm25) : [];
      },
      close: () => {},
    },
    letters: { search: (_text, language) => amongProposed(own(language)?.likeness) },
    gapLetters: { search: (_text, language) => amongProposed(own(language)?.gaps) },
    hash: parts.hash,
    counts: parts.counts,
  });
  return index.search(query);
}
