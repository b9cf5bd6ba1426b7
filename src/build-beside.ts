import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { BuildReport } from "./build-process.ts";
import type { Folders } from "./sources.ts";

/** An index could not be built beside the service; what was there still serves. */
export class BuildError extends Error {
  readonly code: string;
  readonly remedy: string;

  constructor(message: string, code: string | null, remedy: string | null) {
    super(message);
    this.name = "BuildError";
    this.code = code ?? "index-build-failed";
    this.remedy = remedy ?? "Free some memory and disk space; it is tried again by itself, or run: npm run index";
  }
}

export interface Beside {
  /** Ends the process. */
  signal: AbortSignal;
  progress: (done: number, total: number) => void;
}

/** Nothing of the service's environment: it holds secrets. The allocator gives memory back. */
const ENVIRONMENT = { MALLOC_MMAP_THRESHOLD_: "65536" };

/** Builds the index of the corpus as it is now. Throws BuildError; an index that fits already is left as it is. */
export async function buildBeside(folders: Folders, { signal, progress }: Beside): Promise<void> {
  const { corpusDir, dataDir, indexDir, cluster = null, model } = folders;
  const child = fork(programFile(), [], {
    env: ENVIRONMENT,
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const end = () => void child.kill("SIGKILL");
  signal.addEventListener("abort", end, { once: true });
  // Not as an argument: everybody on the machine can read those, and the cluster's key is among it.
  child.send({ corpusDir, dataDir, indexDir, cluster, model } satisfies Folders, () => {});
  try {
    const report = await new Promise<BuildReport | null>((resolve) => {
      let last: BuildReport | null = null;
      child.on("message", (message: BuildReport) => {
        if (message.kind === "progress") progress(message.done, message.total);
        else last = message;
      });
      child.once("error", (error) => resolve({ kind: "failed", message: error.message, code: null, remedy: null }));
      child.once("exit", () => resolve(last));
    });
    if (report?.kind === "built") return;
    if (report?.kind === "failed") throw new BuildError(report.message, report.code, report.remedy);
    throw new BuildError("The process that builds the index ended before it was done", null, null);
  } finally {
    signal.removeEventListener("abort", end);
  }
}

/** Under a test runner this file is TypeScript, which node can't run: the built twin serves. */
function programFile(): string {
  const built = import.meta.url.endsWith(".ts") ? "../dist/build-process.js" : "./build-process.js";
  return fileURLToPath(new URL(built, import.meta.url));
}
