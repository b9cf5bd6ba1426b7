import type { Logger } from "pino";
import { type BotApi, BotApiError } from "./bot-api.ts";
import type { TelegramStore, Update } from "./store.ts";

/**
 * Long polling of our own: an update is committed before its offset is confirmed, every request has
 * a deadline, and nothing but a wrong token ends the loop.
 */

export interface PollerParts {
  api: BotApi;
  store: TelegramStore;
  logger: Logger;
  signal: AbortSignal;
  onReceived: () => void;
  /** The token was refused: no waiting helps. */
  onRefused: (error: Error) => void;
}

/** Seconds that Telegram holds a poll, and the milliseconds after which it is given up. */
const HOLD = 25;
const DEADLINE = (HOLD + 10) * 1000;
/** Milliseconds of the first and the longest pause after a failure. */
const PAUSE = { first: 1000, longest: 30_000 };
/** What we ask for; anything else would wait in the queue for nobody. */
export const ALLOWED_UPDATES = ["message", "callback_query", "inline_query", "my_chat_member"];

export interface Poller {
  /** When the last poll succeeded, milliseconds since 1970; 0 before the first. */
  lastSuccess(): number;
  run(): Promise<void>;
}

export function createPoller({ api, store, logger, signal, onReceived, onRefused }: PollerParts): Poller {
  let lastSuccess = 0;
  const poll = async () => {
    const payload = { offset: store.offset(), timeout: HOLD, allowed_updates: ALLOWED_UPDATES };
    const updates = (await api.call("getUpdates", payload, { deadline: DEADLINE, signal })) as Update[];
    lastSuccess = Date.now();
    if (updates.length === 0) return;
    store.receive(updates, chatOf);
    onReceived();
  };
  return {
    lastSuccess: () => lastSuccess,
    run: async () => {
      let failures = 0;
      while (!signal.aborted) {
        try {
          await poll();
          failures = 0;
        } catch (error) {
          if (signal.aborted) return;
          failures += 1;
          if (error instanceof BotApiError && error.status === 401) return onRefused(error);
          logger.warn({ err: error, status: statusOf(error), failures }, describe(error));
          await pause(pauseAfter(error, failures), signal);
        }
      }
    },
  };
}

/** Milliseconds to wait: what Telegram says, else twice as long each time, with a third of chance in it. */
export function pauseAfter(error: unknown, failures: number): number {
  if (error instanceof BotApiError && error.retryAfter !== null) return error.retryAfter * 1000;
  const usual = Math.min(PAUSE.longest, PAUSE.first * 2 ** (failures - 1));
  return usual * (0.85 + Math.random() * 0.3);
}

export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener("abort", end);
    if (signal.aborted) end();
  });
}

function statusOf(error: unknown): number | null {
  return error instanceof BotApiError ? error.status : null;
}

function describe(error: unknown): string {
  if (statusOf(error) === 409) return "another copy of this bot is polling, or a webhook is set; backing off";
  return "polling Telegram failed; trying again";
}

/** The chat whose order an update belongs to. */
export function chatOf(update: Update): string {
  const about = Object.values(update).find((value) => typeof value === "object" && value !== null) as
    | { chat?: { id: number }; message?: { chat?: { id: number } }; from?: { id: number } }
    | undefined;
  return String(about?.chat?.id ?? about?.message?.chat?.id ?? about?.from?.id ?? "none");
}
