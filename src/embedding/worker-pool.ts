import type { ChildProcess } from "node:child_process";
import { availableParallelism } from "node:os";
import { planBatches } from "./batches.ts";
import { closedError, type Embedder, modelError, PREFIXES, type TextKind } from "./embedder.ts";
import { findModel, type ModelSource } from "./model-files.ts";
import { endModelProcess, startModelProcess } from "./model-process.ts";
import type { WorkerReply, WorkerRequest } from "./worker.ts";

/**
 * A pool of processes that run the model. The danger it meets: one can die (out of memory, a fault
 * in native code) with texts in hand. It is replaced, and its texts are embedded again.
 *
 * Processes, not threads: the runtime keeps one static handle for all of a process, so a second
 * thread that loads it, or one that ends, corrupts the heap (one end in ten, measured).
 */

/** A text whose process died this often is what kills it. */
const MAX_ATTEMPTS = 3;

/** Milliseconds for which questions must have been waiting without a break before another process is started. */
const PRESSED = 500;
/** Milliseconds after which a process that was started for them and has nothing to do is ended. */
const REST = 60_000;

export interface PoolSettings {
  /** A model's folder or hub name. */
  model: string;
  /** Processes; by default as many as the machine has cores, two at most: each holds a copy of the model. */
  workers?: number;
  /** Processes while more questions come than those can serve; by default no more. */
  most?: number;
  /** Milliseconds after which one that has nothing to do any more is ended; a minute by default. */
  rest?: number;
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
  /** Ends it when nothing comes; null while it works, and for those that always stay. */
  resting: NodeJS.Timeout | null;
}

/** Starts the processes and waits until the first can serve. Throws EmbeddingError. */
export async function createWorkerPool(settings: PoolSettings): Promise<WorkerPool> {
  const source = await findModel(settings.model);
  const workers = settings.workers ?? Math.min(2, availableParallelism());
  const pool = new WorkerPool(source, { workers, most: settings.most ?? workers, rest: settings.rest ?? REST });
  await pool.started;
  return pool;
}

export class WorkerPool implements Embedder {
  dimensions = 0;
  readonly modelHash: string;
  readonly started: Promise<void>;
  readonly #source: ModelSource;
  readonly #least: number;
  readonly #rest: number;
  #most: number;
  /** Since when questions have been waiting; null while none does. */
  #pressedSince: number | null = null;
  readonly #slots: Slot[] = [];
  readonly #waiting: Record<TextKind, Batch[]> = { query: [], passage: [] };
  #nextId = 0;
  #closed = false;
  #onReady: () => void = () => {};
  #onFailure: (error: Error) => void = () => {};

  constructor(source: ModelSource, { workers, most, rest }: Required<Omit<PoolSettings, "model">>) {
    this.#source = source;
    this.#least = workers;
    this.#most = Math.max(workers, most);
    this.#rest = rest;
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
    let done = 0;
    const embedBatch = async (positions: readonly number[]) => {
      const rows = await this.#enqueue(
        positions.map((position) => PREFIXES[kind] + texts[position]),
        kind,
      );
      for (const [row, position] of positions.entries()) {
        result[position] = rows.slice(row * this.dimensions, (row + 1) * this.dimensions);
      }
      done += positions.length;
      progress?.(done);
    };
    await Promise.all(planBatches(texts).map(embedBatch));
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
    for (const { resting } of this.#slots) if (resting) clearTimeout(resting);
    await Promise.all(this.#slots.map(({ worker }) => endModelProcess(worker)));
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
      if (batch) this.#give(slot, batch);
      else this.#letRest(slot);
    }
    if (this.#waiting.query.length === 0) this.#pressedSince = null;
    else this.#growUnderPressure();
  }

  #give(slot: Slot, batch: Batch): void {
    if (slot.resting) clearTimeout(slot.resting);
    slot.resting = null;
    slot.batch = batch;
    batch.attempts += 1;
    slot.worker.send({ id: batch.id, texts: batch.texts } satisfies WorkerRequest, () => {});
  }

  /** Starts one more process when questions have been waiting for a while; one at a time. */
  #growUnderPressure(): void {
    const now = performance.now();
    this.#pressedSince ??= now;
    const starting = this.#slots.some((slot) => !slot.ready);
    if (starting || this.#slots.length >= this.#most || now - this.#pressedSince < PRESSED) return;
    this.#slots.push(this.#startSlot());
  }

  #letRest(slot: Slot): void {
    if (slot.resting || this.#slots.length <= this.#least) return;
    slot.resting = setTimeout(() => {
      slot.resting = null;
      const at = this.#slots.indexOf(slot);
      if (at < 0 || this.#slots.length <= this.#least) return;
      this.#slots.splice(at, 1);
      void endModelProcess(slot.worker);
    }, this.#rest).unref();
  }

  #startSlot(): Slot {
    const worker = startModelProcess(this.#source);
    const slot: Slot = { worker, batch: null, ready: false, resting: null };
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
    if (this.#closed || !this.#slots.includes(dead)) return;
    const { batch } = dead;
    if (batch && batch.attempts >= MAX_ATTEMPTS) batch.refuse(modelError("the process died on this text each time"));
    else if (batch) this.#waiting.query.unshift(batch);
    if (dead.ready) this.#slots[this.#slots.indexOf(dead)] = this.#startSlot();
    else this.#giveUp(dead); // It never served: starting it again would loop.
  }

  /** A process that cannot even start is left out; without any nobody waits in vain. */
  #giveUp(dead: Slot): void {
    this.#slots.splice(this.#slots.indexOf(dead), 1);
    this.#most = Math.max(1, this.#slots.length);
    if (this.#slots.length > 0) return;
    this.#onFailure(modelError("its process ended before it could serve"));
    for (const batch of [...this.#waiting.query.splice(0), ...this.#waiting.passage.splice(0)]) {
      batch.refuse(modelError("no process could be started"));
    }
  }
}
