import { randomBytes } from "node:crypto";
import type { Corpus } from "../../corpus/corpus.ts";
import type { Embedder } from "../../embedding/embedder.ts";
import { listViews } from "../views.ts";
import {
  type Attempt,
  type ClusterManifest,
  defineCollections,
  nameCollections,
  nameIndex,
  readAttempts,
} from "./collections.ts";
import type { Weaviate } from "./weaviate.ts";

/**
 * Who builds an index when several front ends start together. Creating a collection goes through
 * Raft, so of all who try one succeeds: that one builds, the others wait and watch the objects come.
 * When none has come for a minute the builder is taken for dead, and the next attempt, a collection
 * of another number, is free for all again. A builder that was only slow goes on in its own
 * collection and harms nobody: whichever is whole first is used, the other is dropped.
 */

/** `build`: this process is the one that builds it. */
export type Claim = { kind: "whole" | "build"; attempt: Attempt };

export interface ClaimSettings {
  weaviate: Weaviate;
  corpus: Corpus;
  embedder: Pick<Embedder, "modelHash" | "dimensions">;
  /** How many objects the views' collection holds so far. */
  countViews: (attempt: Attempt) => Promise<number>;
  /** Told once when this front end has to wait for another. */
  onWait: () => void;
  progress?: ((done: number, total: number) => void) | undefined;
  /** After how long without a new object a builder is taken for dead, milliseconds. */
  deadAfter?: number | undefined;
}

const LOOK_MS = 500;
/** A portion of views takes seconds; on a machine with other work, tens of them. */
const DEAD_AFTER_MS = 60_000;

export async function claimIndex(settings: ClaimSettings): Promise<Claim> {
  const { weaviate, corpus, embedder } = settings;
  const index = nameIndex({ corpusHash: corpus.hash, modelHash: embedder.modelHash });
  const manifest = beginManifest(settings);
  const watch = createWatch(settings.deadAfter ?? DEAD_AFTER_MS);
  while (true) {
    const attempts = readAttempts(await weaviate.list()).filter((each) => each.index === index);
    const whole = attempts.find((each) => each.manifest.state === "whole");
    if (whole) return { kind: "whole", attempt: whole };
    const last = attempts.at(-1);
    // The reply to our own creation may have been lost on the way.
    if (last && last.manifest.builder === manifest.builder) return { kind: "build", attempt: last };
    if (!last || watch.seemsDead(last, await settings.countViews(last))) {
      const attempt = (last?.attempt ?? 0) + 1;
      const collections = nameCollections(index, attempt);
      const nodes = await weaviate.countNodes();
      const { views, passages } = defineCollections(collections, manifest, nodes);
      if (await weaviate.create(views)) {
        await weaviate.create(passages);
        return { kind: "build", attempt: { index, attempt, collections, manifest } };
      }
      continue;
    }
    if (watch.began()) settings.onWait();
    settings.progress?.(watch.count(), manifest.counts.views);
    await new Promise((resume) => setTimeout(resume, LOOK_MS));
  }
}

function beginManifest({ corpus, embedder }: ClaimSettings): ClusterManifest {
  const views = listViews(corpus);
  return {
    state: "building",
    builder: randomBytes(9).toString("hex"),
    corpusHash: corpus.hash,
    modelHash: embedder.modelHash,
    dimensions: embedder.dimensions,
    counts: { passages: new Set(views.map(({ passage }) => passage)).size, views: views.length },
    used: Date.now(),
  };
}

/** Watches another's attempt: no clock but this process's own is believed. */
function createWatch(deadAfter: number) {
  let seen = { attempt: 0, count: -1, since: performance.now() };
  let told = false;
  return {
    count: () => Math.max(0, seen.count),
    seemsDead: ({ attempt }: Attempt, count: number) => {
      if (attempt !== seen.attempt || count !== seen.count) seen = { attempt, count, since: performance.now() };
      return performance.now() - seen.since > deadAfter;
    },
    /** True the first time. */
    began: () => {
      const first = !told;
      told = true;
      return first;
    },
  };
}
