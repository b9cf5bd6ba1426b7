import type Database from "better-sqlite3";
import type { Logger } from "pino";
import { createInbox, type Work } from "./inbox.ts";
import { createIntake, type Reading } from "./intake.ts";
import { createLimits } from "./limits.ts";
import type { Head } from "./lines.ts";
import type { Facts } from "./message.ts";
import { createOutbox } from "./outbox.ts";
import type { Sending } from "./sender.ts";
import { createDeliveryStore, type DeliveryStore, type StoreSettings } from "./store.ts";
import { type Tally, timeAnswers } from "./tally.ts";

/**
 * What every channel shares: what arrives is committed, worked through in a line a chat, and what
 * answers it is sent in a line a chat, across crashes and failures of the other side. A channel says
 * what its arrivals and failures mean, and what answers them.
 */

export interface Channel<F extends Facts, Body extends object, Message extends object>
  extends Work<F, Body, Message>,
    Reading<F, Body, Message>,
    Sending<Message> {
  settings: Pick<StoreSettings<Message>, "channel" | "repeats" | "hide" | "parking">;
}

export interface DeliveryParts<F extends Facts, Body extends object, Message extends object> {
  database: Database.Database;
  logger: Logger;
  tally: Tally;
  channel: Channel<F, Body, Message>;
  /** False while nothing can be worked on yet. */
  isReady?: () => boolean;
  /** Milliseconds that an arrival may take, and that a send may stay without answer; good values when absent. */
  deadlines?: { work?: number; send?: number };
  /** Told when a message was sent, given up or put off. */
  onSent?: () => void;
}

export interface Delivery<Body, Message extends object> {
  store: DeliveryStore<Body, Message>;
  /** Takes up what was left at the last end. */
  start(): void;
  /** `also` writes in the same transaction. Throws when it can't be written: then nothing was taken. */
  accept(bodies: readonly Body[], also?: () => void): void;
  /** Sends what was put into the outbox within a transaction that is over now. */
  push(messages: readonly Head[]): void;
  /** Nobody can be reached there: drops what waits for that chat. */
  block(chat: string): void;
  /** False while so much waits that more would only pile up. */
  hasRoom(): boolean;
  /** Looks for work; safe to call at any time. */
  wake(): void;
  waiting(): { updates: number; messages: number };
  /** When something last arrived, milliseconds since 1970; null before. */
  lastArrival(): number | null;
  stop(): Promise<void>;
}

/** Arrivals, and messages, that may wait here; beyond, the other side keeps them. */
const MOST_WAITING = 5000;
/** Milliseconds that a stop gives to work, and then to sending: ten seconds in all with what else must end. */
const DRAIN = { inbox: 4000, outbox: 3000 };
/** Milliseconds between two prunings of old numbers. */
const PRUNE_EVERY = 60_000;
/** Presses: a finger is quicker than a question; one a second for good. */
const PRESSES = { quick: { burst: 40, refill: 1000 }, daily: { burst: 4000, refill: 20_000 } };

export function createDelivery<F extends Facts, Body extends object, Message extends object>(
  parts: DeliveryParts<F, Body, Message>,
): Delivery<Body, Message> {
  const { channel, logger, tally, database, deadlines = {}, isReady = () => true } = parts;
  const store = createDeliveryStore<Body, Message>(database, channel.settings);
  const answering = timeAnswers(tally);
  const outbox = createOutbox<Message>({
    ...channel,
    store,
    logger,
    onSent: () => {
      inbox.wake();
      parts.onSent?.();
    },
    onSettled: answering.settled,
    ...(deadlines.send === undefined ? {} : { deadline: deadlines.send }),
  });
  const inbox = createInbox<F, Body, Message>({
    ...channel,
    store,
    logger,
    onAnswered: (messages, { kind, receivedAt }) => {
      tally.worked(kind, Date.now() - receivedAt);
      answering.answered(messages, receivedAt);
      outbox.push(messages);
    },
    hasRoom: () => isReady() && outbox.size() < MOST_WAITING,
    ...(deadlines.work === undefined ? {} : { deadline: deadlines.work }),
  });
  const intake = createIntake<F, Body, Message>({
    ...channel,
    store,
    limits: { questions: createLimits(), presses: createLimits(PRESSES) },
    onCounted: tally.arrived,
    onArrived: (arrivals, notices) => {
      inbox.push(arrivals);
      outbox.push(notices);
    },
  });
  let pruning: NodeJS.Timeout | undefined;
  return {
    store,
    start: () => {
      outbox.push(store.outbox());
      inbox.resume(store.inbox());
      pruning = setInterval(() => store.prune(), PRUNE_EVERY);
    },
    accept: intake.accept,
    push: outbox.push,
    block: outbox.block,
    hasRoom: () => inbox.size() < MOST_WAITING,
    wake: inbox.wake,
    waiting: () => ({ updates: inbox.size(), messages: outbox.size() }),
    lastArrival: () => intake.lastArrival() || null,
    stop: async () => {
      clearInterval(pruning);
      await inbox.stop(DRAIN.inbox);
      await channel.aside?.stop();
      await outbox.stop(DRAIN.outbox);
    },
  };
}
