import type Database from "better-sqlite3";
import type { Language } from "../corpus/passage.ts";

/** The statements of store.ts. */

/** A message of the outbox as it is stored; times in milliseconds since 1970. */
export interface Row {
  id: number;
  chat: string;
  method: string;
  payload: string;
  file: string | null;
  deadlineAt: number;
  notBefore: number;
  attempts: number;
  begun: number;
}

interface Place {
  id: number;
  chat: string;
}

export function prepare(database: Database.Database) {
  return {
    dontWait: database.prepare("PRAGMA synchronous = NORMAL"),
    wait: database.prepare("PRAGMA synchronous = FULL"),
    setting: database.prepare<[string], { value: string }>("SELECT value FROM settings WHERE name = ?"),
    set: database.prepare("INSERT INTO settings VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"),
    known: database.prepare<[number], object>("SELECT 1 FROM inbox WHERE update_id = ?"),
    receive: database.prepare(
      "INSERT OR IGNORE INTO inbox (update_id, chat, received_at, body, state) VALUES (?, ?, ?, ?, ?)",
    ),
    inbox: database.prepare<[], Place & { attempts: number }>(
      "SELECT update_id AS id, chat, attempts FROM inbox WHERE state = 'waiting' ORDER BY update_id",
    ),
    begin: database.prepare("UPDATE inbox SET attempts = attempts + ? WHERE update_id = ?"),
    received: database.prepare<[number], { body: string; attempts: number; receivedAt: number }>(
      "SELECT body, attempts, received_at AS receivedAt FROM inbox WHERE update_id = ? AND state = 'waiting'",
    ),
    done: database.prepare("UPDATE inbox SET state = 'done', body = NULL, chat = '' WHERE update_id = ?"),
    prune: database.prepare(
      `DELETE FROM inbox WHERE update_id IN (SELECT update_id FROM inbox ORDER BY update_id LIMIT ?)
       AND state <> 'waiting' AND received_at < ?`,
    ),
    queue: database.prepare("INSERT INTO outbox (chat, method, payload, file, deadline_at) VALUES (?, ?, ?, ?, ?)"),
    outbox: database.prepare<[], Place>("SELECT id, chat FROM outbox ORDER BY id"),
    message: database.prepare<[number], Row>(
      `SELECT id, chat, method, payload, file, deadline_at AS deadlineAt, not_before AS notBefore, attempts, begun
       FROM outbox WHERE id = ?`,
    ),
    beginSend: database.prepare("UPDATE outbox SET begun = begun + 1 WHERE id = ?"),
    settle: database.prepare("DELETE FROM outbox WHERE id = ?"),
    postpone: database.prepare(
      "UPDATE outbox SET attempts = attempts + 1, not_before = ?, begun = max(0, begun - ?) WHERE id = ?",
    ),
    rewrite: database.prepare(
      "UPDATE outbox SET method = ?, payload = ?, attempts = attempts + 1, begun = max(0, begun - 1) WHERE id = ?",
    ),
    // What a message replied to, and its topic, were numbers of the old group.
    move: database.prepare(
      `UPDATE outbox SET chat = @to, attempts = attempts + 1, begun = max(0, begun - 1), payload = json_remove(
         json_set(payload, '$.chat_id', CAST(@to AS INTEGER)), '$.reply_parameters', '$.message_thread_id')
       WHERE chat = @from`,
    ),
    moveCases: database.prepare("UPDATE cases SET address = @to WHERE channel = 'telegram' AND address = @from"),
    block: database.prepare("INSERT OR REPLACE INTO blocked_chats VALUES (?, ?)"),
    unblock: database.prepare("DELETE FROM blocked_chats WHERE chat = ?"),
    isBlocked: database.prepare<[string], object>("SELECT 1 FROM blocked_chats WHERE chat = ?"),
    dropAll: database.prepare("DELETE FROM outbox WHERE chat = ?"),
    language: database.prepare<[string], { language: Language }>("SELECT language FROM askers WHERE asker = ?"),
    setLanguage: database.prepare(
      `INSERT INTO askers (asker, language, seen_at) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET language = excluded.language, seen_at = excluded.seen_at`,
    ),
  };
}
