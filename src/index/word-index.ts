import Database from "better-sqlite3";
import { LANGUAGES, type Language } from "../corpus/passage.ts";
import type { View } from "./views.ts";
import { createWordForms } from "./word-forms.ts";

/**
 * The lexical leg: SQLite FTS5 over stems, one table a language, one row a passage. Stems are
 * letters and digits only and go in quoted, so no question can be an operator of FTS5.
 */

/** Weight of a word in the passage's text, and in the questions authored for it. */
const COLUMN_WEIGHTS = { body: 1, questions: 1 };

export interface WordHit {
  passage: string;
  bm25: number;
  coverage: number;
}

export interface WordIndex {
  /** The best passages for the words of a text in one language, best first. */
  search(text: string, language: Language, limit: number): WordHit[];
  close(): void;
}

/** Writes the tables of a new word index. */
export function writeWordIndex(file: string, views: readonly View[]): void {
  const database = new Database(file);
  const forms = createWordForms();
  try {
    database.pragma("journal_mode = OFF");
    database.exec("CREATE TABLE passages (number INTEGER PRIMARY KEY, passage TEXT NOT NULL UNIQUE)");
    const numbers = new Map(
      [...new Set(views.map((view) => view.passage))].map((passage, number) => [passage, number]),
    );
    database.transaction(() => {
      const insert = database.prepare("INSERT INTO passages VALUES (?, ?)");
      for (const [passage, number] of numbers) insert.run(number, passage);
      for (const language of LANGUAGES) {
        createTable(database, language);
        const row = database.prepare(`INSERT INTO words_${language} (rowid, body, questions) VALUES (?, ?, ?)`);
        for (const [passage, texts] of groupTexts(views, language)) {
          const [body, questions] = [texts.body, texts.questions].map((part) =>
            forms[language](part.join(" ")).join(" "),
          );
          row.run(numbers.get(passage), body, questions);
        }
      }
    })();
  } finally {
    database.close();
  }
}

function createTable(database: Database.Database, language: Language): void {
  database.exec(`
    CREATE VIRTUAL TABLE words_${language} USING fts5(body, questions, tokenize = "unicode61 remove_diacritics 0");
    CREATE VIRTUAL TABLE terms_${language} USING fts5vocab(words_${language}, row);
  `);
}

function groupTexts(views: readonly View[], language: Language): Map<string, { body: string[]; questions: string[] }> {
  const groups = new Map<string, { body: string[]; questions: string[] }>();
  for (const view of views) {
    if (view.language !== language || view.kind === "sentence") continue;
    const group = groups.get(view.passage) ?? { body: [], questions: [] };
    (view.kind === "question" ? group.questions : group.body).push(view.text);
    groups.set(view.passage, group);
  }
  return groups;
}

/** Opens a word index that was written, for reading. */
export function openWordIndex(file: string): WordIndex {
  const database = new Database(file, { readonly: true, fileMustExist: true });
  const forms = createWordForms();
  const legs = Object.fromEntries(LANGUAGES.map((language) => [language, openLeg(database, language)])) as Record<
    Language,
    Leg
  >;
  return {
    search: (text, language, limit) => legs[language](new Set(forms[language](text)), limit),
    close: () => database.close(),
  };
}

type Leg = (stems: ReadonlySet<string>, limit: number) => WordHit[];

function openLeg(database: Database.Database, language: Language): Leg {
  const table = `words_${language}`;
  const { body, questions } = COLUMN_WEIGHTS;
  const match = database.prepare<[string, number], { passage: string; bm25: number; text: string }>(
    `SELECT passage, -bm25(${table}, ${body}, ${questions}) AS bm25, ${table}.body || ' ' || ${table}.questions AS text
     FROM ${table} JOIN passages ON passages.number = ${table}.rowid
     WHERE ${table} MATCH ? ORDER BY bm25 DESC LIMIT ?`,
  );
  const total = (database.prepare(`SELECT count(*) AS rows FROM ${table}`).get() as { rows: number }).rows;
  const frequencies = new Map(
    (database.prepare(`SELECT term, doc FROM terms_${language}`).all() as { term: string; doc: number }[]).map(
      ({ term, doc }) => [term, doc],
    ),
  );
  const rarity = (stem: string) => Math.log(1 + total / (frequencies.get(stem) ?? 0.5));
  return (stems, limit) => {
    const known = [...stems].filter((stem) => frequencies.has(stem));
    if (known.length === 0) return [];
    const all = [...stems].reduce((sum, stem) => sum + rarity(stem), 0);
    return match.all(known.map((stem) => `"${stem}"`).join(" OR "), limit).map(({ passage, bm25, text }) => {
      const present = new Set(text.split(" "));
      const found = known.reduce((sum, stem) => sum + (present.has(stem) ? rarity(stem) : 0), 0);
      return { passage, bm25, coverage: found / all };
    });
  };
}
