import type Database from "better-sqlite3";

/**
 * What the centre mends or publishes at one process is shown by every process of the same data
 * folder: changes are only ever added, so the number of the last one tells whether there are new ones.
 */
export interface ChangeWatch {
  /** Says that all changes so far are taken in. */
  saw(): void;
  stop(): void;
}

export interface ChangeWatchParts {
  database: Database.Database;
  /** Has the corpus read anew; resolves when it is searched. */
  takeIn: () => Promise<void>;
  onFailure: (error: unknown) => void;
  /** Milliseconds between two looks. */
  every?: number;
}

/** A look takes microseconds. */
const LOOK_EVERY = 2000;
/** Milliseconds until what failed is tried again. */
const TRY_AGAIN = 60_000;

export function watchChanges({ database, takeIn, onFailure, every = LOOK_EVERY }: ChangeWatchParts): ChangeWatch {
  const readLast = database.prepare<[], number | null>("SELECT max(id) FROM changes").pluck();
  let seen = readLast.get();
  let notBefore = 0;
  let running = false;
  const look = async () => {
    if (running || performance.now() < notBefore) return;
    running = true;
    try {
      const last = readLast.get();
      if (last === seen) return;
      await takeIn();
      seen = last;
    } catch (error) {
      notBefore = performance.now() + TRY_AGAIN;
      onFailure(error);
    } finally {
      running = false;
    }
  };
  const timer = setInterval(() => void look(), every).unref();
  return {
    saw: () => {
      seen = readLast.get();
    },
    stop: () => clearInterval(timer),
  };
}
