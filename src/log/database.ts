import { accessSync, constants, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { MIGRATIONS } from "./migrations.ts";

/** The data folder or its database can't be used: a technical failure with what to do about it. */
export class DataError extends Error {
  readonly code: "data-unwritable" | "data-newer";
  readonly remedy: string;

  constructor(code: DataError["code"], message: string, remedy: string, cause?: unknown) {
    super(message, { cause });
    this.name = "DataError";
    this.code = code;
    this.remedy = remedy;
  }
}

/** The database's file in the data folder. */
export const DATABASE = "kenes.sqlite";

/** Milliseconds a statement waits for another process's write before it fails. */
const BUSY_TIMEOUT = 5000;

/** Opens `kenes.sqlite` in the data folder and brings its schema up to date. Throws DataError. */
export function openDatabase(dataDir: string): Database.Database {
  const database = create(dataDir);
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  database.pragma("secure_delete = ON");
  database.pragma(`busy_timeout = ${BUSY_TIMEOUT}`);
  migrate(database);
  return database;
}

/** Bytes of the database's file and of its write-ahead log; 0 for one that isn't there or can't be seen. */
export function sizeOfDatabase(dataDir: string): { main: number; log: number } {
  const size = (name: string) => {
    try {
      return statSync(join(dataDir, name)).size;
    } catch {
      return 0;
    }
  };
  return { main: size(DATABASE), log: size(`${DATABASE}-wal`) };
}

function create(dataDir: string): Database.Database {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.W_OK);
    return new Database(join(dataDir, DATABASE));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    const remedy = "Let this user write there, or set DATA_DIR to another folder.";
    throw new DataError("data-unwritable", `The data folder ${dataDir} can't be written (${code})`, remedy, error);
  }
}

/** Several processes may open a fresh folder at once: each step looks again, alone, whether it is still to be done. */
function migrate(database: Database.Database): void {
  const readVersion = () => database.pragma("user_version", { simple: true }) as number;
  const version = readVersion();
  if (version > MIGRATIONS.length) {
    throw new DataError(
      "data-newer",
      `The database was written by a newer Kenes (schema ${version}, this one knows ${MIGRATIONS.length})`,
      "Start the newer Kenes, or set DATA_DIR to another folder.",
    );
  }
  for (const [position, sql] of MIGRATIONS.entries()) {
    if (position < version) continue;
    const step = database.transaction(() => {
      if (readVersion() > position) return;
      database.exec(sql);
      database.pragma(`user_version = ${position + 1}`);
    });
    step.immediate();
  }
}
