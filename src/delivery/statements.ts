import type Database from "better-sqlite3";

/** The statements of store.ts. `channel` is the first value of each that names one. */

/** A message of the outbox as it is stored; times in milliseconds since 1970. */
export interface Row {
  id: number;
  chat: string;
  message: string;
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
    forgetInbox: database.prepare("DELETE FROM inbox WHERE channel = ?"),
    forgetOutbox: database.prepare("DELETE FROM outbox WHERE channel = ?"),
    known: database.prepare<[string, string], object>("SELECT 1 FROM inbox WHERE channel = ? AND key = ?"),
    receive: database.prepare(
      `INSERT OR IGNORE INTO inbox (channel, key, chat, sender, received_at, body, state)
       VALUES (@channel, @key, @line, @sender, @receivedAt, @body, @state)`,
    ),
    inbox: database.prepare<[string], Place & { attempts: number }>(
      "SELECT id, chat, attempts FROM inbox WHERE channel = ? AND state = 'waiting' ORDER BY id",
    ),
    begin: database.prepare("UPDATE inbox SET attempts = attempts + ? WHERE id = ?"),
    received: database.prepare<[number], { id: number; body: string; attempts: number; receivedAt: number }>(
      "SELECT id, body, attempts, received_at AS receivedAt FROM inbox WHERE id = ? AND state = 'waiting'",
    ),
    done: database.prepare("UPDATE inbox SET state = 'done', body = NULL, chat = '', sender = NULL WHERE id = ?"),
    prune: database.prepare(
      `DELETE FROM inbox WHERE id IN (SELECT id FROM inbox WHERE channel = ? AND received_at < ? LIMIT ?)
       AND state <> 'waiting'`,
    ),
    queue: database.prepare("INSERT INTO outbox (channel, chat, message, deadline_at) VALUES (?, ?, ?, ?)"),
    outbox: database.prepare<[string], Place>(
      "SELECT id, chat FROM outbox WHERE channel = ? AND state = 'waiting' ORDER BY id",
    ),
    message: database.prepare<[number], Row>(
      `SELECT id, chat, message, deadline_at AS deadlineAt, not_before AS notBefore, attempts, begun
       FROM outbox WHERE id = ?`,
    ),
    beginSend: database.prepare("UPDATE outbox SET begun = begun + 1 WHERE id = ?"),
    settle: database.prepare("DELETE FROM outbox WHERE id = ?"),
    postpone: database.prepare(
      "UPDATE outbox SET attempts = attempts + 1, not_before = ?, begun = max(0, begun - ?) WHERE id = ?",
    ),
    rewrite: database.prepare(
      "UPDATE outbox SET message = ?, attempts = attempts + 1, begun = max(0, begun - 1) WHERE id = ?",
    ),
    ofChat: database.prepare<[string, string], { id: number; message: string }>(
      "SELECT id, message FROM outbox WHERE channel = ? AND chat = ?",
    ),
    move: database.prepare(
      "UPDATE outbox SET chat = ?, message = ?, attempts = attempts + 1, begun = max(0, begun - 1) WHERE id = ?",
    ),
    park: database.prepare(
      "UPDATE outbox SET state = 'parked', receipt = NULL, begun = 0, not_before = 0 WHERE id = ?",
    ),
    isParked: database.prepare<[string, string], object>(
      "SELECT 1 FROM outbox WHERE channel = ? AND chat = ? AND state = 'parked'",
    ),
    parked: database.prepare<[string, string], { id: number; message: string }>(
      "SELECT id, message FROM outbox WHERE channel = ? AND chat = ? AND state = 'parked' ORDER BY id",
    ),
    release: database.prepare("UPDATE outbox SET state = 'waiting' WHERE id = ?"),
    keep: database.prepare("UPDATE outbox SET state = 'sent', receipt = ?, not_before = ? WHERE id = ?"),
    bySent: database.prepare<[string, string], Row>(
      `SELECT id, chat, message, deadline_at AS deadlineAt, not_before AS notBefore, attempts, begun
       FROM outbox WHERE channel = ? AND receipt = ?`,
    ),
    resume: database.prepare(
      `UPDATE outbox SET state = 'waiting', receipt = NULL, begun = 0, attempts = attempts + 1, not_before = ?
       WHERE id = ?`,
    ),
    pruneOutbox: database.prepare(
      `DELETE FROM outbox WHERE channel = @channel
       AND ((state = 'sent' AND not_before < @now) OR (state = 'parked' AND deadline_at < @now))`,
    ),
    block: database.prepare("INSERT OR REPLACE INTO blocked_chats VALUES (?, ?)"),
    unblock: database.prepare("DELETE FROM blocked_chats WHERE chat = ?"),
    isBlocked: database.prepare<[string], object>("SELECT 1 FROM blocked_chats WHERE chat = ?"),
    dropAll: database.prepare("DELETE FROM outbox WHERE channel = ? AND chat = ?"),
  };
}
