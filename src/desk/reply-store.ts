import type Database from "better-sqlite3";
import type { Language } from "../corpus/passage.ts";
import type { Received } from "./case.ts";
import { type Case, chooseText } from "./case.ts";
import { CASE_COLUMNS, type CaseRow, toCase } from "./case-store.ts";

/** Replies and their recipients in SQLite. The rules of who may what are in replies.ts. */

export interface Reply {
  id: number;
  /** The case that it was written for; others that ask the same may get it too. */
  lead: number;
  author: number;
  state: "draft" | "waiting" | "sent";
  /** Grows with every saving: a tab that holds an older one is told. */
  version: number;
  texts: Record<Language, string>;
  /** Ids of attached passages. */
  passages: string[];
  /** Why the second person gave it back, or null. */
  returned: string | null;
  approver: number | null;
  sentAt: number | null;
}

interface ReplyRow extends Omit<Reply, "texts" | "passages" | "sentAt"> {
  en: string;
  ru: string;
  kk: string;
  passages: string;
  sent_at: number | null;
}

export interface WaitingReply {
  id: number;
  number: string;
  author: string;
  changedAt: number;
  recipients: number;
}

const COLUMNS = "id, lead, author, state, version, en, ru, kk, passages, returned, approver, sent_at";

function toReply({ en, ru, kk, passages, sent_at, ...row }: ReplyRow): Reply {
  return { ...row, texts: { en, ru, kk }, passages: JSON.parse(passages) as string[], sentAt: sent_at };
}

export type ReplyStore = ReturnType<typeof createReplyStore>;

export function createReplyStore(database: Database.Database, now: () => number) {
  const sql = {
    byId: database.prepare<[number], ReplyRow>(`SELECT ${COLUMNS} FROM replies WHERE id = ?`),
    current: database.prepare<[number], ReplyRow>(`SELECT ${COLUMNS} FROM replies WHERE lead = ? AND state <> 'sent'`),
    insert: database.prepare(
      `INSERT INTO replies (lead, author, state, en, ru, kk, passages, changed_at)
       VALUES (@lead, @author, 'draft', @en, @ru, @kk, @passages, @at)`,
    ),
    update: database.prepare(
      `UPDATE replies SET author = @author, en = @en, ru = @ru, kk = @kk, passages = @passages, changed_at = @at,
         version = version + 1 WHERE lead = @lead AND state = 'draft'`,
    ),
    state: database.prepare(
      "UPDATE replies SET state = @state, returned = @returned, changed_at = @at, version = version + 1 WHERE id = @id",
    ),
    sent: database.prepare(
      "UPDATE replies SET state = 'sent', approver = ?, sent_at = ?, returned = NULL WHERE id = ?",
    ),
    waiting: database.prepare<[], WaitingReply>(
      `SELECT r.id, c.number, a.name AS author, r.changed_at AS changedAt,
         (SELECT count(*) FROM deliveries d WHERE d.reply = r.id) AS recipients
       FROM replies r JOIN cases c ON c.id = r.lead JOIN accounts a ON a.id = r.author
       WHERE r.state = 'waiting' ORDER BY r.changed_at`,
    ),
    choose: database.prepare("INSERT OR IGNORE INTO deliveries (reply, case_id, state) VALUES (?, ?, 'chosen')"),
    unchoose: database.prepare("DELETE FROM deliveries WHERE reply = ? AND state = 'chosen'"),
    queue: database.prepare("UPDATE deliveries SET state = 'waiting' WHERE reply = ? AND case_id = ?"),
    recipients: database.prepare<[number], CaseRow>(
      `SELECT ${CASE_COLUMNS} FROM cases WHERE id IN (SELECT case_id FROM deliveries WHERE reply = ?) ORDER BY id`,
    ),
    theme: database.prepare<[number, number, number], CaseRow>(
      `SELECT ${CASE_COLUMNS} FROM cases WHERE state = 'open' AND (id = ? OR theme = ?) ORDER BY id = ? DESC, id LIMIT 1000`,
    ),
    hold: database.prepare(
      "UPDATE cases SET holder = @holder WHERE id = @id AND state = 'open' AND (holder IS NULL OR holder = @holder)",
    ),
    free: database.prepare("UPDATE cases SET holder = NULL WHERE id = ? AND state = 'open'"),
    language: database.prepare<[number], { language: Language }>("SELECT language FROM cases WHERE id = ?"),
  };
  const toRow = (texts: Record<Language, string>, passages: readonly string[]) => ({
    ...texts,
    passages: JSON.stringify(passages),
    at: now(),
  });
  const byId = (id: number) => {
    const row = sql.byId.get(id);
    return row && toReply(row);
  };
  return {
    byId,
    /** The draft or waiting reply of a case. */
    current: (lead: number) => {
      const row = sql.current.get(lead);
      return row && toReply(row);
    },
    save: (draft: Pick<Reply, "lead" | "author" | "texts" | "passages">): Reply => {
      const { lead, author, texts, passages } = draft;
      const row = { lead, author, ...toRow(texts, passages) };
      if (sql.update.run(row).changes === 0) sql.insert.run(row);
      return toReply(sql.current.get(lead) as ReplyRow);
    },
    setState: (id: number, state: "draft" | "waiting", returned: string | null = null) =>
      void sql.state.run({ id, state, returned, at: now() }),
    setSent: (id: number, approver: number | null) => void sql.sent.run(approver, now(), id),
    listWaiting: () => sql.waiting.all(),
    choose: (reply: number, caseId: number) => void sql.choose.run(reply, caseId),
    unchoose: (reply: number) => void sql.unchoose.run(reply),
    queue: (reply: number, caseId: number) => void sql.queue.run(reply, caseId),
    recipients: (reply: number): Case[] => sql.recipients.all(reply).map(toCase),
    /** Open cases that ask what this one asks, itself first. */
    listTheme: ({ id, theme }: Case): Case[] => sql.theme.all(id, theme ?? id, id).map(toCase),
    /** False when somebody else holds it or it is closed. */
    hold: (id: number, holder: number): boolean => sql.hold.run({ id, holder }).changes === 1,
    free: (id: number) => void sql.free.run(id),
    /** The reply as this case got it, or null. */
    received: (found: Case): Received | null => {
      const reply = found.reply === null ? undefined : byId(found.reply);
      if (!reply) return null;
      const lead = sql.language.get(reply.lead)?.language ?? found.language;
      const language = chooseText(reply.texts, found.language, lead);
      return { text: reply.texts[language], language, passages: reply.passages, at: reply.sentAt ?? 0 };
    },
  };
}
