import type Database from "better-sqlite3";
import type { Corpus } from "../corpus/corpus.ts";
import { readWritten, setQuestions, setRendering } from "../corpus/mend.ts";
import { LANGUAGES, type Language, type Passage } from "../corpus/passage.ts";
import type { Audit } from "./audit.ts";
import type { Change, ChangeStore, Subject } from "./change-store.ts";

/**
 * Renderings and authored questions, mended at the desk. The corpus files stay the source; a mend is
 * a row over them, so that it is taken in at once, survives a crash, can be taken back, and is in
 * nobody's way when the files are edited: a file that says a third thing wins, and the desk shows it.
 */

export type MendKind = "rendering" | "questions";

export interface Mend {
  kind: MendKind;
  passage: string;
  language: Language;
  /** A rendering's text, null to withdraw it; or all of the questions. */
  value: string | null | readonly string[];
  /** The number of the latest change that the writer saw, 0 for none. */
  version: number;
}

export type MendOutcome = { outcome: "done"; change: Change } | { outcome: "unknown" | "stale" | "same" | "wrong" };
export type UndoOutcome = MendOutcome;

export interface Mending {
  /** Takes in what was mended before, and notes what has changed in the files since the last start. */
  start(): void;
  mend(mend: Mend, account: string): MendOutcome;
  /** Takes back the latest change of its subject. */
  undo(id: number, account: string): UndoOutcome;
  /** Ids of the passages that are not as the files have them. */
  mended(): string[];
  /** Mends that are not in effect, because the files say something else by now. */
  superseded(): Change[];
}

export interface MendingParts {
  database: Database.Database;
  corpus: Corpus;
  changes: ChangeStore;
  audit: Audit;
  /** Passages changed: the index takes them in. */
  onMended: () => void;
}

/** Letters of a rendering, and of a question; questions a language. */
export const LONGEST = { rendering: 20_000, question: 300, questions: 40 };

export function createMending(parts: MendingParts): Mending {
  const { database, corpus, changes, audit } = parts;
  const touched = new Set<string>();
  const put = (passage: Passage, { kind, language }: Pick<Mend, "kind" | "language">, value: unknown) => {
    const ids =
      kind === "rendering"
        ? setRendering(corpus, passage, { language, text: value as string | null })
        : setQuestions(passage, { language, questions: value as string[] });
    for (const id of ids) touched.add(id);
  };
  const record = database.transaction((change: Omit<Change, "id" | "at">, action: string): Change => {
    const added = changes.insert(change);
    audit.record({ account: change.account, action, subject: change.subject, detail: describe(added) });
    if (change.kind === "rendering") changes.know(change.subject, change.language, change.after as string | null);
    return added;
  });
  const set = (subject: Subject & { kind: MendKind; language: Language }, about: Setting): MendOutcome => {
    const passage = corpus.find(subject.subject)?.passage;
    if (!passage) return { outcome: "unknown" };
    const before = readWritten(passage, subject.language)[subject.kind];
    if (isSame(before, about.value)) return { outcome: "same" };
    const base = changes.latest(subject)?.base ?? { value: before, original: passage.hash };
    const { account, value: after, undoes } = about;
    const change = record({ ...subject, account, base, before, after, undoes }, undoes === null ? "mended" : "undone");
    put(passage, subject, after);
    parts.onMended();
    return { outcome: "done", change };
  };
  return {
    start: () => {
      for (const change of current(changes)) {
        const found = corpus.find(change.subject)?.passage;
        const language = LANGUAGES.find((known) => known === change.language);
        if (!found || !language || !holds(found, change, changes)) continue;
        if (isSame(readWritten(found, language)[change.kind as MendKind], change.after)) continue;
        put(found, { kind: change.kind as MendKind, language }, change.after);
      }
      noteFiles(corpus, changes, database);
    },
    mend: ({ kind, passage, language, value, version }, account) => {
      const subject = { kind, subject: passage, language };
      const tidy = tidyValue(kind, value);
      if (tidy === undefined) return { outcome: "wrong" };
      if ((changes.latest(subject)?.id ?? 0) !== version) return { outcome: "stale" };
      return set(subject, { account, value: tidy, undoes: null });
    },
    undo: (id, account) => {
      const change = changes.byId(id);
      if (!change || (change.kind !== "rendering" && change.kind !== "questions")) return { outcome: "unknown" };
      if (changes.latest(change)?.id !== id) return { outcome: "stale" };
      const subject = { kind: change.kind, subject: change.subject, language: change.language as Language };
      return set(subject, { account, value: change.before, undoes: id });
    },
    mended: () => [...touched],
    superseded: () =>
      current(changes).filter((change) => {
        const found = corpus.find(change.subject)?.passage;
        const language = LANGUAGES.find((known) => known === change.language);
        if (!found || !language) return true;
        return !isSame(readWritten(found, language)[change.kind as MendKind], change.after);
      }),
  };
}

interface Setting {
  account: string;
  value: unknown;
  undoes: number | null;
}

function current(changes: ChangeStore): Change[] {
  return [...changes.listLatest("rendering"), ...changes.listLatest("questions")].reverse();
}

/** True when the files still say what was mended, or what a change of the same subject made of it and was exported. */
function holds(passage: Passage, change: Change, changes: ChangeStore): boolean {
  const now = readWritten(passage, change.language as Language)[change.kind as MendKind];
  const { value, original } = change.base as { value: unknown; original: string };
  if (original !== passage.hash) return false;
  return [value, ...changes.chain(change).map(({ after }) => after)].some((known) => isSame(known, now));
}

/** Writes down what changed in the files since the last start; on the first one just what they say. */
const noteFiles = (corpus: Corpus, changes: ChangeStore, database: Database.Database) =>
  database.transaction(() => {
    const known = new Map(changes.known().map(({ subject, language, text }) => [`${subject}\n${language}`, text]));
    const first = known.size === 0;
    const note = (subject: string, language: Language | "all", text: string | null) => {
      const before = known.get(`${subject}\n${language}`) ?? null;
      known.delete(`${subject}\n${language}`);
      if (before === text) return;
      changes.know(subject, language, text);
      if (first || before === null) return;
      const kind = language === "all" ? "passage" : "rendering";
      changes.insert({
        ...{ account: "kenes", kind, subject, language, before, after: text, undoes: null },
        base: { value: text, original: corpus.find(subject)?.passage.hash ?? "" },
      });
    };
    for (const { passages } of corpus.documents) {
      for (const passage of passages) {
        note(passage.id, "all", passage.text);
        for (const language of LANGUAGES) note(passage.id, language, passage.renderings[language]?.text ?? null);
      }
    }
    for (const key of [...known.keys()]) {
      const [subject = "", language = "all"] = key.split("\n");
      note(subject, language as Language | "all", null);
    }
  })();

/** Undefined when it can't be taken. */
function tidyValue(kind: MendKind, value: Mend["value"]): string | null | string[] | undefined {
  const tidy = (text: string) =>
    text
      .replace(/\p{Cc}+/gu, " ")
      .replace(/\s+/gu, " ")
      .trim();
  if (kind === "rendering") {
    if (value === null) return null;
    const text = typeof value === "string" ? tidy(value) : "";
    return text === "" || text.length > LONGEST.rendering ? undefined : text;
  }
  if (!Array.isArray(value)) return undefined;
  const questions = [...new Set(value.map(String).map(tidy))].filter((question) => question !== "");
  const fits = questions.every(({ length }) => length <= LONGEST.question);
  return fits && questions.length <= LONGEST.questions ? questions : undefined;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** For the audit: which kind, in which language, the number of the change that holds the words. */
function describe({ id, kind, language }: Change): string {
  return `${kind} ${language} #${id}`;
}
