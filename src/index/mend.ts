import { hashText } from "../corpus/text.ts";
import { createLetterIndex } from "./letter-index.ts";
import type { Legs, Mend } from "./local-index.ts";
import type { View } from "./views.ts";
import { openMendedWordIndex, openWordIndex } from "./word-index.ts";

export interface MendParts {
  /** The legs as they were built. */
  legs: Legs;
  /** The views that they were built of. */
  views: readonly View[];
  wordsFile: string;
}

/**
 * Other views for some passages, over an index that stays as it was built: only new texts are
 * embedded, the words of those passages are written into a copy in memory, and letters, which are
 * made at each opening anyway, are made anew. The evidence is meant to be what a rebuilt index gives.
 */
export function createMend({ legs, views, wordsFile }: MendParts): Mend {
  return async (mended, embed) => {
    if (mended.size === 0) return { ...legs, words: openWordIndex(wordsFile) };
    const all = [...mended.values()].flat();
    const missing = all.filter((view) => !legs.vectors.has(view));
    const embedded = await embed(missing);
    const vectorOf = new Map(missing.map((view, position) => [view, embedded[position] ?? null]));
    const withVectors = [...mended].map(
      ([passage, list]) => [passage, list.map((view) => ({ view, vector: vectorOf.get(view) ?? null }))] as const,
    );
    return {
      vectors: legs.vectors.mend(new Map(withVectors)),
      words: openMendedWordIndex(wordsFile, mended),
      letters: createLetterIndex(replaceViews(views, mended), "question"),
      hash: hashText(legs.hash + JSON.stringify([...mended])),
    };
  };
}

/** A mended passage's views in the place of its old ones: the views of a passage stand together. */
function replaceViews(views: readonly View[], mended: ReadonlyMap<string, readonly View[]>): View[] {
  const placed = new Set<string>();
  return views.flatMap((view) => {
    const list = mended.get(view.passage);
    if (!list) return [view];
    if (placed.has(view.passage)) return [];
    placed.add(view.passage);
    return [...list];
  });
}
