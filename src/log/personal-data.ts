import type Database from "better-sqlite3";
import { FOLLOW_UP, VIEW_HOLDS } from "./askers.ts";

/** Everything that is stored about one asker, as they get it in a file. Times are ISO 8601. */
export interface PersonalData {
  pseudonym: string;
  language: { chosen: string; lastSeen: string; erasedAt: string } | null;
  /** What was last shown: an answer's id, the passage's rank from 0, how and in which language. */
  lastViews: { view: string; shownAt: string; erasedAt: string }[];
  lastQuestions: { text: string; askedAt: string; erasedAt: string }[];
  questions: {
    answer: string;
    askedAt: string;
    erasedAt: string;
    channel: string;
    text: string | null;
    language: string;
    kind: string;
    reason: string | null;
    confidence: number;
    /** Ids of the passages, best first, and how many of them were shown as the answer. */
    passages: string[];
    shown: number;
    feedback: { helped: boolean; reason: string | null; givenAt: string } | null;
  }[];
}

interface Row {
  id: string;
  asked_at: number;
  channel: string;
  text: string | null;
  language: string;
  kind: string;
  reason: string | null;
  confidence: number;
  passages: string;
  shown: number;
  helped: number | null;
  feedback_reason: string | null;
  given_at: number | null;
}

const MS_A_DAY = 86_400_000;

/** Gives what reads all that is stored about an asker; `days` is the retention. */
export function createPersonalData(database: Database.Database, days: number): (asker: string) => PersonalData {
  const language = database.prepare<[string], { language: string; seen_at: number }>(
    "SELECT language, seen_at FROM askers WHERE asker = ?",
  );
  const last = database.prepare<[string], { text: string; asked_at: number }>(
    "SELECT text, asked_at FROM last_questions WHERE asker = ?",
  );
  const views = database.prepare<[string], { view: string; at: number }>(
    "SELECT view, at FROM last_views WHERE asker = ?",
  );
  const questions = database.prepare<[string], Row>(
    `SELECT q.id, q.asked_at, q.channel, q.text, q.language, q.kind, q.reason, q.confidence, q.passages, q.shown,
       f.helped, f.reason AS feedback_reason, f.given_at
     FROM questions q LEFT JOIN feedback f ON f.answer = q.id WHERE q.asker = ? ORDER BY q.asked_at`,
  );
  const iso = (time: number) => new Date(time).toISOString();
  const erased = (time: number) => iso(time + days * MS_A_DAY);
  return (asker) => {
    const chosen = language.get(asker);
    return {
      pseudonym: asker,
      language: chosen
        ? { chosen: chosen.language, lastSeen: iso(chosen.seen_at), erasedAt: erased(chosen.seen_at) }
        : null,
      lastViews: views.all(asker).map(({ view, at }) => ({ view, shownAt: iso(at), erasedAt: iso(at + VIEW_HOLDS) })),
      lastQuestions: last
        .all(asker)
        .map(({ text, asked_at }) => ({ text, askedAt: iso(asked_at), erasedAt: iso(asked_at + FOLLOW_UP) })),
      questions: questions.all(asker).map((row) => ({
        answer: row.id,
        askedAt: iso(row.asked_at),
        erasedAt: erased(row.asked_at),
        channel: row.channel,
        text: row.text,
        language: row.language,
        kind: row.kind,
        reason: row.reason,
        confidence: row.confidence,
        passages: JSON.parse(row.passages) as string[],
        shown: row.shown,
        feedback:
          row.given_at === null
            ? null
            : { helped: row.helped === 1, reason: row.feedback_reason, givenAt: iso(row.given_at) },
      })),
    };
  };
}
