import type Database from "better-sqlite3";
import type { Language } from "../corpus/passage.ts";
import { maskWritten } from "../log/mask.ts";
import type { Head } from "./lines.ts";
import { prepare, type Row } from "./statements.ts";

/**
 * The inbox and the outbox. An update is committed before its offset is confirmed; what answers it
 * is committed in the same transaction that marks it done. So a process that is killed at any
 * instant loses nothing, and sends at most the one message twice that was in flight.
 *
 * What is done keeps nothing personal: of an update its number alone, for a day; of a message nothing.
 */

export interface Update {
  update_id: number;
  [kind: string]: unknown;
}

/** A call of the Bot API that waits to be made. */
export interface Outgoing {
  chat: string;
  method: string;
  payload: Record<string, unknown>;
  /** Milliseconds since 1970 after which it is worth nothing to anybody and is dropped. */
  deadlineAt?: number;
  /** A file that goes with it, as multipart; `field` is what the method calls it, for example `document`. */
  file?: OutgoingFile;
}

export interface OutgoingFile {
  field: string;
  /** The name that the person sees. */
  name: string;
  base64: string;
  /** The media type, for example `application/json`. */
  type: string;
}

/** An update that waits, and how often work on it has begun. */
export interface Received {
  update: Update;
  attempts: number;
  receivedAt: number;
}

/** A message that waits. Times in milliseconds since 1970. */
export interface Waiting extends Outgoing {
  id: number;
  deadlineAt: number;
  notBefore: number;
  /** Times that Telegram refused it for now. */
  attempts: number;
  /** Times it was begun and nothing is known of the outcome. */
  begun: number;
}

export interface Arrival {
  update: Update;
  line: string;
  /** False for what is not to be worked on: only its number is kept, against repetition. */
  wanted: boolean;
}

export interface TelegramStore {
  /** Starts over when the database belongs to another bot: its numbers and chats mean nothing here. */
  belongTo(bot: string): void;
  /** Those of the updates that are not in the inbox. */
  pickNew(updates: readonly Update[]): Update[];
  /** Commits what arrived, what is to be told at once, the next offset, and that these chats can be reached again. */
  receive(
    arrivals: readonly Arrival[],
    about: { notices: readonly Outgoing[]; reached: readonly string[]; next: number },
  ): Head[];
  /** The offset to ask Telegram for; 0, whatever it has, when nothing came for so long that its numbers may have begun anew. */
  offset(): number;
  /** The updates that wait, oldest first, and how often work on each has begun. */
  inbox(): (Head & { attempts: number })[];
  /** Counts that work begins, before it does, so that an update that kills the process is not tried for ever. */
  begin(updateId: number): Received | undefined;
  /** Takes the count back: the work was broken off by a stop. */
  putBack(updateId: number): void;
  /** Marks an update done and queues what answers it, in one transaction. */
  finish(updateId: number, outgoing: readonly Outgoing[]): Head[];
  /** Queues messages within the transaction that is under way. */
  enqueue(outgoing: readonly Outgoing[]): Head[];
  /** The messages that wait, oldest first. */
  outbox(): Head[];
  message(id: number): Waiting | undefined;
  /** Counts a send before it is made. */
  beginSend(id: number): void;
  /** Sent, or given up: nothing of it is kept. */
  settle(id: number): void;
  /** Tries again later. `refused`: Telegram said that it wasn't carried out, so that the begun send counts no more. */
  postpone(id: number, notBefore: number, refused: boolean): void;
  /** Changes what is sent. */
  rewrite(id: number, message: { method: string; payload: Record<string, unknown> }): void;
  /** Lets the messages of a group follow it to its new id. */
  moveChat(from: string, to: string): void;
  /** Nobody can be reached there: drops what waits and takes no more until something comes from there. */
  block(chat: string): void;
  /** Takes out the numbers of updates that can't come again. Gives how many. */
  prune(): number;
  language(asker: string): Language | undefined;
  setLanguage(asker: string, language: Language): void;
}

const HOUR = 3_600_000;
/** Telegram keeps an update for 24 hours, so its number can't come again after 25. */
const NUMBERS_KEPT = 25 * HOUR;
/** Telegram begins its numbers anew, at random, after a week without updates. */
const NUMBERS_HOLD = 6 * 24 * HOUR;
/** Milliseconds that an answer is worth sending: an outage of Telegram's may take a night. */
const ANSWER_HOLDS = 24 * HOUR;
/** Rows taken out in one go: a few milliseconds. */
const PRUNED_AT_ONCE = 2000;

export interface StoreSettings {
  now?: () => number;
  /** What stands for a chat that can't be reached: its pseudonym, so that no number of a person is kept. */
  hide?: (chat: string) => string;
}

export function createTelegramStore(
  database: Database.Database,
  { now = Date.now, hide = (chat) => chat }: StoreSettings = {},
): TelegramStore {
  const sql = prepare(database);
  const queue = (outgoing: readonly Outgoing[]): Head[] =>
    outgoing.flatMap(({ chat, method, payload, file, deadlineAt = now() + ANSWER_HOLDS }) => {
      if (sql.isBlocked.get(hide(chat))) return [];
      const row = [chat, method, JSON.stringify(payload), file ? JSON.stringify(file) : null, deadlineAt];
      return [{ chat, id: Number(sql.queue.run(...row).lastInsertRowid) }];
    });
  /**
   * Without waiting for the disk: what a killed process wrote survives it, and a power cut costs no
   * more than one repetition.
   */
  const lightly = (write: () => void): void => {
    sql.dontWait.run();
    try {
      write();
    } finally {
      sql.wait.run();
    }
  };
  return {
    belongTo: database.transaction((bot: string) => {
      const before = sql.setting.get("telegram-bot")?.value;
      if (before !== undefined && before !== bot) {
        database.exec("DELETE FROM inbox; DELETE FROM outbox; DELETE FROM settings WHERE name = 'telegram-offset'");
      }
      sql.set.run("telegram-bot", bot);
    }),
    pickNew: (updates) => {
      const seen = new Set<number>();
      return updates.filter(({ update_id: id }) => !seen.has(id) && seen.add(id) && !sql.known.get(id));
    },
    receive: database.transaction<TelegramStore["receive"]>((arrivals, { notices, reached, next }) => {
      for (const { update, line, wanted } of arrivals) {
        if (wanted) sql.receive.run(update.update_id, line, now(), JSON.stringify(update, maskWritten), "waiting");
        else sql.receive.run(update.update_id, "", now(), null, "done");
      }
      for (const chat of reached) sql.unblock.run(hide(chat));
      sql.set.run("telegram-offset", `${next}:${now()}`);
      return queue(notices);
    }),
    offset: () => {
      const [next = "", at = ""] = sql.setting.get("telegram-offset")?.value.split(":") ?? [];
      return next === "" || now() - Number(at) > NUMBERS_HOLD ? 0 : Number(next);
    },
    inbox: () => sql.inbox.all(),
    begin: (id) => {
      lightly(() => sql.begin.run(1, id));
      const row = sql.received.get(id);
      return row && { ...row, attempts: row.attempts - 1, update: JSON.parse(row.body) as Update };
    },
    putBack: (id) => lightly(() => sql.begin.run(-1, id)),
    finish: database.transaction<TelegramStore["finish"]>((id, outgoing) => {
      sql.done.run(id);
      return queue(outgoing);
    }),
    enqueue: queue,
    outbox: () => sql.outbox.all(),
    message: (id) => readRow(sql.message.get(id)),
    beginSend: (id) => lightly(() => sql.beginSend.run(id)),
    settle: (id) => lightly(() => sql.settle.run(id)),
    postpone: (id, notBefore, refused) => lightly(() => sql.postpone.run(notBefore, refused ? 1 : 0, id)),
    rewrite: (id, { method, payload }) => lightly(() => sql.rewrite.run(method, JSON.stringify(payload), id)),
    moveChat: (from, to) =>
      lightly(() => {
        sql.move.run({ from, to });
        sql.moveCases.run({ from, to });
      }),
    block: database.transaction<TelegramStore["block"]>((chat) => {
      sql.block.run(hide(chat), now());
      sql.dropAll.run(chat);
    }),
    prune: () => sql.prune.run(PRUNED_AT_ONCE, now() - NUMBERS_KEPT).changes,
    language: (asker) => sql.language.get(asker)?.language,
    setLanguage: (asker, language) => void sql.setLanguage.run(asker, language, now()),
  };
}

function readRow(row: Row | undefined): Waiting | undefined {
  if (!row) return undefined;
  const { payload, file, ...rest } = row;
  const message = { ...rest, payload: JSON.parse(payload) as Waiting["payload"] };
  return file === null ? message : { ...message, file: JSON.parse(file) as OutgoingFile };
}
