import { execFileSync } from "node:child_process";
import type { TestProject } from "vitest/node";
import setUpIndex from "../shared-index.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The Weaviate server's program. */
    weaviate: string;
  }
}

/** The local index, to compare with, and the server, built where it is missing. */
export default function setup(project: TestProject): () => void {
  const script = execFileSync("bash", ["scripts/install-weaviate.sh"], { encoding: "utf8" });
  project.provide("weaviate", script.trim());
  return setUpIndex(project);
}
