import { existsSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { DATABASE, sizeOfDatabase } from "../log/database.ts";
import { MIGRATIONS } from "../log/migrations.ts";
import { type Finding, fail, megabytes, ok, warn } from "./finding.ts";

/** The database, read and never written: a service may be running on it. */

const MS_A_DAY = 86_400_000;
/** Bytes of the write-ahead log beyond which something keeps it from being emptied. */
const LONG_LOG = 64e6;
/** Milliseconds after which an update or a message that waits is a sign of trouble. */
const LONG_WAIT = 10 * 60_000;

export function examineDatabase(dataDir: string, retentionDays: number): Finding[] {
  const check = "database";
  const file = join(dataDir, DATABASE);
  if (!existsSync(file)) return [ok(check, "It is made at the first start")];
  const bringBack = "Stop Kenes and bring back the last backup: npm run restore -- FOLDER";
  let database: Database.Database | null = null;
  try {
    database = new Database(file, { readonly: true, fileMustExist: true });
    const whole = database.pragma("integrity_check(1)", { simple: true });
    if (whole !== "ok") return [fail(check, `It is damaged (${String(whole).split("\n")[0]})`, bringBack)];
    return [...examineSchema(database), ...examineSize(dataDir), ...examineRows(database, retentionDays)];
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "SQLITE_BUSY" || code === "SQLITE_LOCKED") {
      return [warn(check, "Another process keeps it locked", "Wait a minute and look again; see who has it open.")];
    }
    if (/CANTOPEN|READONLY|PERM/u.test(code ?? "")) {
      return [
        fail(check, `It can't be opened (${code})`, `Give its files to the service's user: chown -R USER ${dataDir}`),
      ];
    }
    return [fail(check, `It can't be read (${code ?? "unknown"})`, bringBack)];
  } finally {
    database?.close();
  }
}

function examineSchema(database: Database.Database): Finding[] {
  const version = database.pragma("user_version", { simple: true }) as number;
  const [check, known] = ["database", MIGRATIONS.length];
  if (version > known) {
    const found = `It was written by a newer Kenes (schema ${version}, this one knows ${known})`;
    return [fail(check, found, "Start the newer Kenes, or bring back a backup of this one.")];
  }
  if (version < known) {
    const found = `Its schema is ${version}; the next start brings it to ${known}`;
    return [warn(check, found, "Take a backup first: npm run backup")];
  }
  const dangling = database.pragma("foreign_key_check") as unknown[];
  if (dangling.length > 0) {
    return [warn(check, `${dangling.length} rows lead nowhere`, "Take a backup, and report it to the maintainers.")];
  }
  return [ok(check, `It is whole, of schema ${version}`)];
}

function examineSize(dataDir: string): Finding[] {
  const { main, log } = sizeOfDatabase(dataDir);
  const found = `${megabytes(main)}, and ${megabytes(log)} of write-ahead log`;
  if (log < LONG_LOG) return [ok("database", found)];
  return [warn("database", found, "Something reads without an end: close other programs that have it open.")];
}

function examineRows(database: Database.Database, retentionDays: number): Finding[] {
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  const missing = ["questions", "inbox", "outbox"].filter((table) => !tables.includes(table));
  if (missing.length > 0) return [];
  const number = (sql: string, ...values: number[]) =>
    Number(
      database
        .prepare(sql)
        .pluck()
        .get(...values) ?? 0,
    );
  const questions = number("SELECT count(*) FROM questions");
  // It runs at the start and once a day: a day more than promised is not late yet.
  const late = number(
    "SELECT count(*) FROM questions WHERE asked_at < ? AND text IS NOT NULL",
    Date.now() - (retentionDays + 1) * MS_A_DAY,
  );
  const updates = number("SELECT count(*) FROM inbox WHERE state = 'waiting'");
  const messages = number("SELECT count(*) FROM outbox WHERE state <> 'sent'");
  const oldest = number("SELECT min(received_at) FROM inbox WHERE state = 'waiting'");
  return [
    late === 0
      ? ok("retention", `${questions} questions, none with a text of more than ${retentionDays} days`)
      : fail(
          "retention",
          `${late} texts are past their ${retentionDays} days`,
          "Start Kenes: it erases them at once; see its log.",
        ),
    oldest > 0 && Date.now() - oldest > LONG_WAIT
      ? warn(
          "queues",
          `${updates} updates wait, the oldest for ${minutesSince(oldest)} minutes`,
          "Start Kenes, or see its log.",
        )
      : ok("queues", `${updates} updates wait to be answered, ${messages} messages to be sent`),
  ];
}

function minutesSince(time: number): number {
  return Math.round((Date.now() - time) / 60_000);
}
