import type { Logger } from "pino";
import { type BotApi, BotApiError } from "./bot-api.ts";
import { pauseAfter } from "./pause.ts";
import { findRemedy, type Remedy } from "./send-failure.ts";
import type { TelegramStore, Waiting } from "./store.ts";

/** Sends one message and writes down what came of it, each failure met by its cause. */

export interface SenderParts {
  api: BotApi;
  store: TelegramStore;
  logger: Logger;
  /** The token was refused while sending. */
  onRefused: (error: Error) => void;
  /** Milliseconds after which a send without answer has failed. */
  deadline: number;
  signal: AbortSignal;
}

/** What is next for the chat's line. `sent` only when Telegram took the message. */
export type Outcome =
  | { kind: "done"; sent: boolean }
  | { kind: "again" }
  | { kind: "rest"; wait: number; limited: boolean }
  | { kind: "moved"; to: string }
  | { kind: "blocked" };

export type Send = (id: number) => Promise<Outcome>;

/** Sends whose outcome is unknown: the second is the last. */
const MOST_UNKNOWN = 2;

export function createSender(parts: SenderParts): Send {
  const { api, store, logger, deadline, signal } = parts;
  const giveUp = (message: Waiting, why: string, status: number | null = null): Outcome => {
    logger.warn({ status, message: message.id, why }, "a message is given up");
    store.settle(message.id);
    return { kind: "done", sent: false };
  };
  const later = (message: Waiting, wait: number, about: { refused: boolean; limited: boolean }): Outcome => {
    store.postpone(message.id, Date.now() + wait, about.refused);
    return { kind: "rest", wait, limited: about.limited };
  };
  /** Before a last try: whether Telegram is there at all. */
  const findAbsence = (): Promise<unknown> =>
    api.call("getMe", {}, { deadline, signal }).then(
      () => null,
      (error: unknown) => error,
    );
  const meet = (remedy: Remedy, message: Waiting, status: number): Outcome => {
    const { id, chat } = message;
    switch (remedy.kind) {
      case "sent":
        store.settle(id);
        return { kind: "done", sent: true };
      case "give-up":
        return giveUp(message, remedy.why, status);
      case "block":
        logger.info({ status }, "a chat can't be reached; what waits for it is dropped");
        store.block(chat);
        return { kind: "blocked" };
      case "move":
        logger.info("a group has a new id; its messages follow");
        store.moveChat(chat, remedy.to);
        return { kind: "moved", to: remedy.to };
      case "rewrite":
        logger.error({ status, message: id }, remedy.why);
        store.rewrite(id, remedy);
        return { kind: "again" };
      case "later":
        logger.warn({ status, message: id, wait: Math.round(remedy.wait) }, "a message waits for another try");
        return later(message, remedy.wait, remedy);
    }
  };
  /** 1 look whether it is due and worth it, 2 before a last try look for Telegram, 3 count, 4 send, 5 write down. */
  return async (id) => {
    const message = store.message(id);
    if (!message) return { kind: "done", sent: false };
    const wait = message.notBefore - Date.now();
    if (wait > 0) return { kind: "rest", wait, limited: false };
    if (message.deadlineAt <= Date.now()) return giveUp(message, "it came too late");
    if (message.begun >= MOST_UNKNOWN) return giveUp(message, "it was sent twice without an answer");
    const absence = message.begun > 0 ? await findAbsence() : null;
    if (absence !== null) {
      return later(message, pauseAfter(absence, message.attempts + 1), { refused: false, limited: false });
    }
    store.beginSend(id);
    try {
      await api.call(message.method, message.payload, { deadline, signal, file: message.file });
    } catch (error) {
      if (!(error instanceof BotApiError)) throw error;
      if (error.status === 401) parts.onRefused(error);
      return meet(findRemedy(error, message, deadline), message, error.status);
    }
    store.settle(id);
    return { kind: "done", sent: true };
  };
}
