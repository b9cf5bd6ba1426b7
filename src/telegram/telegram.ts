import type Database from "better-sqlite3";
import type { Logger } from "pino";
import { LANGUAGES } from "../corpus/passage.ts";
import { type BotApi, BotApiError, createBotApi } from "./bot-api.ts";
import { type BotInfo, type Converse, createConversation } from "./conversation.ts";
import type { ConversationParts } from "./conversation-parts.ts";
import { createInbox } from "./inbox.ts";
import { createOutbox } from "./outbox.ts";
import { createPoller, pause, pauseAfter } from "./poller.ts";
import { describeBot } from "./profile.ts";
import { createTelegramStore, type Update } from "./store.ts";

export interface TelegramParts extends Omit<ConversationParts, "store" | "now"> {
  apiRoot: string;
  database: Database.Database;
  logger: Logger;
  /** Called when the token is refused. */
  onFatal: (error: unknown) => void;
}

export interface Telegram {
  start(): void;
  /** `deaf` when no poll has succeeded for two minutes. */
  health(): "starting" | "polling" | "deaf";
  stop(): Promise<void>;
}

/** Milliseconds without a successful poll after which the bot counts as deaf: three polls. */
const DEAF = 120_000;

export function createTelegram(parts: TelegramParts): Telegram {
  const { database, logger } = parts;
  const api = createBotApi(parts);
  const store = createTelegramStore(database);
  const stopping = new AbortController();
  const { signal } = stopping;
  let converse: Converse | null = null;
  const now = (method: string, payload: object) => void api.call(method, payload, { signal }).catch(() => {});
  const outbox = createOutbox({ api, store, logger });
  const inbox = createInbox({
    store,
    logger,
    converse: async (update) => {
      answerButton(api, update);
      return converse ? converse(update) : [];
    },
    apologise: (update, chat) => {
      const asker = (update.message as { from?: { language_code?: string } } | undefined)?.from;
      const language = LANGUAGES.find((one) => asker?.language_code?.startsWith(one)) ?? "kk";
      return [
        { chat, method: "sendMessage", payload: { chat_id: Number(chat), text: parts.messages[language]("failure") } },
      ];
    },
    onFinished: () => outbox.wake(),
  });
  const refused = (cause: unknown) =>
    parts.onFatal(new Error("Telegram refused BOT_TOKEN. Copy the token from @BotFather again.", { cause }));
  const poller = createPoller({ api, store, logger, signal, onReceived: () => inbox.wake(), onRefused: refused });
  let running: Promise<void> = Promise.resolve();
  return {
    start: () => {
      running = greet(api, logger, signal)
        .then((info) => {
          if (!info) return;
          converse = createConversation({ ...parts, store, now }, info);
          inbox.wake();
          outbox.wake();
          return poller.run();
        })
        .catch(refused);
    },
    health: () => {
      if (poller.lastSuccess() === 0) return "starting";
      return Date.now() - poller.lastSuccess() > DEAF ? "deaf" : "polling";
    },
    stop: async () => {
      stopping.abort();
      await running;
      await inbox.stop();
      await outbox.stop();
    },
  };

  async function greet(bot: BotApi, log: Logger, until: AbortSignal): Promise<BotInfo | null> {
    for (let failures = 1; !until.aborted; failures += 1) {
      try {
        const info = (await bot.call("getMe", {}, { signal: until })) as BotInfo;
        await bot.call("deleteWebhook", {}, { signal: until });
        void describeBot({ api: bot, messages: parts.messages, database, logger: log, signal: until });
        return info;
      } catch (error) {
        if (until.aborted) return null;
        if (error instanceof BotApiError && [401, 404].includes(error.status)) throw error;
        log.warn({ err: error, failures }, "Telegram can't be reached; trying again");
        await pause(pauseAfter(error, failures), until);
      }
    }
    return null;
  }
}

/** Lets the button's clock stop at once; too late is no error. */
function answerButton(api: BotApi, update: Update): void {
  const id = (update.callback_query as { id?: string } | undefined)?.id;
  if (id !== undefined) void api.call("answerCallbackQuery", { callback_query_id: id }).catch(() => {});
}
