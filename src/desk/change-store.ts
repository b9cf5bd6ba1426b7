import type Database from "better-sqlite3";
import type { Language } from "../corpus/passage.ts";

/**
 * Every change of what Kenes shows, with what was before. The table can be added to only; what holds
 * now is the latest change of a subject, and taking one back is another change.
 */

/** `passage`: the document's own words, seen to have changed in the files. */
export type ChangeKind = "passage" | "rendering" | "questions" | "centre";

/** Subjects are ids of passages; a centre's answer has one too, and all languages in one. */
export interface Subject {
  kind: ChangeKind;
  subject: string;
  language: Language | "all";
}

export interface Change extends Subject {
  id: number;
  at: number;
  /** The staff member's name; `kenes` for what was seen to have changed in the files. */
  account: string;
  /** What the files said when it was made; null where they say nothing of it. */
  base: unknown;
  /** Null: there was nothing, or it was withdrawn. */
  before: unknown;
  after: unknown;
  /** The change that this one takes back, or null. */
  undoes: number | null;
}

export type NewChange = Omit<Change, "id" | "at">;

interface Row extends Omit<Change, "base" | "before" | "after"> {
  base: string;
  before: string;
  after: string;
}

function toChange({ base, before, after, ...row }: Row): Change {
  return { ...row, base: JSON.parse(base), before: JSON.parse(before), after: JSON.parse(after) };
}

export type ChangeStore = ReturnType<typeof createChangeStore>;

export function createChangeStore(database: Database.Database, now: () => number) {
  const sql = {
    insert: database.prepare(
      `INSERT INTO changes (at, account, kind, subject, language, base, before, after, undoes)
       VALUES (@at, @account, @kind, @subject, @language, @base, @before, @after, @undoes)`,
    ),
    byId: database.prepare<[number], Row>("SELECT * FROM changes WHERE id = ?"),
    of: database.prepare<[string, string, string], Row>(
      "SELECT * FROM changes WHERE kind = ? AND subject = ? AND language = ? ORDER BY id",
    ),
    ofKind: database.prepare<[string], Row>("SELECT * FROM changes WHERE kind = ? ORDER BY id"),
    latest: database.prepare<[string, string, string], Row>(
      "SELECT * FROM changes WHERE kind = ? AND subject = ? AND language = ? ORDER BY id DESC LIMIT 1",
    ),
    list: database.prepare<[number, number], Row>("SELECT * FROM changes WHERE id < ? ORDER BY id DESC LIMIT ?"),
    about: database.prepare<[string], Row>("SELECT * FROM changes WHERE subject = ? ORDER BY id DESC LIMIT 50"),
    all: database.prepare<[], Row>("SELECT * FROM changes ORDER BY id"),
    subjects: database.prepare<[], { count: number }>(
      "SELECT count(DISTINCT subject) AS count FROM changes WHERE kind = 'centre'",
    ),
    known: database.prepare<[], { subject: string; language: string; text: string }>("SELECT * FROM known_texts"),
    know: database.prepare("INSERT OR REPLACE INTO known_texts VALUES (?, ?, ?)"),
    forget: database.prepare("DELETE FROM known_texts WHERE subject = ? AND language = ?"),
  };
  const byId = (id: number) => {
    const row = sql.byId.get(id);
    return row && toChange(row);
  };
  return {
    byId,
    insert: ({ base, before, after, ...change }: NewChange): Change => {
      const row = {
        ...{ base: JSON.stringify(base), before: JSON.stringify(before), after: JSON.stringify(after) },
        at: now(),
      };
      return byId(Number(sql.insert.run({ ...change, ...row }).lastInsertRowid)) as Change;
    },
    /** All changes of a subject, oldest first. */
    chain: ({ kind, subject, language }: Subject) => sql.of.all(kind, subject, language).map(toChange),
    /** All changes of a kind by their subject, each oldest first. */
    chains: (kind: ChangeKind): Change[][] => {
      const chains = new Map<string, Change[]>();
      for (const change of sql.ofKind.all(kind).map(toChange)) {
        const key = `${change.subject} ${change.language}`;
        chains.set(key, [...(chains.get(key) ?? []), change]);
      }
      return [...chains.values()];
    },
    latest: ({ kind, subject, language }: Subject) => {
      const row = sql.latest.get(kind, subject, language);
      return row && toChange(row);
    },
    /** The newest first, from below `before`. */
    list: (before: number, limit: number) => sql.list.all(before, limit).map(toChange),
    /** Oldest first, for a table of all. */
    listAll: () => sql.all.all().map(toChange),
    about: (subject: string) => sql.about.all(subject).map(toChange),
    nextCentreNumber: () => (sql.subjects.get()?.count ?? 0) + 1,
    /** The document's words and renderings as they were last shown: how a change in the files is noticed. */
    known: () => sql.known.all(),
    know: (subject: string, language: string, text: string | null) => {
      if (text === null) sql.forget.run(subject, language);
      else sql.know.run(subject, language, text);
    },
  };
}
