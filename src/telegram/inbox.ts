import type { Logger } from "pino";
import type { Instant } from "./instant.ts";
import { type Head, Lines } from "./lines.ts";
import { atMost, createStopping, pause } from "./pause.ts";
import type { Outgoing, Received, TelegramStore, Update } from "./store.ts";
import { type Facts, readUpdate } from "./update.ts";

/** Works through the inbox: one update of a chat at a time, in order; several chats at once. */

export interface InboxParts {
  store: TelegramStore;
  instant: Instant;
  logger: Logger;
  /** Gives what answers an update; its work is broken off when the signal is given. */
  converse: (update: Update, signal: AbortSignal) => Promise<Outgoing[]>;
  /** What the asker is told when an update could not be handled. */
  apologise: (facts: Facts) => Outgoing[];
  /** Told when work takes longer than a second, and again every few seconds. */
  onSlow: (facts: Facts) => void;
  /** The same answer, for a question that waited for long. */
  excuse: (facts: Facts, outgoing: Outgoing[]) => Outgoing[];
  onAnswered: (messages: readonly Head[], update: { kind: Facts["kind"]; receivedAt: number }) => void;
  /** False while so many messages wait to be sent that more would only pile up. */
  hasRoom: () => boolean;
  /** Milliseconds that an update may take; 20 s when absent. */
  deadline?: number;
}

/** Chats at once: more only wait in the model's line, fewer let some that hang hold up the others. */
const CHATS_AT_ONCE = 16;
/**
 * An update in whose time the process ended twice may be what ends it: it is worked on alone, so that
 * what happens then is its own doing. Begun six times it is answered with an apology.
 */
const SUSPECT = 2;
const MOST_ATTEMPTS = 6;
/** Milliseconds: nobody who is asked waits longer before putting the telephone away. */
const DEADLINE = 20_000;
/** Milliseconds after which an answer comes with an excuse, and how long Telegram keeps what it could not deliver. */
const STALE = 3_600_000;
const KEPT_BY_TELEGRAM = 25 * STALE;
/** Milliseconds that Telegram keeps what somebody types inline. */
const INLINE_HOLDS = 30_000;
/** Milliseconds before the first sign of work, and between two: Telegram shows one for five seconds. */
const SLOW = { first: 1000, next: 4500 };
/** Milliseconds before the database is tried again. */
const DATABASE_PAUSE = 1000;

export interface Inbox {
  /** Takes up what was left at the last end. */
  resume(heads: readonly (Head & { attempts: number })[]): void;
  push(heads: readonly Head[]): void;
  /** Looks for work; safe to call at any time. */
  wake(): void;
  /** How many updates wait. */
  size(): number;
  /** Begins nothing more; breaks off what hasn't ended after the milliseconds: it is done at the next start. */
  stop(milliseconds: number): Promise<void>;
}

export function createInbox(parts: InboxParts): Inbox {
  const { store, instant, logger, deadline = DEADLINE } = parts;
  const lines = new Lines();
  const running = new Set<Promise<void>>();
  const suspects = new Set<number>();
  const stopping = createStopping();
  let stopped = false;

  const work = async ({ chat, id }: Head): Promise<void> => {
    const received = await persist(() => store.begin(id));
    if (!received) return;
    const facts = readUpdate(received.update);
    if (facts.press) instant.expect(facts.press.id);
    const outgoing = isWorthless(facts, received, lines.hasMore(chat)) ? [] : await handle(received, facts);
    if (outgoing === null) return void (await persist(() => store.putBack(id)));
    const at = outgoing.filter(({ method }) => instant.takes(method));
    for (const one of at) instant.send(one);
    if (facts.press) await instant.close(facts.press.id);
    const lasting = outgoing.filter((one) => !at.includes(one) && isSendable(one));
    const heads = await persist(() => store.finish(id, lasting));
    if (heads) parts.onAnswered(heads, { kind: facts.kind, receivedAt: received.receivedAt });
  };
  /** Null when it was broken off by a stop. */
  const handle = async (received: Received, facts: Facts): Promise<Outgoing[] | null> => {
    const { update, attempts } = received;
    try {
      if (attempts >= MOST_ATTEMPTS) throw new Error("given up after it ended the process");
      const slow = repeat(() => parts.onSlow(facts));
      const work = (signal: AbortSignal) => parts.converse(update, signal);
      const outgoing = await withDeadline(work, deadline, stopping.signal).finally(slow.end);
      return isStale(facts, received) ? parts.excuse(facts, outgoing) : outgoing;
    } catch (err) {
      if (stopping.signal.aborted) return null;
      logger.error({ err, update: update.update_id }, "an update could not be handled");
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
        .catch((err: unknown) => logger.error({ err }, "an update was left for the next start"))
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

/** What somebody typed inline and has typed on since, or no longer waits for. */
function isWorthless({ kind }: Facts, { receivedAt }: Received, hasNewer: boolean): boolean {
  return kind === "inline" && (hasNewer || Date.now() - receivedAt > INLINE_HOLDS);
}

/** By the date it bears, unless that can't be: Telegram keeps nothing for longer than a day. */
function isStale({ kind, sentAt }: Facts, { receivedAt }: Received): boolean {
  const believed = sentAt !== null && receivedAt - sentAt < KEPT_BY_TELEGRAM ? sentAt : receivedAt;
  return kind === "message" && Date.now() - believed > STALE;
}

/** Nothing can be sent to nobody: a chat that is missing or 0. */
function isSendable({ payload, chat }: Outgoing): boolean {
  if (payload.chat_id === undefined) return payload.inline_message_id !== undefined || chat !== "";
  return typeof payload.chat_id === "string" || (Number.isSafeInteger(payload.chat_id) && payload.chat_id !== 0);
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
