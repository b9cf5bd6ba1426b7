import { existsSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import type { Config } from "./config.ts";
import { type Additions, type Corpus, readCorpus } from "./corpus/corpus.ts";
import { readAmendments } from "./desk/learning.ts";
import { DATABASE } from "./log/database.ts";

/** What an answer is made of, and where it is: without a cluster the index is in its folder. */
export type Folders = Pick<Config, "corpusDir" | "dataDir" | "indexDir" | "model"> & Partial<Pick<Config, "cluster">>;

type Amend = NonNullable<Additions["amend"]>;

/**
 * The corpus of this installation: what came with Kenes, what was added here, and what the centre's
 * people mended or published. The service gives its own `amend`; whoever reads beside it, such as a
 * command or the process that builds an index, reads the same rows.
 */
export function readSources(
  { corpusDir, dataDir }: Pick<Folders, "corpusDir" | "dataDir">,
  amend: Amend = amendFrom(dataDir),
): Corpus {
  return readCorpus(corpusDir, { documentsDir: documentsDirOf(dataDir), amend });
}

/** Where documents are that were added here. */
export function documentsDirOf(dataDir: string): string {
  return join(dataDir, "documents");
}

/** Changes nothing: a data folder that isn't there yet, or is of an older Kenes, amends nothing. */
function amendFrom(dataDir: string): Amend {
  const file = join(dataDir, DATABASE);
  return (documents) => {
    if (!existsSync(file)) return documents;
    const database = new Database(file, { readonly: true, fileMustExist: true });
    try {
      const known = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'changes'").get();
      return known ? readAmendments(database, Date.now)(documents) : documents;
    } finally {
      database.close();
    }
  };
}
