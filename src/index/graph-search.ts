import type { GraphLinks, Layer } from "./graph-links.ts";
import type { PackedCosines } from "./packed-cosines.ts";

/**
 * The search of HNSW (Malkov and Yashunin 2016, algorithms 2 and 5) over links and packed vectors;
 * its recall is measured against an exhaustive scan in test/index.
 */

/** The points nearest to a question, the nearest first: of both lists the first `size` count. */
export interface Nearest {
  readonly size: number;
  readonly labels: Uint32Array;
  readonly cosines: Float64Array;
}

/**
 * Gives the search for the question that `cosines` was asked last. What it gives is valid until the
 * next search. `width`: how many points it keeps in view, `ef` of the paper.
 */
export function createGraphSearch(
  { entry, layers }: GraphLinks,
  { cosines, width }: { cosines: PackedCosines; width: number },
): () => Nearest {
  const beam = createBeam(width);
  const { list, rated, rate } = cosines;
  /** For each point the last search that saw it. */
  const seen = new Uint32Array(cosines.count);
  let search = 0;

  /** Lists the points that a point leads to, those seen left out, and rates them; gives how many. */
  const rateUnseen = (point: number, { ends, links }: Layer): number => {
    let count = 0;
    for (let at = point === 0 ? 0 : (ends[point - 1] ?? 0); at < (ends[point] ?? 0); at += 1) {
      const next = links[at] ?? 0;
      if (seen[next] === search) continue;
      seen[next] = search;
      list[count] = next;
      count += 1;
    }
    rate(count);
    return count;
  };
  /** Goes from point to point as long as one is nearer, and gives the last. */
  const descend = (start: number, layer: Layer): number => {
    let nearest = start;
    let highest = rateOne(start);
    search += 1;
    for (let before = -1; before !== nearest; ) {
      before = nearest;
      const count = rateUnseen(nearest, layer);
      for (let k = 0; k < count; k += 1) {
        if ((rated[k] ?? 0) <= highest) continue;
        highest = rated[k] ?? 0;
        nearest = list[k] ?? nearest;
      }
    }
    return nearest;
  };
  const rateOne = (point: number): number => {
    list[0] = point;
    rate(1);
    return rated[0] ?? 0;
  };
  const [lowest, ...upper] = layers;
  return () => {
    beam.clear();
    if (!lowest || cosines.count === 0) return beam;
    const start = upper.reduceRight(descend, entry);
    search += 1;
    seen[start] = search;
    beam.offer(start, rateOne(start));
    for (let point = beam.nextToLook(); point !== null; point = beam.nextToLook()) {
      const count = rateUnseen(point, lowest);
      for (let k = 0; k < count; k += 1) beam.offer(list[k] ?? 0, rated[k] ?? 0);
    }
    return beam;
  };
}

/** The best points so far in order, each with whether its links were looked at. */
function createBeam(width: number) {
  const labels = new Uint32Array(width);
  const cosines = new Float64Array(width);
  const looked = new Uint8Array(width);
  let size = 0;
  /** Those before it were all looked at. */
  let cursor = 0;
  return {
    labels,
    cosines,
    get size() {
      return size;
    },
    clear: () => {
      size = 0;
      cursor = 0;
    },
    /** Puts a point in its place, and lets the last one go when there is no room. */
    offer: (label: number, cosine: number) => {
      if (size === width && cosine <= (cosines[size - 1] ?? 0)) return;
      if (size < width) size += 1;
      let at = size - 1;
      for (; at > 0 && (cosines[at - 1] ?? 0) < cosine; at -= 1) {
        labels[at] = labels[at - 1] ?? 0;
        cosines[at] = cosines[at - 1] ?? 0;
        looked[at] = looked[at - 1] ?? 0;
      }
      labels[at] = label;
      cosines[at] = cosine;
      looked[at] = 0;
      if (at < cursor) cursor = at;
    },
    /** The nearest point whose links weren't looked at yet, or null. */
    nextToLook: (): number | null => {
      while (cursor < size && looked[cursor] === 1) cursor += 1;
      if (cursor >= size) return null;
      looked[cursor] = 1;
      return labels[cursor] ?? null;
    },
  };
}
