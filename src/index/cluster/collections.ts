import { createHash } from "node:crypto";
import { z } from "zod";
import { LANGUAGES } from "../../corpus/passage.ts";
import { INDEX_VERSION } from "../manifest.ts";
import { HNSW } from "../vector-index.ts";
import type { CollectionDefinition } from "./weaviate.ts";

/**
 * An index in the cluster is a pair of collections: views with their vectors, and passages with
 * their words and with all that weighs them. Their names hold what they were made of, so a front end
 * finds the index of its own corpus and model and of no other: while documents are added the old
 * pair and the new one stand side by side. The description of the views' collection is the manifest:
 * the nodes keep descriptions by Raft, so all of them say the same.
 */

export interface Collections {
  views: string;
  passages: string;
}

const Manifest = z.object({
  state: z.enum(["building", "whole"]),
  /** Who builds it: a token of that process. */
  builder: z.string(),
  corpusHash: z.string(),
  modelHash: z.string(),
  dimensions: z.number().int().positive(),
  counts: z.object({ passages: z.number(), views: z.number() }),
  /** When a front end last said that it uses it, milliseconds since 1970. */
  used: z.number(),
});
export type ClusterManifest = z.infer<typeof Manifest>;

/** Raised with every change to what the collections hold; the local index has a version of its own beside it. */
const CLUSTER_VERSION = 1;
/** Copies of each object; fewer where there are fewer nodes. */
const REPLICAS = 3;

/** Corpus and model → the name that all attempts at their index begin with. */
export function nameIndex({ corpusHash, modelHash }: Pick<ClusterManifest, "corpusHash" | "modelHash">): string {
  const parts = JSON.stringify([CLUSTER_VERSION, INDEX_VERSION, corpusHash, modelHash]);
  return `Kenes_${createHash("sha256").update(parts).digest("hex").slice(0, 16)}`;
}

export function nameCollections(index: string, attempt: number): Collections {
  return { views: `${index}_${attempt}_Views`, passages: `${index}_${attempt}_Passages` };
}

/** An attempt at an index, as the list of collections shows it. */
export interface Attempt {
  index: string;
  attempt: number;
  collections: Collections;
  manifest: ClusterManifest;
}

/** Every attempt at any index of Kenes, in order. Collections of others, and what can't be read, are left alone. */
export function readAttempts(listed: readonly { name: string; description: string }[]): Attempt[] {
  const attempts = listed.flatMap(({ name, description }) => {
    const [, index, attempt] = /^(Kenes_[\da-f]{16})_(\d+)_Views$/u.exec(name) ?? [];
    const manifest = Manifest.safeParse(parseJson(description)).data;
    if (index === undefined || !manifest) return [];
    return [{ index, attempt: Number(attempt), collections: nameCollections(index, Number(attempt)), manifest }];
  });
  return attempts.sort((a, b) => a.attempt - b.attempt);
}

/** `sha256:…` of what the index is, the same whichever front end built it. */
export function hashManifest({ corpusHash, modelHash, dimensions, counts }: ClusterManifest): string {
  const content = JSON.stringify({ engine: "weaviate", corpusHash, modelHash, dimensions, counts });
  return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}

/** One definition for each collection, for a cluster of so many nodes. */
export function defineCollections(names: Collections, manifest: ClusterManifest, nodes: number) {
  const spread = {
    vectorizer: "none",
    // A node that was away is filled by the others without being asked.
    replicationConfig: { factor: Math.min(REPLICAS, nodes), asyncEnabled: true },
    // Up to three nodes each holds all of it and answers alone; beyond, the collection is dealt out.
    shardingConfig: { desiredCount: nodes > REPLICAS ? nodes : 1 },
  };
  const unsearched = { indexFilterable: false, indexSearchable: false };
  const views: CollectionDefinition = {
    ...spread,
    class: names.views,
    description: JSON.stringify(manifest),
    vectorIndexConfig: {
      // Vectors are unit length: the dot product is the cosine.
      distance: "dot",
      maxConnections: HNSW.m,
      efConstruction: HNSW.efConstruction,
      ef: HNSW.ef,
    },
    properties: [{ name: "passage", dataType: ["text"], tokenization: "field", ...unsearched }, DOCUMENT],
  };
  const passages: CollectionDefinition = {
    ...spread,
    class: names.passages,
    vectorIndexConfig: { skip: true },
    // The stop words of English would be taken out of every language.
    invertedIndexConfig: { bm25: BM25, stopwords: { preset: "none" } },
    properties: [
      { ...DOCUMENT, name: "passage" },
      DOCUMENT,
      // Stems come ready-made: nothing is left to do but to part them.
      ...LANGUAGES.map((name) => ({
        name,
        dataType: ["text"],
        tokenization: "whitespace",
        indexFilterable: false,
        indexSearchable: true,
      })),
      { name: "record", dataType: ["blob"] },
    ],
  };
  return { views, passages };
}

/** An id to choose by: nothing of it is a word. */
const DOCUMENT = {
  name: "document",
  dataType: ["text"],
  tokenization: "field",
  indexFilterable: true,
  indexSearchable: false,
};

/** As SQLite's FTS5 has it, which the calibration was fitted on. */
export const BM25 = { k1: 1.2, b: 0.75 };

/** A UUID made of these words. */
export function idOf(...words: readonly (string | number)[]): string {
  const hex = createHash("sha256").update(JSON.stringify(words)).digest("hex");
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join("-");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
