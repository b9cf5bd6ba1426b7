import { rmSync, writeFileSync } from "node:fs";
import { Index, MetricKind, ScalarKind } from "usearch";
import { readGraphLinks, readLinksOfUsearch, writeGraphLinks } from "./graph-links.ts";
import { createGraphSearch } from "./graph-search.ts";
import type { Owners } from "./owners.ts";
import { openPackedCosines } from "./packed-cosines.ts";
import { packVector } from "./packed-vectors.ts";
import { IndexError } from "./passage-index.ts";
import type { ViewSort } from "./views.ts";

/**
 * The dense leg: HNSW finds views near a question, and the vectors themselves give the exact
 * cosine of every view of a candidate. usearch builds the graph; its links are walked here, over
 * vectors of a byte a dimension that both need once (graph-links.ts says why).
 */

/**
 * Chosen from the curves of a thousand to a million views (docs/benchmarks.md): recall@10 against an
 * exhaustive scan is .99 and more on the real corpus (test/index).
 */
export const HNSW = { m: 16, efConstruction: 128, ef: 96 } as const;

/** Vectors are unit length, so the inner product is the cosine. */
export const METRIC = "ip";
/** Points added between two breaths of the event loop: about 5 ms. */
const POINTS_A_TURN = 64;
/** One thread: the same vectors then make the same graph, byte for byte. */
const THREADS = 1;

export interface VectorIndex {
  /** The passages, by their numbers, that own the views nearest to the vector, each with the cosine of its nearest. */
  nearest(vector: Float32Array, views: number): Map<number, number>;
  /** For each of the passages, by their numbers, the best cosine of each sort of view. */
  cosines(vector: Float32Array, passages: readonly number[]): Partial<Record<ViewSort, number>>[];
}

/** Builds the graph and writes it with the vectors, without holding the event loop. */
export async function writeVectorIndex(files: VectorFiles, vectors: readonly Float32Array[]): Promise<void> {
  const dimensions = vectors[0]?.length ?? 0;
  const graph = createGraph(dimensions);
  for (let start = 0; start < vectors.length; start += POINTS_A_TURN) {
    const some = vectors.slice(start, start + POINTS_A_TURN);
    const rows = new Float32Array(some.length * dimensions);
    for (const [row, vector] of some.entries()) rows.set(vector, row * dimensions);
    graph.add(
      BigUint64Array.from(some, (_, row) => BigInt(start + row)),
      rows,
      THREADS,
    );
    await new Promise((resume) => setImmediate(resume));
  }
  const draft = `${files.graph}.draft`;
  saveGraph(graph, draft);
  writeGraphLinks(files.graph, readLinksOfUsearch(draft));
  rmSync(draft);
  writeFileSync(files.vectors, Buffer.concat(vectors.map(packVector)), { flush: true });
}

function createGraph(dimensions: number): Index {
  return new Index({
    dimensions,
    metric: MetricKind.IP,
    // 16 bits: half the memory and the time of 32 while it is built, and the exact cosines don't come from it.
    quantization: ScalarKind.F16,
    connectivity: HNSW.m,
    expansion_add: HNSW.efConstruction,
    expansion_search: HNSW.ef,
    multi: false,
  });
}

/** The library says only that it could not write: in a folder that was just made, the disk is full. */
function saveGraph(graph: Index, file: string): void {
  try {
    graph.save(file);
  } catch (error) {
    const remedy = "Free some disk space and start again.";
    throw new IndexError("disk-full", "The vector graph was not written whole", remedy, error);
  }
}

export interface VectorFiles {
  graph: string;
  vectors: string;
}

/** Opens files whose hashes were checked. */
export function openVectorIndex(files: VectorFiles, dimensions: number, owners: Owners): VectorIndex {
  const cosines = openPackedCosines(files.vectors, { dimensions, count: owners.viewCount });
  const search = createGraphSearch(readGraphLinks(files.graph), { cosines, width: HNSW.ef });
  return {
    nearest: (vector, count) => {
      cosines.ask(vector);
      const found = search();
      const nearest = new Map<number, number>();
      for (let k = 0; k < Math.min(found.size, count); k += 1) {
        const passage = owners.passageOf(found.labels[k] ?? 0);
        if (!nearest.has(passage)) nearest.set(passage, found.cosines[k] ?? 0);
      }
      return nearest;
    },
    cosines: (vector, passages) => {
      cosines.ask(vector);
      return passages.map((passage) => {
        const best: Partial<Record<ViewSort, number>> = {};
        for (const { sort, from, to } of owners.runsOf(passage)) {
          best[sort] = Math.max(best[sort] ?? -1, cosines.best(from, to));
        }
        return best;
      });
    },
  };
}
