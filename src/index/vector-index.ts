import { readFileSync, writeFileSync } from "node:fs";
import hnswlib from "hnswlib-node";
import { openPackedVectors, type PackedVectors, packVector } from "./packed-vectors.ts";
import type { View, ViewSort } from "./views.ts";

/**
 * The dense leg: HNSW finds views near a question, and the vectors themselves give the exact
 * cosine of every view of a candidate. hnswlib keeps neither `ef` nor a checksum in its file, so it
 * is opened only after the manifest's hashes were checked: a torn file would crash the process.
 */

/** Chosen on the real corpus: recall@10 against an exhaustive scan is .99 and more (test/index). */
export const HNSW = { m: 24, efConstruction: 200, ef: 96, seed: 7 } as const;

/** Vectors are unit length, so the inner product is the cosine. */
export const METRIC = "ip";
/** Points added between two breaths of the event loop: about 10 ms. */
const POINTS_A_TURN = 16;

export interface VectorIndex {
  /** The passages that own the views nearest to the vector, each with the cosine of its nearest. */
  nearest(vector: Float32Array, views: number): Map<string, number>;
  /** The best cosine of each passage that is asked for, by an exhaustive scan: for a part of the index. */
  scan(vector: Float32Array, isAsked: (passage: string) => boolean): Map<string, number>;
  /** The best cosine for each sort of view of a passage. */
  cosines(vector: Float32Array, passage: string): Partial<Record<ViewSort, number>>;
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
  await graph.writeIndex(files.graph);
  writeFileSync(files.vectors, Buffer.concat(vectors.map(packVector)), { flush: true });
}

export interface VectorFiles {
  graph: string;
  vectors: string;
}

/** Opens files whose hashes were checked. */
export async function openVectorIndex(
  files: VectorFiles,
  dimensions: number,
  views: readonly View[],
): Promise<VectorIndex> {
  const graph = new hnswlib.HierarchicalNSW(METRIC, dimensions);
  await graph.readIndex(files.graph);
  graph.setEf(HNSW.ef);
  const vectors = openPackedVectors(readFileSync(files.vectors), dimensions);
  return {
    ...createScan(vectors, views),
    nearest: (vector, count) => {
      const { neighbors, distances } = graph.searchKnn(Array.from(vector), Math.min(count, views.length));
      const nearest = new Map<string, number>();
      for (const [k, label] of neighbors.entries()) {
        const passage = views[label]?.passage;
        const cosine = 1 - (distances[k] ?? 1);
        if (passage !== undefined && cosine > (nearest.get(passage) ?? -1)) nearest.set(passage, cosine);
      }
      return nearest;
    },
  };
}

/** The exact cosines, which need no graph. */
export function createScan(vectors: PackedVectors, views: readonly View[]): Pick<VectorIndex, "scan" | "cosines"> {
  const owned = groupByPassage(views);
  return {
    scan: (vector, isAsked) => {
      const nearest = new Map<string, number>();
      for (const [passage, groups] of owned) {
        if (!isAsked(passage)) continue;
        nearest.set(passage, Math.max(...groups.map(({ labels }) => vectors.best(vector, labels))));
      }
      return nearest;
    },
    cosines: (vector, passage) => {
      const best: Partial<Record<ViewSort, number>> = {};
      for (const { sort, labels } of owned.get(passage) ?? []) {
        best[sort] = vectors.best(vector, labels);
      }
      return best;
    },
  };
}

/** For each passage its views of each sort. */
function groupByPassage(views: readonly View[]): Map<string, { sort: ViewSort; labels: number[] }[]> {
  const owned = new Map<string, { sort: ViewSort; labels: number[] }[]>();
  for (const [label, view] of views.entries()) {
    const sort: ViewSort = `${view.kind}.${view.language}`;
    const groups = owned.get(view.passage) ?? [];
    owned.set(view.passage, groups);
    const group = groups.find((each) => each.sort === sort);
    if (group) group.labels.push(label);
    else groups.push({ sort, labels: [label] });
  }
  return owned;
}
