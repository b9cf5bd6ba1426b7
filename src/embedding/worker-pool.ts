import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { type Embedder, EmbeddingError, PREFIXES, type TextKind } from "./embedder.ts";
import { findModel, type ModelSource } from "./model-files.ts";
import type { WorkerReply, WorkerRequest, WorkerSettings } from "./worker.ts";

/**
 * A pool of threads that run the model. The danger it meets: a thread can die (out of memory, a
 * fault in native code) with texts in hand. It is replaced, and its texts are embedded again.
 */

/** Texts a run: more gains nothing on two cores and grows the arena for good (measured). */
const BATCH_SIZE = 8;
/** A text whose thread died this often is what kills it. */
const MAX_ATTEMPTS = 3;

export interface PoolSettings {
  /** A model's folder or hub name. */
  model: string;
  /** Threads; by default as many as the machine has cores, two at most: each holds a copy of the model. */
  threads?: number;
}

/** Some texts on their way through a worker. */
interface Batch {
  id: number;
  texts: string[];
  attempts: number;
  settle: (rows: Float32Array) => void;
  refuse: (error: Error) => void;
}

interface Slot {
  worker: Worker;
  batch: Batch | null;
  ready: boolean;
  /** Why the thread died, once it has. */
  reason?: string;
}

/** Starts the threads and waits until the first can serve. Throws EmbeddingError. */
export async function createWorkerPool(settings: PoolSettings): Promise<WorkerPool> {
  const source = await findModel(settings.model);
  keepRuntimeLoaded();
  const pool = new WorkerPool(source, settings.threads ?? Math.min(2, availableParallelism()));
  await pool.started;
  return pool;
}

export class WorkerPool implements Embedder {
  dimensions = 0;
  readonly modelHash: string;
  readonly started: Promise<void>;
  readonly #source: ModelSource;
  readonly #slots: Slot[] = [];
  readonly #waiting: Record<TextKind, Batch[]> = { query: [], passage: [] };
  #nextId = 0;
  #closed = false;
  #onReady: () => void = () => {};
  #onFailure: (error: Error) => void = () => {};

  constructor(source: ModelSource, threads: number) {
    this.#source = source;
    this.modelHash = source.hash;
    this.started = new Promise((resolve, reject) => {
      this.#onReady = resolve;
      this.#onFailure = reject;
    });
    for (let thread = 0; thread < threads; thread += 1) this.#slots.push(this.#startSlot());
  }

  async embed(texts: readonly string[], kind: TextKind, progress?: (done: number) => void): Promise<Float32Array[]> {
    if (this.#closed) throw closedError();
    const result = new Array<Float32Array>(texts.length);
    const order = texts.map((_text, position) => position);
    // Texts of like length share a batch: the shorter ones are padded to the longest.
    order.sort((a, b) => (texts[a]?.length ?? 0) - (texts[b]?.length ?? 0));
    let done = 0;
    const batches: Promise<void>[] = [];
    for (let start = 0; start < order.length; start += BATCH_SIZE) {
      const positions = order.slice(start, start + BATCH_SIZE);
      const batch = this.#enqueue(
        positions.map((position) => PREFIXES[kind] + texts[position]),
        kind,
      );
      batches.push(
        batch.then((rows) => {
          for (const [row, position] of positions.entries()) {
            result[position] = rows.slice(row * this.dimensions, (row + 1) * this.dimensions);
          }
          done += positions.length;
          progress?.(done);
        }),
      );
    }
    await Promise.all(batches);
    return result;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const batches = [
      ...this.#waiting.query,
      ...this.#waiting.passage,
      ...this.#slots.flatMap((slot) => slot.batch ?? []),
    ];
    this.#waiting.query = [];
    this.#waiting.passage = [];
    for (const batch of batches) batch.refuse(closedError());
    // Ended from outside amid a run, the native code would take the whole process down: it ends itself.
    await Promise.all(this.#slots.map(({ worker }) => endThread(worker)));
  }

  /** Ids of the threads that live, for the test that kills one. */
  get threads(): readonly Worker[] {
    return this.#slots.map((slot) => slot.worker);
  }

  #enqueue(texts: string[], kind: TextKind): Promise<Float32Array> {
    return new Promise((settle, refuse) => {
      this.#waiting[kind].push({ id: this.#nextId++, texts, attempts: 0, settle, refuse });
      this.#dispatch();
    });
  }

  #dispatch(): void {
    for (const slot of this.#slots) {
      if (!slot.ready || slot.batch) continue;
      const batch = this.#waiting.query.shift() ?? this.#waiting.passage.shift();
      if (!batch) return;
      slot.batch = batch;
      batch.attempts += 1;
      slot.worker.postMessage({ kind: "embed", id: batch.id, texts: batch.texts } satisfies WorkerRequest);
    }
  }

  #startSlot(): Slot {
    const workerData: WorkerSettings = { model: this.#source.name, local: this.#source.local };
    const slot: Slot = { worker: new Worker(workerFile(), { workerData }), batch: null, ready: false };
    slot.worker.on("message", (reply: WorkerReply) => this.#receive(slot, reply));
    slot.worker.once("error", (error) => {
      slot.reason = String(error);
      this.#onFailure(modelError(slot.reason));
    });
    slot.worker.once("exit", () => this.#replace(slot));
    return slot;
  }

  #receive(slot: Slot, reply: WorkerReply): void {
    if (reply.kind === "ready") {
      this.dimensions = reply.dimensions;
      slot.ready = true;
      this.#onReady();
    } else if (reply.kind === "vectors") {
      slot.batch?.settle(reply.vectors);
      slot.batch = null;
    } else if (reply.id === null) {
      this.#onFailure(modelError(reply.reason));
    } else {
      slot.batch?.refuse(modelError(reply.reason));
      slot.batch = null;
    }
    this.#dispatch();
  }

  #replace(dead: Slot): void {
    if (this.#closed) return;
    const { batch } = dead;
    if (batch && batch.attempts >= MAX_ATTEMPTS) batch.refuse(modelError("the thread died on this text each time"));
    else if (batch) this.#waiting.query.unshift(batch);
    if (dead.ready) this.#slots[this.#slots.indexOf(dead)] = this.#startSlot();
    else this.#giveUp(dead); // It never served: starting it again would loop.
  }

  /** A thread that cannot even start is left out; without any thread nobody waits in vain. */
  #giveUp(dead: Slot): void {
    this.#slots.splice(this.#slots.indexOf(dead), 1);
    if (this.#slots.length > 0) return;
    for (const batch of [...this.#waiting.query.splice(0), ...this.#waiting.passage.splice(0)]) {
      batch.refuse(modelError(dead.reason ?? "no thread could be started"));
    }
  }
}

/**
 * The runtime's native code is unloaded with the last thread that uses it and can't be loaded
 * twice: this thread, which outlives the others, holds on to it.
 */
function keepRuntimeLoaded(): void {
  createRequire(import.meta.url)("onnxruntime-node");
}

function endThread(worker: Worker): Promise<void> {
  return new Promise((ended) => {
    if (worker.threadId === -1) return ended();
    worker.once("exit", () => ended());
    worker.postMessage({ kind: "close" } satisfies WorkerRequest);
  });
}

/** Under a test runner this file is TypeScript, which a thread can't run: the built twin serves. */
function workerFile(): URL {
  const built = import.meta.url.endsWith(".ts") ? "../../dist/embedding/worker.js" : "./worker.js";
  return new URL(built, import.meta.url);
}

function modelError(reason: string): EmbeddingError {
  return new EmbeddingError(
    "model-failed",
    `The embedding model failed: ${reason}`,
    "Check EMBEDDING_MODEL; the bundled model comes back with `git checkout models`.",
  );
}

function closedError(): EmbeddingError {
  return new EmbeddingError(
    "embedder-closed",
    "The embedder is closed",
    "Kenes is stopping; ask again after its start.",
  );
}
