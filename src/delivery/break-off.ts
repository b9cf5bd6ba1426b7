import { AsyncLocalStorage } from "node:async_hooks";
import type { Ask } from "../answer/answer.ts";
import type { Pseudonym } from "../log/pseudonym.ts";

/**
 * Carries an arrival to the questions that are asked on its behalf, past the conversation that lies
 * between: when its time is over, what waits for an answer goes no further; and an answer's id
 * follows from it, so that work which a crash cut off and which is done again is logged once.
 */
export interface BreakOff {
  run<Result>(about: { body: object; until: AbortSignal }, work: () => Promise<Result>): Promise<Result>;
  /** An `Ask` that rejects with the signal's reason. `askUnder` gives the one whose answer bears an id. */
  wrap(askUnder: (id: string) => Ask): Ask;
}

interface Current {
  body: object;
  until: AbortSignal;
  /** Questions asked on its behalf so far. */
  asked: number;
}

/** Bytes of an answer's id: twelve letters, as buttons have room for. */
const ID_BYTES = 9;

/** `channel` is part of an answer's id. */
export function createBreakOff(channel: string, pseudonym: Pseudonym): BreakOff {
  const current = new AsyncLocalStorage<Current>();
  // From all that it says: its number alone may come again in some weeks.
  const nameNext = (about: Current): string => {
    about.asked += 1;
    const name = pseudonym(`${channel}-answer`, `${about.asked}:${JSON.stringify(about.body)}`);
    return Buffer.from(name, "hex").subarray(0, ID_BYTES).toString("base64url");
  };
  return {
    run: (about, work) => current.run({ ...about, asked: 0 }, work),
    wrap: (askUnder) => async (question) => {
      const about = current.getStore();
      if (!about) throw new Error("A question is asked on behalf of something that arrived");
      const { until } = about;
      until.throwIfAborted();
      return new Promise((resolve, reject) => {
        const abort = () => reject(until.reason);
        until.addEventListener("abort", abort);
        askUnder(nameNext(about))(question)
          .then(resolve, reject)
          .finally(() => until.removeEventListener("abort", abort));
      });
    },
  };
}
