import type { Logger } from "pino";
import type { Receiver } from "./poller.ts";

/** Tells a deaf bot from a quiet one: Telegram answers a poll even when nobody has written. */

export interface TelegramHealth {
  /** `conflict`: another copy takes the updates; `deaf`: Telegram has not been heard for too long. */
  state: "starting" | "polling" | "webhook" | "conflict" | "deaf";
  /** Milliseconds since 1970; null before the first time. */
  lastContactAt: number | null;
  lastUpdateAt: number | null;
  /** What waits to be answered, and to be sent. */
  waiting: { updates: number; messages: number };
}

/** Milliseconds: a poll that hangs to its deadline (35 s), the longest pause (30 s), and a quiet poll (25 s). */
const DEAF = 90_000;
const LOOK_EVERY = 15_000;

export interface Watchdog {
  start(): void;
  read(): Pick<TelegramHealth, "state" | "lastContactAt">;
  stop(): void;
}

export interface WatchdogParts {
  receiver: Receiver;
  logger: Logger;
  mode: "polling" | "webhook";
  now?: () => number;
  timing?: WatchTiming;
}

export interface WatchTiming {
  /** Milliseconds without Telegram after which the bot counts as deaf, and between two looks. */
  deaf?: number;
  lookEvery?: number;
}

export function createWatchdog({ receiver, logger, mode, now = Date.now, timing = {} }: WatchdogParts): Watchdog {
  const { deaf = DEAF, lookEvery = LOOK_EVERY } = timing;
  let since = now();
  let timer: NodeJS.Timeout | undefined;
  const isDeaf = () => now() - Math.max(since, receiver.lastContact()) > deaf;
  const stateNow = (): TelegramHealth["state"] => {
    if (isDeaf()) return "deaf";
    if (receiver.inConflict()) return "conflict";
    return receiver.lastContact() === 0 ? "starting" : mode;
  };
  return {
    start: () => {
      since = now();
      timer = setInterval(() => {
        if (!isDeaf()) return;
        logger.error({ deaf }, "Telegram has not been heard for so many milliseconds; beginning anew");
        receiver.renew();
      }, lookEvery);
    },
    read: () => ({ state: stateNow(), lastContactAt: receiver.lastContact() || null }),
    stop: () => clearInterval(timer),
  };
}
