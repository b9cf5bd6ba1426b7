import type Database from "better-sqlite3";
import type { Answer, Ask, Citation } from "../answer/answer.ts";
import { maskPersonal } from "../corpus/personal.ts";

/** Who asked, and where. */
export interface Asked {
  channel: "telegram" | "whatsapp" | "web" | "api" | "console";
  /** The asker's pseudonym; null where nobody is known. */
  asker: string | null;
  /** Where the asker can be told of a correction, sealed (seal.ts); left out where there is no such place. */
  address?: string;
  /** The answer's id, where the one who asks names it: asked again under it, a question is logged once. */
  id?: string;
}

/** What a logged question showed. */
export interface Logged {
  asker: string | null;
  /** The question, its numbers of persons masked; null once its time is over. */
  text: string | null;
  language: Answer["language"];
  reason: Answer["reason"];
  /** Ids of the passages, best first, and how many of them answered. */
  passages: string[];
  shown: number;
  /** The code of its receipt; null where none is kept any more. */
  code: string | null;
  /** Where each passage's excerpt begins and ends in its text in `language`; null where that isn't known any more. */
  excerpts: (readonly [start: number, end: number] | null)[];
}

export interface QueryLog {
  record(answer: Answer, asked: Asked): void;
  find(id: string): Logged | undefined;
}

/** What made the answers: a logged one names it. */
export interface Provenance {
  modelHash: string;
  indexHash: string;
}

export function createQueryLog(database: Database.Database, { modelHash, indexHash }: Provenance): QueryLog {
  const insert = database.prepare(
    `INSERT OR REPLACE INTO questions (id, asked_at, channel, asker, text, language, kind, reason, confidence, shown, passages, scores,
       milliseconds, steps, model, index_hash, excerpts, address)
     VALUES (@id, @askedAt, @channel, @asker, @text, @language, @kind, @reason, @confidence, @shown, @passages, @scores,
       @milliseconds, @steps, @model, @index, @excerpts, @address)`,
  );
  const find = database.prepare<[string], Row>(
    `SELECT asker, text, language, reason, passages, shown, excerpts, index_hash, r.code
     FROM questions LEFT JOIN question_receipts r ON r.question = id WHERE id = ?`,
  );
  return {
    record: (answer, { channel, asker, address = null }) => {
      insert.run({
        id: answer.id,
        askedAt: Date.now(),
        channel,
        asker,
        text: maskPersonal(answer.question),
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
        excerpts: JSON.stringify(answer.nearest.map(locateExcerpt)),
        address,
      });
    },
    find: (id) => {
      const row = find.get(id);
      if (!row) return undefined;
      const passages = JSON.parse(row.passages) as string[];
      const known = row.index_hash === indexHash && row.excerpts !== null;
      return {
        asker: row.asker,
        text: row.text,
        language: row.language as Logged["language"],
        passages,
        reason: row.reason as Logged["reason"],
        shown: row.shown,
        code: row.code,
        excerpts: known ? (JSON.parse(row.excerpts ?? "[]") as Logged["excerpts"]) : passages.map(() => null),
      };
    },
  };
}

interface Row {
  asker: string | null;
  text: string | null;
  language: string;
  reason: string | null;
  passages: string;
  shown: number;
  excerpts: string | null;
  index_hash: string;
  code: string | null;
}

/** An excerpt is kept as two numbers instead of its words: a tenth of the bytes. */
function locateExcerpt({ text, excerpt }: Citation): [number, number] | null {
  const start = text.indexOf(excerpt);
  return start < 0 ? null : [start, start + excerpt.length];
}

/** The same as `ask`, and every answer is in the log before it is given. */
export function withLog(ask: Ask, log: QueryLog, asked: Asked): Ask {
  return async (question) => {
    const answer = await ask(question);
    const named = asked.id === undefined ? answer : { ...answer, id: asked.id };
    log.record(named, asked);
    return named;
  };
}
