import type Database from "better-sqlite3";
import type { Pseudonym } from "../log/pseudonym.ts";
import type { Status } from "./notification.ts";

/**
 * How far our messages came, as WhatsApp tells it: in any order, and more than once. WhatsApp's name
 * of a message has its reader's number in it, so a pseudonym stands for it.
 */
export interface Statuses {
  /** Within the transaction that stores the notification. False for what was known, or is older than what was known. */
  note(status: Status): boolean;
  /** What WhatsApp has told of a message, which may be before it answers the call that sent it. */
  find(id: string): Omit<Status, "id"> | undefined;
  /** What stands for a message. */
  nameOf(id: string): string;
  /** How many of the messages of the last day came how far. */
  count(): Record<Status["status"], number>;
}

/** Each says more than those before it; a message that failed may still arrive. */
const RANK: Readonly<Record<Status["status"], number>> = { sent: 0, failed: 1, delivered: 2, read: 3 };
const DAY = 86_400_000;

export function createStatuses(database: Database.Database, pseudonym: Pseudonym): Statuses {
  const find = database.prepare<[string], Omit<Status, "id">>(
    "SELECT status, code FROM whatsapp_statuses WHERE message = ?",
  );
  const write = database.prepare("INSERT OR REPLACE INTO whatsapp_statuses VALUES (?, ?, ?, ?)");
  const count = database.prepare<[number], { status: Status["status"]; count: number }>(
    "SELECT status, count(*) AS count FROM whatsapp_statuses WHERE at > ? GROUP BY status",
  );
  const nameOf = (id: string) => pseudonym("whatsapp-message", id);
  return {
    nameOf,
    find: (id) => find.get(nameOf(id)),
    note: ({ id, status, code }) => {
      const message = nameOf(id);
      const known = find.get(message)?.status;
      if (known !== undefined && RANK[known] >= RANK[status]) return false;
      write.run(message, status, code, Date.now());
      return true;
    },
    count: () => {
      const counts = new Map(count.all(Date.now() - DAY).map((row) => [row.status, row.count]));
      const of = (status: Status["status"]) => counts.get(status) ?? 0;
      return { sent: of("sent"), delivered: of("delivered"), read: of("read"), failed: of("failed") };
    },
  };
}
