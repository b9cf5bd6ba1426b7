import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { checkWhole } from "./backup.ts";
import { type AboutBackup, BackupError, KEYS, readBackup } from "./backup-folder.ts";
import { DATABASE, openDatabase } from "./database.ts";
import { rewriteFile } from "./erasure.ts";
import { MIGRATIONS } from "./migrations.ts";
import { eraseOld } from "./retention.ts";

/**
 * Brings a backup back.
 *
 * Where there is no database, or a damaged one, the backup takes its place. Where there is one, the
 * backup's rows go into it in one transaction, so that the service may run meanwhile: what the backup
 * has of questions, feedback and receipts is there again, what came since stays. Never taken from an
 * older day are Telegram's queues (an answer would be sent again), the desk's work, and persons who
 * had themselves erased since.
 */

export interface RestoreSettings {
  folder: string;
  dataDir: string;
  /** Texts older than so many days are erased again. */
  retentionDays: number;
}

export interface Restored {
  about: AboutBackup;
  /** `placed`: the backup took the place of nothing or of a damaged file; `merged`: its rows went into what was there. */
  way: "placed" | "merged";
  /** Questions that are there again. */
  questions: number;
  /** True when rows with a person's pseudonym stayed away because somebody had themselves erased since. */
  withoutErased: boolean;
  /** Where the damaged file was moved. */
  movedAway: string | null;
}

/** Throws BackupError or DataError. */
export function restoreBackup({ folder, dataDir, retentionDays }: RestoreSettings): Restored {
  const about = readBackup(folder);
  if (about.schema > MIGRATIONS.length) {
    const message = `The backup is of a newer Kenes (schema ${about.schema}, this one knows ${MIGRATIONS.length})`;
    throw new BackupError("backup-newer", message, "Restore it with that Kenes.");
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const state = lookAt(join(dataDir, DATABASE));
  if (state === "in-use") {
    const remedy = "Stop Kenes, then restore.";
    throw new BackupError("in-use", `The database in ${dataDir} is damaged and still in use`, remedy);
  }
  const draft = mkdtempSync(join(dataDir, ".restore-"));
  try {
    const prepared = prepareCopy(folder, draft);
    if (state === "whole") refuseOther(folder, dataDir);
    const result =
      state === "whole" ? merge(prepared, dataDir) : { ...place(prepared, dataDir), questions: about.questions };
    for (const name of Object.values(KEYS)) bringKey(join(folder, name), join(dataDir, name));
    afterwards(dataDir, retentionDays);
    return { about, withoutErased: false, movedAway: null, ...result };
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** The backup with today's schema, in a folder of its own: the backup itself stays as it is. */
function prepareCopy(folder: string, draft: string): string {
  const file = join(draft, DATABASE);
  copyFileSync(join(folder, DATABASE), file);
  const database = openDatabase(draft);
  try {
    checkWhole(database, file);
    // Who was let in then may have been shut out since: everybody signs in again.
    database.exec("DELETE FROM desk_sessions");
    // One file alone, without a log beside it.
    database.pragma("journal_mode = DELETE");
  } finally {
    database.close();
  }
  return file;
}

type State = "missing" | "whole" | "damaged" | "in-use";

function lookAt(file: string): State {
  if (!existsSync(file)) return "missing";
  try {
    const database = new Database(file, { fileMustExist: true });
    try {
      checkWhole(database, file);
      return "whole";
    } catch {
      return isShared(database) ? "in-use" : "damaged";
    } finally {
      database.close();
    }
  } catch {
    return "damaged";
  }
}

/** True when another process has the file open. */
function isShared(database: Database.Database): boolean {
  try {
    database.pragma("busy_timeout = 0");
    database.pragma("locking_mode = EXCLUSIVE");
    database.exec("BEGIN EXCLUSIVE; ROLLBACK");
    return false;
  } catch (error) {
    return (error as { code?: string }).code === "SQLITE_BUSY";
  }
}

/** Pseudonyms and signatures of two installations don't mix. */
function refuseOther(folder: string, dataDir: string): void {
  for (const name of Object.values(KEYS)) {
    const [theirs, ours] = [join(folder, name), join(dataDir, name)];
    if (!existsSync(theirs) || !existsSync(ours) || readFileSync(theirs).equals(readFileSync(ours))) continue;
    const remedy = `Stop Kenes, move ${dataDir} away, and restore into an empty folder.`;
    throw new BackupError("other-installation", `The backup is of another installation: its ${name} differs`, remedy);
  }
}

function place(prepared: string, dataDir: string): Pick<Restored, "way" | "movedAway"> {
  const file = join(dataDir, DATABASE);
  const there = existsSync(file);
  const movedAway = there ? `${file}.damaged-${Date.now()}` : null;
  if (movedAway !== null) renameSync(file, movedAway);
  for (const beside of ["-wal", "-shm"]) rmSync(file + beside, { force: true });
  chmodSync(prepared, 0o600);
  renameSync(prepared, file);
  return { way: "placed", movedAway };
}

/** Tables that only grow; what the backup has of them is put back. Not those of Telegram's delivery, nor the desk's, whose rows hang together. */
const KEPT_APART = ["erasures", "receipts"];
const OF_PERSONS = ["askers", "last_questions", "feedback"];

function merge(prepared: string, dataDir: string): Pick<Restored, "way" | "questions" | "withoutErased"> {
  const database = openDatabase(dataDir);
  try {
    database.prepare("ATTACH ? AS old").run(prepared);
    const count = () => Number(database.prepare("SELECT count(*) FROM main.questions").pluck().get());
    return database
      .transaction(() => {
        const before = count();
        const erased = database.prepare(
          "SELECT 1 FROM main.erasures WHERE code NOT IN (SELECT code FROM old.erasures)",
        );
        const withoutErased = erased.get() !== undefined;
        const put = (table: string, which = "1") =>
          database.exec(`INSERT OR IGNORE INTO main.${table} SELECT * FROM old.${table} WHERE ${which}`);
        for (const table of KEPT_APART) put(table);
        put("questions", withoutErased ? "asker IS NULL" : "1");
        put("question_receipts", "question IN (SELECT id FROM main.questions WHERE text IS NOT NULL)");
        if (!withoutErased) for (const table of OF_PERSONS) put(table);
        return { way: "merged" as const, questions: count() - before, withoutErased };
      })
      .immediate();
  } finally {
    database.close();
  }
}

function bringKey(from: string, to: string): void {
  if (!existsSync(from) || existsSync(to)) return;
  copyFileSync(from, to);
  chmodSync(to, 0o600);
}

/** What the retention had erased since is not brought back. */
function afterwards(dataDir: string, days: number): void {
  const database = openDatabase(dataDir);
  try {
    if (eraseOld(database, { days, now: Date.now() }) > 0) rewriteFile(database);
  } finally {
    database.close();
  }
}
