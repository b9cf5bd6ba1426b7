import { AsyncLocalStorage } from "node:async_hooks";
import type { Ask } from "../answer/answer.ts";

/**
 * Carries an update's signal to the questions that are asked on its behalf, past the conversation
 * that lies between: when the update's time is over, what waits for an answer goes no further.
 */
export interface BreakOff {
  run<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result>;
  /** The same `ask`, which rejects with the signal's reason. */
  wrap(ask: Ask): Ask;
}

export function createBreakOff(): BreakOff {
  const current = new AsyncLocalStorage<AbortSignal>();
  return {
    run: (signal, work) => current.run(signal, work),
    wrap: (ask) => async (question) => {
      const signal = current.getStore();
      if (!signal) return ask(question);
      signal.throwIfAborted();
      return new Promise((resolve, reject) => {
        const abort = () => reject(signal.reason);
        signal.addEventListener("abort", abort);
        ask(question)
          .then(resolve, reject)
          .finally(() => signal.removeEventListener("abort", abort));
      });
    },
  };
}
