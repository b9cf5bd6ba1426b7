import type Database from "better-sqlite3";
import type { Pseudonym } from "../log/pseudonym.ts";

/** Until when one may write to somebody: WhatsApp lets a business answer for a day, then only by a template. */
export interface Windows {
  isOpen(chat: string): boolean;
  /** Somebody wrote then, milliseconds since 1970. Within the transaction that stores it. */
  open(chat: string, wroteAt: number): void;
  /** WhatsApp says that it is closed. False when somebody has written just now: then it can't be. */
  close(chat: string): boolean;
}

/** Milliseconds after somebody's last message, and how much sooner we stop: what is sent must still arrive within. */
const WINDOW = 86_400_000;
const MARGIN = 5 * 60_000;
/** Milliseconds for which a message of theirs may still be under way through WhatsApp. */
const JUST_NOW = 60_000;

/** Under the pseudonym of the one who wrote; gone within a day, also of somebody who has been erased: the receipt must reach them. */
export function createWindows(
  database: Database.Database,
  { pseudonym, now = Date.now }: { pseudonym: Pseudonym; now?: () => number },
): Windows {
  const read = database.prepare<[string], { until: number }>(
    "SELECT open_until AS until FROM whatsapp_windows WHERE chat = ?",
  );
  const write = database.prepare(
    `INSERT INTO whatsapp_windows VALUES (?, ?)
     ON CONFLICT DO UPDATE SET open_until = max(open_until, excluded.open_until)`,
  );
  const shut = database.prepare("DELETE FROM whatsapp_windows WHERE chat = ? AND open_until < ?");
  const name = (chat: string) => pseudonym("whatsapp", chat);
  return {
    isOpen: (chat) => (read.get(name(chat))?.until ?? 0) - MARGIN > now(),
    open: (chat, wroteAt) => {
      // A clock of theirs that is ahead opens no longer window.
      const until = Math.min(wroteAt, now()) + WINDOW;
      if (until > now()) write.run(name(chat), until);
    },
    close: (chat) => {
      shut.run(name(chat), now() + WINDOW - JUST_NOW);
      return (read.get(name(chat))?.until ?? 0) <= now();
    },
  };
}
