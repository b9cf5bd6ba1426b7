import type Database from "better-sqlite3";
import type { Logger } from "pino";
import { FOLLOW_UP, VIEW_HOLDS } from "./askers.ts";
import { rewriteFile } from "./erasure.ts";

/** Erases what is past its time by itself: at the start and once a day. */

const MS_A_DAY = 86_400_000;
/** Days for which the number of what was handled is kept, so that it is known when it comes again: WhatsApp tries for seven. */
const ARRIVAL_DAYS = 9;
/** Days for which it is kept how far a message came: as long as WhatsApp may tell of it. */
const STATUS_DAYS = 30;

/** Gives how many rows lost something of a person. Figures without text and asker stay: they say nothing of one. */
export function eraseOld(database: Database.Database, { days, now }: { days: number; now: number }): number {
  const before = now - days * MS_A_DAY;
  const personal: readonly Step[] = [
    {
      sql: "UPDATE questions SET text = NULL, asker = NULL, address = NULL WHERE asked_at < ? AND (text IS NOT NULL OR asker IS NOT NULL OR address IS NOT NULL)",
      before,
    },
    { sql: "UPDATE feedback SET asker = NULL WHERE given_at < ? AND asker IS NOT NULL", before },
    { sql: "DELETE FROM askers WHERE seen_at < ?", before },
    { sql: "DELETE FROM last_questions WHERE asked_at < ?", before: now - FOLLOW_UP },
    { sql: "DELETE FROM last_views WHERE at < ?", before: now - VIEW_HOLDS },
    { sql: "DELETE FROM whatsapp_windows WHERE open_until < ?", before: now },
    { sql: "DELETE FROM whatsapp_statuses WHERE at < ?", before: now - STATUS_DAYS * MS_A_DAY },
  ];
  const handled: readonly Step[] = [
    { sql: "UPDATE inbox SET chat = '', sender = NULL WHERE state != 'waiting' AND chat != ''" },
    {
      sql: "DELETE FROM inbox WHERE state != 'waiting' AND received_at < ? AND id < (SELECT max(id) FROM inbox)",
      before: now - ARRIVAL_DAYS * MS_A_DAY,
    },
  ];
  const run = ({ sql, before: limit }: Step) =>
    database.prepare(sql).run(...(limit === undefined ? [] : [limit])).changes;
  return database.transaction(() => {
    for (const step of handled) run(step);
    return personal.reduce((sum, step) => sum + run(step), 0);
  })();
}

interface Step {
  sql: string;
  /** What happened before that, in milliseconds since 1970, is past its time. */
  before?: number;
}

/** Runs it now and once a day. Gives what stops it. */
export function keepRetention(about: {
  database: Database.Database;
  days: number;
  logger: Logger;
  /** What erases what others keep from before that time, milliseconds since 1970; gives how many rows. */
  others?: readonly ((before: number) => number)[];
}): () => void {
  const { database, days, logger, others = [] } = about;
  const run = () => {
    try {
      const before = Date.now() - days * MS_A_DAY;
      const count = others.reduce((sum, erase) => sum + erase(before), eraseOld(database, { days, now: Date.now() }));
      if (count === 0) return void database.pragma("wal_checkpoint(TRUNCATE)");
      rewriteFile(database);
      logger.info({ count }, "what was past its retention is erased");
    } catch (err) {
      logger.error({ err }, "retention could not run; it is tried again tomorrow");
    }
  };
  run();
  const timer = setInterval(run, MS_A_DAY);
  return () => clearInterval(timer);
}
