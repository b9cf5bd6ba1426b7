import type Database from "better-sqlite3";
import type { Language } from "../corpus/passage.ts";
import type { Account, Accounts } from "./accounts.ts";
import { drawToken, hashToken } from "./tokens.ts";

/** Who is logged in. The token lives in a cookie; the database holds its hash. */
export interface Session {
  token: string;
  account: Account;
  /** The language chosen for this session, or null. */
  language: Language | null;
}

export interface Sessions {
  /** A new token at every login: one that was planted in the browser before is worth nothing. */
  begin(account: Account): string;
  /** `quiet` leaves the idle time running: a page that asks for news by itself is nobody at work. */
  find(token: string, quiet?: boolean): Session | undefined;
  chooseLanguage(token: string, language: Language): void;
  end(token: string): void;
}

/** A working day, and a lunch: after that the password again. */
export const SESSION_MS = 10 * 3_600_000;
export const IDLE_MS = 60 * 60_000;

interface Row {
  account: number;
  created_at: number;
  seen_at: number;
  language: Language | null;
}

export function createSessions(database: Database.Database, accounts: Accounts, now: () => number): Sessions {
  const sql = {
    insert: database.prepare("INSERT INTO desk_sessions (token, account, created_at, seen_at) VALUES (?, ?, ?, ?)"),
    find: database.prepare<[string], Row>(
      "SELECT account, created_at, seen_at, language FROM desk_sessions WHERE token = ?",
    ),
    seen: database.prepare("UPDATE desk_sessions SET seen_at = ? WHERE token = ?"),
    language: database.prepare("UPDATE desk_sessions SET language = ? WHERE token = ?"),
    end: database.prepare("DELETE FROM desk_sessions WHERE token = ?"),
    forget: database.prepare("DELETE FROM desk_sessions WHERE created_at < ? OR seen_at < ?"),
  };
  return {
    begin: (account) => {
      const token = drawToken();
      sql.forget.run(now() - SESSION_MS, now() - IDLE_MS);
      sql.insert.run(hashToken(token), account.id, now(), now());
      return token;
    },
    find: (token, quiet = false) => {
      const row = sql.find.get(hashToken(token));
      if (!row || now() - row.created_at > SESSION_MS || now() - row.seen_at > IDLE_MS) return undefined;
      const account = accounts.byId(row.account);
      if (!account || account.disabled) return undefined;
      /** A write a minute is enough to know who idles. */
      if (!quiet && now() - row.seen_at > 60_000) sql.seen.run(now(), hashToken(token));
      return { token, account, language: row.language };
    },
    chooseLanguage: (token, language) => void sql.language.run(language, hashToken(token)),
    end: (token) => void sql.end.run(hashToken(token)),
  };
}
