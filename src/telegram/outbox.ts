import type { Logger } from "pino";
import { type BotApi, BotApiError } from "./bot-api.ts";
import { stripHtml } from "./html.ts";
import { pauseAfter } from "./poller.ts";
import type { TelegramStore, Waiting } from "./store.ts";

/** Sends what waits: in order within a chat, chats beside each other, each failure met by its cause. */

export interface OutboxParts {
  api: BotApi;
  store: TelegramStore;
  logger: Logger;
}

/** Seconds: a longer pause than an hour is a ban, and the answer would be stale. */
const LONGEST_WAIT = 3600;
/** Times a message is tried when Telegram fails, and when the reply never came (never zero, at most twice). */
const MOST_ATTEMPTS = 10;
const MOST_AMBIGUOUS = 2;

export interface Outbox {
  wake(): void;
  stop(): Promise<void>;
}

export function createOutbox({ api, store, logger }: OutboxParts): Outbox {
  const running = new Map<string, Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const send = async (message: Waiting) => {
    try {
      await api.call(message.method, message.payload);
      store.markSent(message.id);
    } catch (error) {
      if (!(error instanceof BotApiError)) throw error;
      await meet(error, message);
    }
  };
  const meet = async (error: BotApiError, message: Waiting) => {
    const { status, message: reason } = error;
    if (status === 400 && /message is not modified/iu.test(reason)) return store.markSent(message.id);
    if (error.movedTo !== null) return store.moveChat(message.chat, String(error.movedTo));
    if (status === 400 && /can't parse entities|entities_too_long/iu.test(reason)) {
      logger.error({ status, message: message.id }, "Telegram refused our HTML; sent as plain text");
      const { parse_mode: _, ...plain } = message.payload;
      await api.call(message.method, { ...plain, text: stripHtml(String(message.payload.text)) });
      return store.markSent(message.id);
    }
    const most = error.ambiguous ? MOST_AMBIGUOUS : status === 0 ? Number.POSITIVE_INFINITY : MOST_ATTEMPTS;
    const hopeless = status >= 400 && status < 500 && status !== 429;
    const tooLong = (error.retryAfter ?? 0) > LONGEST_WAIT;
    if (hopeless || tooLong || message.attempts + 1 >= most) {
      logger.warn({ status, message: message.id }, "a message could not be sent and is given up");
      return store.markFailed(message.id);
    }
    store.postpone(message.id, Date.now() + pauseAfter(error, message.attempts + 1));
  };
  const wake = () => {
    if (stopped) return;
    clearTimeout(timer);
    const now = Date.now();
    let next = Number.POSITIVE_INFINITY;
    for (const message of store.waitingMessages()) {
      if (running.has(message.chat)) continue;
      if (message.notBefore > now) {
        next = Math.min(next, message.notBefore);
        continue;
      }
      const job = send(message)
        .catch((err: unknown) => {
          logger.error({ err }, "a message was postponed");
          store.postpone(message.id, Date.now() + 5000);
        })
        .finally(() => {
          running.delete(message.chat);
          wake();
        });
      running.set(message.chat, job);
    }
    if (next < Number.POSITIVE_INFINITY) timer = setTimeout(wake, Math.max(10, next - now));
  };
  return {
    wake,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await Promise.all(running.values());
    },
  };
}
