import type { Logger } from "pino";
import { type Head, Lines } from "./lines.ts";
import type { Facts, Outgoing, Received } from "./message.ts";
import { atMost, createStopping, pause } from "./pause.ts";
import type { DeliveryStore } from "./store.ts";

/** Works through the inbox: one arrival of a chat at a time, in order; several chats at once. */

/** What the channel makes of an arrival. */
export interface Work<F extends Facts, Body, Message extends object> {
  /** What it says of itself, read without trusting any of it. Pure. */
  read(body: Body): F;
  /** Gives what answers it; its work is broken off when the signal is given. */
  converse(received: Received<Body>, signal: AbortSignal): Promise<Outgoing<Message>[]>;
  /** What the asker is told when it could not be handled. */
  apologise(facts: F): Outgoing<Message>[];
  /** The same answer, for a question that waited for long. */
  excuse(facts: F, outgoing: Outgoing<Message>[]): Outgoing<Message>[];
  /** Told when work takes longer than a second, and again every few seconds. */
  onSlow(facts: F): void;
  /** Milliseconds that the other side keeps what it could not deliver: an older date isn't believed. */
  keeps: number;
  /** True for what nobody waits for any more. `hasNewer`: another waits behind it in its line. */
  isWorthless?(facts: F, about: { receivedAt: number; hasNewer: boolean }): boolean;
  aside?: Aside<F, Message>;
}

/** What a channel does past the lines: calls that are worth something for seconds only. */
export interface Aside<F extends Facts, Message extends object> {
  /** It is stored, or work on it begins: either may come first, and again after a start. */
  begin(facts: F): void;
  /** Sends what goes past the outbox; gives what is left for it. */
  take(outgoing: readonly Outgoing<Message>[]): Outgoing<Message>[];
  /** Its work is done: resolves when what went past for it is out. */
  end(facts: F): Promise<void>;
  stop(): Promise<void>;
}

export interface InboxParts<F extends Facts, Body, Message extends object> extends Work<F, Body, Message> {
  store: DeliveryStore<Body, Message>;
  logger: Logger;
  onAnswered: (messages: readonly Head[], about: { kind: string; receivedAt: number }) => void;
  /** False while so many messages wait to be sent that more would only pile up. */
  hasRoom: () => boolean;
  /** Milliseconds that an arrival may take; 20 s when absent. */
  deadline?: number;
}

/** Chats at once: more only wait in the model's line, fewer let some that hang hold up the others. */
const CHATS_AT_ONCE = 16;
/**
 * What the process ended with twice may be what ends it: it is worked on alone, so that what happens
 * then is its own doing. Begun six times it is answered with an apology.
 */
const SUSPECT = 2;
const MOST_ATTEMPTS = 6;
/** Milliseconds: nobody who is asked waits longer before putting the telephone away. */
const DEADLINE = 20_000;
/** Milliseconds after which an answer comes with an excuse. */
const STALE = 3_600_000;
/** Milliseconds before the first sign of work, and between two: one is shown for five seconds or longer. */
const SLOW = { first: 1000, next: 4500 };
/** Milliseconds before the database is tried again. */
const DATABASE_PAUSE = 1000;

export interface Inbox {
  /** Takes up what was left at the last end. */
  resume(heads: readonly (Head & { attempts: number })[]): void;
  push(heads: readonly Head[]): void;
  /** Looks for work; safe to call at any time. */
  wake(): void;
  /** How many arrivals wait. */
  size(): number;
  /** Begins nothing more; breaks off what hasn't ended after the milliseconds: it is done at the next start. */
  stop(milliseconds: number): Promise<void>;
}

export function createInbox<F extends Facts, Body, Message extends object>(parts: InboxParts<F, Body, Message>): Inbox {
  const { store, logger, aside, deadline = DEADLINE } = parts;
  const lines = new Lines();
  const running = new Set<Promise<void>>();
  const suspects = new Set<number>();
  const stopping = createStopping();
  let stopped = false;

  const work = async ({ chat, id }: Head): Promise<void> => {
    const received = await persist(() => store.begin(id));
    if (!received) return;
    const facts = parts.read(received.body);
    aside?.begin(facts);
    const hasNewer = lines.hasMore(chat);
    const worthless = parts.isWorthless?.(facts, { receivedAt: received.receivedAt, hasNewer }) ?? false;
    const outgoing = worthless ? [] : await handle(received, facts);
    if (outgoing === null) return void (await persist(() => store.putBack(id)));
    const lasting = aside?.take(outgoing) ?? outgoing;
    await aside?.end(facts);
    const heads = await persist(() => store.finish(id, lasting));
    if (heads) parts.onAnswered(heads, { kind: facts.kind, receivedAt: received.receivedAt });
  };
  /** Null when it was broken off by a stop. */
  const handle = async (received: Received<Body>, facts: F): Promise<Outgoing<Message>[] | null> => {
    try {
      if (received.attempts >= MOST_ATTEMPTS) throw new Error("given up after it ended the process");
      const slow = repeat(() => parts.onSlow(facts));
      const work = (signal: AbortSignal) => parts.converse(received, signal);
      const outgoing = await withDeadline(work, deadline, stopping.signal).finally(slow.end);
      return isStale(facts, { receivedAt: received.receivedAt, keeps: parts.keeps })
        ? parts.excuse(facts, outgoing)
        : outgoing;
    } catch (err) {
      if (stopping.signal.aborted) return null;
      logger.error({ err, arrival: received.id }, "an arrival could not be handled");
      return parts.apologise(facts);
    }
  };
  /** The disk may be full or the database locked: the work is done, so only the writing is tried again. */
  const persist = async <Result>(write: () => Result): Promise<Result | undefined> => {
    while (true) {
      try {
        return write();
      } catch (err) {
        logger.error({ err }, "the inbox could not be written; trying again");
        if (stopping.signal.aborted) return undefined;
        await pause(DATABASE_PAUSE, stopping.signal);
      }
    }
  };
  const wake = (): void => {
    while (!stopped && running.size < (suspects.size > 0 ? 1 : CHATS_AT_ONCE) && parts.hasRoom()) {
      const head = lines.take();
      if (!head) return;
      const job = work(head)
        .catch((err: unknown) => logger.error({ err }, "an arrival was left for the next start"))
        .finally(() => {
          running.delete(job);
          suspects.delete(head.id);
          lines.done(head);
          wake();
        });
      running.add(job);
    }
  };
  return {
    resume: (heads) => {
      for (const { id, attempts } of heads) if (attempts >= SUSPECT) suspects.add(id);
      for (const { chat, id } of heads) lines.push({ chat, id });
      wake();
    },
    push: (heads) => {
      for (const head of heads) lines.push(head);
      wake();
    },
    wake,
    size: () => lines.size,
    stop: async (milliseconds) => {
      stopped = true;
      const ended = Promise.all(running);
      if (await atMost(milliseconds, ended)) return;
      stopping.abort();
      await ended;
    },
  };
}

/** By the date it bears, unless that can't be: the other side keeps nothing for so long. */
function isStale({ kind, sentAt }: Facts, { receivedAt, keeps }: { receivedAt: number; keeps: number }): boolean {
  const believed = sentAt !== null && receivedAt - sentAt < keeps ? sentAt : receivedAt;
  return kind === "message" && Date.now() - believed > STALE;
}

function repeat(sign: () => void): { end: () => void } {
  let timer = setTimeout(function again() {
    sign();
    timer = setTimeout(again, SLOW.next);
  }, SLOW.first);
  return { end: () => clearTimeout(timer) };
}

/** Rejects after the milliseconds or when `until` is given, and tells the work so. */
async function withDeadline<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
  milliseconds: number,
  until: AbortSignal,
): Promise<Result> {
  const control = new AbortController();
  const abort = () => control.abort(new Error("broken off"));
  const timer = setTimeout(abort, milliseconds);
  until.addEventListener("abort", abort);
  const broken = new Promise<never>((_, reject) => {
    control.signal.addEventListener("abort", () => reject(control.signal.reason));
  });
  try {
    return await Promise.race([work(control.signal), broken]);
  } finally {
    clearTimeout(timer);
    until.removeEventListener("abort", abort);
  }
}
