import type Database from "better-sqlite3";
import type { Language } from "../corpus/passage.ts";

/**
 * The inbox and the outbox. An update is committed before its offset is confirmed; what answers it
 * is committed in the same transaction that marks it done. So a process that is killed at any
 * instant loses nothing, and sends at most the one message twice that was in flight.
 */

export interface Update {
  update_id: number;
  [kind: string]: unknown;
}

/** A call of the Bot API that waits to be made. */
export interface Outgoing {
  chat: string;
  method: string;
  payload: Record<string, unknown>;
  /** Milliseconds since 1970 after which it is worth nothing to anybody and is dropped. */
  deadlineAt?: number;
  /** A file that goes with it, as multipart; `field` is what the method calls it, for example `document`. */
  file?: OutgoingFile;
}

export interface OutgoingFile {
  field: string;
  /** The name that the person sees. */
  name: string;
  base64: string;
  /** The media type, for example `application/json`. */
  type: string;
}

export interface Waiting extends Outgoing {
  id: number;
  attempts: number;
  notBefore: number;
}

export interface TelegramStore {
  /** Commits updates; one that is there already changes nothing. */
  receive(updates: readonly Update[], chatOf: (update: Update) => string): void;
  /** The offset to ask Telegram for: one past the last update that was committed. */
  offset(): number;
  /** Updates that wait, oldest first. */
  waitingUpdates(): { update: Update; chat: string; attempts: number }[];
  /** Marks an update done and queues what answers it, in one transaction. */
  finish(updateId: number, outgoing: readonly Outgoing[]): void;
  /** Counts a failed attempt before it is tried, so that an update that kills the process is not tried forever. */
  attempt(updateId: number): void;
  /** The first message of each chat that waits. */
  waitingMessages(): Waiting[];
  markSent(id: number): void;
  markFailed(id: number): void;
  /** Tries a message again later; `notBefore` in milliseconds since 1970. */
  postpone(id: number, notBefore: number): void;
  /** Lets the messages of a group follow it to its new id. */
  moveChat(from: string, to: string): void;
  language(asker: string): Language | undefined;
  setLanguage(asker: string, language: Language): void;
}

export function createTelegramStore(database: Database.Database): TelegramStore {
  const sql = {
    receive: database.prepare("INSERT OR IGNORE INTO inbox (update_id, chat, received_at, body) VALUES (?, ?, ?, ?)"),
    last: database.prepare<[], { last: number | null }>("SELECT max(update_id) AS last FROM inbox"),
    waiting: database.prepare<[], { body: string; chat: string; attempts: number }>(
      "SELECT body, chat, attempts FROM inbox WHERE state = 'waiting' ORDER BY update_id LIMIT 500",
    ),
    done: database.prepare("UPDATE inbox SET state = 'done', body = NULL WHERE update_id = ?"),
    attempt: database.prepare("UPDATE inbox SET attempts = attempts + 1 WHERE update_id = ?"),
    queue: database.prepare("INSERT INTO outbox (chat, method, payload) VALUES (?, ?, ?)"),
    messages: database.prepare<
      [],
      { id: number; chat: string; method: string; payload: string; attempts: number; notBefore: number }
    >(
      `SELECT id, chat, method, payload, attempts, not_before AS notBefore FROM outbox
       WHERE id IN (SELECT min(id) FROM outbox WHERE state = 'waiting' GROUP BY chat)`,
    ),
    settle: database.prepare("UPDATE outbox SET state = ?, payload = NULL WHERE id = ?"),
    postpone: database.prepare("UPDATE outbox SET attempts = attempts + 1, not_before = ? WHERE id = ?"),
    move: database.prepare(
      `UPDATE outbox SET chat = @to, payload = json_set(payload, '$.chat_id', CAST(@to AS INTEGER))
       WHERE chat = @from AND state = 'waiting'`,
    ),
    language: database.prepare<[string], { language: Language }>("SELECT language FROM askers WHERE asker = ?"),
    setLanguage: database.prepare(
      "INSERT INTO askers VALUES (?, ?) ON CONFLICT DO UPDATE SET language = excluded.language",
    ),
  };
  return {
    receive: database.transaction((updates: readonly Update[], chatOf: (update: Update) => string) => {
      for (const update of updates) {
        sql.receive.run(update.update_id, chatOf(update), Date.now(), JSON.stringify(update));
      }
    }),
    offset: () => (sql.last.get()?.last ?? -1) + 1,
    waitingUpdates: () =>
      sql.waiting.all().map(({ body, ...rest }) => ({ ...rest, update: JSON.parse(body) as Update })),
    finish: database.transaction((updateId: number, outgoing: readonly Outgoing[]) => {
      sql.done.run(updateId);
      for (const { chat, method, payload } of outgoing) sql.queue.run(chat, method, JSON.stringify(payload));
    }),
    attempt: (updateId) => void sql.attempt.run(updateId),
    waitingMessages: () =>
      sql.messages
        .all()
        .map(({ payload, ...rest }) => ({ ...rest, payload: JSON.parse(payload) as Record<string, unknown> })),
    markSent: (id) => void sql.settle.run("sent", id),
    markFailed: (id) => void sql.settle.run("failed", id),
    postpone: (id, notBefore) => void sql.postpone.run(notBefore, id),
    moveChat: (from, to) => void sql.move.run({ from, to }),
    language: (asker) => sql.language.get(asker)?.language,
    setLanguage: (asker, language) => void sql.setLanguage.run(asker, language),
  };
}
