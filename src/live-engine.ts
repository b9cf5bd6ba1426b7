import { type Stats, unwatchFile, watchFile } from "node:fs";
import { join } from "node:path";
import { buildBeside } from "./build-beside.ts";
import { CATALOGUE } from "./corpus/catalogue.ts";
import type { Corpus } from "./corpus/corpus.ts";
import { createLiveCorpus, describeDocuments, type LiveCorpus } from "./corpus/live-corpus.ts";
import type { WorkerPool } from "./embedding/worker-pool.ts";
import { createEmbedder, type Engine, openEngine, refuseEmpty, type Telling } from "./engine.ts";
import { removeReplaced } from "./index/build-index.ts";
import { documentsDirOf, type Folders, readSources } from "./sources.ts";

/**
 * The engine of the running service. When the corpus changes the new index is built beside the old
 * one by a process of its own; questions are answered from the old one until the new one is whole,
 * and a question that is under way ends where it began.
 */
export interface LiveEngine {
  /** Reads through to the newest corpus that is indexed. */
  corpus: LiveCorpus;
  /** What answers now; null while it is starting. */
  now(): Engine | null;
  /** Starts the model and opens the index; builds it first where it must be. */
  start(): Promise<Engine>;
  /** Reads the corpus again and takes in what changed. Ends when it is answered from, or throws; the old one stays. */
  refresh(): Promise<void>;
  /** How far a refresh is; null when none is under way. */
  refreshing(): { done: number; total: number } | null;
  close(): Promise<void>;
}

export interface LiveParts {
  folders: Folders;
  telling: Telling;
  /** Reads the corpus; as it stands in the folders when absent. */
  read?: () => Corpus;
  /** Called with every engine before its first question. */
  onEngine: (engine: Engine) => void;
  /** A refresh that nobody asked for by hand failed. */
  onFailure: (error: unknown) => void;
}

/** Milliseconds between two looks at it. */
const LOOK_EVERY = 1000;
/** Milliseconds until a refresh that failed is tried again. */
const TRY_AGAIN = 60_000;

export function createLiveEngine(parts: LiveParts): LiveEngine {
  const { folders, telling, onEngine, onFailure, read: readAll = () => readSources(parts.folders) } = parts;
  const corpus = createLiveCorpus(readAll());
  const catalogue = join(documentsDirOf(folders.dataDir), CATALOGUE);
  const ending = new AbortController();
  let embedder: WorkerPool | null = null;
  let serving: Serving | null = null;
  let started: Promise<unknown> = Promise.resolve();
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  let progress: { done: number; total: number } | null = null;
  let again: NodeJS.Timeout | null = null;

  const serve = (engine: Engine) => {
    const before = serving;
    serving = countUnderWay(engine);
    onEngine(serving.engine);
    corpus.replace(engine.corpus);
    void before?.retire();
  };

  const takeIn = async () => {
    await started;
    if (embedder === null) return;
    for (;;) {
      const read = readAll();
      const isFound = read.hash === corpus.hash;
      if (isFound && describeDocuments(read) === describeDocuments(corpus)) return;
      ending.signal.throwIfAborted();
      refuseEmpty(folders, read, telling);
      progress = { done: 0, total: 1 };
      const told = (done: number, total: number) => (progress = { done, total });
      if (!isFound) await buildBeside(folders, { signal: ending.signal, progress: told });
      // What was changed meanwhile is in the index already, or comes next.
      const now = readAll();
      if (now.hash !== read.hash) continue;
      serve(await openEngine({ folders, telling, corpus: now, embedder }));
      if (!folders.cluster) removeReplaced(folders.indexDir);
      return;
    }
  };

  const refresh = (): Promise<void> => {
    if (running === null) {
      running = takeIn().finally(() => {
        running = null;
        progress = null;
      });
      return running;
    }
    // The one under way may have read the corpus before this change.
    next ??= running
      .catch(() => {})
      .then(() => {
        next = null;
        return refresh();
      });
    return next;
  };

  const refreshUnasked = () => {
    if (again !== null) clearTimeout(again);
    again = null;
    refresh().catch((error: unknown) => {
      if (ending.signal.aborted) return;
      onFailure(error);
      again ??= setTimeout(refreshUnasked, TRY_AGAIN).unref();
    });
  };

  // A file that isn't there yet is told of once, too: nothing has changed then.
  const onLook = (now: Stats, before: Stats) => {
    if (now.mtimeMs !== before.mtimeMs) refreshUnasked();
  };

  const start = async () => {
    refuseEmpty(folders, corpus, telling);
    watchFile(catalogue, { interval: LOOK_EVERY, persistent: false }, onLook);
    embedder = await createEmbedder(folders);
    const engine = await openEngine({ folders, telling, corpus: corpus.current, embedder });
    serve(engine);
    return engine;
  };

  return {
    corpus,
    now: () => serving?.engine ?? null,
    start: () => {
      const starting = start();
      started = starting.catch(() => {});
      return starting;
    },
    refresh,
    refreshing: () => progress,
    close: async () => {
      ending.abort();
      unwatchFile(catalogue, onLook);
      if (again !== null) clearTimeout(again);
      await running?.catch(() => {});
      await serving?.retire();
      await embedder?.close();
    },
  };
}

interface Serving {
  engine: Engine;
  /** Closes it once no question is under way. */
  retire(): Promise<void>;
}

function countUnderWay(engine: Engine): Serving {
  let underWay = 0;
  let onIdle: (() => void) | null = null;
  const ask: Engine["ask"] = async (question) => {
    underWay += 1;
    try {
      return await engine.ask(question);
    } finally {
      underWay -= 1;
      if (underWay === 0) onIdle?.();
    }
  };
  const idle = () => (underWay === 0 ? Promise.resolve() : new Promise<void>((resolve) => (onIdle = resolve)));
  return { engine: { ...engine, ask }, retire: () => idle().then(() => engine.close()) };
}
