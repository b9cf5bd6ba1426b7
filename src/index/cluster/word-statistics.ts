import { z } from "zod";
import { LANGUAGES, type Language } from "../../corpus/passage.ts";
import { BM25 } from "./collections.ts";
import { countStems, type PassageWords } from "./passage-record.ts";

/**
 * What is known of the words of a whole corpus: enough to give a passage the very BM25 and coverage
 * that FTS5 gives it on one machine. Weaviate's own score has another rarity and depends on how its
 * shards are cut, so it proposes passages and weighs none.
 */

export interface WordStatistics {
  /** Passages that have words in the language. */
  total: number;
  /** Words of a passage, on average. */
  average: number;
  /** Stem → passages that have it. */
  frequencies: ReadonlyMap<string, number>;
}

/** FTS5 gives a word that most passages have this much, rather than nothing. */
const LEAST_RARITY = 1e-6;

/** Gathers the statistics as passages go by. */
export function createStatistics() {
  const gathered = Object.fromEntries(
    LANGUAGES.map((language) => [language, { total: 0, words: 0, frequencies: new Map<string, number>() }]),
  ) as Record<Language, { total: number; words: number; frequencies: Map<string, number> }>;
  return {
    add: (language: Language, stems: readonly string[]) => {
      const own = gathered[language];
      own.total += 1;
      own.words += stems.length;
      for (const stem of countStems(stems).keys()) own.frequencies.set(stem, (own.frequencies.get(stem) ?? 0) + 1);
    },
    /** As bytes for `readStatistics`. */
    pack: () => {
      const entries = LANGUAGES.map((language) => {
        const { total, words, frequencies } = gathered[language];
        return [language, { total, average: words / Math.max(1, total), frequencies: [...frequencies] }];
      });
      return Buffer.from(JSON.stringify(Object.fromEntries(entries)));
    },
  };
}

const Packed = z.object({
  total: z.number(),
  average: z.number(),
  frequencies: z.array(z.tuple([z.string(), z.number()])).transform((entries) => new Map(entries)),
});
const PackedByLanguage = z.record(z.enum(LANGUAGES), Packed);

export function readStatistics(bytes: Buffer): Record<Language, WordStatistics> {
  return PackedByLanguage.parse(JSON.parse(bytes.toString("utf8")));
}

/** What the words of a question say of one passage: see WordScores. */
export interface WordScore {
  bm25: number;
  bm25Share: number;
  coverage: number;
}

/** What the stems of a question are worth against passages of that corpus. */
export function weighStems(stems: ReadonlySet<string>, { total, average, frequencies }: WordStatistics) {
  const known = [...stems].filter((stem) => frequencies.has(stem));
  const rarity = (stem: string) => Math.log(1 + total / (frequencies.get(stem) ?? 0.5));
  const all = [...stems].reduce((sum, stem) => sum + rarity(stem), 0);
  const idf = (stem: string) => {
    const having = frequencies.get(stem) ?? 0;
    return Math.max(LEAST_RARITY, Math.log((total - having + 0.5) / (having + 0.5)));
  };
  return {
    /** The stems that any passage has, the rarest first. */
    known: [...known].sort((a, b) => rarity(b) - rarity(a)),
    weigh: ({ length, counts }: PassageWords): WordScore => {
      const shared = known.filter((stem) => counts.has(stem));
      const [saturation, norm] = [BM25.k1 + 1, BM25.k1 * (1 - BM25.b + (BM25.b * length) / average)];
      let [bm25, found] = [0, 0];
      for (const stem of shared) {
        const count = counts.get(stem) ?? 0;
        bm25 += (idf(stem) * count * saturation) / (count + norm);
        found += rarity(stem);
      }
      return { bm25, bm25Share: bm25 / (all * saturation || 1), coverage: found / (all || 1) };
    },
  };
}
