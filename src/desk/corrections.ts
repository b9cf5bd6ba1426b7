import type Database from "better-sqlite3";
import { LANGUAGES, type Language } from "../corpus/passage.ts";
import { type Account, mayActAs } from "./accounts.ts";
import type { Audit } from "./audit.ts";
import type { Change, ChangeStore } from "./change-store.ts";
import { cut } from "./cut.ts";
import type { Notices } from "./notices.ts";
import type { Received } from "./receivers.ts";

/** What follows from a change that matters: the public list of errata, and telling those who were shown it. */

export interface Erratum {
  change: Change;
  /** When it was listed. */
  at: number;
  why: Record<Language, string>;
}

export type ListOutcome = "done" | "forbidden" | "empty" | "unknown" | "listed";
export type TellOutcome = { outcome: "done"; count: number } | { outcome: "forbidden" | "unlisted" };

export interface Corrections {
  /** Lists a change publicly, with the reason in one language at least. */
  list(change: number, why: Record<Language, string>, account: Account): ListOutcome;
  find(change: number): Erratum | undefined;
  /** The latest first. */
  listed(): Erratum[];
  /** Who was shown it in so many days before it changed. */
  received(change: Change, days: number): Received;
  /** Tells them all, each once, however often it is pressed. Only what is listed is told. */
  tell(change: Change, days: number, account: Account): TellOutcome;
}

export interface CorrectionParts {
  database: Database.Database;
  changes: ChangeStore;
  notices: Notices;
  audit: Audit;
  received: (change: Change, days: number) => Received;
  now: () => number;
}

/** Letters of a reason. */
export const LONGEST_WHY = 600;
/** Errata on the public page. */
const MOST_LISTED = 500;

interface Row extends Record<Language, string> {
  change: number;
  at: number;
}

export function createCorrections(parts: CorrectionParts): Corrections {
  const { database, changes, audit } = parts;
  const sql = {
    insert: database.prepare(
      "INSERT OR IGNORE INTO errata (change, at, account, en, ru, kk) VALUES (@change, @at, @account, @en, @ru, @kk)",
    ),
    find: database.prepare<[number], Row>("SELECT * FROM errata WHERE change = ?"),
    listed: database.prepare<[], Row>(`SELECT * FROM errata ORDER BY at DESC, change DESC LIMIT ${MOST_LISTED}`),
  };
  const read = (row: Row | undefined): Erratum[] => {
    const change = row && changes.byId(row.change);
    return row && change ? [{ change, at: row.at, why: { en: row.en, ru: row.ru, kk: row.kk } }] : [];
  };
  return {
    list: database.transaction((id: number, why: Record<Language, string>, account: Account): ListOutcome => {
      if (!mayActAs(account.role, "editor")) return "forbidden";
      const change = changes.byId(id);
      if (!change || change.kind === "questions") return "unknown";
      const tidy = tidyWhy(why);
      if (LANGUAGES.every((language) => tidy[language] === "")) return "empty";
      const row = { change: id, at: parts.now(), account: account.name, ...tidy };
      if (sql.insert.run(row).changes === 0) return "listed";
      audit.record({ account: account.name, action: "erratum", subject: change.subject, detail: `#${id}` });
      return "done";
    }),
    find: (change) => read(sql.find.get(change))[0],
    listed: () => sql.listed.all().flatMap(read),
    received: parts.received,
    tell: (change, days, account) => {
      if (!mayActAs(account.role, "editor")) return { outcome: "forbidden" };
      if (!sql.find.get(change.id)) return { outcome: "unlisted" };
      const count = database.transaction(() => {
        const added = parts.notices.add(change.id, parts.received(change, days).receivers);
        const detail = `#${change.id} → ${added}`;
        audit.record({ account: account.name, action: "told", subject: change.subject, detail });
        return added;
      })();
      parts.notices.wake();
      return { outcome: "done", count };
    },
  };
}

function tidyWhy(why: Record<Language, string>): Record<Language, string> {
  const tidy = (text: string) => cut(text.replaceAll("\u0000", " ").replace(/\s+/gu, " ").trim(), LONGEST_WHY);
  return { en: tidy(why.en), ru: tidy(why.ru), kk: tidy(why.kk) };
}
