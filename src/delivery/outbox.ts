import { type Head, Lines } from "./lines.ts";
import { atMost, createStopping } from "./pause.ts";
import { CALL_DEADLINE } from "./request.ts";
import { createSender, type Outcome, type SenderParts } from "./sender.ts";

/**
 * Sends what waits: in order within a chat, chats beside each other.
 *
 * The danger: no channel has an idempotent send, so what is under way when the process is killed
 * comes twice. Hence as few as possible are under way at once: another is begun only when the last
 * was answered, or has kept us waiting; the more wait, the shorter that patience.
 */

export interface OutboxParts<Message extends object> extends Omit<SenderParts<Message>, "signal" | "deadline"> {
  /** Room has come free. */
  onSent: () => void;
  /** A message is done with; `sent` when the other side took it. */
  onSettled?: (id: number, sent: boolean) => void;
  /** Milliseconds after which a send without answer has failed; 15 s when absent. */
  deadline?: number;
}

/**
 * Milliseconds in which all that waits is to be begun, and the bounds of the patience that follows
 * from it. One that has been under way for longer holds up nothing any more.
 */
const BEGIN_ALL_IN = 20_000;
const PATIENCE = { least: 5, most: 1000 };
/** Sends under way at once, however slow the other side is. */
const MOST_AT_ONCE = 30;
/** Chats that are slowed down one after another, with no success between, before it counts as all of them. */
const LIMITED_CHATS = 3;
/** Milliseconds before the database is tried again. */
const DATABASE_PAUSE = 5000;

export interface Outbox {
  push(heads: readonly Head[]): void;
  /** How many messages wait. */
  size(): number;
  /** Drops what waits for a chat that can't be reached. */
  block(chat: string): void;
  /** Sends on what is due for the milliseconds at most, then breaks off what is under way. */
  stop(milliseconds: number): Promise<void>;
}

export function createOutbox<Message extends object>(parts: OutboxParts<Message>): Outbox {
  const { logger } = parts;
  const lines = new Lines();
  const running = new Set<Promise<void>>();
  const resting = new Set<NodeJS.Timeout>();
  const stopping = createStopping();
  const pace = createPace();
  const send = createSender({ ...parts, deadline: parts.deadline ?? CALL_DEADLINE, signal: stopping.signal });
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const rest = (chat: string, wait: number): void => {
    const alarm = setTimeout(() => {
      resting.delete(alarm);
      lines.again(chat);
      wake();
    }, wait);
    resting.add(alarm);
  };
  const follow = (head: Head, outcome: Outcome): void => {
    const { chat } = head;
    if (outcome.kind === "done") {
      if (outcome.sent) pace.succeed();
      lines.done(head);
      for (const one of outcome.more ?? []) lines.push(one);
      parts.onSettled?.(head.id, outcome.sent);
    } else if (outcome.kind === "rest") {
      if (outcome.limited && pace.slowDown(chat, outcome.wait)) {
        logger.warn({ wait: outcome.wait }, "the whole account is slowed down; all its sending pauses");
      }
      rest(chat, outcome.wait);
    } else if (outcome.kind === "again") lines.again(chat);
    else if (outcome.kind === "moved") lines.move(chat, outcome.to);
    else lines.drop(chat);
  };
  const wake = (): void => {
    clearTimeout(timer);
    while (!stopped) {
      const wait = pace.holdBack(lines.size);
      if (wait > 0) {
        timer = setTimeout(wake, wait);
        return;
      }
      const head = lines.take();
      if (!head) return;
      const answered = pace.begin();
      const job = send(head.id)
        .then((outcome) => follow(head, outcome))
        .catch((err: unknown) => {
          if (stopping.signal.aborted) return;
          logger.error({ err }, "the outbox could not be written; trying again");
          rest(head.chat, DATABASE_PAUSE);
        })
        .finally(() => {
          running.delete(job);
          answered();
          parts.onSent();
          wake();
        });
      running.add(job);
    }
  };
  return {
    push: (heads) => {
      for (const head of heads) lines.push(head);
      wake();
    },
    size: () => lines.size,
    block: (chat) => {
      parts.store.block(chat);
      lines.drop(chat);
    },
    stop: async (milliseconds) => {
      const until = Date.now() + milliseconds;
      while (running.size > 0 && Date.now() < until) await atMost(until - Date.now(), Promise.race(running));
      stopped = true;
      clearTimeout(timer);
      for (const alarm of resting) clearTimeout(alarm);
      stopping.abort();
      await Promise.all(running);
    },
  };
}

/** When the next send may begin. */
function createPace() {
  const limited = new Set<string>();
  const underWay = new Set<{ begunAt: number }>();
  let pausedUntil = 0;
  return {
    /** Gives what to call at its end. */
    begin: (): (() => void) => {
      const send = { begunAt: Date.now() };
      underWay.add(send);
      return () => void underWay.delete(send);
    },
    succeed: () => limited.clear(),
    /** It isn't said whether one chat is meant or the account: several chats in a row mean the account. True then. */
    slowDown: (chat: string, wait: number): boolean => {
      limited.add(chat);
      if (limited.size < LIMITED_CHATS) return false;
      limited.clear();
      pausedUntil = Date.now() + wait;
      return true;
    },
    /** Milliseconds until another may be begun; 0 when it may now. */
    holdBack: (waiting: number): number => {
      const pausing = pausedUntil - Date.now();
      if (pausing > 0) return pausing;
      if (underWay.size === 0) return 0;
      if (underWay.size >= MOST_AT_ONCE) return PATIENCE.most;
      const patience = Math.min(PATIENCE.most, Math.max(PATIENCE.least, BEGIN_ALL_IN / Math.max(1, waiting)));
      const youngest = Math.max(...[...underWay].map(({ begunAt }) => begunAt));
      return Math.max(0, youngest + patience - Date.now());
    },
  };
}
