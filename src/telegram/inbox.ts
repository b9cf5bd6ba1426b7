import type { Logger } from "pino";
import type { Outgoing, TelegramStore, Update } from "./store.ts";

/** Works through the inbox: one update of a chat at a time, in order; several chats at once. */

export interface InboxParts {
  store: TelegramStore;
  logger: Logger;
  converse: (update: Update) => Promise<Outgoing[]>;
  /** What the asker is told when an update could not be handled. */
  apologise: (update: Update, chat: string) => Outgoing[];
  onFinished: () => void;
}

/** Chats at once: the model is one thread, so more only wait in another place. */
const CHATS_AT_ONCE = 8;
/** Times an update is begun: one that kills the process twice is answered with an apology. */
const MOST_ATTEMPTS = 2;

export interface Inbox {
  /** Looks for work; safe to call at any time. */
  wake(): void;
  /** Begins nothing more and waits for what has begun. */
  stop(): Promise<void>;
}

export function createInbox({ store, logger, converse, apologise, onFinished }: InboxParts): Inbox {
  const running = new Map<string, Promise<void>>();
  let stopped = false;
  const work = async (update: Update, chat: string, attempts: number) => {
    store.attempt(update.update_id);
    let outgoing: Outgoing[];
    try {
      if (attempts >= MOST_ATTEMPTS) throw new Error("given up after it ended the process");
      outgoing = await converse(update);
    } catch (err) {
      logger.error({ err, update: update.update_id }, "an update could not be handled");
      outgoing = apologise(update, chat);
    }
    store.finish(update.update_id, outgoing);
  };
  const wake = () => {
    if (stopped || running.size >= CHATS_AT_ONCE) return;
    for (const { update, chat, attempts } of store.waitingUpdates()) {
      if (running.size >= CHATS_AT_ONCE) return;
      if (running.has(chat)) continue;
      const job = work(update, chat, attempts)
        .catch((err: unknown) => logger.error({ err }, "the inbox could not be written"))
        .finally(() => {
          running.delete(chat);
          onFinished();
          wake();
        });
      running.set(chat, job);
    }
  };
  return {
    wake,
    stop: async () => {
      stopped = true;
      await Promise.all(running.values());
    },
  };
}
