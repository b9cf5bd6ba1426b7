import type Database from "better-sqlite3";
import type { Logger } from "pino";
import type { Ask } from "../answer/answer.ts";
import { createBreakOff } from "../delivery/break-off.ts";
import { createDelivery } from "../delivery/delivery.ts";
import { createStopping } from "../delivery/pause.ts";
import { type Tally, tallyCall } from "../delivery/tally.ts";
import type { Desk } from "../desk/desk.ts";
import { type BotApi, createBotApi } from "./bot-api.ts";
import type { Update } from "./call.ts";
import { createCaseChannel } from "./case-channel.ts";
import { createTelegramChannel } from "./channel.ts";
import { type Converse, createConversation } from "./conversation.ts";
import type { ConversationParts } from "./conversation-parts.ts";
import { greet } from "./greet.ts";
import { createInstant } from "./instant.ts";
import { createOffset } from "./offset.ts";
import { createPoller, type PollTiming, type Receiver } from "./poller.ts";
import { createSayings } from "./sayings.ts";
import { createWatchdog, type TelegramHealth, type WatchTiming } from "./watchdog.ts";
import { createWebhookKeeper } from "./webhook.ts";

/** How long Telegram may be silent; all have good values when absent. */
export type TelegramTiming = PollTiming & WatchTiming;

export interface TelegramParts extends Omit<ConversationParts, "ask" | "desk"> {
  /**
   * Answers and logs, for a known asker who can be told of a correction at this address; under this id,
   * so that work done again after a crash is logged once.
   */
  ask: (asker: string, about: { id: string; address: string }) => Ask;
  desk: Desk;
  apiRoot: string;
  /** Where Telegram brings updates; null to fetch them by polling. */
  webhook: { url: string; secret: string } | null;
  database: Database.Database;
  logger: Logger;
  tally: Tally;
  timing?: TelegramTiming;
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

export function createTelegram(parts: TelegramParts): Telegram {
  const { database, logger, tally, timing = {} } = parts;
  const api = tallyCalls(createBotApi(parts), tally);
  const sayings = createSayings(parts);
  const stopping = createStopping();
  const { signal } = stopping;
  const breakOff = createBreakOff("telegram", parts.pseudonym);
  const offset = createOffset(database);
  let converse: Converse | null = null;
  const onRefused = (cause: unknown) =>
    parts.onFatal(new Error("Telegram refused BOT_TOKEN. Copy the token from @BotFather again.", { cause }));
  const channel = createTelegramChannel({
    ...{ api, sayings, onRefused, pseudonym: parts.pseudonym },
    instant: createInstant({ api, logger }),
    converse: ({ body, id }, until) => breakOff.run({ body, until }, async () => (converse ? converse(body, id) : [])),
    onExpelled: (chat) => delivery.block(chat),
    onMoved: (from, to) => parts.desk.moveAddress("telegram", from, to),
  });
  const delivery = createDelivery({ database, logger, tally, channel, isReady: () => converse !== null });
  const { corpus, messages, desk } = parts;
  const receiving = { api, logger, signal, onRefused };
  const { accept, hasRoom } = delivery;
  const receiver: Receiver = parts.webhook
    ? createWebhookKeeper({ ...receiving, ...parts.webhook })
    : createPoller({ ...receiving, offset, accept, hasRoom, timing });
  const watchdog = createWatchdog({ receiver, logger, mode: parts.webhook ? "webhook" : "polling", timing });
  let running: Promise<void> = Promise.resolve();
  const run = async () => {
    const info = await greet({
      ...receiving,
      database,
      messages: parts.messages,
      mode: parts.webhook ? "webhook" : "polling",
    });
    if (!info) return;
    const ask = (asker: string, address: string) => breakOff.wrap((id) => parts.ask(asker, { id, address }));
    converse = createConversation({ ...parts, ask }, info);
    delivery.wake();
    await receiver.run();
  };
  return {
    start: () => {
      // Another bot's numbers mean nothing to this one.
      database.transaction((bot: string) => delivery.store.belongTo(bot) && offset.forget())(
        parts.token.split(":")[0] ?? "",
      );
      delivery.start();
      desk.addChannel("telegram", createCaseChannel({ corpus, messages, delivery }));
      watchdog.start();
      running = run().catch(parts.onFatal);
    },
    accept: (update) => {
      if (signal.aborted || !hasRoom()) return false;
      accept([update], () => offset.write(update.update_id + 1));
      return true;
    },
    health: () => ({ ...watchdog.read(), lastUpdateAt: delivery.lastArrival(), waiting: delivery.waiting() }),
    stop: async () => {
      stopping.abort();
      watchdog.stop();
      await running;
      await delivery.stop();
    },
  };
}

/** The same calls, each told to the tally. */
function tallyCalls(api: BotApi, tally: Tally): BotApi {
  return { call: (method, payload, options) => tallyCall(tally, method, () => api.call(method, payload, options)) };
}
