import { randomBytes } from "node:crypto";
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { ABOUT, type AboutBackup, BackupError, KEYS, PREFIX, seal } from "./backup-folder.ts";
import { DATABASE, openDatabase } from "./database.ts";

/**
 * Copies an installation's data while the service runs.
 *
 * The danger: a copied file of a running database is torn, and SQLite's own backup begins anew with
 * each write of another process. `VACUUM INTO` reads one moment while others write on, and leaves no
 * free pages behind, so that nothing erased comes along. A copy is written beside its place and
 * renamed: what bears a backup's name is whole.
 */

/** Milliseconds that the copy waits for a lock. */
const BUSY_TIMEOUT = 30_000;

export interface BackupSettings {
  dataDir: string;
  /** The folder that holds the backups. */
  to: string;
  program: string;
  /** Leaves out everything of persons: texts, pseudonyms, what waits in Telegram's queues. */
  anonymous: boolean;
}

/** Gives the backup's own folder. Throws BackupError. */
export function takeBackup({ dataDir, to, program, anonymous }: BackupSettings): {
  folder: string;
  about: AboutBackup;
} {
  if (!existsSync(join(dataDir, DATABASE))) {
    throw new BackupError(
      "nothing-to-back-up",
      `There is no database in ${dataDir}`,
      "Set DATA_DIR to the service's own.",
    );
  }
  const takenAt = new Date().toISOString();
  const folder = join(to, `${PREFIX}${takenAt.replaceAll(":", "-")}${anonymous ? "-anonymous" : ""}`);
  const draft = join(to, `.draft-${randomBytes(6).toString("hex")}`);
  try {
    mkdirSync(to, { recursive: true });
    mkdirSync(draft, { mode: 0o700 });
    const counts = copyDatabase(join(dataDir, DATABASE), { to: join(draft, DATABASE), anonymous });
    // The key of pseudonyms turns a person's number into a pseudonym; that of receipts says nothing of anybody.
    const wanted = anonymous ? [KEYS.receipt] : Object.values(KEYS);
    const keys = wanted.filter((name) => existsSync(join(dataDir, name)));
    for (const name of keys) cpSync(join(dataDir, name), join(draft, name));
    const files = [DATABASE, ...keys].map((name) => seal(draft, name));
    const about = { takenAt, program, ...counts, anonymous, files };
    writeFileSync(join(draft, ABOUT), `${JSON.stringify(about, null, 2)}\n`, { flush: true, mode: 0o600 });
    renameSync(draft, folder);
    return { folder, about };
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw named(error, to);
  }
}

/** Opens without bringing the schema up to date: an older service may be running on it. */
function copyDatabase(file: string, { to, anonymous }: { to: string; anonymous: boolean }) {
  const source = new Database(file, { fileMustExist: true, timeout: BUSY_TIMEOUT });
  try {
    source.prepare("VACUUM INTO ?").run(to);
  } finally {
    source.close();
  }
  // What is to be taken out is known of today's schema alone; a whole copy keeps the one it has.
  const copy = anonymous ? openDatabase(dirname(to)) : new Database(to);
  try {
    if (anonymous) removePersons(copy);
    checkWhole(copy, to);
    return {
      schema: copy.pragma("user_version", { simple: true }) as number,
      questions: Number(copy.prepare("SELECT count(*) FROM questions").pluck().get()),
    };
  } finally {
    copy.close();
  }
}

function removePersons(copy: Database.Database): void {
  // The audit trail names staff and can't be deleted from: in a copy without persons its guard stands aside.
  const guard = copy.prepare("SELECT sql FROM sqlite_schema WHERE name = 'audit_kept'").pluck().get() as string;
  copy.exec(`DROP TRIGGER audit_kept; DELETE FROM audit; ${guard};
    DELETE FROM desk_sessions; DELETE FROM login_attempts; DELETE FROM case_notes; DELETE FROM deliveries;
    UPDATE accounts SET name = 'account ' || id, password = '', disabled_at = coalesce(disabled_at, 0);
    UPDATE cases SET asker = NULL, address = NULL, question = NULL, vector = NULL, link = 'none ' || id;
    UPDATE replies SET en = '', ru = '', kk = '', returned = NULL WHERE state <> 'sent';
    UPDATE questions SET text = NULL, asker = NULL;
    UPDATE feedback SET asker = NULL;
    DELETE FROM askers; DELETE FROM last_questions; DELETE FROM last_views; DELETE FROM presses;
    DELETE FROM inbox; DELETE FROM outbox; DELETE FROM blocked_chats;
    DELETE FROM whatsapp_windows; DELETE FROM whatsapp_statuses;
    VACUUM;`);
  // One file alone, without a log beside it.
  copy.pragma("journal_mode = DELETE");
}

/** Throws BackupError when SQLite finds anything amiss. */
export function checkWhole(database: Database.Database, file: string): void {
  const found = database.pragma("integrity_check(1)", { simple: true });
  if (found === "ok") return;
  throw new BackupError("backup-damaged", `${file} is damaged (${String(found)})`, "Take another backup.");
}

function named(error: unknown, to: string): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (error instanceof BackupError) return error;
  if (["ENOSPC", "EDQUOT", "EFBIG", "SQLITE_FULL"].includes(code)) {
    return new BackupError(
      "backup-unwritable",
      `There is no room for a backup in ${to}`,
      "Free some disk space.",
      error,
    );
  }
  if (["SQLITE_CORRUPT", "SQLITE_NOTADB"].includes(code)) {
    const remedy = "Its data folder needs the last good backup: see docs/operations.md.";
    return new BackupError("backup-damaged", "The database itself is damaged", remedy, error);
  }
  if (/^E[A-Z]+$|CANTOPEN|READONLY/u.test(code)) {
    const remedy = "Let this user write there, or name another folder with --to.";
    return new BackupError("backup-unwritable", `No backup can be written to ${to} (${code})`, remedy, error);
  }
  return error;
}
