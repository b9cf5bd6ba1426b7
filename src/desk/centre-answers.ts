import type Database from "better-sqlite3";
import type { CentreAnswer, FindCentre } from "../answer/centre.ts";
import { LANGUAGES, type Language } from "../corpus/passage.ts";
import { maskPersonal } from "../corpus/personal.ts";
import { type Account, mayActAs } from "./accounts.ts";
import type { Audit } from "./audit.ts";
import { chooseText } from "./case.ts";
import { matchWordings, type Wording } from "./centre-match.ts";
import type { Change, ChangeStore } from "./change-store.ts";
import type { LearnedVectors } from "./learned-vectors.ts";
import { type Centres, centre, type Embed, measureCentres } from "./meaning.ts";
import { readWords } from "./similar.ts";
import { dayOf } from "./working-days.ts";

/**
 * Answers of the centre that everybody who asks the same is shown: published by an editor from what
 * was sent to an asker, for a time, under the centre's name. Its words are never taken for the document's.
 */

/** What a change of kind `centre` holds; withdrawn, it holds null. */
export interface Published {
  texts: Record<Language, string>;
  /** Questions that it answers, as people ask them: found by, never shown. */
  wordings: Record<Language, string[]>;
  /** Ids of the passages under it. */
  passages: string[];
  /** Days `YYYY-MM-DD` in Kazakhstan, both included; no end when null. */
  from: string;
  until: string | null;
  /** The day of its first publication. */
  date: string;
  /** The reply that it was made of. */
  reply: number;
}

export interface CentreEntry {
  number: number;
  /** Its latest change. */
  change: Change;
  /** Null once it is withdrawn. */
  published: Published | null;
}

export type PublishOutcome = { outcome: "done"; number: number; change: number } | { outcome: Refused };
export type Refused = "forbidden" | "empty" | "days" | "stale" | "gone" | "same";

export type Wanted = Omit<Published, "date" | "reply">;

export interface CentreAnswers {
  list(): CentreEntry[];
  find(number: number): CentreEntry | undefined;
  /** The entry that was made of a reply. */
  ofReply(reply: number): CentreEntry | undefined;
  publish(reply: number, wanted: Wanted, account: Account): PublishOutcome;
  revise(number: number, about: { wanted: Wanted; version: number }, account: Account): PublishOutcome;
  withdraw(number: number, version: number, account: Account): PublishOutcome;
  /** Takes back the latest change of an entry. */
  undo(change: Change, account: Account): PublishOutcome;
  match: FindCentre;
  /** From now on questions are matched. */
  attach(embed: Embed, samples: Record<Language, readonly string[]>): Promise<void>;
  /** Resolves when all that was published is matched. */
  settled(): Promise<void>;
}

export interface CentreParts {
  database: Database.Database;
  changes: ChangeStore;
  audit: Audit;
  vectors: LearnedVectors;
  now: () => number;
  onFailure: (error: unknown) => void;
}

/** Letters of a wording, and wordings a language. */
export const MOST_WORDINGS = { letters: 300, count: 20 };
const DAY = /^\d{4}-\d{2}-\d{2}$/u;

export function createCentreAnswers(parts: CentreParts): CentreAnswers {
  const { changes, audit, now } = parts;
  let wordings: Wording[] = [];
  let published = new Map<number, CentreEntry>();
  let [embed, centres]: [Embed | null, Centres] = [null, {}];
  let working: Promise<void> = Promise.resolve();
  const list = () => changes.listLatest("centre").map(toEntry);
  const find = (number: number) => {
    const change = changes.latest({ kind: "centre", subject: String(number), language: "all" });
    return change && toEntry(change);
  };
  /** Embeds what is new, then changes all at once. */
  const read = async () => {
    if (!embed) return;
    const { modelHash } = embed;
    const entries = list().filter((entry) => entry.published !== null);
    const texts = entries.flatMap((entry) => listWordings(entry));
    const by = { name: `query ${modelHash}`, embed: embed.embed };
    const vectors = await parts.vectors.embed(
      texts.map(({ text }) => text),
      by,
    );
    wordings = texts.flatMap(({ number, language, text }, position) => {
      const middle = centres[language];
      const vector = vectors[position];
      return middle && vector ? [{ number, language, words: readWords(text), vector: centre(vector, middle) }] : [];
    });
    published = new Map(entries.map((entry) => [entry.number, entry]));
  };
  const wake = () => {
    // What is withdrawn or has changed is not shown for another moment, whatever the model does.
    const latest = new Map(list().map((entry) => [entry.number, entry]));
    published = new Map([...published.keys()].flatMap((number) => readKept(latest.get(number))));
    working = working.then(read).catch(parts.onFailure);
  };
  const record = parts.database.transaction((entry: Recorded): PublishOutcome => {
    const { number, account, action, before, after, undoes } = entry;
    const subject = { kind: "centre", subject: String(number), language: "all" } as const;
    const change = changes.insert({ ...subject, account: account.name, base: null, before, after, undoes });
    audit.record({ account: account.name, action, subject: `centre ${number}`, detail: `#${change.id}` });
    return { outcome: "done", number, change: change.id };
  });
  const change = (entry: Recorded): PublishOutcome => {
    if (!mayActAs(entry.account.role, "editor")) return { outcome: "forbidden" };
    if (JSON.stringify(entry.before) === JSON.stringify(entry.after)) return { outcome: "same" };
    const outcome = record(entry);
    wake();
    return outcome;
  };
  return {
    list,
    find,
    ofReply: (reply) => list().find((entry) => (entry.published ?? (entry.change.before as Published)).reply === reply),
    publish: (reply, wanted, account) => {
      const tidy = tidyWanted(wanted);
      if (typeof tidy === "string") return { outcome: tidy };
      const after: Published = { ...tidy, date: dayOf(now()), reply };
      return change({ number: changes.nextNumber(), account, action: "published", before: null, after, undoes: null });
    },
    revise: (number, { wanted, version }, account) => {
      const found = find(number);
      const tidy = tidyWanted(wanted);
      if (!found?.published) return { outcome: "gone" };
      if (found.change.id !== version) return { outcome: "stale" };
      if (typeof tidy === "string") return { outcome: tidy };
      const { date, reply } = found.published;
      const after: Published = { ...tidy, date, reply };
      return change({ number, account, action: "revised", before: found.published, after, undoes: null });
    },
    withdraw: (number, version, account) => {
      const found = find(number);
      if (!found?.published) return { outcome: "gone" };
      if (found.change.id !== version) return { outcome: "stale" };
      return change({ number, account, action: "withdrawn", before: found.published, after: null, undoes: null });
    },
    undo: ({ id, subject, before, after }, account) => {
      if (find(Number(subject))?.change.id !== id) return { outcome: "stale" };
      const entry = { number: Number(subject), account, action: "undone", before: after, after: before, undoes: id };
      return change(entry);
    },
    match: (asked) => {
      const today = dayOf(now());
      const active = wordings.filter(({ number }) => isActive(published.get(number), today));
      return matchWordings(asked, active, centres).flatMap((number) => {
        const entry = published.get(number);
        return entry ? describeEntry(entry, asked.language) : [];
      });
    },
    attach: async (given, samples) => {
      centres = await measureCentres(samples, given);
      embed = given;
      wake();
      await working;
    },
    settled: () => working,
  };
}

interface Recorded {
  number: number;
  account: Account;
  action: string;
  before: unknown;
  after: unknown;
  undoes: number | null;
}

function toEntry(change: Change): CentreEntry {
  return { number: Number(change.subject), change, published: change.after as Published | null };
}

function readKept(entry: CentreEntry | undefined): [number, CentreEntry][] {
  return entry?.published ? [[entry.number, entry]] : [];
}

function listWordings({ number, published }: CentreEntry): { number: number; language: Language; text: string }[] {
  return LANGUAGES.flatMap((language) =>
    (published?.wordings[language] ?? []).map((text) => ({ number, language, text })),
  );
}

export function isActive(entry: CentreEntry | undefined, today: string): boolean {
  const published = entry?.published;
  return published != null && published.from <= today && (published.until === null || today <= published.until);
}

function describeEntry({ number, change, published }: CentreEntry, wanted: Language): CentreAnswer[] {
  if (!published) return [];
  const { texts, from, date, until, passages } = published;
  const textLanguage = chooseText(texts, wanted, "ru");
  const languages = LANGUAGES.filter((language) => texts[language] !== "");
  const shownDate = date < from ? from : date;
  return [
    {
      id: `${number}.${change.id}`,
      text: texts[textLanguage],
      textLanguage,
      date: shownDate,
      until,
      languages,
      passages,
    },
  ];
}

function tidyWanted(wanted: Wanted): Wanted | Refused {
  const { from, until } = wanted;
  if (!isDay(from) || (until !== null && (!isDay(until) || until < from))) return "days";
  const tidy = (text: string) => text.replaceAll("\u0000", " ").replaceAll("\r\n", "\n").trim().slice(0, 3500);
  const texts = { en: tidy(wanted.texts.en), ru: tidy(wanted.texts.ru), kk: tidy(wanted.texts.kk) };
  const wordings = Object.fromEntries(
    LANGUAGES.map((language) => [language, tidyWordings(wanted.wordings[language])]),
  ) as Record<Language, string[]>;
  const written = LANGUAGES.some((language) => texts[language] !== "");
  const found = LANGUAGES.some((language) => wordings[language].length > 0);
  return written && found ? { texts, wordings, passages: wanted.passages.slice(0, 5), from, until } : "empty";
}

/** A wording comes of what somebody asked: nothing that points to a person stays in it. */
function tidyWordings(wordings: readonly string[]): string[] {
  const tidy = wordings.map((text) => maskPersonal(text.replace(/\s+/gu, " ").trim()).slice(0, MOST_WORDINGS.letters));
  return [...new Set(tidy)].filter((text) => text !== "").slice(0, MOST_WORDINGS.count);
}

function isDay(day: string): boolean {
  return DAY.test(day) && !Number.isNaN(Date.parse(`${day}T00:00:00Z`));
}
