import type Database from "better-sqlite3";

/** The number of the update to ask Telegram for next, kept in the transaction that stores those before it. */
export interface Offset {
  /** 0, whatever is kept, when nothing came for so long that Telegram's numbers may have begun anew. */
  read(): number;
  write(next: number): void;
  forget(): void;
}

/** Milliseconds: Telegram begins its numbers anew, at random, after a week without updates. */
const NUMBERS_HOLD = 6 * 86_400_000;

const NAME = "telegram-offset";

export function createOffset(database: Database.Database, now: () => number = Date.now): Offset {
  const get = database.prepare<[string], { value: string }>("SELECT value FROM settings WHERE name = ?");
  const set = database.prepare("INSERT INTO settings VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value");
  const remove = database.prepare("DELETE FROM settings WHERE name = ?");
  return {
    read: () => {
      const [next = "", at = ""] = get.get(NAME)?.value.split(":") ?? [];
      return next === "" || now() - Number(at) > NUMBERS_HOLD ? 0 : Number(next);
    },
    write: (next) => void set.run(NAME, `${next}:${now()}`),
    forget: () => void remove.run(NAME),
  };
}
