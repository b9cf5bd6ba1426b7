import type Database from "better-sqlite3";
import type { Answer, Ask } from "../answer/answer.ts";

/** Who asked, and where. */
export interface Asked {
  channel: "telegram" | "web" | "api" | "console";
  /** The asker's pseudonym; null where nobody is known. */
  asker: string | null;
}

/** What a logged question showed. */
export interface Logged {
  asker: string | null;
  /** Null once it was erased. */
  text: string | null;
  language: Answer["language"];
  reason: Answer["reason"];
  /** Ids of the passages, best first, and how many of them answered. */
  passages: string[];
  shown: number;
}

export interface QueryLog {
  record(answer: Answer, asked: Asked): void;
  find(id: string): Logged | undefined;
  /** Takes the texts out of questions asked before then; their figures stay. Gives how many. */
  forgetTexts(before: number): number;
}

/** What made the answers: a logged one names it. */
export interface Provenance {
  modelHash: string;
  indexHash: string;
}

/** Days that a question's text is kept. */
export const RETENTION_DAYS = 90;

export function createQueryLog(database: Database.Database, { modelHash, indexHash }: Provenance): QueryLog {
  const insert = database.prepare(
    `INSERT INTO questions VALUES (@id, @askedAt, @channel, @asker, @text, @language, @kind, @reason, @confidence,
       @shown, @passages, @scores, @milliseconds, @steps, @model, @index)`,
  );
  const find = database.prepare<[string], Omit<Logged, "passages"> & { passages: string }>(
    "SELECT asker, text, language, reason, passages, shown FROM questions WHERE id = ?",
  );
  const forget = database.prepare("UPDATE questions SET text = NULL WHERE asked_at < ? AND text IS NOT NULL");
  return {
    record: (answer, { channel, asker }) => {
      insert.run({
        id: answer.id,
        askedAt: Date.now(),
        channel,
        asker,
        text: answer.question,
        language: answer.language,
        kind: answer.kind,
        reason: answer.reason,
        confidence: answer.confidence,
        shown: answer.answers.length,
        passages: JSON.stringify(answer.nearest.map(({ passage }) => passage)),
        scores: JSON.stringify(answer.nearest.map(({ score }) => score)),
        milliseconds: answer.ms,
        steps: JSON.stringify(answer.steps),
        model: modelHash,
        index: indexHash,
      });
    },
    find: (id) => {
      const row = find.get(id);
      return row && { ...row, passages: JSON.parse(row.passages) as string[] };
    },
    forgetTexts: (before) => forget.run(before).changes,
  };
}

/** The same as `ask`, and every answer is in the log before it is given. */
export function withLog(ask: Ask, log: QueryLog, asked: Asked): Ask {
  return async (question) => {
    const answer = await ask(question);
    log.record(answer, asked);
    return answer;
  };
}
