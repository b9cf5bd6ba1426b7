import { openPackedVectors, type PackedVectors, packVector } from "./packed-vectors.ts";
import { sortOf, type View, type ViewSort } from "./views.ts";

/**
 * Other views for some passages, over a dense leg that stays as it was built. hnswlib's graph can
 * lose no point cheaply and a new point would change a file that was verified: so what went is
 * skipped, and what came, a few views, is compared one by one.
 */

export interface VectorIndex {
  /** The passages that own the views nearest to the vector, each with the cosine of its nearest. */
  nearest(vector: Float32Array, views: number): Map<string, number>;
  /** The best cosine for each sort of view of a passage. */
  cosines(vector: Float32Array, passage: string): Partial<Record<ViewSort, number>>;
  /** The same with other views for some passages; it reads this one's vectors and leaves it as it is. */
  mend(mended: MendedViews): VectorIndex;
  /** True when a view of this passage, kind and language with this text is in it. */
  has(view: View): boolean;
}

/** All views of the passages that were mended, with the vectors of those that the index has not. */
export type MendedViews = ReadonlyMap<string, readonly { view: View; vector: Float32Array | null }[]>;

/** For each passage its views of each sort, by label. */
export type Owned = Map<string, { sort: ViewSort; labels: number[] }[]>;

export interface BaseVectors {
  base: VectorIndex;
  views: readonly View[];
  owned: Owned;
  search: (vector: Float32Array, count: number) => [label: number, cosine: number][];
  stored: PackedVectors;
  dimensions: number;
}

/** A view of a mended passage, and where its vector is. */
interface Kept {
  sort: ViewSort;
  vectors: PackedVectors;
  number: number;
}

export function mendVectorIndex(mended: MendedViews, about: BaseVectors): VectorIndex {
  const { base, views, owned, search, stored, dimensions } = about;
  const added = [...mended.values()].flat().flatMap(({ vector }) => (vector ? [vector] : []));
  const fresh = openPackedVectors(Buffer.concat(added.map(packVector)), dimensions);
  const kept = new Map<string, Kept[]>();
  const gone = new Set<number>();
  let number = 0;
  for (const [passage, list] of mended) {
    const before = (owned.get(passage) ?? []).flatMap(({ labels }) => labels);
    const used = new Set<number>();
    const entries = list.map(({ view, vector }): Kept => {
      if (vector) return { sort: sortOf(view), vectors: fresh, number: number++ };
      const label = before.find((each) => isSame(views[each], view)) ?? -1;
      used.add(label);
      return { sort: sortOf(view), vectors: stored, number: label };
    });
    kept.set(passage, entries);
    for (const label of before) if (!used.has(label)) gone.add(label);
  }
  return {
    ...base,
    nearest: (vector, count) => {
      const nearest = new Map<string, number>();
      const raise = (passage: string, cosine: number) => {
        if (cosine > (nearest.get(passage) ?? -1)) nearest.set(passage, cosine);
      };
      for (const [label, cosine] of search(vector, count + gone.size)) {
        const passage = views[label]?.passage;
        if (passage !== undefined && !gone.has(label)) raise(passage, cosine);
      }
      const farthest = Math.min(1, ...nearest.values());
      for (const [passage, entries] of kept) {
        for (const entry of entries) {
          if (entry.vectors !== fresh) continue;
          const cosine = fresh.cosine(vector, entry.number);
          if (cosine >= farthest) raise(passage, cosine);
        }
      }
      return nearest;
    },
    cosines: (vector, passage) => {
      const entries = kept.get(passage);
      if (!entries) return base.cosines(vector, passage);
      const best: Partial<Record<ViewSort, number>> = {};
      for (const { sort, vectors, number: at } of entries) {
        best[sort] = Math.max(best[sort] ?? -1, vectors.cosine(vector, at));
      }
      return best;
    },
  };
}

function isSame(one: View | undefined, other: View): boolean {
  return one?.kind === other.kind && one.language === other.language && one.text === other.text;
}
