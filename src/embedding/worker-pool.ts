import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { type Embedder, EmbeddingError, PREFIXES, type TextKind } from "./embedder.ts";
import { findModel, type ModelSource } from "./model-files.ts";
import type { WorkerReply, WorkerRequest } from "./worker.ts";

/**
 * A pool of processes that run the model. The danger it meets: one can die (out of memory, a fault
 * in native code) with texts in hand. It is replaced, and its texts are embedded again.
 *
 * Processes, not threads: the runtime keeps one static handle for all of a process, so a second
 * thread that loads it, or one that ends, corrupts the heap (one end in ten, measured).
 */

/** Texts a run: more gains nothing on two cores and grows the arena for good (measured). */
const BATCH_SIZE = 8;
/** A text whose process died this often is what kills it. */
const MAX_ATTEMPTS = 3;

/**
 * All that a worker has of an environment: no secret, and an allocator that gives memory back (the
 * model is loaded through several copies: 280 MB instead of 450 MB stay in use, measured).
 */
const WORKER_ENVIRONMENT = { MALLOC_ARENA_MAX: "1", MALLOC_MMAP_THRESHOLD_: "65536", MALLOC_TRIM_THRESHOLD_: "65536" };
/** The worker clears the copies away once the model is loaded (70 MB, measured), and makes little garbage after. */
const WORKER_FLAGS = ["--expose-gc", "--max-semi-space-size=2"];

export interface PoolSettings {
  /** A model's folder or hub name. */
  model: string;
  /** Processes; by default as many as the machine has cores, two at most: each holds a copy of the model. */
  workers?: number;
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
  worker: ChildProcess;
  batch: Batch | null;
  ready: boolean;
}

/** Starts the processes and waits until the first can serve. Throws EmbeddingError. */
export async function createWorkerPool(settings: PoolSettings): Promise<WorkerPool> {
  const source = await findModel(settings.model);
  const pool = new WorkerPool(source, settings.workers ?? Math.min(2, availableParallelism()));
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

  constructor(source: ModelSource, workers: number) {
    this.#source = source;
    this.modelHash = source.hash;
    this.started = new Promise((resolve, reject) => {
      this.#onReady = resolve;
      this.#onFailure = reject;
    });
    for (let worker = 0; worker < workers; worker += 1) this.#slots.push(this.#startSlot());
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
    await Promise.all(this.#slots.map(({ worker }) => endWorker(worker)));
  }

  /** The processes that live: their ids and memory are the operator's to see. */
  get workers(): readonly ChildProcess[] {
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
      slot.worker.send({ id: batch.id, texts: batch.texts } satisfies WorkerRequest, () => {});
    }
  }

  #startSlot(): Slot {
    const about = [this.#source.name, this.#source.local ? "local" : "hub"];
    const worker = fork(workerFile(), about, {
      serialization: "advanced",
      env: WORKER_ENVIRONMENT,
      execArgv: WORKER_FLAGS,
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const slot: Slot = { worker, batch: null, ready: false };
    worker.on("message", (reply: WorkerReply) => this.#receive(slot, reply));
    worker.on("error", (error) => this.#onFailure(modelError(String(error))));
    worker.once("exit", () => this.#replace(slot));
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
    if (batch && batch.attempts >= MAX_ATTEMPTS) batch.refuse(modelError("the process died on this text each time"));
    else if (batch) this.#waiting.query.unshift(batch);
    if (dead.ready) this.#slots[this.#slots.indexOf(dead)] = this.#startSlot();
    else this.#giveUp(dead); // It never served: starting it again would loop.
  }

  /** A process that cannot even start is left out; without any nobody waits in vain. */
  #giveUp(dead: Slot): void {
    this.#slots.splice(this.#slots.indexOf(dead), 1);
    if (this.#slots.length > 0) return;
    this.#onFailure(modelError("its process ended before it could serve"));
    for (const batch of [...this.#waiting.query.splice(0), ...this.#waiting.passage.splice(0)]) {
      batch.refuse(modelError("no process could be started"));
    }
  }
}

/** It holds nothing worth saving: ended at once, whatever it does. */
async function endWorker(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const ended = once(worker, "exit");
  worker.kill("SIGKILL");
  await ended;
}

/** Under a test runner this file is TypeScript, which node can't run: the built twin serves. */
function workerFile(): string {
  const built = import.meta.url.endsWith(".ts") ? "../../dist/embedding/worker.js" : "./worker.js";
  return fileURLToPath(new URL(built, import.meta.url));
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
