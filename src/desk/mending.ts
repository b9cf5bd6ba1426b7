import type Database from "better-sqlite3";
import type { Document } from "../corpus/document.ts";
import type { Language, Passage } from "../corpus/passage.ts";
import { type Account, mayActAs } from "./accounts.ts";
import { type Base, holds, isSame, type Mended, type MendKind, type MendValue, readWritten } from "./amend.ts";
import type { Audit } from "./audit.ts";
import type { Change, ChangeStore, Subject } from "./change-store.ts";

/**
 * Renderings and authored questions, mended at the desk. The corpus files stay the source; a mend is
 * a row over them, so that it survives a crash, can be taken back, and is in nobody's way when the
 * files are edited: see amend.ts for which of the two holds.
 */

export interface Mend {
  kind: MendKind;
  passage: string;
  language: Language;
  /** A rendering's text, null to withdraw it; or all of the questions. */
  value: MendValue;
  /** The number of the latest change that the writer saw, 0 for none. */
  version: number;
}

/** What a change at the desk comes to; `change` is its number. */
export type ChangeOutcome = { outcome: "done"; change: number } | { outcome: ChangeRefusal };
/** `stale`: changed meanwhile. `wrong`: empty or too long. `days`: they end before they begin. */
export type ChangeRefusal = "forbidden" | "unknown" | "stale" | "same" | "wrong" | "empty" | "days";

export interface Mending {
  mend(mend: Mend, account: Account): ChangeOutcome;
  /** Takes back the latest change of its subject. */
  undo(change: Change, account: Account): ChangeOutcome;
  /** What holds now for a passage, whether or not the index has it yet. */
  written(passage: string, about: Pick<Mended, "kind" | "language">): MendValue | undefined;
  /** Latest changes without effect, because the files say something else by now. */
  superseded(): Change[];
}

export interface MendingParts {
  database: Database.Database;
  /** The documents as their files have them. */
  documents: () => readonly Document[];
  changes: ChangeStore;
  audit: Audit;
  onChanged: () => void;
}

/** Letters of a rendering, and of a question; questions a language. */
export const LONGEST = { rendering: 20_000, question: 300, questions: 60 };

export function createMending(parts: MendingParts): Mending {
  const { database, changes, audit } = parts;
  const find = (id: string): Passage | undefined => {
    for (const { passages } of parts.documents()) {
      const found = passages.find((passage) => passage.id === id);
      if (found) return found;
    }
    return undefined;
  };
  const effective = (passage: Passage, subject: Subject & { kind: MendKind; language: Language }): MendValue => {
    const mended = toMended(changes.chain(subject))[0];
    return mended && holds(passage, mended) ? mended.value : readWritten(passage, subject);
  };
  const set = database.transaction((subject: MendSubject, about: Setting): ChangeOutcome => {
    if (!mayActAs(about.account.role, "editor")) return { outcome: "forbidden" };
    const passage = find(subject.subject);
    if (!passage) return { outcome: "unknown" };
    if ((changes.latest(subject)?.id ?? 0) !== about.version) return { outcome: "stale" };
    const before = effective(passage, subject);
    if (isSame(before, about.value)) return { outcome: "same" };
    const base: Base = { value: readWritten(passage, subject), original: passage.hash };
    const account = about.account.name;
    const change = changes.insert({ ...subject, account, base, before, after: about.value, undoes: about.undoes });
    if (subject.kind === "rendering") {
      changes.know(subject.subject, subject.language, about.value as string | null);
    }
    const action = about.undoes === null ? "mended" : "undone";
    audit.record({ account, action, subject: subject.subject, detail: describe(change) });
    return { outcome: "done", change: change.id };
  });
  const change = (subject: MendSubject, about: Setting): ChangeOutcome => {
    const done = set(subject, about);
    if (done.outcome === "done") parts.onChanged();
    return done;
  };
  return {
    mend: ({ kind, passage, language, value, version }, account) => {
      const tidy = tidyValue(kind, value);
      if (tidy === undefined) return { outcome: "wrong" };
      return change({ kind, subject: passage, language }, { account, value: tidy, version, undoes: null });
    },
    undo: (taken, account) => {
      const subject = toSubject(taken);
      if (!subject) return { outcome: "unknown" };
      return change(subject, { account, value: taken.before as MendValue, version: taken.id, undoes: taken.id });
    },
    written: (id, { kind, language }) => {
      const passage = find(id);
      return passage && effective(passage, { kind, subject: id, language });
    },
    superseded: () =>
      listChains(changes).flatMap((chain) => {
        const mended = toMended(chain)[0];
        const passage = mended && find(mended.passage);
        const [latest] = chain.filter(({ account }) => account !== "kenes").slice(-1);
        return latest && mended && !(passage && holds(passage, mended)) ? [latest] : [];
      }),
  };
}

/** Every subject that was ever mended, with what the desk last gave it. */
export function listMended(changes: ChangeStore): Mended[] {
  return listChains(changes).flatMap(toMended);
}

function listChains(changes: ChangeStore): Change[][] {
  return [...changes.chains("rendering"), ...changes.chains("questions")];
}

type MendSubject = Subject & { kind: MendKind; language: Language };

interface Setting {
  account: Account;
  value: MendValue;
  version: number;
  undoes: number | null;
}

function toSubject({ kind, subject, language }: Subject): MendSubject | undefined {
  if ((kind !== "rendering" && kind !== "questions") || language === "all") return undefined;
  return { kind, subject, language };
}

/** What the changes of one subject, oldest first, come to. */
function toMended(chain: readonly Change[]): Mended[] {
  const [latest] = chain.slice(-1);
  const subject = latest && toSubject(latest);
  if (!latest || !subject) return [];
  const { kind, subject: passage, language } = subject;
  const known = chain.map(({ after }) => after as MendValue);
  return [{ kind, passage, language, value: latest.after as MendValue, base: latest.base as Base, known }];
}

/** Undefined when it can't be taken. */
function tidyValue(kind: MendKind, value: MendValue): MendValue | undefined {
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

/** One line without signs that nobody sees, as the corpus files have it. */
function tidy(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
}

/** For the audit: which kind, in which language, the number of the change that holds the words. */
function describe({ id, kind, language }: Change): string {
  return `${kind} ${language} #${id}`;
}
