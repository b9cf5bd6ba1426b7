import { randomInt } from "node:crypto";
import type Database from "better-sqlite3";

/**
 * Erases an asker on their word. Rows go in one transaction; then the write-ahead log is emptied and
 * the file written anew, because SQLite leaves stale copies of a row behind when it moves it between
 * pages, even with secure_delete. What is left is a receipt, which holds nothing of the person.
 *
 * Writing a large file anew holds up everything else, a second per 200 MB: that waits for a moment at
 * which nobody waits for an answer, for a minute at most, and is owed across a kill.
 */

export interface Receipt {
  /** Twelve letters and digits in groups of four: the asker's proof that it was done. */
  code: string;
  /** Milliseconds since 1970. */
  erasedAt: number;
  questions: number;
  feedback: number;
}

export interface Erasure {
  /**
   * `chat` is the private chat with the asker and `sender` the asker's own id, as the channel's inbox
   * and outbox name them; `arrival` what confirmed it: what the asker wrote after it is kept and answered.
   */
  erase(person: Person): Receipt;
  /** Stops the late sweep; what it still owed is done now. */
  stop(): void;
}

/** Who is erased. */
export interface Person {
  asker: string;
  channel: string;
  chat: string;
  sender: string;
  arrival: number;
}

/** Letters that nobody confuses when reading aloud. */
const CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
/** Milliseconds after an erasure at which its own traces (the press, the receipt's sending) are swept up. */
const LATE_SWEEP = 5000;
/** Times that the late sweep waits for a receipt that can't be sent, and a large file for a quiet moment: five minutes, one. */
const MOST_WAITS = 60;
const MOST_BUSY = 12;
/** Bytes of a file that is written anew in less than 0.2 s (measured: 204 MB in 1.1 s). */
const SMALL = 32 * 2 ** 20;
/** Where it stands that the file is still to be written anew. */
const OWED = "rewrite-owed";
/** Milliseconds within which a second erasure leaves the rewriting of the file to the late sweep. */
const REWRITE_PAUSE = 10_000;

export function createErasure(database: Database.Database, onFailure: (error: unknown) => void): Erasure {
  const sql = prepareErasing(database);
  /** Chats whose traces are still to be swept up, by channel and chat, and how often that waited. */
  const owed = new Map<string, { channel: string; chat: string; waits: number }>();
  let timer: NodeJS.Timeout | undefined;
  let rewritten = 0;
  let busy = 0;
  const eraseRows = database.transaction(({ asker, channel, chat, sender, arrival }: Person) => {
    const receipt: Receipt = { code: createCode(), erasedAt: Date.now(), questions: 0, feedback: 0 };
    receipt.feedback = sql.feedback.run(asker).changes;
    receipt.questions = sql.questions.run(asker).changes;
    for (const erase of [sql.last, sql.views, sql.language]) erase.run(asker);
    sql.waiting.run(channel, sender, arrival);
    sql.inbox.run(channel, chat);
    sql.outbox.run(channel, chat);
    sql.receipt.run(receipt.code, receipt.erasedAt, receipt.questions, receipt.feedback);
    sql.owe.run(OWED);
    return receipt;
  });
  /** `last`: nothing more is to be swept up after it. */
  const rewrite = (last: boolean) => {
    try {
      rewriteFile(database);
      rewritten = Date.now();
      if (last) sql.paid.run(OWED);
    } catch (error) {
      onFailure(error);
    }
  };
  const isSmallFile = () =>
    Number(database.pragma("page_count", { simple: true })) * Number(database.pragma("page_size", { simple: true })) <
    SMALL;
  const sweep = (patience: number) => {
    timer = undefined;
    if (patience > 0 && !isSmallFile() && busy < MOST_BUSY && sql.busy.get()) {
      busy += 1;
      return schedule();
    }
    busy = 0;
    const ready = [...owed].filter(
      ([, { channel, chat, waits }]) => waits >= patience || !sql.unsent.get(channel, chat),
    );
    for (const one of owed.values()) one.waits += 1;
    for (const [name, { channel, chat }] of ready) {
      owed.delete(name);
      sql.inbox.run(channel, chat);
    }
    if (ready.length > 0) rewrite(owed.size === 0);
    if (owed.size > 0) schedule();
  };
  const schedule = () => {
    timer ??= setTimeout(() => sweep(MOST_WAITS), LATE_SWEEP).unref();
  };
  if (sql.owed.get(OWED)) rewrite(true);
  return {
    erase: (person) => {
      const receipt = eraseRows(person);
      if (isSmallFile() && Date.now() - rewritten > REWRITE_PAUSE) rewrite(false);
      const { channel, chat } = person;
      owed.set(`${channel} ${chat}`, { channel, chat, waits: 0 });
      schedule();
      return receipt;
    },
    stop: () => {
      clearTimeout(timer);
      if (owed.size > 0) sweep(0);
      clearTimeout(timer);
    },
  };
}

/** Empties the write-ahead log and leaves no page behind that is not in use. Blocks for about a second per 200 MB. */
export function rewriteFile(database: Database.Database): void {
  database.exec("VACUUM");
  database.pragma("wal_checkpoint(TRUNCATE)");
}

function prepareErasing(database: Database.Database) {
  return {
    feedback: database.prepare("DELETE FROM feedback WHERE asker = ?"),
    questions: database.prepare("DELETE FROM questions WHERE asker = ?"),
    last: database.prepare("DELETE FROM last_questions WHERE asker = ?"),
    views: database.prepare("DELETE FROM last_views WHERE asker = ?"),
    language: database.prepare("DELETE FROM askers WHERE asker = ?"),
    inbox: database.prepare(
      "UPDATE inbox SET chat = '', sender = NULL, body = NULL WHERE channel = ? AND chat = ? AND state != 'waiting'",
    ),
    waiting: database.prepare(
      `UPDATE inbox SET chat = '', sender = NULL, body = NULL, state = 'done'
       WHERE channel = ? AND sender = ? AND id < ? AND state = 'waiting'`,
    ),
    outbox: database.prepare("DELETE FROM outbox WHERE channel = ? AND chat = ?"),
    unsent: database.prepare<[string, string], object>("SELECT 1 FROM outbox WHERE channel = ? AND chat = ?"),
    owe: database.prepare("INSERT OR IGNORE INTO settings VALUES (?, '')"),
    owed: database.prepare<[string], object>("SELECT 1 FROM settings WHERE name = ?"),
    paid: database.prepare("DELETE FROM settings WHERE name = ?"),
    busy: database.prepare<[], object>(
      "SELECT 1 WHERE EXISTS (SELECT 1 FROM inbox WHERE state = 'waiting') OR EXISTS (SELECT 1 FROM outbox)",
    ),
    receipt: database.prepare("INSERT INTO erasures (code, erased_at, questions, feedback) VALUES (?, ?, ?, ?)"),
  };
}

function createCode(): string {
  const letters = Array.from({ length: 12 }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join("");
  return letters.replace(/(.{4})(?=.)/gu, "$1-");
}
