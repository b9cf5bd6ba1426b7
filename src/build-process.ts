import { setPriority } from "node:os";
import { join } from "node:path";
import { createWorkerPool } from "./embedding/worker-pool.ts";
import { buildIndex } from "./index/build-index.ts";
import { openClusterIndex } from "./index/cluster/open-cluster-index.ts";
import { KEPT_VECTORS, readKeptVectors } from "./index/kept-vectors.ts";
import { verify } from "./index/manifest.ts";
import { eitherOf, readReplacedVectors } from "./index/replaced-vectors.ts";
import { type Folders, readSources } from "./sources.ts";

/**
 * A process that builds an index beside a service that answers, started by build-beside.ts: neither
 * the event loop nor the model that questions wait for is held. It ends with the service.
 */

/** What it tells: how far it is, and how it ended. */
export type BuildReport =
  | { kind: "progress"; done: number; total: number }
  | { kind: "built" }
  | { kind: "failed"; message: string; code: string | null; remedy: string | null };

/** How much the operating system prefers whoever answers citizens: 0 is equal, 19 the most. */
const NICENESS = 5;

/** One: the other cores are for whoever answers. */
const WORKERS = 1;

async function build(folders: Folders, report: (report: BuildReport) => void): Promise<void> {
  const { corpusDir, indexDir, cluster, model } = folders;
  const corpus = readSources(folders);
  const embedder = await createWorkerPool({ model, workers: WORKERS });
  try {
    const progress = (done: number, total: number) => report({ kind: "progress", done, total });
    const shipped = readKeptVectors(join(corpusDir, KEPT_VECTORS), embedder.modelHash);
    const parts = { corpus, embedder, progress };
    if (cluster) {
      (await openClusterIndex({ ...parts, kept: shipped, address: cluster, tell: () => {} })).close();
      return;
    }
    const found = await verify(indexDir, { corpusHash: corpus.hash, modelHash: embedder.modelHash });
    if ("manifest" in found) return;
    const kept = eitherOf(shipped, await readReplacedVectors(indexDir, embedder.modelHash));
    await buildIndex({ ...parts, kept, indexDir });
  } finally {
    await embedder.close();
  }
}

function describe(error: unknown): BuildReport {
  const { message, code = null, remedy = null } = error as Error & { code?: string; remedy?: string };
  return { kind: "failed", message, code, remedy };
}

setPriority(NICENESS);
process.on("disconnect", () => process.exit(1));
const report = (told: BuildReport) => void process.send?.(told);
process.once("message", (folders: Folders) => {
  build(folders, report)
    .then(
      (): BuildReport => ({ kind: "built" }),
      (error: unknown) => describe(error),
    )
    .then((last) => process.send?.(last, () => process.exit(0)));
});
