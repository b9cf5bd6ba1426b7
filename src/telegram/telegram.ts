import type Database from "better-sqlite3";
import type { Logger } from "pino";
import { createBotApi } from "./bot-api.ts";
import { createBreakOff } from "./break-off.ts";
import { createCaseChannel } from "./case-channel.ts";
import { type Converse, createConversation } from "./conversation.ts";
import type { ConversationParts } from "./conversation-parts.ts";
import { greet } from "./greet.ts";
import { createInbox } from "./inbox.ts";
import { createInstant } from "./instant.ts";
import { createIntake } from "./intake.ts";
import { createLimits } from "./limits.ts";
import { createOutbox } from "./outbox.ts";
import { createStopping } from "./pause.ts";
import { createPoller, type Receiver } from "./poller.ts";
import { createSayings } from "./sayings.ts";
import { createTelegramStore, type Update } from "./store.ts";
import { createWatchdog, type TelegramHealth } from "./watchdog.ts";
import { createWebhookKeeper } from "./webhook.ts";

export interface TelegramParts extends Omit<ConversationParts, "store"> {
  apiRoot: string;
  /** Where Telegram brings updates; null to fetch them by polling. */
  webhook: { url: string; secret: string } | null;
  database: Database.Database;
  logger: Logger;
  /** Called when the token is refused. */
  onFatal: (error: unknown) => void;
}

export interface Telegram {
  start(): void;
  /** Commits an update that the webhook brought; false when it can't be taken now. Throws when it can't be written. */
  accept(update: Update): boolean;
  health(): TelegramHealth;
  stop(): Promise<void>;
}

/** Updates, and messages, that may wait here; beyond, Telegram keeps them: it does so for a day. */
const MOST_WAITING = 5000;
/** Milliseconds that a stop gives to work, and then to sending: ten seconds in all with what else must end. */
const DRAIN = { inbox: 4000, outbox: 3000 };
/** Milliseconds between two prunings of old numbers. */
const PRUNE_EVERY = 60_000;
/** Presses: a finger is quicker than a question; one a second for good. */
const PRESSES = { quick: { burst: 40, refill: 1000 }, daily: { burst: 4000, refill: 20_000 } };

export function createTelegram(parts: TelegramParts): Telegram {
  const { database, logger } = parts;
  const api = createBotApi(parts);
  const store = createTelegramStore(database, { hide: (chat) => parts.pseudonym("telegram", chat) });
  const sayings = createSayings({ ...parts, store });
  const stopping = createStopping();
  const { signal } = stopping;
  const breakOff = createBreakOff();
  let converse: Converse | null = null;
  const onRefused = (cause: unknown) =>
    parts.onFatal(new Error("Telegram refused BOT_TOKEN. Copy the token from @BotFather again.", { cause }));
  const instant = createInstant({ api, logger });
  const outbox = createOutbox({ api, store, logger, onRefused, onSent: () => inbox.wake() });
  const inbox = createInbox({
    store,
    instant,
    logger,
    converse: (update, until) => breakOff.run(until, async () => (converse ? converse(update) : [])),
    apologise: sayings.apologise,
    excuse: sayings.excuse,
    onSlow: (facts) => sayings.typing(facts).forEach(instant.send),
    onAnswered: (messages) => outbox.push(messages),
    hasRoom: () => converse !== null && outbox.size() < MOST_WAITING,
  });
  const intake = createIntake({
    store,
    instant,
    limits: { questions: createLimits(), presses: createLimits(PRESSES) },
    notice: sayings.notice,
    onExpelled: (chat) => outbox.block(chat),
    onArrived: (updates, notices) => {
      inbox.push(updates);
      outbox.push(notices);
    },
  });
  const hasRoom = () => inbox.size() < MOST_WAITING;
  const receiving = { api, logger, signal, onRefused };
  const receiver: Receiver = parts.webhook
    ? createWebhookKeeper({ ...receiving, ...parts.webhook })
    : createPoller({ ...receiving, store, intake, hasRoom });
  const watchdog = createWatchdog({ receiver, logger, mode: parts.webhook ? "webhook" : "polling" });
  let running: Promise<void> = Promise.resolve();
  let pruning: NodeJS.Timeout | undefined;
  const run = async () => {
    const info = await greet({
      ...receiving,
      database,
      messages: parts.messages,
      mode: parts.webhook ? "webhook" : "polling",
    });
    if (!info) return;
    const ask = (asker: string, chat?: string) => breakOff.wrap(parts.ask(asker, chat));
    converse = createConversation({ ...parts, ask, store }, info);
    inbox.wake();
    await receiver.run();
  };
  return {
    start: () => {
      store.belongTo(parts.token.split(":")[0] ?? "");
      outbox.push(store.outbox());
      const channel = createCaseChannel({ ...parts, store, outbox });
      parts.desk?.addChannel("telegram", channel);
      parts.learning?.notices.addChannel("telegram", channel);
      inbox.resume(store.inbox());
      pruning = setInterval(() => store.prune(), PRUNE_EVERY);
      watchdog.start();
      running = run().catch(parts.onFatal);
    },
    accept: (update) => {
      if (signal.aborted || !hasRoom()) return false;
      intake.accept([update]);
      return true;
    },
    health: () => ({
      ...watchdog.read(),
      lastUpdateAt: intake.lastArrival() || null,
      waiting: { updates: inbox.size(), messages: outbox.size() },
    }),
    stop: async () => {
      stopping.abort();
      clearInterval(pruning);
      watchdog.stop();
      await running;
      await inbox.stop(DRAIN.inbox);
      await instant.stop();
      await outbox.stop(DRAIN.outbox);
    },
  };
}
