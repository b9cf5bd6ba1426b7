import type { Logger } from "pino";
import type { Head } from "./lines.ts";
import type { Waiting } from "./message.ts";
import { pauseAfter } from "./pause.ts";
import type { DeliveryStore } from "./store.ts";

/** Sends one message and writes down what came of it, each failure met by its cause, as the channel judges it. */

/** What to do about a message that could not be sent. */
export type Remedy<Message> =
  | { kind: "sent" }
  | { kind: "give-up"; why: string }
  /** It may not be sent now: it waits until something comes from its chat. */
  | { kind: "park" }
  /** Nobody can be reached there. */
  | { kind: "block" }
  /** The chat has another name now; every message for it is changed. */
  | { kind: "move"; to: string; change: (message: Message) => Message }
  | { kind: "rewrite"; why: string; message: Message }
  /** `refused`: it is known not to have been carried out. `limited`: this chat, or the account, sends too much. */
  | { kind: "later"; wait: number; refused: boolean; limited: boolean };

/** How the channel sends. */
export interface Sending<Message> {
  /** Makes the call. */
  send(message: Message, options: SendOptions): Promise<unknown>;
  /** The name under which the outcome will be told, and milliseconds until that is given up; null where none will be. */
  receiptOf?(result: unknown): { receipt: string; within: number } | null;
  /** Throws when the other side isn't there at all. */
  probe(options: SendOptions): Promise<unknown>;
  /** What a failed call means; undefined for what was no failure of the channel's. */
  judge(error: unknown, about: { waiting: Waiting<Message>; deadline: number }): Judged<Message> | undefined;
}

export interface SendOptions {
  /** Milliseconds. */
  deadline: number;
  signal: AbortSignal;
}

export interface Judged<Message> {
  /** For the log: it says nothing of anybody. */
  status: number;
  remedy: Remedy<Message>;
}

export interface SenderParts<Message extends object> extends Sending<Message> {
  store: DeliveryStore<unknown, Message>;
  logger: Logger;
  /** Milliseconds after which a send without answer has failed. */
  deadline: number;
  signal: AbortSignal;
}

/** What is next for the chat's line. `sent` only when the other side took the message. */
export type Outcome =
  | { kind: "done"; sent: boolean; more?: Head[] }
  | { kind: "again" }
  | { kind: "rest"; wait: number; limited: boolean }
  | { kind: "moved"; to: string }
  | { kind: "blocked" };

export type Send = (id: number) => Promise<Outcome>;

/** Sends whose outcome is unknown: the second is the last. */
const MOST_UNKNOWN = 2;

export function createSender<Message extends object>(parts: SenderParts<Message>): Send {
  const { store, logger, deadline, signal } = parts;
  const giveUp = (id: number, why: string, status: number | null = null): Outcome => {
    logger.warn({ status, message: id, why }, "a message is given up");
    store.settle(id);
    return { kind: "done", sent: false };
  };
  const later = (id: number, wait: number, about: { refused: boolean; limited: boolean }): Outcome => {
    store.postpone(id, Date.now() + wait, about.refused);
    return { kind: "rest", wait, limited: about.limited };
  };
  /** Before a last try: whether anybody is there at all. */
  const findAbsence = (): Promise<unknown> =>
    parts.probe({ deadline, signal }).then(
      () => null,
      (error: unknown) => error,
    );
  const meet = ({ status, remedy }: Judged<Message>, { id, chat }: Waiting<Message>): Outcome => {
    switch (remedy.kind) {
      case "sent":
        store.settle(id);
        return { kind: "done", sent: true };
      case "give-up":
        return giveUp(id, remedy.why, status);
      case "park":
        logger.info({ status, message: id }, "a message waits until its reader writes again");
        return { kind: "done", sent: false, more: store.park(id) };
      case "block":
        logger.info({ status }, "a chat can't be reached; what waits for it is dropped");
        store.block(chat);
        return { kind: "blocked" };
      case "move":
        logger.info("a chat has a new name; its messages follow");
        store.moveChat({ from: chat, ...remedy });
        return { kind: "moved", to: remedy.to };
      case "rewrite":
        logger.error({ status, message: id }, remedy.why);
        store.rewrite(id, remedy.message);
        return { kind: "again" };
      case "later":
        logger.warn({ status, message: id, wait: Math.round(remedy.wait) }, "a message waits for another try");
        return later(id, remedy.wait, remedy);
    }
  };
  /** 1 look whether it is due and worth it, 2 before a last try look who is there, 3 count, 4 send, 5 write down. */
  return async (id) => {
    const waiting = store.message(id);
    if (!waiting) return { kind: "done", sent: false };
    const wait = waiting.notBefore - Date.now();
    if (wait > 0) return { kind: "rest", wait, limited: false };
    if (waiting.deadlineAt <= Date.now()) return giveUp(id, "it came too late");
    if (waiting.begun >= MOST_UNKNOWN) return giveUp(id, "it was sent twice without an answer");
    const absence = waiting.begun > 0 ? await findAbsence() : null;
    if (absence !== null) {
      return later(id, pauseAfter(absence, waiting.attempts + 1), { refused: false, limited: false });
    }
    store.beginSend(id);
    let result: unknown;
    try {
      result = await parts.send(waiting.message, { deadline, signal });
    } catch (error) {
      const judged = parts.judge(error, { waiting, deadline });
      if (!judged) throw error;
      return meet(judged, waiting);
    }
    const kept = parts.receiptOf?.(result) ?? null;
    if (kept) store.keepSent(id, kept.receipt, kept.within);
    else store.settle(id);
    return { kind: "done", sent: true };
  };
}
