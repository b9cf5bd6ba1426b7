import type { Logger } from "pino";
import { atMost, createStopping } from "../delivery/pause.ts";
import { type BotApi, BotApiError } from "./bot-api.ts";
import type { Outgoing } from "./call.ts";

/**
 * Calls that are worth something for seconds only: the answer to a pressed button or to what
 * somebody types inline, and "typing". They pass by the outbox: nothing queues before them, nothing
 * of them is kept, and their failure is no error.
 */

export interface Instant {
  /** A button was pressed: its clock is stopped by `send`, or soon by itself. */
  expect(query: string): void;
  /** True for a method that goes this way. */
  takes(method: string): boolean;
  /** Sends at once; a second answer to the same press is dropped. */
  send(outgoing: Outgoing): void;
  /** The press is dealt with: resolves when its answer is out, after a second at most. */
  close(query: string): Promise<void>;
  /** Answers what is pressed, a second at most, and ends every other call. */
  stop(): Promise<void>;
}

const METHODS = ["answerCallbackQuery", "answerInlineQuery", "sendChatAction"];
/** Milliseconds that a press waits for the words of its answer before it is answered without any. */
const PATIENCE = 400;
/** Milliseconds that the messages of a press wait for its answer to arrive. */
const LONGEST_WAIT = 1000;
/** Milliseconds after which these calls are worth nothing: clients give up on a press after about ten seconds. */
const WORTH = 10_000;
/** Milliseconds before the one repetition. */
const PAUSE = 700;

interface Press {
  timer: NodeJS.Timeout;
  answered: Promise<void> | null;
}

export function createInstant({ api, logger }: { api: BotApi; logger: Logger }): Instant {
  const presses = new Map<string, Press>();
  const stopping = createStopping();
  const call = async ({ method, payload, deadlineAt = Date.now() + WORTH }: Outgoing): Promise<void> => {
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const deadline = Math.min(WORTH, deadlineAt - Date.now());
      if (deadline <= 0 || stopping.signal.aborted) return;
      try {
        await api.call(method, payload, { deadline, signal: stopping.signal });
        return;
      } catch (error) {
        if (stopping.signal.aborted || !(error instanceof BotApiError)) return;
        logger.debug({ status: error.status, method }, "a call that is only worth something at once failed");
        const passing = error.status === 0 || error.status >= 500 || error.status === 429;
        const wait = (error.retryAfter ?? 0) * 1000 || PAUSE;
        if (!passing || error.ambiguous || Date.now() + wait > deadlineAt) return;
        await new Promise((resume) => setTimeout(resume, wait).unref());
      }
    }
  };
  const answer = (query: string, payload: Record<string, unknown>): void => {
    const press = presses.get(query);
    if (!press || press.answered) return;
    clearTimeout(press.timer);
    press.answered = call({ chat: "", method: "answerCallbackQuery", payload });
  };
  const close = async (query: string): Promise<void> => {
    answer(query, { callback_query_id: query });
    const answered = presses.get(query)?.answered;
    presses.delete(query);
    await atMost(LONGEST_WAIT, answered ?? Promise.resolve());
  };
  return {
    expect: (query) => {
      if (presses.has(query) || stopping.signal.aborted) return;
      const timer = setTimeout(() => answer(query, { callback_query_id: query }), PATIENCE);
      presses.set(query, { timer, answered: null });
    },
    takes: (method) => METHODS.includes(method),
    send: (outgoing) => {
      const query = outgoing.payload.callback_query_id;
      if (outgoing.method !== "answerCallbackQuery") void call(outgoing);
      else if (typeof query === "string") answer(query, outgoing.payload);
    },
    close,
    stop: async () => {
      await Promise.all([...presses.keys()].map(close));
      stopping.abort();
    },
  };
}
