import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Ask } from "./answer/answer.ts";
import { createAskPast } from "./answer/as-of.ts";
import { createAsk } from "./answer/ask.ts";
import { readCalibration } from "./answer/calibration.ts";
import type { Provenance } from "./check/receipt-issue.ts";
import type { Corpus } from "./corpus/corpus.ts";
import type { Embed } from "./desk/meaning.ts";
import { readProcessMemory } from "./embedding/process-memory.ts";
import { createWorkerPool, type WorkerPool } from "./embedding/worker-pool.ts";
import { KEPT_VECTORS, readKeptVectors } from "./index/kept-vectors.ts";
import { openScanIndex } from "./index/scan-index.ts";
import { openConfiguredIndex } from "./open-configured-index.ts";
import { type Folders, readSources } from "./sources.ts";
import { readVersion } from "./version.ts";

/** The parts that answer: corpus, model and index, and `Ask` over them. */
export interface Engine extends Provenance {
  ask: Ask;
  /** Bytes that each worker of the model holds. */
  workerMemory(): number[];
  /** The nodes of the cluster that holds the index; undefined on one machine. */
  cluster(): { nodes: number; serving: number } | undefined;
  /** For whoever compares questions beside `ask`. */
  embed: Embed;
  close(): Promise<void>;
}

/** Told what happens on the way. */
export interface Telling {
  tell: (sentence: string) => void;
  progress: (done: number, total: number) => void;
}

/** One process answers a question as fast as two and holds half the memory; more come with more questions. */
const WORKERS_SERVING = 1;

/** Builds what answers, over the corpus as it was read. The index is built first when it is missing or amiss. */
export async function createEngine(folders: Folders, telling: Telling, corpus = readSources(folders)): Promise<Engine> {
  refuseEmpty(folders, corpus, telling);
  const embedder = await createEmbedder(folders);
  try {
    const engine = await openEngine({ folders, telling, corpus, embedder });
    const close = async () => {
      await engine.close();
      await embedder.close();
    };
    return { ...engine, close };
  } catch (error) {
    await embedder.close();
    throw error;
  }
}

/** The model as it serves questions. */
export function createEmbedder({ model }: Folders): Promise<WorkerPool> {
  return createWorkerPool({ model, workers: WORKERS_SERVING, most: availableParallelism() });
}

export interface EngineParts {
  folders: Folders;
  telling: Telling;
  corpus: Corpus;
  embedder: WorkerPool;
}

/** The same over a model that is there already and outlives it. */
export async function openEngine({ folders, telling, corpus, embedder }: EngineParts): Promise<Engine> {
  const { corpusDir, indexDir } = folders;
  const kept = readKeptVectors(join(corpusDir, KEPT_VECTORS), embedder.modelHash);
  const index = await openConfiguredIndex(folders, { ...telling, corpus, embedder, kept });
  const calibration = readCalibration();
  const past = createAskPast({
    corpus: () => corpus,
    ask: createAsk({ corpus, embedder, index, calibration }),
    open: async (earlier) => {
      const opened = await openScanIndex({ corpus: earlier, embedder, kept, indexDir });
      return { ask: createAsk({ corpus: earlier, embedder, index: opened, calibration }), close: opened.close };
    },
  });
  return {
    ask: past.ask,
    embed: { modelHash: embedder.modelHash, embed: (texts) => embedder.embed(texts, "query") },
    program: readVersion(),
    corpus,
    calibration,
    modelHash: embedder.modelHash,
    indexHash: index.hash,
    workerMemory: () => embedder.workers.flatMap(({ pid }) => (pid && readProcessMemory(pid)) || []),
    cluster: () => index.state?.(),
    close: async () => {
      await past.close();
      index.close();
    },
  };
}

/** Says which documents were left out. Throws when none is left. */
export function refuseEmpty({ corpusDir }: Folders, corpus: Corpus, { tell }: Telling): void {
  for (const error of corpus.refused) tell(`Left out: ${error.message}`);
  if (corpus.documents.length === 0) throw new Error(`There is no readable document in ${corpusDir}`);
}
