import { setImmediate } from "node:timers/promises";
import type Database from "better-sqlite3";
import type { ThemeRow, ThemeStore } from "./grouping.ts";

/** Themes in SQLite: of open cases, and of the questions that Kenes did not answer. */

/** Texts embedded at a time: citizens' questions go between. */
const EMBED_AT_ONCE = 8;
/** Rows read and written at a time: a few milliseconds each. */
const ROWS_AT_ONCE = 100;

/** Rows with a question's text that may get a vector and a theme. */
interface Source {
  table: "cases" | "unanswered";
  /** What is read from. */
  from: string;
  text: string;
  language: string;
  /** Which rows count. */
  where: string;
}

const CASES: Source = {
  table: "cases",
  from: "cases t",
  text: "t.question",
  language: "t.language",
  where: "t.state = 'open'",
};
const UNANSWERED: Source = {
  table: "unanswered",
  from: "unanswered t JOIN questions q ON q.id = t.question",
  text: "q.text",
  language: "q.language",
  where: "true",
};

export function createCaseThemes(database: Database.Database, modelHash: string): ThemeStore {
  return createThemeStore(database, modelHash, CASES);
}

export function createUnansweredThemes(database: Database.Database, modelHash: string): ThemeStore {
  return createThemeStore(database, modelHash, UNANSWERED);
}

function createThemeStore(database: Database.Database, modelHash: string, source: Source): ThemeStore {
  const { table, from, text, language, where } = source;
  const sql = {
    unembedded: database.prepare<[string], { id: number; question: string }>(
      `SELECT t.id, ${text} AS question FROM ${from}
       WHERE ${where} AND ${text} IS NOT NULL AND t.model IS NOT ? ORDER BY t.id LIMIT ${EMBED_AT_ONCE}`,
    ),
    keep: database.prepare(`UPDATE ${table} AS t SET vector = ?, model = ? WHERE id = ? AND ${where}`),
    read: database.prepare<[number, string], ThemeRow>(
      `SELECT t.id, ${language} AS language, ${text} AS question, t.vector, t.theme FROM ${from}
       WHERE t.id > ? AND ${where} AND t.vector IS NOT NULL AND ${text} IS NOT NULL AND t.model = ?
       ORDER BY t.id LIMIT ${ROWS_AT_ONCE}`,
    ),
    theme: database.prepare(`UPDATE ${table} SET theme = ? WHERE id = ?`),
  };
  const writeSome = database.transaction((some: readonly { id: number; theme: number }[]) => {
    for (const { id, theme } of some) sql.theme.run(theme, id);
  });
  return {
    unembedded: () => sql.unembedded.all(modelHash),
    keepVectors: database.transaction((kept: readonly { id: number; vector: Float32Array }[]) => {
      for (const { id, vector } of kept) sql.keep.run(toBytes(vector), modelHash, id);
    }),
    readAll: async (stopped) => {
      const rows: ThemeRow[] = [];
      for (let last = 0; !stopped(); last = rows.at(-1)?.id ?? 0) {
        const some = sql.read.all(last, modelHash);
        if (some.length === 0) break;
        rows.push(...some);
        await setImmediate();
      }
      return rows;
    },
    writeThemes: async (changed) => {
      for (let start = 0; start < changed.length; start += ROWS_AT_ONCE) {
        writeSome(changed.slice(start, start + ROWS_AT_ONCE));
        await setImmediate();
      }
    },
  };
}

function toBytes(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}
