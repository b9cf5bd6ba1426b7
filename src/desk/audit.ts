import type Database from "better-sqlite3";

/** Who changed what, and when. Rows can only be added: triggers of the schema refuse the rest. */

/** What is written for a change; never an asker's text. */
export interface Change {
  /** The staff member's name, or `asker`, or `kenes` for what happens by itself. */
  account: string;
  action: string;
  /** A case's number, an account's name, a reply's id. */
  subject: string;
  detail?: string;
}

export interface AuditEntry extends Required<Change> {
  id: number;
  at: number;
}

export interface Audit {
  record(change: Change): void;
  /** The latest first, from below `before`. */
  list(before: number, limit: number): AuditEntry[];
  /** Of one case, oldest first. */
  about(subject: string): AuditEntry[];
  /** The number of the last change, of all or of one subject: it grows with every one. */
  last(subject?: string): number;
}

export function createAudit(database: Database.Database, now: () => number): Audit {
  const insert = database.prepare("INSERT INTO audit (at, account, action, subject, detail) VALUES (?, ?, ?, ?, ?)");
  const list = database.prepare<[number, number], AuditEntry>(
    "SELECT * FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?",
  );
  const about = database.prepare<[string], AuditEntry>("SELECT * FROM audit WHERE subject = ? ORDER BY id LIMIT 200");
  const last = database.prepare<[], { last: number | null }>("SELECT max(id) AS last FROM audit");
  const lastAbout = database.prepare<[string], { last: number | null }>(
    "SELECT max(id) AS last FROM audit WHERE subject = ?",
  );
  return {
    record: ({ account, action, subject, detail = "" }) => void insert.run(now(), account, action, subject, detail),
    list: (before, limit) => list.all(before, limit),
    about: (subject) => about.all(subject),
    last: (subject) => (subject === undefined ? last.get() : lastAbout.get(subject))?.last ?? 0,
  };
}
