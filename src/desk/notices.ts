import { setImmediate } from "node:timers/promises";
import type Database from "better-sqlite3";
import { LANGUAGES, type Language } from "../corpus/passage.ts";
import { chooseText } from "./case.ts";
import type { Change, ChangeStore } from "./change-store.ts";
import type { Addresses, Channel, Correction } from "./channel.ts";
import { type Receiver, readCentre } from "./receivers.ts";

/** Brings a correction to each who was shown what it corrects: a transaction each, see channel.ts. */
export interface Notices {
  /** Writes down whom to tell; those that were told of it already are left out. Gives how many are new. */
  add(change: number, receivers: readonly Receiver[]): number;
  count(change: number): { told: number; waiting: number };
  /** Numbers of the changes that a private page tells of, oldest first; by the case's number. */
  ofCase(number: string): number[];
  /** Addresses are sealed. */
  moveAddress(channel: string, from: string, to: string): void;
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
  channels: ReadonlyMap<string, Channel>;
  now: () => number;
  onFailure: (error: unknown) => void;
}

interface Waiting {
  id: number;
  change: number;
  channel: string;
  asker: string | null;
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
  const { database, now, addresses, channels } = parts;
  const sql = prepare(database);
  let [running, stopped, woken]: [Promise<void> | null, boolean, boolean] = [null, false, false];
  let timer: NodeJS.Timeout | undefined;

  const bring = database.transaction((waiting: Waiting, channel: Channel) => {
    if (sql.done.run(waiting.id).changes === 0) return;
    const change = parts.changes.byId(waiting.change);
    const why = sql.why.get(waiting.change);
    const address = addresses.open(waiting.channel, waiting.address ?? "");
    // An address of another installation's key reaches nobody: there is nothing to try again.
    if (change && why && address !== null) channel.correct(describe(waiting, { change, why, address }));
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
      if (channel.hasRoom?.() === false) return later(FULL_PAUSE);
      try {
        bring(waiting, channel);
        channel.delivered?.();
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
    add: database.transaction((change: number, receivers: readonly Receiver[]) =>
      receivers.reduce((added, receiver) => {
        const state = receiver.channel === "web" ? "done" : "waiting";
        return added + sql.insert.run({ ...receiver, change, state }).changes;
      }, 0),
    ),
    count: (change) => {
      const counts = new Map(sql.count.all(change).map(({ state, count }) => [state, count]));
      return { told: counts.get("done") ?? 0, waiting: counts.get("waiting") ?? 0 };
    },
    ofCase: (number) => sql.ofCase.all(number).map(({ change }) => change),
    moveAddress: (channel, from, to) =>
      void sql.move.run({ channel, from, to, was: `${channel} ${from}`, is: `${channel} ${to}` }),
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

function describe(
  { id, asker, language }: Waiting,
  { change, why, address }: { change: Change; why: Record<Language, string>; address: string },
): Correction {
  const read = (value: unknown): string | null =>
    change.kind === "centre" ? readCentre(value, language) : typeof value === "string" ? value : null;
  return {
    ...{ key: `correction-${change.id}-notice-${id}`, asker, address, language },
    kind: change.kind === "centre" || change.kind === "rendering" ? change.kind : "passage",
    ...{ passage: change.subject, at: change.at, before: read(change.before), after: read(change.after) },
    why: why[chooseText(why, language, "ru")],
  };
}

function prepare(database: Database.Database) {
  return {
    insert: database.prepare(
      `INSERT OR IGNORE INTO notices (change, recipient, channel, asker, address, case_id, language, state)
       VALUES (@change, @recipient, @channel, @asker, @address, @caseId, @language, @state)`,
    ),
    waiting: database.prepare<[number, string], Waiting>(
      `SELECT id, change, channel, asker, address, language, attempts FROM notices WHERE state = 'waiting'
         AND not_before <= ? AND channel IN (SELECT value FROM json_each(?)) ORDER BY id LIMIT 1`,
    ),
    next: database.prepare<[], { at: number | null }>(
      "SELECT min(not_before) AS at FROM notices WHERE state = 'waiting' AND attempts > 0",
    ),
    done: database.prepare("UPDATE notices SET state = 'done' WHERE id = ? AND state = 'waiting'"),
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
    move: database.prepare(
      `UPDATE OR IGNORE notices SET address = @to, recipient = replace(recipient, @was, @is)
       WHERE channel = @channel AND address = @from`,
    ),
    forget: database.prepare("DELETE FROM notices WHERE asker = ?"),
    forgetOld: database.prepare(
      `UPDATE notices SET asker = NULL, address = NULL, state = 'done', recipient = 'erased ' || id
       WHERE address IS NOT NULL AND change IN (SELECT change FROM errata WHERE at < ?)`,
    ),
  };
}
