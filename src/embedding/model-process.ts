import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { ModelSource } from "./model-files.ts";

/**
 * All that a worker has of an environment: no secret, and an allocator that gives memory back (the
 * model is loaded through several copies: 280 MB instead of 450 MB stay in use, measured).
 */
const ENVIRONMENT = { MALLOC_ARENA_MAX: "1", MALLOC_MMAP_THRESHOLD_: "65536", MALLOC_TRIM_THRESHOLD_: "65536" };
/** The worker clears the copies away once the model is loaded (70 MB, measured), and makes little garbage after. */
const FLAGS = ["--expose-gc", "--max-semi-space-size=2"];

/** Starts a process that runs the model: worker.ts, and what it sends and takes is there. */
export function startModelProcess({ name, local }: ModelSource): ChildProcess {
  return fork(workerFile(), [name, local ? "local" : "hub"], {
    serialization: "advanced",
    env: ENVIRONMENT,
    execArgv: FLAGS,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

/** It holds nothing worth saving: ended at once, whatever it does. */
export async function endModelProcess(worker: ChildProcess): Promise<void> {
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
