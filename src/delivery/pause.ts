import { setMaxListeners } from "node:events";
import { CallError } from "./call-error.ts";

/** Waiting, in ways that a stop ends at once. */

/** Milliseconds of the first and the longest pause after a failure. */
const PAUSE = { first: 1000, longest: 30_000 };

/** What a stop gives its signal by; any number of calls may listen to it. */
export function createStopping(): AbortController {
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  return stopping;
}

/** Milliseconds to wait after so many failures: what the other side says up to a limit, else twice as long each time, with chance in it. */
export function pauseAfter(error: unknown, failures: number, longest = PAUSE.longest): number {
  if (error instanceof CallError && error.retryAfter !== null) return Math.min(longest, error.retryAfter * 1000);
  const usual = Math.min(PAUSE.longest, PAUSE.first * 2 ** Math.min(20, failures - 1));
  return usual * (0.75 + Math.random() * 0.5);
}

/** Resolves after the milliseconds, or at once when the signal is given. */
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

/** Resolves when the work does, or after the milliseconds. True when the work was in time. */
export async function atMost(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  const inTime = await Promise.race([work.then(() => true), limit]);
  clearTimeout(timer);
  return inTime;
}
