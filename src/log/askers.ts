import type Database from "better-sqlite3";
import type { Language } from "../corpus/passage.ts";
import { maskPersonal } from "../corpus/personal.ts";

/** What Kenes remembers of an asker between two messages, under the pseudonym. */

/** Milliseconds for which a question can be followed up, and for which a repeated press has no effect. */
export const FOLLOW_UP = 5 * 60_000;
/** Milliseconds for which one can go on from what was shown: a day, as long as WhatsApp lets us answer. */
export const VIEW_HOLDS = 86_400_000;
/** A callback query lives 150 s in Telegram's queue; a client sends it again within that time. */
const PRESS = 150_000;

/** Why an answer did not help. */
export const REASONS = ["other-question", "unclear", "wrong"] as const;
export type FeedbackReason = (typeof REASONS)[number];

export interface Feedback {
  /** The answer's id. */
  answer: string;
  asker: string;
  helped: boolean;
  reason: FeedbackReason | null;
}

export interface Askers {
  /** The question that the asker put in this chat at most five minutes ago. `chat` is a pseudonym too. */
  lastQuestion(asker: string, chat: string): string | undefined;
  rememberQuestion(about: { asker: string; chat: string; text: string }): void;
  /** The language that the asker chose. */
  language(asker: string): Language | undefined;
  setLanguage(asker: string, language: Language): void;
  /** What the asker was last shown in this chat, at most a day ago, in the channel's own words. */
  lastView(asker: string, chat: string): string | undefined;
  rememberView(about: { asker: string; chat: string; view: string }): void;
  /** Marks that the asker was here: what is kept of one not seen for long is erased. */
  seen(asker: string): void;
  /** True when the last press on this message had the same data; the same update again is no repeat. */
  isRepeat(press: { message: string; data: string; update: number }): boolean;
  /** Keeps what the asker thinks of an answer; the last word counts. */
  rate(feedback: Feedback): void;
}

export function createAskers(database: Database.Database): Askers {
  const sql = {
    last: database.prepare<[string, string, number], { text: string }>(
      "SELECT text FROM last_questions WHERE asker = ? AND chat = ? AND asked_at > ?",
    ),
    remember: database.prepare(
      `INSERT INTO last_questions (asker, chat, asked_at, text) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET asked_at = excluded.asked_at, text = excluded.text`,
    ),
    forgetOld: database.prepare("DELETE FROM last_questions WHERE asked_at <= ?"),
    language: database.prepare<[string], { language: Language }>("SELECT language FROM askers WHERE asker = ?"),
    setLanguage: database.prepare(
      `INSERT INTO askers (asker, language, seen_at) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET language = excluded.language, seen_at = excluded.seen_at`,
    ),
    view: database.prepare<[string, string, number], { view: string }>(
      "SELECT view FROM last_views WHERE asker = ? AND chat = ? AND at > ?",
    ),
    rememberView: database.prepare(
      `INSERT INTO last_views (asker, chat, at, view) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET at = excluded.at, view = excluded.view`,
    ),
    seen: database.prepare("UPDATE askers SET seen_at = ? WHERE asker = ?"),
    pressed: database.prepare<[string, number], { data: string; update_id: number }>(
      "SELECT data, update_id FROM presses WHERE message = ? AND pressed_at > ?",
    ),
    press: database.prepare(
      `INSERT INTO presses (message, data, update_id, pressed_at) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET data = excluded.data, update_id = excluded.update_id, pressed_at = excluded.pressed_at`,
    ),
    release: database.prepare("DELETE FROM presses WHERE pressed_at <= ?"),
    rate: database.prepare(
      `INSERT INTO feedback (answer, asker, given_at, helped, reason) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET given_at = excluded.given_at, helped = excluded.helped, reason = excluded.reason`,
    ),
  };
  return {
    lastQuestion: (asker, chat) => sql.last.get(asker, chat, Date.now() - FOLLOW_UP)?.text,
    rememberQuestion: ({ asker, chat, text }) => {
      sql.forgetOld.run(Date.now() - FOLLOW_UP);
      sql.remember.run(asker, chat, Date.now(), maskPersonal(text));
    },
    language: (asker) => sql.language.get(asker)?.language,
    setLanguage: (asker, language) => void sql.setLanguage.run(asker, language, Date.now()),
    lastView: (asker, chat) => sql.view.get(asker, chat, Date.now() - VIEW_HOLDS)?.view,
    rememberView: ({ asker, chat, view }) => void sql.rememberView.run(asker, chat, Date.now(), view),
    seen: (asker) => void sql.seen.run(Date.now(), asker),
    isRepeat: database.transaction(({ message, data, update }: { message: string; data: string; update: number }) => {
      const before = sql.pressed.get(message, Date.now() - PRESS);
      if (before?.data === data && before.update_id !== update) return true;
      sql.release.run(Date.now() - PRESS);
      sql.press.run(message, data, update, Date.now());
      return false;
    }),
    rate: ({ answer, asker, helped, reason }) => void sql.rate.run(answer, asker, Date.now(), helped ? 1 : 0, reason),
  };
}
