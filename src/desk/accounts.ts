import type Database from "better-sqlite3";
import type { Audit } from "./audit.ts";
import { hashPassword, PASSWORD_LENGTH } from "./passwords.ts";

/** People of the centre. Made, disabled and reset by who can run commands on the machine. */

export const ROLES = ["consultant", "editor", "supervisor"] as const;
export type Role = (typeof ROLES)[number];

export interface Account {
  id: number;
  name: string;
  role: Role;
  disabled: boolean;
}

export type AccountRefusal = "name-taken" | "name-wrong" | "password-short" | "unknown";

export interface Accounts {
  add(wanted: { name: string; role: Role; password: string }): Promise<Account | { refused: AccountRefusal }>;
  list(): Account[];
  byId(id: number): Account | undefined;
  /** The account that may log in under this name, with its stored password. */
  forLogin(name: string): (Account & { password: string }) | undefined;
  /** Ends its sessions too. Cases that it holds become free. */
  disable(name: string): "done" | AccountRefusal;
  /** Sets a password and lets a disabled account in again; its sessions end. */
  reset(name: string, password: string): Promise<"done" | AccountRefusal>;
}

const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{1,39}$/u;
/** The audit's name for who works on the machine itself. */
const OPERATOR = "operator";

interface Row {
  id: number;
  name: string;
  role: Role;
  password: string;
  disabled_at: number | null;
}

export function createAccounts(database: Database.Database, audit: Audit, now: () => number): Accounts {
  const sql = {
    insert: database.prepare("INSERT INTO accounts (name, role, password, created_at) VALUES (?, ?, ?, ?)"),
    list: database.prepare<[], Row>("SELECT * FROM accounts ORDER BY name"),
    byId: database.prepare<[number], Row>("SELECT * FROM accounts WHERE id = ?"),
    byName: database.prepare<[string], Row>("SELECT * FROM accounts WHERE name = ?"),
    disable: database.prepare("UPDATE accounts SET disabled_at = ? WHERE id = ?"),
    reset: database.prepare("UPDATE accounts SET password = ?, disabled_at = NULL WHERE id = ?"),
    endSessions: database.prepare("DELETE FROM desk_sessions WHERE account = ?"),
    release: database.prepare("UPDATE cases SET holder = NULL WHERE holder = ? AND state = 'open'"),
  };
  const record = (action: string, subject: string, detail = "") =>
    audit.record({ account: OPERATOR, action, subject, detail });
  return {
    add: async ({ name, role, password }) => {
      if (!NAME.test(name)) return { refused: "name-wrong" };
      if (password.length < PASSWORD_LENGTH.least) return { refused: "password-short" };
      if (sql.byName.get(name)) return { refused: "name-taken" };
      const { lastInsertRowid } = sql.insert.run(name, role, await hashPassword(password), now());
      record("account-added", name, role);
      return { id: Number(lastInsertRowid), name, role, disabled: false };
    },
    list: () => sql.list.all().map(toAccount),
    byId: (id) => {
      const row = sql.byId.get(id);
      return row && toAccount(row);
    },
    forLogin: (name) => {
      const row = sql.byName.get(name);
      return row && row.disabled_at === null ? { ...toAccount(row), password: row.password } : undefined;
    },
    disable: (name) => {
      const row = sql.byName.get(name);
      if (!row) return "unknown";
      database.transaction(() => {
        sql.disable.run(now(), row.id);
        sql.endSessions.run(row.id);
        sql.release.run(row.id);
        record("account-disabled", row.name);
      })();
      return "done";
    },
    reset: async (name, password) => {
      const row = sql.byName.get(name);
      if (!row) return "unknown";
      if (password.length < PASSWORD_LENGTH.least) return "password-short";
      const hashed = await hashPassword(password);
      database.transaction(() => {
        sql.reset.run(hashed, row.id);
        sql.endSessions.run(row.id);
        record("account-reset", row.name);
      })();
      return "done";
    },
  };
}

function toAccount({ id, name, role, disabled_at }: Row): Account {
  return { id, name, role, disabled: disabled_at !== null };
}

/** A supervisor may all that an editor may, an editor all that a consultant may. */
export function mayActAs(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}
