import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setPriority } from "node:os";
import { fileURLToPath } from "node:url";
import { LIMITS } from "./limits.ts";
import type { Reading, ReadingProgress, Refusal } from "./reading.ts";
import type { ReadReply, ReadRequest } from "./worker.ts";

/**
 * A file that somebody hands in may be anything, made to harm included. It is read in a process of its
 * own with an end to its time and memory, so that whatever it does, the service goes on.
 */

export interface ReadingOptions {
  /** Told while a long file is read. */
  onProgress?: (progress: ReadingProgress) => void;
  /** Instead of the usual limit. */
  seconds?: number;
  /** Gives up: the promise is then rejected with its reason. */
  signal?: AbortSignal;
}

/** It needs nothing of ours; what is in the environment is nobody's business there. */
const ENVIRONMENT = { MALLOC_ARENA_MAX: "2" };
/** Megabytes of objects; the whole process is watched beside. */
const HEAP = Math.round((LIMITS.memory / 1_000_000) * 0.8);
/** Behind the questions: they go on being answered while a file is read. */
const NICE = 10;

/**
 * Reads a file of any of the kept formats. `name` is what the file is called; it only decides between
 * plain text and Markdown. What is wrong with the file is a refusal; rejects only with the reason of
 * `signal`, or when no process can be started.
 */
export async function readFile(bytes: Uint8Array, name: string, options: ReadingOptions = {}): Promise<Reading> {
  options.signal?.throwIfAborted();
  if (bytes.length === 0) return refusal("empty");
  if (bytes.length > LIMITS.bytes) return refusal("too-large", { megabytes: LIMITS.bytes / 1_000_000 });
  const worker = fork(workerFile(), [], {
    serialization: "advanced",
    env: ENVIRONMENT,
    execArgv: [`--max-old-space-size=${HEAP}`],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  try {
    return await ask(worker, { bytes, name }, options);
  } finally {
    await endWorker(worker);
  }
}

function ask(worker: ChildProcess, request: ReadRequest, options: ReadingOptions): Promise<Reading> {
  const { onProgress, signal, seconds = LIMITS.seconds } = options;
  return new Promise((settle, fail) => {
    const timer = setTimeout(() => settle(refusal("too-slow", { seconds })), seconds * 1000);
    const finish = (act: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      act();
    };
    const abort = () => finish(() => fail(signal?.reason));
    signal?.addEventListener("abort", abort);
    worker.on("message", (reply: ReadReply) => {
      if (reply.kind === "progress") onProgress?.(reply.progress);
      else finish(() => settle(reply.reading));
    });
    worker.once("error", (error) => finish(() => fail(error)));
    // It ended without a word: the thread beside it, or the engine at the end of its heap, ended it.
    worker.once("exit", () => finish(() => settle(refusal("too-heavy", { megabytes: LIMITS.memory / 1_000_000 }))));
    worker.once("spawn", () => lowerPriority(worker.pid));
    worker.send(request, () => {});
  });
}

function refusal(code: Refusal["code"], values: Refusal["values"] = {}): Reading {
  return { ok: false, refusal: { code, values } };
}

function lowerPriority(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, NICE);
  } catch {
    // It has ended already, or the system forbids it: it reads at the usual priority.
  }
}

/** It holds nothing worth saving: ended at once, whatever it does. */
async function endWorker(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null || worker.pid === undefined) return;
  const ended = once(worker, "exit");
  worker.kill("SIGKILL");
  await ended;
}

/** Under a test runner this file is TypeScript, which node can't run: the built twin serves. */
function workerFile(): string {
  const built = import.meta.url.endsWith(".ts") ? "../../dist/reading/worker.js" : "./worker.js";
  return fileURLToPath(new URL(built, import.meta.url));
}
