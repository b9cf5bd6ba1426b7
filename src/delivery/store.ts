import type Database from "better-sqlite3";
import { maskWritten } from "../log/mask.ts";
import type { Head } from "./lines.ts";
import type { Arrival, Outgoing, Parking, Received, Waiting } from "./message.ts";
import { prepare, type Row } from "./statements.ts";

/**
 * A channel's inbox and outbox. What arrives is committed before it is confirmed; what answers it is
 * committed in the same transaction that marks it done. So a process that is killed at any instant
 * loses nothing, and sends at most the one message twice that was in flight.
 *
 * What is done keeps nothing personal: of an arrival its number alone, for a while; of a message nothing.
 */
export interface DeliveryStore<Body, Message extends object> {
  /** Starts over when the database belongs to another account: its numbers and chats mean nothing here. True then. */
  belongTo(account: string): boolean;
  isKnown(key: string): boolean;
  /**
   * Commits what arrived, what is to be told at once, that these chats can be reached again, and what
   * `also` writes. What was parked for them and may pass now goes before the notices.
   */
  receive(
    arrivals: readonly Arrival[],
    about: { notices: readonly Outgoing<Message>[]; reached: readonly string[]; also?: () => void },
  ): { arrived: Head[]; notices: Head[] };
  /** What waits to be worked on, oldest first, and how often work on each has begun. */
  inbox(): (Head & { attempts: number })[];
  /** Counts that work begins, before it does, so that what kills the process is not tried for ever. */
  begin(id: number): Received<Body> | undefined;
  /** Takes the count back: the work was broken off by a stop. */
  putBack(id: number): void;
  /** Marks an arrival done and queues what answers it, in one transaction. */
  finish(id: number, outgoing: readonly Outgoing<Message>[]): Head[];
  /** Queues messages within the transaction that is under way. */
  enqueue(outgoing: readonly Outgoing<Message>[]): Head[];
  /** The messages that wait, oldest first. */
  outbox(): Head[];
  message(id: number): Waiting<Message> | undefined;
  /** Counts a send before it is made. */
  beginSend(id: number): void;
  /** Sent, or given up: nothing of it is kept. */
  settle(id: number): void;
  /** Sent, but its outcome will be told under this receipt: kept for so many milliseconds at most. */
  keepSent(id: number, receipt: string, milliseconds: number): void;
  /** The sent message that bears the receipt, while it is kept. */
  findSent(receipt: string): Waiting<Message> | undefined;
  /** A sent message did not arrive, and is to be sent again then. */
  resume(id: number, notBefore: number): Head;
  /** It may not be sent now: it waits until something comes from its chat. Gives what is sent in its place. */
  park(id: number): Head[];
  /** Tries again later. `refused`: it is known not to have been carried out, so that the begun send counts no more. */
  postpone(id: number, notBefore: number, refused: boolean): void;
  /** Changes what is sent. */
  rewrite(id: number, message: Message): void;
  /** Lets a chat's messages follow it to its new name, each changed for it. */
  moveChat(about: { from: string; to: string; change: (message: Message) => Message }): void;
  /** Nobody can be reached there: drops what waits and takes no more until something comes from there. */
  block(chat: string): void;
  /** Takes out the numbers of what can't come again. Gives how many. */
  prune(): number;
}

const HOUR = 3_600_000;
/** Milliseconds that an answer is worth sending: an outage may take a night. */
const ANSWER_HOLDS = 24 * HOUR;
/** Rows taken out in one go: a few milliseconds. */
const PRUNED_AT_ONCE = 2000;

export interface StoreSettings<Message extends object = object> {
  /** What its rows bear, for example `telegram`. */
  channel: string;
  /** Milliseconds for which the same arrival may come again. */
  repeats: number;
  now?: () => number;
  parking?: Parking<Message>;
  /** What stands for a chat that can't be reached: its pseudonym, so that no number of a person is kept. */
  hide?: (chat: string) => string;
}

export function createDeliveryStore<Body extends object, Message extends object>(
  database: Database.Database,
  { channel, repeats, parking, now = Date.now, hide = (chat) => `${channel}:${chat}` }: StoreSettings<Message>,
): DeliveryStore<Body, Message> {
  type Store = DeliveryStore<Body, Message>;
  const sql = prepare(database);
  const put = ({ chat, deadlineAt = now() + ANSWER_HOLDS, ...message }: Outgoing<Message>): Head => {
    const { lastInsertRowid: id } = sql.queue.run(channel, chat, JSON.stringify(message), deadlineAt);
    return { chat, id: Number(id) };
  };
  const park = ({ id, chat }: Head, message: Message): Head[] => {
    const another = sql.isParked.get(channel, chat) !== undefined;
    sql.park.run(id);
    const knock = another ? null : (parking?.knock(message) ?? null);
    return knock ? [put({ ...knock, chat })] : [];
  };
  const queue = (outgoing: readonly Outgoing<Message>[]): Head[] =>
    outgoing.flatMap((one) => {
      if (sql.isBlocked.get(hide(one.chat))) return [];
      const head = put(one);
      return parking && !parking.mayPass(one, one.chat) ? park(head, one) : [head];
    });
  const release = (chat: string): Head[] =>
    sql.parked.all(channel, chat).flatMap(({ id, message }) => {
      if (!parking?.mayPass(JSON.parse(message) as Message, chat)) return [];
      sql.release.run(id);
      return [{ chat, id }];
    });
  const take = ({ key, body, line, sender, wanted }: Arrival): Head[] => {
    const kept = wanted
      ? { line, sender, body: JSON.stringify(body, maskWritten), state: "waiting" }
      : { line: "", sender: null, body: null, state: "done" };
    const { changes, lastInsertRowid: id } = sql.receive.run({ channel, key, receivedAt: now(), ...kept });
    return wanted && changes === 1 ? [{ chat: line, id: Number(id) }] : [];
  };
  /**
   * Without waiting for the disk: what a killed process wrote survives it, and a power cut costs no
   * more than one repetition. Within a transaction it is that which waits or doesn't.
   */
  const lightly = (write: () => void): void => {
    if (database.inTransaction) {
      write();
      return;
    }
    sql.dontWait.run();
    try {
      write();
    } finally {
      sql.wait.run();
    }
  };
  return {
    belongTo: database.transaction((account: string) => {
      const before = sql.setting.get(`${channel}-bot`)?.value;
      sql.set.run(`${channel}-bot`, account);
      if (before === undefined || before === account) return false;
      sql.forgetInbox.run(channel);
      sql.forgetOutbox.run(channel);
      return true;
    }),
    isKnown: (key) => sql.known.get(channel, key) !== undefined,
    receive: database.transaction<Store["receive"]>((arrivals, { notices, reached, also }) => {
      const arrived = arrivals.flatMap(take);
      for (const chat of reached) sql.unblock.run(hide(chat));
      also?.();
      const released = parking ? [...new Set(reached)].flatMap(release) : [];
      return { arrived, notices: [...released, ...queue(notices)] };
    }),
    inbox: () => sql.inbox.all(channel),
    begin: (id) => {
      lightly(() => sql.begin.run(1, id));
      const row = sql.received.get(id);
      return row && { ...row, attempts: row.attempts - 1, body: JSON.parse(row.body) as Body };
    },
    putBack: (id) => lightly(() => sql.begin.run(-1, id)),
    finish: database.transaction<Store["finish"]>((id, outgoing) => {
      sql.done.run(id);
      return queue(outgoing);
    }),
    enqueue: queue,
    outbox: () => sql.outbox.all(channel),
    message: (id) => readRow<Message>(sql.message.get(id)),
    beginSend: (id) => lightly(() => sql.beginSend.run(id)),
    settle: (id) => lightly(() => sql.settle.run(id)),
    keepSent: (id, receipt, milliseconds) => lightly(() => sql.keep.run(receipt, now() + milliseconds, id)),
    findSent: (receipt) => readRow<Message>(sql.bySent.get(channel, receipt)),
    resume: (id, notBefore) => {
      sql.resume.run(notBefore, id);
      return { id, chat: sql.message.get(id)?.chat ?? "" };
    },
    park: database.transaction<Store["park"]>((id) => {
      const row = readRow<Message>(sql.message.get(id));
      return row ? park(row, row.message) : [];
    }),
    postpone: (id, notBefore, refused) => lightly(() => sql.postpone.run(notBefore, refused ? 1 : 0, id)),
    rewrite: (id, message) => lightly(() => sql.rewrite.run(JSON.stringify(message), id)),
    moveChat: database.transaction<Store["moveChat"]>(({ from, to, change }) => {
      for (const { id, message } of sql.ofChat.all(channel, from)) {
        sql.move.run(to, JSON.stringify(change(JSON.parse(message) as Message)), id);
      }
    }),
    block: database.transaction<Store["block"]>((chat) => {
      sql.block.run(hide(chat), now());
      sql.dropAll.run(channel, chat);
    }),
    prune: () => {
      sql.pruneOutbox.run({ channel, now: now() });
      return sql.prune.run(channel, now() - repeats, PRUNED_AT_ONCE).changes;
    },
  };
}

function readRow<Message>(row: Row | undefined): Waiting<Message> | undefined {
  return row && { ...row, message: JSON.parse(row.message) as Message };
}
