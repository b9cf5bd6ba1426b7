import { readFileSync, rmSync, writeFileSync } from "node:fs";
import hnswlib from "hnswlib-node";
import { checkGraph } from "./graph-check.ts";
import { readGraphLinks, readLinksOfHnswlib, writeGraphLinks } from "./graph-links.ts";
import { createGraphSearch } from "./graph-search.ts";
import type { Owners } from "./owners.ts";
import { openPackedCosines, type PackedCosines } from "./packed-cosines.ts";
import { packVector } from "./packed-vectors.ts";
import type { ViewSort } from "./views.ts";

/**
 * The dense leg: HNSW finds views near a question, and the vectors themselves give the exact
 * cosine of every view of a candidate. hnswlib builds the graph; its links are walked here, over
 * vectors of a byte a dimension that both need once (graph-links.ts says why).
 */

/** Chosen on the real corpus: recall@10 against an exhaustive scan is .99 and more (test/index). */
export const HNSW = { m: 24, efConstruction: 200, ef: 96, seed: 7 } as const;

/** Vectors are unit length, so the inner product is the cosine. */
export const METRIC = "ip";
/** Points added between two breaths of the event loop: about 10 ms. */
const POINTS_A_TURN = 16;

export interface VectorIndex {
  /** The passages, by their numbers, that own the views nearest to the vector, each with the cosine of its nearest. */
  nearest(vector: Float32Array, views: number): Map<number, number>;
  /** The best cosine of each passage that is asked for, by an exhaustive scan: for a part of the index. */
  scan(vector: Float32Array, isAsked: (passage: number) => boolean): Map<number, number>;
  /** For each of the passages, by their numbers, the best cosine of each sort of view. */
  cosines(vector: Float32Array, passages: readonly number[]): Partial<Record<ViewSort, number>>[];
}

/** Builds the graph and writes it with the vectors, without holding the event loop. */
export async function writeVectorIndex(files: VectorFiles, vectors: readonly Float32Array[]): Promise<void> {
  const dimensions = vectors[0]?.length ?? 0;
  const graph = new hnswlib.HierarchicalNSW(METRIC, dimensions);
  graph.initIndex({
    maxElements: vectors.length,
    m: HNSW.m,
    efConstruction: HNSW.efConstruction,
    randomSeed: HNSW.seed,
  });
  for (const [label, vector] of vectors.entries()) {
    graph.addPoint(Array.from(vector), label);
    if (label % POINTS_A_TURN === 0) await new Promise((resume) => setImmediate(resume));
  }
  const draft = `${files.graph}.hnswlib`;
  await graph.writeIndex(draft);
  checkGraph(readFileSync(draft), vectors.length, dimensions);
  writeGraphLinks(files.graph, readLinksOfHnswlib(draft));
  rmSync(draft);
  writeFileSync(files.vectors, Buffer.concat(vectors.map(packVector)), { flush: true });
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
    ...createScan(cosines, owners),
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
  };
}

/** The exact cosines, which need no graph. */
export function createScan(packed: PackedCosines, owners: Owners): Pick<VectorIndex, "scan" | "cosines"> {
  return {
    scan: (vector, isAsked) => {
      packed.ask(vector);
      const nearest = new Map<number, number>();
      for (let passage = 0; passage < owners.passages.length; passage += 1) {
        if (!isAsked(passage)) continue;
        const { from, to } = owners.viewsOf(passage);
        nearest.set(passage, packed.best(from, to));
      }
      return nearest;
    },
    cosines: (vector, passages) => {
      packed.ask(vector);
      return passages.map((passage) => {
        const best: Partial<Record<ViewSort, number>> = {};
        for (const { sort, from, to } of owners.runsOf(passage)) {
          best[sort] = Math.max(best[sort] ?? -1, packed.best(from, to));
        }
        return best;
      });
    },
  };
}
