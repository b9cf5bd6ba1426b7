import type Database from "better-sqlite3";
import { hashToken } from "./tokens.ts";

/**
 * How often a password may be tried. The danger is on both sides: someone who guesses, and someone
 * who guesses wrong on purpose to lock staff out. So the strict count is per account and address
 * together, the count over all addresses only slows, briefly, and never for an address that this
 * account has logged in from before.
 */
export interface Attempts {
  /** Milliseconds until this account may be tried from there; 0 when it may now. */
  waitFor(account: string, address: string): number;
  record(attempt: { account: string; address: string; succeeded: boolean }): void;
}

const MINUTE = 60_000;
/** Failures from one address on one account within its window; then it waits that window out. */
const PAIR = { most: 5, window: 10 * MINUTE };
/** Failures from one address on any account: a script that walks names. */
const ADDRESS = { most: 30, window: 10 * MINUTE };
/** Failures on one account from everywhere: slowed for the window at most. */
const ACCOUNT = { most: 50, window: 5 * MINUTE };
/** Days an address counts as known to an account. */
const KNOWN_MS = 30 * 24 * 60 * MINUTE;

export function createAttempts(database: Database.Database, now: () => number): Attempts {
  const failures = (where: string) =>
    database.prepare<{ who: string; where: string; since: number }, { at: number }>(
      `SELECT at FROM login_attempts WHERE ${where} AND at > @since AND succeeded = 0 ORDER BY at DESC LIMIT 60`,
    );
  const limits = {
    pair: { ...PAIR, find: failures("account = @who AND address = @where") },
    address: { ...ADDRESS, find: failures("address = @where") },
    account: { ...ACCOUNT, find: failures("account = @who") },
  };
  const sql = {
    known: database.prepare("SELECT 1 FROM login_attempts WHERE account = ? AND address = ? AND succeeded = 1 LIMIT 1"),
    insert: database.prepare("INSERT INTO login_attempts (at, account, address, succeeded) VALUES (?, ?, ?, ?)"),
    clear: database.prepare("DELETE FROM login_attempts WHERE account = ? AND address = ? AND succeeded = 0"),
    forget: database.prepare("DELETE FROM login_attempts WHERE at < ?"),
  };
  return {
    waitFor: (account, address) => {
      const [who, where] = [nameOf(account), hashToken(address)];
      const waitOf = ({ most, window, find }: (typeof limits)["pair"]) => {
        const oldest = find.all({ who, where, since: now() - window })[most - 1];
        return oldest ? oldest.at + window - now() : 0;
      };
      const known = sql.known.get(who, where) !== undefined;
      return Math.max(0, waitOf(limits.pair), waitOf(limits.address), known ? 0 : waitOf(limits.account));
    },
    record: ({ account, address, succeeded }) => {
      const [who, where] = [nameOf(account), hashToken(address)];
      sql.forget.run(now() - KNOWN_MS);
      if (succeeded) sql.clear.run(who, where);
      sql.insert.run(now(), who, where, Number(succeeded));
    },
  };
}

/** Hashed: whoever types a password into the field for the name does not have it stored. */
function nameOf(account: string): string {
  return hashToken(account.trim().toLowerCase());
}
