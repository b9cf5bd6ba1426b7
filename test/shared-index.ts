import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** An index of the whole report, built once for all tests: copy it, don't write into it. */
    indexDir: string;
  }
}

/** Builds the index with the program's own command before the first test. */
export default function setup(project: TestProject): () => void {
  const indexDir = mkdtempSync(join(tmpdir(), "kenes-shared-index-"));
  execFileSync(process.execPath, ["dist/main.js", "index"], {
    env: { ...process.env, INDEX_DIR: indexDir },
    stdio: ["ignore", "ignore", "inherit"],
  });
  project.provide("indexDir", indexDir);
  return () => rmSync(indexDir, { recursive: true, force: true });
}
