import { join } from "node:path";
import type { Config } from "./config.ts";
import { type Corpus, readCorpus } from "./corpus/corpus.ts";

/** The folders that an answer is made of; none of them is a secret. */
export type Folders = Pick<Config, "corpusDir" | "dataDir" | "indexDir" | "model">;

/** The corpus of this installation: what came with Kenes, and what was added here. */
export function readSources({ corpusDir, dataDir }: Pick<Folders, "corpusDir" | "dataDir">): Corpus {
  return readCorpus(corpusDir, { documentsDir: documentsDirOf(dataDir) });
}

/** Where documents are that were added here. */
export function documentsDirOf(dataDir: string): string {
  return join(dataDir, "documents");
}
