import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import type { KeptPassage } from "../corpus/added.ts";
import { CATALOGUE, type Catalogue, readCatalogue } from "../corpus/catalogue.ts";
import type { Description } from "../corpus/document.ts";
import { nameFailure } from "./trouble.ts";

/**
 * The only writer of `DATA_DIR/documents`.
 *
 * The danger: a process killed at any step, or a full disk, must leave the documents as they were or
 * as they were to be. So an edition is written into a folder that nothing names, brought to the disk,
 * and then the catalogue that names it is renamed into place: that one rename is the change. What no
 * catalogue names is cleared away by the next writer. Two writers at once are kept apart by a lock of
 * SQLite's, which the system gives back when its owner dies.
 */

/** All that an edition's folder holds. */
export interface EditionFiles {
  description: Description;
  passages: readonly KeptPassage[];
  /** The file as it came. */
  original: Uint8Array;
}

export interface Store {
  read(): Catalogue;
  /** Writes an edition's folder that no catalogue names yet; gives its name. Throws LibraryError. */
  writeEdition(id: string, files: EditionFiles): string;
  /** The change itself. Throws LibraryError. */
  writeCatalogue(catalogue: Catalogue): void;
  /** Runs while nobody else writes; null when somebody does. Throws LibraryError. */
  alone<T>(work: () => T): T | null;
}

const LOCK = "lock.sqlite";
const DRAFT = ".draft-";
/** Where uploads wait to be looked at: none of the catalogue's business. */
export const WAITING = "waiting";

export function createStore(documentsDir: string): Store {
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw nameFailure(error, documentsDir);
    }
  };
  return {
    read: () => readCatalogue(documentsDir),
    writeEdition: (id, { description, passages, original }) =>
      guarded(() => {
        const folder = `edition-${randomBytes(8).toString("hex")}`;
        const draft = join(documentsDir, id, `${DRAFT}${folder}`);
        try {
          mkdirSync(draft, { recursive: true });
          writeWhole(join(draft, "document.json"), `${JSON.stringify(description, null, 2)}\n`);
          writeWhole(join(draft, "passages.json"), writePassages(passages));
          writeWhole(join(draft, description.file), original);
          bringToDisk(draft);
          renameSync(draft, join(documentsDir, id, folder));
          bringToDisk(join(documentsDir, id));
        } catch (error) {
          discard(draft);
          throw error;
        }
        return folder;
      }),
    writeCatalogue: (catalogue) =>
      guarded(() => {
        const draft = join(documentsDir, `${DRAFT}${randomBytes(6).toString("hex")}.json`);
        try {
          writeWhole(draft, `${JSON.stringify(catalogue, null, 2)}\n`);
          renameSync(draft, join(documentsDir, CATALOGUE));
        } catch (error) {
          discard(draft);
          throw error;
        }
        bringToDisk(documentsDir);
        clearAway(documentsDir, catalogue);
      }),
    alone: (work) => {
      const lock = guarded(() => {
        mkdirSync(documentsDir, { recursive: true });
        return new Database(join(documentsDir, LOCK), { timeout: 0 });
      });
      try {
        guarded(() => lock.exec("BEGIN EXCLUSIVE"));
        return work();
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "SQLITE_BUSY") return null;
        throw error;
      } finally {
        lock.close();
      }
    },
  };
}

/** One passage a line: it reads well, and a difference shows where it is. */
function writePassages(passages: readonly KeptPassage[]): string {
  return `[\n${passages.map((passage) => JSON.stringify(passage)).join(",\n")}\n]\n`;
}

function writeWhole(file: string, content: string | Uint8Array): void {
  writeFileSync(file, content, { flush: true });
}

/** A folder's own entries: without this a power cut could take back a rename that was made. */
function bringToDisk(folder: string): void {
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** What can't be removed now is removed by the next writer; the reason for the failure matters more. */
function discard(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {}
}

/** Editions that the catalogue doesn't name, and drafts: their writers were killed, or they were replaced. */
function clearAway(documentsDir: string, { documents }: Catalogue): void {
  const named = new Set(documents.flatMap(({ id, editions }) => editions.map(({ folder }) => join(id, folder))));
  for (const entry of readdirSync(documentsDir, { withFileTypes: true })) {
    if (entry.name.startsWith(DRAFT)) discard(join(documentsDir, entry.name));
    if (!entry.isDirectory() || entry.name === WAITING) continue;
    for (const folder of readdirSync(join(documentsDir, entry.name))) {
      const isOurs = folder.startsWith(DRAFT) || folder.startsWith("edition-");
      if (isOurs && !named.has(join(entry.name, folder))) discard(join(documentsDir, entry.name, folder));
    }
  }
}
