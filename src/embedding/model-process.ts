import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { ModelSource } from "./model-files.ts";

/** All that a worker has of an environment: no secret, and one arena (each thread's own keeps its peak). */
const ENVIRONMENT = { MALLOC_ARENA_MAX: "1" };
/** The worker makes little garbage. */
const FLAGS = ["--max-semi-space-size=2"];

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
