import { readFileSync, writeFileSync } from "node:fs";
import { Index, MetricKind, ScalarKind } from "usearch";
import type { Owners } from "./owners.ts";
import { openPackedVectors, packVector } from "./packed-vectors.ts";
import { IndexError } from "./passage-index.ts";
import type { ViewSort } from "./views.ts";

/**
 * The dense leg: HNSW finds views near a question, and the vectors themselves give the exact cosine
 * of every view of a candidate. The graph is opened only after the manifest's hashes were checked:
 * its library keeps no checksum, and a torn file would crash the process.
 */

/**
 * Chosen from the curve of ten thousand to a million views (docs/benchmarks.md): recall@10 against an
 * exhaustive scan is .99 and more on the real corpus (test/index). Numbers of 16 bits in the graph halve
 * its memory and its time, and the exact cosines do not come from it.
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
    const labels = BigUint64Array.from(some, (_, row) => BigInt(start + row));
    graph.add(labels, rows, THREADS);
    await new Promise((resume) => setImmediate(resume));
  }
  saveGraph(graph, files.graph);
  writeFileSync(files.vectors, Buffer.concat(vectors.map(packVector)), { flush: true });
}

export interface VectorFiles {
  graph: string;
  vectors: string;
}

/** Opens files whose hashes were checked. */
export function openVectorIndex(files: VectorFiles, dimensions: number, owners: Owners): VectorIndex {
  const graph = createGraph(dimensions);
  graph.load(files.graph);
  const vectors = openPackedVectors(readFileSync(files.vectors), dimensions);
  return {
    nearest: (vector, count) => {
      const { keys, distances } = graph.search(vector, Math.min(count, owners.viewCount), THREADS);
      const nearest = new Map<number, number>();
      for (const [k, label] of keys.entries()) {
        const passage = owners.passageOf(Number(label));
        if (!nearest.has(passage)) nearest.set(passage, 1 - (distances[k] ?? 1));
      }
      return nearest;
    },
    cosines: (vector, passages) =>
      passages.map((passage) => {
        const best: Partial<Record<ViewSort, number>> = {};
        for (const { sort, from, to } of owners.runsOf(passage)) {
          const labels = Array.from({ length: to - from }, (_, k) => from + k);
          best[sort] = Math.max(best[sort] ?? -1, vectors.best(vector, labels));
        }
        return best;
      }),
  };
}

function createGraph(dimensions: number): Index {
  return new Index({
    dimensions,
    metric: MetricKind.IP,
    quantization: ScalarKind.F16,
    connectivity: HNSW.m,
    expansion_add: HNSW.efConstruction,
    expansion_search: HNSW.ef,
    multi: false,
  });
}

/** The library says only that it could not write: on a folder that was just made, the disk is full. */
function saveGraph(graph: Index, file: string): void {
  try {
    graph.save(file);
  } catch (error) {
    const remedy = "Free some disk space and start again.";
    throw new IndexError("disk-full", "The vector graph was not written whole", remedy, error);
  }
}
