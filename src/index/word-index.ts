import Database from "better-sqlite3";
import { LANGUAGES, type Language } from "../corpus/passage.ts";
import type { View } from "./views.ts";
import { createWordForms } from "./word-forms.ts";

/**
 * The lexical leg: SQLite FTS5 over stems, one table a language, one row a passage. Stems are
 * letters and digits only and go in quoted, so no question can be an operator of FTS5.
 */

/** The most that one word can add to BM25, as a multiple of its rarity: k1 + 1 of FTS5. */
const SATURATION = 2.2;

export interface WordHit {
  passage: string;
  bm25: number;
  /** `bm25` as a share of the most that these words could reach, so that long and short questions compare. */
  bm25Share: number;
  /** Share of the words, weighed by rarity, that the passage has. */
  coverage: number;
}

export interface WordIndex {
  /** Every passage that has one of the words of a text, in one language, best first. */
  search(text: string, language: Language): WordHit[];
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
        const row = database.prepare(`INSERT INTO words_${language} (rowid, words) VALUES (?, ?)`);
        for (const [passage, texts] of groupTexts(views, language)) {
          row.run(numbers.get(passage), forms[language](texts.join(" ")).join(" "));
        }
      }
    })();
  } finally {
    database.close();
  }
}

function createTable(database: Database.Database, language: Language): void {
  database.exec(`
    CREATE VIRTUAL TABLE words_${language} USING fts5(words, tokenize = "unicode61 remove_diacritics 0");
  `);
}

/** All that is known of a passage in a language: its headings, its words, and the questions authored for it. */
export function groupTexts(views: readonly View[], language: Language): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const view of views) {
    if (view.language !== language || view.kind === "sentence" || view.kind === "gap") continue;
    const group = groups.get(view.passage) ?? [];
    group.push(view.words ?? "", view.text);
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
    search: (text, language) => legs[language](new Set(forms[language](text))),
    close: () => database.close(),
  };
}

type Leg = (stems: ReadonlySet<string>) => WordHit[];

function openLeg(database: Database.Database, language: Language): Leg {
  const table = `words_${language}`;
  const match = database.prepare<[string], { number: number; passage: string; bm25: number }>(
    `SELECT number, passage, -bm25(${table}) AS bm25
     FROM ${table} JOIN passages ON passages.number = ${table}.rowid
     WHERE ${table} MATCH ? ORDER BY bm25 DESC`,
  );
  const total = (database.prepare(`SELECT count(*) AS rows FROM ${table}`).get() as { rows: number }).rows;
  const postings = openPostings(database, table);
  const rarity = (stem: string) => Math.log(1 + total / (postings(stem).size || 0.5));
  return (stems) => {
    const known = [...stems].filter((stem) => postings(stem).size > 0);
    if (known.length === 0) return [];
    const all = [...stems].reduce((sum, stem) => sum + rarity(stem), 0);
    return match.all(known.map((stem) => `"${stem}"`).join(" OR ")).map(({ number, passage, bm25 }) => {
      const found = known.reduce((sum, stem) => sum + (postings(stem).has(number) ? rarity(stem) : 0), 0);
      return { passage, bm25, bm25Share: bm25 / (all * SATURATION), coverage: found / all };
    });
  };
}

/** Stems whose passages are remembered: those of a day's questions. All of them would fill 30 MB. */
const REMEMBERED = 5000;

/** Stem → numbers of the passages that have it; empty for a stem that none has. */
function openPostings(database: Database.Database, table: string): (stem: string) => ReadonlySet<number> {
  const list = database.prepare<[string], number>(`SELECT rowid FROM ${table} WHERE ${table} MATCH ?`).pluck();
  const remembered = new Map<string, ReadonlySet<number>>();
  return (stem) => {
    const known = remembered.get(stem);
    if (known) return known;
    const numbers = new Set(list.all(`"${stem}"`));
    if (remembered.size >= REMEMBERED) remembered.clear();
    remembered.set(stem, numbers);
    return numbers;
  };
}
