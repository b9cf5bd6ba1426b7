import Database from "better-sqlite3";
import { LANGUAGES, type Language } from "../corpus/passage.ts";
import { listPassages, type View } from "./views.ts";
import { createWordForms } from "./word-forms.ts";

/**
 * The lexical leg: SQLite FTS5 over stems, one table a language, one row a passage. Stems are
 * letters and digits only and go in quoted, so no question can be an operator of FTS5.
 */

/** The most that one word can add to BM25, as a multiple of its rarity: k1 + 1 of FTS5. */
const SATURATION = 2.2;

/** What the words of a text say of every passage, by its number: 0 for one that has none of them. */
export interface WordScores {
  bm25: Float64Array;
  /** `bm25` as a share of the most that these words could reach, so that long and short questions compare. */
  bm25Share: Float64Array;
  /** Share of the words, weighed by rarity, that the passage has. */
  coverage: Float64Array;
}

export interface WordIndex {
  /** The scores of the words of a text, in one language. */
  search(text: string, language: Language): WordScores;
  close(): void;
}

/** Writes the tables of a new word index. */
export function writeWordIndex(file: string, views: readonly View[]): void {
  const database = new Database(file);
  const forms = createWordForms();
  try {
    database.pragma("journal_mode = OFF");
    database.exec("CREATE TABLE passages (number INTEGER PRIMARY KEY, passage TEXT NOT NULL UNIQUE)");
    const numbers = new Map(listPassages(views).map((passage, number) => [passage, number]));
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
  const passages = count(database, "passages");
  const legs = Object.fromEntries(
    LANGUAGES.map((language) => [language, openLeg(database, `words_${language}`, passages)]),
  ) as Record<Language, Leg>;
  return {
    search: (text, language) => legs[language](new Set(forms[language](text))),
    close: () => database.close(),
  };
}

type Leg = (stems: ReadonlySet<string>) => WordScores;

/**
 * BM25 of several words is the sum of each word's own, so FTS5 is asked for one word at a time and
 * what it says is remembered: a question whose words were asked before costs a twentieth (measured).
 */
function openLeg(database: Database.Database, table: string, passages: number): Leg {
  const total = count(database, table);
  const postings = openPostings(database, table);
  return (stems) => {
    const bm25 = new Float64Array(passages);
    const coverage = new Float64Array(passages);
    let all = 0;
    for (const stem of stems) {
      const { numbers, scores } = postings(stem);
      const rarity = Math.log(1 + total / (numbers.length || 0.5));
      all += rarity;
      for (let k = 0; k < numbers.length; k += 1) {
        const number = numbers[k] ?? 0;
        bm25[number] = (bm25[number] ?? 0) + (scores[k] ?? 0);
        coverage[number] = (coverage[number] ?? 0) + rarity;
      }
    }
    const most = all * SATURATION || 1;
    return {
      bm25,
      bm25Share: bm25.map((sum) => sum / most),
      coverage: coverage.map((sum) => sum / (all || 1)),
    };
  };
}

/** The passages that have a stem, and BM25 of that stem in each. */
interface Postings {
  numbers: Uint32Array;
  scores: Float64Array;
}

/** Postings that are remembered, all stems together: 12 MB. The whole report has a tenth of it. */
const REMEMBERED = 1_000_000;
/** What a stem that no passage has counts towards it. */
const EMPTY_COUNTS = 10;

/** Stem → its postings; empty ones for a stem that no passage has. */
function openPostings(database: Database.Database, table: string): (stem: string) => Postings {
  const list = database
    .prepare<[string], [number, number]>(`SELECT rowid, -bm25(${table}) FROM ${table} WHERE ${table} MATCH ?`)
    .raw();
  const remembered = new Map<string, Postings>();
  let size = 0;
  return (stem) => {
    const known = remembered.get(stem);
    if (known) return known;
    const rows = list.all(`"${stem}"`);
    const postings = {
      numbers: Uint32Array.from(rows, ([number]) => number),
      scores: Float64Array.from(rows, ([, score]) => score),
    };
    if (size >= REMEMBERED) {
      remembered.clear();
      size = 0;
    }
    remembered.set(stem, postings);
    size += rows.length + EMPTY_COUNTS;
    return postings;
  };
}

function count(database: Database.Database, table: string): number {
  return database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
}
