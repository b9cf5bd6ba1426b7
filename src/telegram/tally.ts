import { type BotApi, BotApiError } from "./bot-api.ts";
import type { Head } from "./lines.ts";
import type { Facts } from "./update.ts";

/** Counts what the delivery does, for whoever keeps figures of it. No text, no chat, no person. */

/** Told what happens; milliseconds. */
export interface Tally {
  arrived(kind: Facts["kind"], outcome: "taken" | "repeated" | "dropped"): void;
  worked(kind: Facts["kind"], milliseconds: number): void;
  delivered(milliseconds: number): void;
  called(call: { method: string; outcome: CallOutcome; milliseconds: number; retryAfter: number | null }): void;
}

/**
 * `limited`: 429; `refused`: another 4xx; `failed`: 5xx; `unreached`: no connection;
 * `unanswered`: no answer came, and the call may have been carried out.
 */
export type CallOutcome = "ok" | "limited" | "refused" | "failed" | "unreached" | "unanswered";

/** Answers whose way to Telegram is timed at once: of more, the oldest are no longer. */
const MOST_TIMED = 10_000;

/** The same calls, each told to the tally. A call that a stop breaks off is not counted. */
export function tallyCalls(api: BotApi, tally: Tally): BotApi {
  return {
    call: async (method, payload, options) => {
      const begun = performance.now();
      const tell = (outcome: CallOutcome, retryAfter: number | null) =>
        tally.called({ method, outcome, milliseconds: performance.now() - begun, retryAfter });
      try {
        const result = await api.call(method, payload, options);
        tell("ok", null);
        return result;
      } catch (error) {
        if (error instanceof BotApiError) tell(nameOutcome(error), error.retryAfter);
        throw error;
      }
    },
  };
}

function nameOutcome({ status, ambiguous }: BotApiError): CallOutcome {
  if (ambiguous) return "unanswered";
  if (status === 0) return "unreached";
  if (status === 429) return "limited";
  return status < 500 ? "refused" : "failed";
}

/** Times answers from the arrival of an update until Telegram took the first of its messages. */
export function timeAnswers(tally: Tally, now: () => number = Date.now) {
  const begun = new Map<number, number>();
  return {
    /** An update that arrived then is answered by these messages. */
    answered: (heads: readonly Head[], arrivedAt: number): void => {
      const [first] = heads;
      if (!first) return;
      begun.set(first.id, arrivedAt);
      if (begun.size > MOST_TIMED) begun.delete(begun.keys().next().value ?? 0);
    },
    /** A message is done with; `sent` when Telegram took it. */
    settled: (id: number, sent: boolean): void => {
      const at = begun.get(id);
      if (at === undefined) return;
      begun.delete(id);
      if (sent) tally.delivered(Math.max(0, now() - at));
    },
  };
}
