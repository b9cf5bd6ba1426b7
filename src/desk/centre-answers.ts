import type Database from "better-sqlite3";
import { LANGUAGES, type Language } from "../corpus/passage.ts";
import { maskPersonal } from "../corpus/personal.ts";
import { type Account, mayActAs } from "./accounts.ts";
import { isSame } from "./amend.ts";
import type { Audit } from "./audit.ts";
import { type CentreEntry, nameCentre, type Published } from "./centre-document.ts";
import type { Change, ChangeStore } from "./change-store.ts";
import { cut } from "./cut.ts";
import type { ChangeOutcome, ChangeRefusal } from "./mending.ts";
import { LONGEST_REPLY } from "./replies.ts";
import { dayOf } from "./working-days.ts";

/**
 * Answers of the centre that everybody who asks the same is shown: published by an editor from what
 * was sent to an asker, for a time, under the centre's name.
 */

/** An answer that was ever published, with its latest change. */
export interface CentreRecord {
  /** Its passage's id: `centre-ru/0012`. */
  id: string;
  change: Change;
  /** Null once it is withdrawn. */
  published: Published | null;
}

/** What an editor writes. */
export type Wanted = Omit<Published, "date" | "reply" | "lead">;

export interface CentreAnswers {
  /** The latest first. */
  list(): CentreRecord[];
  find(id: string): CentreRecord | undefined;
  /** The one that was made of a reply. */
  ofReply(reply: number): CentreRecord | undefined;
  publish(reply: { id: number; language: Language }, wanted: Wanted, account: Account): ChangeOutcome;
  /** `version`: the number of the latest change that the writer saw. */
  revise(id: string, about: { wanted: Wanted; version: number }, account: Account): ChangeOutcome;
  withdraw(id: string, version: number, account: Account): ChangeOutcome;
  /** Takes back the latest change. */
  undo(change: Change, account: Account): ChangeOutcome;
}

export interface CentreParts {
  database: Database.Database;
  changes: ChangeStore;
  audit: Audit;
  now: () => number;
  onChanged: () => void;
}

/** Letters of a wording, and wordings a language. */
export const MOST_WORDINGS = { letters: 300, count: 20 };
const MOST_PASSAGES = 5;
const DAY = /^\d{4}-\d{2}-\d{2}$/u;

export function createCentreAnswers(parts: CentreParts): CentreAnswers {
  const { changes, audit, now } = parts;
  const list = () => changes.chains("centre").map(toRecord).reverse();
  const find = (id: string): CentreRecord | undefined => {
    const change = changes.latest({ kind: "centre", subject: id, language: "all" });
    return change && { id, change, published: change.after as Published | null };
  };
  const write = parts.database.transaction((entry: Writing): ChangeOutcome => {
    const { id, account, action, after, version, undoes = null } = entry;
    if (!mayActAs(account.role, "editor")) return { outcome: "forbidden" };
    const found = find(id);
    if ((found?.change.id ?? 0) !== version) return { outcome: "stale" };
    const before = found?.published ?? null;
    if (isSame(before, after)) return { outcome: "same" };
    const subject = { kind: "centre", subject: id, language: "all" } as const;
    const change = changes.insert({ ...subject, account: account.name, base: null, before, after, undoes });
    audit.record({ account: account.name, action, subject: id, detail: `#${change.id}` });
    return { outcome: "done", change: change.id };
  });
  const change = (entry: Writing): ChangeOutcome => {
    const outcome = write(entry);
    if (outcome.outcome === "done") parts.onChanged();
    return outcome;
  };
  return {
    list,
    find,
    ofReply: (reply) => list().find(({ change: { before, after } }) => replyOf(after ?? before) === reply),
    publish: (reply, wanted, account) => {
      const tidy = tidyWanted(wanted);
      if (typeof tidy === "string") return { outcome: tidy };
      const lead = [reply.language, ...LANGUAGES].find((language) => tidy.texts[language] !== "") ?? reply.language;
      const id = nameCentre(lead, changes.nextCentreNumber());
      const after = { ...tidy, lead, date: dayOf(now()), reply: reply.id };
      return change({ id, account, action: "published", after, version: 0 });
    },
    revise: (id, { wanted, version }, account) => {
      const before = find(id)?.published;
      const tidy = tidyWanted(wanted);
      if (!before) return { outcome: "unknown" };
      if (typeof tidy === "string") return { outcome: tidy };
      const { lead, reply } = before;
      if (tidy.texts[lead] === "") return { outcome: "empty" };
      const date = isSame(tidy.texts, before.texts) ? before.date : dayOf(now());
      return change({ id, account, action: "revised", after: { ...tidy, lead, date, reply }, version });
    },
    withdraw: (id, version, account) => {
      if (!find(id)?.published) return { outcome: "unknown" };
      return change({ id, account, action: "withdrawn", after: null, version });
    },
    undo: ({ id, subject, before }, account) =>
      change({
        ...{ id: subject, account, action: "undone", version: id, undoes: id },
        after: before as Published | null,
      }),
  };
}

/** Those that are not withdrawn, whether their days have come or not. */
export function listPublished(changes: ChangeStore): CentreEntry[] {
  return changes
    .chains("centre")
    .map(toRecord)
    .flatMap(({ id, published }) => (published ? [{ id, published }] : []));
}

interface Writing {
  id: string;
  account: Account;
  action: string;
  after: Published | null;
  version: number;
  undoes?: number | null;
}

function toRecord(chain: readonly Change[]): CentreRecord {
  const change = chain[chain.length - 1] as Change;
  return { id: change.subject, change, published: change.after as Published | null };
}

function replyOf(published: unknown): number | null {
  return (published as Published | null)?.reply ?? null;
}

function tidyWanted(wanted: Wanted): Wanted | ChangeRefusal {
  const { from, until } = wanted;
  if (!isDay(from) || (until !== null && (!isDay(until) || until < from))) return "days";
  const tidy = (text: string) => cut(text.replaceAll("\u0000", " ").replaceAll("\r\n", "\n").trim(), LONGEST_REPLY);
  const texts = { en: tidy(wanted.texts.en), ru: tidy(wanted.texts.ru), kk: tidy(wanted.texts.kk) };
  const { en, ru, kk } = wanted.wordings;
  const wordings = { en: tidyWordings(en), ru: tidyWordings(ru), kk: tidyWordings(kk) };
  const written = LANGUAGES.some((language) => texts[language] !== "");
  const found = LANGUAGES.some((language) => wordings[language].length > 0);
  if (!written || !found) return "empty";
  return { texts, wordings, passages: [...new Set(wanted.passages)].slice(0, MOST_PASSAGES), from, until };
}

/** A wording comes of what somebody asked: nothing that points to a person stays in it. */
function tidyWordings(wordings: readonly string[]): string[] {
  const tidy = wordings.map((text) => cut(maskPersonal(text.replace(/\s+/gu, " ").trim()), MOST_WORDINGS.letters));
  return [...new Set(tidy)].filter((text) => text !== "").slice(0, MOST_WORDINGS.count);
}

function isDay(day: string): boolean {
  const time = DAY.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}
