import { setImmediate } from "node:timers/promises";
import type Database from "better-sqlite3";
import { LANGUAGES, type Language } from "../corpus/passage.ts";
import type { Change, ChangeStore } from "./change-store.ts";
import type { Addresses, Receiver } from "./receivers.ts";

/**
 * Brings a correction to each who was shown what it corrects. Each is one transaction, in which the
 * notice is marked and the channel puts it in its outbox of the same database: killed at any
 * instant, nobody is left out and nobody is told twice.
 */

/** A correction for one asker. */
export interface Notice {
  change: Change;
  /** Why it changed, in the languages that it was written in. */
  why: Record<Language, string>;
  address: string;
  language: Language;
}

export interface NoticeChannel {
  /** False while what waits would keep citizens' answers waiting. */
  hasRoom(): boolean;
  /** Called inside the transaction: take it now, without waiting, and throw when that fails. */
  tell(notice: Notice): void;
  /** Called after the commit: wake what sends. */
  told(): void;
}

export interface Notices {
  addChannel(name: string, channel: NoticeChannel): void;
  /** Writes down whom to tell; those that were told of it already are left out. Gives how many are new. */
  add(change: number, receivers: readonly Receiver[]): number;
  count(change: number): { told: number; waiting: number };
  /** Ids of the corrections that a private page shows, by the case's number. */
  ofCase(number: string): number[];
  /** Erases whom an asker's notices went to, and drops those that wait. */
  forget(asker: string): void;
  /** Erases whom notices of corrections listed before then went to. Gives how many. */
  forgetOld(before: number): number;
  wake(): void;
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export interface NoticeParts {
  database: Database.Database;
  changes: ChangeStore;
  addresses: Addresses;
  now: () => number;
  onFailure: (error: unknown) => void;
}

interface Waiting {
  id: number;
  change: number;
  channel: string;
  address: string | null;
  language: Language;
  attempts: number;
}

/** Milliseconds before a notice that was not taken comes again: doubled each time, an hour at most. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 3_600_000;
/** Milliseconds until a full channel is asked again. */
const FULL_PAUSE = 500;

export function createNotices(parts: NoticeParts): Notices {
  const { database, now, addresses } = parts;
  const sql = prepare(database);
  const channels = new Map<string, NoticeChannel>();
  let [running, stopped, woken]: [Promise<void> | null, boolean, boolean] = [null, false, false];
  let timer: NodeJS.Timeout | undefined;

  const bring = database.transaction((waiting: Waiting, channel: NoticeChannel) => {
    if (sql.done.run(waiting.id).changes === 0) return;
    const change = parts.changes.byId(waiting.change);
    const why = sql.why.get(waiting.change);
    const address = addresses.open(waiting.address ?? "");
    // An address of another installation's key reaches nobody: there is nothing to try again.
    if (!change || !why || address === null) return;
    channel.tell({ change, why, address, language: waiting.language });
  });
  const later = (milliseconds: number) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(wake, milliseconds);
  };
  const run = async () => {
    await setImmediate();
    woken = false;
    while (!stopped) {
      const waiting = sql.waiting.get(now(), JSON.stringify([...channels.keys()]));
      const channel = waiting && channels.get(waiting.channel);
      if (!waiting || !channel) break;
      if (!channel.hasRoom()) return later(FULL_PAUSE);
      try {
        bring(waiting, channel);
        channel.told();
      } catch (error) {
        parts.onFailure(error);
        sql.postpone.run(now() + Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** waiting.attempts), waiting.id);
      }
      await setImmediate();
    }
    const at = stopped ? null : (sql.next.get()?.at ?? null);
    if (at !== null) later(Math.max(FIRST_PAUSE, at - now()));
  };
  const wake = () => {
    if (stopped) return;
    woken = true;
    running ??= run().finally(() => {
      running = null;
      if (woken) wake();
    });
  };
  return {
    addChannel: (name, channel) => {
      channels.set(name, channel);
      wake();
    },
    add: database.transaction((change: number, receivers: readonly Receiver[]) => {
      const added = receivers.map((receiver) => {
        const state = receiver.channel === "web" ? "done" : "waiting";
        return sql.insert.run({ ...receiver, change, state }).changes;
      });
      return added.reduce((sum, one) => sum + one, 0);
    }),
    count: (change) => {
      const counts = new Map(sql.count.all(change).map(({ state, count }) => [state, count]));
      return { told: counts.get("done") ?? 0, waiting: counts.get("waiting") ?? 0 };
    },
    ofCase: (number) => sql.ofCase.all(number).map(({ change }) => change),
    forget: (asker) => void sql.forget.run(asker),
    forgetOld: (before) => sql.forgetOld.run(before).changes,
    wake,
    settled: async () => {
      wake();
      await running;
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

function prepare(database: Database.Database) {
  return {
    insert: database.prepare(
      `INSERT OR IGNORE INTO notices (change, recipient, channel, asker, address, case_id, language, state)
       VALUES (@change, @recipient, @channel, @asker, @address, @caseId, @language, @state)`,
    ),
    waiting: database.prepare<[number, string], Waiting>(
      `SELECT id, change, channel, address, language, attempts FROM notices WHERE state = 'waiting' AND not_before <= ?
         AND channel IN (SELECT value FROM json_each(?)) ORDER BY id LIMIT 1`,
    ),
    next: database.prepare<[], { at: number | null }>(
      "SELECT min(not_before) AS at FROM notices WHERE state = 'waiting' AND attempts > 0",
    ),
    done: database.prepare("UPDATE notices SET state = 'done', address = NULL WHERE id = ? AND state = 'waiting'"),
    postpone: database.prepare("UPDATE notices SET attempts = attempts + 1, not_before = ? WHERE id = ?"),
    why: database.prepare<[number], Record<Language, string>>(
      `SELECT ${LANGUAGES.join(", ")} FROM errata WHERE change = ?`,
    ),
    count: database.prepare<[number], { state: string; count: number }>(
      "SELECT state, count(*) AS count FROM notices WHERE change = ? GROUP BY state",
    ),
    ofCase: database.prepare<[string], { change: number }>(
      "SELECT n.change FROM notices n JOIN cases c ON c.id = n.case_id WHERE c.number = ? ORDER BY n.id",
    ),
    forget: database.prepare("DELETE FROM notices WHERE asker = ?"),
    forgetOld: database.prepare(
      `UPDATE notices SET asker = NULL, address = NULL, state = 'done', recipient = 'erased ' || id
       WHERE asker IS NOT NULL AND change IN (SELECT change FROM errata WHERE at < ?)`,
    ),
  };
}
