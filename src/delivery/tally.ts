import { CallError } from "./call-error.ts";
import type { Head } from "./lines.ts";

/** Counts what the delivery does, for whoever keeps figures of it. No text, no chat, no person. */

/** Told what happens; milliseconds. */
export interface Tally {
  arrived(kind: string, outcome: "taken" | "repeated" | "dropped"): void;
  worked(kind: string, milliseconds: number): void;
  delivered(milliseconds: number): void;
  called(call: { method: string; outcome: CallOutcome; milliseconds: number; retryAfter: number | null }): void;
}

/**
 * `limited`: 429; `refused`: another 4xx; `failed`: 5xx; `unreached`: no connection;
 * `unanswered`: no answer came, and the call may have been carried out.
 */
export type CallOutcome = "ok" | "limited" | "refused" | "failed" | "unreached" | "unanswered";

/** Answers whose way out is timed at once: of more, the oldest are no longer. */
const MOST_TIMED = 10_000;

/** Makes a call and tells the tally of it. A call that a stop breaks off is not counted. */
export async function tallyCall<Result>(tally: Tally, method: string, call: () => Promise<Result>): Promise<Result> {
  const begun = performance.now();
  const tell = (outcome: CallOutcome, retryAfter: number | null) =>
    tally.called({ method, outcome, milliseconds: performance.now() - begun, retryAfter });
  try {
    const result = await call();
    tell("ok", null);
    return result;
  } catch (error) {
    if (error instanceof CallError) tell(nameOutcome(error), error.retryAfter);
    throw error;
  }
}

function nameOutcome({ status, ambiguous }: CallError): CallOutcome {
  if (ambiguous) return "unanswered";
  if (status === 0) return "unreached";
  if (status === 429) return "limited";
  return status < 500 ? "refused" : "failed";
}

/** Times answers from an arrival until the other side took the first of its messages. */
export function timeAnswers(tally: Tally, now: () => number = Date.now) {
  const begun = new Map<number, number>();
  return {
    /** What arrived then is answered by these messages. */
    answered: (heads: readonly Head[], arrivedAt: number): void => {
      const [first] = heads;
      if (!first) return;
      begun.set(first.id, arrivedAt);
      if (begun.size > MOST_TIMED) begun.delete(begun.keys().next().value ?? 0);
    },
    /** A message is done with; `sent` when the other side took it. */
    settled: (id: number, sent: boolean): void => {
      const at = begun.get(id);
      if (at === undefined) return;
      begun.delete(id);
      if (sent) tally.delivered(Math.max(0, now() - at));
    },
  };
}
