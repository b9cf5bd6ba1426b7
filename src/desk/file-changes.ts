import type Database from "better-sqlite3";
import type { Document } from "../corpus/document.ts";
import { LANGUAGES, type Language } from "../corpus/passage.ts";
import type { Base } from "./amend.ts";
import type { ChangeStore } from "./change-store.ts";

/**
 * Notices what changed in the files since they were last shown: a passage or rendering that many
 * have received may say something else by now, and nobody would know. White space alone is no
 * change. A document that is gone as a whole is one change, whose subject is the document's id.
 */

/** No words have this hash: what the files say by themselves is nobody's mend, see amend.ts. */
const NO_ORIGINAL = "";

/** Writes each change down; at the very first only what is shown. Give it documents without the centre's. */
export function createFileChanges(database: Database.Database, changes: ChangeStore) {
  const write = (subject: string, language: Language | "all", about: { before: string; after: string | null }) => {
    const kind = language === "all" ? "passage" : "rendering";
    const base: Base = { value: about.after, original: NO_ORIGINAL };
    changes.insert({ kind, subject, language, account: "kenes", base, ...about, undoes: null });
  };
  return database.transaction((documents: readonly Document[]): void => {
    const known = new Map(changes.known().map(({ subject, language, text }) => [keyOf(subject, language), text]));
    const first = known.size === 0;
    const note = (subject: string, language: Language | "all", text: string | null) => {
      const before = known.get(keyOf(subject, language)) ?? null;
      known.delete(keyOf(subject, language));
      if (before === text) return;
      changes.know(subject, language, text);
      const same = before === null || wordsOf(before) === (text === null ? null : wordsOf(text));
      if (!first && !same) write(subject, language, { before, after: text });
    };
    for (const { passages } of documents) {
      for (const passage of passages) {
        note(passage.id, "all", passage.text);
        for (const language of LANGUAGES) note(passage.id, language, passage.renderings[language]?.text ?? null);
      }
    }
    const there = new Set(documents.map(({ id }) => id));
    const gone = new Set<string>();
    for (const key of [...known.keys()]) {
      const { subject, language } = readKey(key);
      const document = subject.split("/")[0] ?? "";
      if (there.has(document)) note(subject, language, null);
      else {
        changes.know(subject, language, null);
        gone.add(document);
      }
    }
    for (const document of gone) write(document, "all", { before: document, after: null });
  });
}

function keyOf(subject: string, language: string): string {
  return `${subject} ${language}`;
}

function readKey(key: string): { subject: string; language: Language | "all" } {
  const [subject = "", language] = key.split(" ");
  return { subject, language: LANGUAGES.find((known) => known === language) ?? "all" };
}

function wordsOf(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}
