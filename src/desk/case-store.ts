import type Database from "better-sqlite3";
import type { Reason } from "../answer/answer.ts";
import type { Language } from "../corpus/passage.ts";
import type { Case, CaseState, Note } from "./case.ts";
import { drawCaseNumber } from "./tokens.ts";

/** Cases and their notes in SQLite. No rule is made here: see hand-offs.ts and queue.ts. */

export interface NewCase {
  link: string;
  answer: string;
  channel: string;
  asker: string | null;
  address: string | null;
  question: string;
  language: Language;
  reason: Reason | null;
  passages: string[];
  openedAt: number;
  dueDay: string;
  dueAt: number;
}

export interface CaseRow {
  id: number;
  number: string;
  channel: string;
  asker: string | null;
  address: string | null;
  question: string | null;
  language: Language;
  reason: Reason | null;
  passages: string;
  opened_at: number;
  due_day: string;
  due_at: number;
  state: CaseState;
  holder: number | null;
  theme: number | null;
  reply: number | null;
  helped: number | null;
}

export const CASE_COLUMNS = `id, number, channel, asker, address, question, language, reason, passages, opened_at, due_day,
  due_at, state, holder, theme, reply, helped`;

export interface CaseStore {
  insert(opened: NewCase): Case;
  byId(id: number): Case | undefined;
  byNumber(number: string): Case | undefined;
  byLink(link: string): Case | undefined;
  openByAnswer(answer: string): Case | undefined;
  byAsker(asker: string): Case[];
  addNote(id: number, note: Note): void;
  notes(id: number): Note[];
  close(id: number, state: CaseState, at: number): void;
  rate(id: number, helped: boolean): void;
  /** Addresses are sealed. */
  moveAddress(channel: string, from: string, to: string): void;
  /** Takes every text of an asker's case out; number, days and figures stay. */
  erase(id: number): void;
  /** Ids of cases closed before then that still hold text. */
  listStale(before: number): number[];
}

export function toCase(row: CaseRow): Case {
  const { passages, opened_at, due_day, due_at, helped, ...rest } = row;
  return {
    ...rest,
    passages: JSON.parse(passages) as string[],
    openedAt: opened_at,
    dueDay: due_day,
    dueAt: due_at,
    helped: helped === null ? null : helped === 1,
  };
}

export function createCaseStore(database: Database.Database): CaseStore {
  const select = (where: string) =>
    database.prepare<[string | number], CaseRow>(`SELECT ${CASE_COLUMNS} FROM cases WHERE ${where}`);
  const sql = {
    insert: database.prepare(
      `INSERT INTO cases (number, link, answer, channel, asker, address, question, language, reason, passages,
         opened_at, due_day, due_at)
       VALUES (@number, @link, @answer, @channel, @asker, @address, @question, @language, @reason, @passages,
         @openedAt, @dueDay, @dueAt)`,
    ),
    byId: select("id = ?"),
    byNumber: select("number = ?"),
    byLink: select("link = ?"),
    byAnswer: select("answer = ? AND state = 'open'"),
    byAsker: select("asker = ? ORDER BY id DESC LIMIT 50"),
    note: database.prepare("INSERT INTO case_notes (case_id, at, text) VALUES (?, ?, ?)"),
    notes: database.prepare<[number], Note>("SELECT at, text FROM case_notes WHERE case_id = ? ORDER BY id"),
    close: database.prepare("UPDATE cases SET state = ?, closed_at = ? WHERE id = ? AND state = 'open'"),
    rate: database.prepare("UPDATE cases SET helped = ? WHERE id = ?"),
    erase: database.prepare(
      "UPDATE cases SET question = NULL, asker = NULL, address = NULL, vector = NULL, passages = '[]' WHERE id = ?",
    ),
    move: database.prepare("UPDATE cases SET address = ? WHERE channel = ? AND address = ?"),
    eraseNotes: database.prepare("DELETE FROM case_notes WHERE case_id = ?"),
    stale: database.prepare<[number], { id: number }>(
      "SELECT id FROM cases WHERE state <> 'open' AND closed_at < ? AND question IS NOT NULL",
    ),
    taken: database.prepare("SELECT 1 FROM cases WHERE number = ?"),
  };
  const drawNumber = (): string => {
    for (;;) {
      const number = drawCaseNumber();
      if (sql.taken.get(number) === undefined) return number;
    }
  };
  const one = (row: CaseRow | undefined) => (row ? toCase(row) : undefined);
  const byId = (id: number) => one(sql.byId.get(id));
  return {
    insert: database.transaction((opened: NewCase) => {
      const passages = JSON.stringify(opened.passages);
      const { lastInsertRowid } = sql.insert.run({ ...opened, passages, number: drawNumber() });
      return byId(Number(lastInsertRowid)) as Case;
    }),
    byId,
    byNumber: (number) => one(sql.byNumber.get(number)),
    byLink: (link) => one(sql.byLink.get(link)),
    openByAnswer: (answer) => one(sql.byAnswer.get(answer)),
    byAsker: (asker) => sql.byAsker.all(asker).map(toCase),
    addNote: (id, { at, text }) => void sql.note.run(id, at, text),
    notes: (id) => sql.notes.all(id),
    close: (id, state, at) => void sql.close.run(state, at, id),
    rate: (id, helped) => void sql.rate.run(Number(helped), id),
    moveAddress: (channel, from, to) => void sql.move.run(to, channel, from),
    erase: database.transaction((id: number) => {
      sql.erase.run(id);
      sql.eraseNotes.run(id);
    }),
    listStale: (before) => sql.stale.all(before).map(({ id }) => id),
  };
}
