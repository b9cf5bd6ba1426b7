import type { Logger } from "pino";
import { pause, pauseAfter } from "../delivery/pause.ts";
import { type BotApi, BotApiError } from "./bot-api.ts";
import type { Update } from "./call.ts";
import type { Offset } from "./offset.ts";
import { ALLOWED_UPDATES } from "./update.ts";

/**
 * Long polling of our own: an update is committed before its offset is confirmed, every request has
 * a deadline, and nothing but a wrong token ends the loop.
 */

export interface ReceiverParts {
  api: BotApi;
  logger: Logger;
  signal: AbortSignal;
  /** The token was refused: no waiting helps. */
  onRefused: (error: Error) => void;
}

export interface PollerParts extends ReceiverParts {
  offset: Offset;
  /** Commits updates, and in the same transaction what `also` writes. */
  accept: (updates: readonly Update[], also: () => void) => void;
  /** False while so much waits that more would only pile up: Telegram keeps the rest. */
  hasRoom: () => boolean;
  timing?: PollTiming;
}

export interface PollTiming {
  /** Seconds that Telegram holds a poll; 25 when absent. */
  hold?: number;
  /** Milliseconds after which a poll is given up; ten seconds above the hold when absent. */
  deadline?: number;
}

/** What brings updates, by polling or by a webhook. */
export interface Receiver {
  /** When Telegram was last heard, milliseconds since 1970; 0 before. */
  lastContact(): number;
  /** Another copy of this bot takes the updates. */
  inConflict(): boolean;
  /** Breaks off what hangs and begins anew. */
  renew(): void;
  run(): Promise<void>;
}

/** Seconds that Telegram holds a poll, and that a silent one is given on top. */
const HOLD = 25;
const GRACE = 10;
/** Milliseconds until it is looked whether there is room again. */
const ROOM_PAUSE = 200;
/** Milliseconds before the same offset is asked for again. */
const STUCK_PAUSE = 3000;
/** Milliseconds of the longest obedience to a retry_after: a deaf bot is worse than one more refusal. */
const LONGEST_PAUSE = 60_000;
/** Milliseconds for the last call, which confirms what was committed. */
const FAREWELL = 1000;

export function createPoller(parts: PollerParts): Receiver {
  const { api, accept, logger, signal, onRefused, hasRoom } = parts;
  const { hold = HOLD, deadline = (hold + GRACE) * 1000 } = parts.timing ?? {};
  let lastContact = 0;
  let conflict = false;
  let confirmed: number | undefined;
  let current = new AbortController();
  const poll = async () => {
    const offset = parts.offset.read();
    const payload = { offset, timeout: hold, allowed_updates: ALLOWED_UPDATES };
    confirmed = offset;
    const updates = await api.call("getUpdates", payload, { deadline, signal: current.signal });
    lastContact = Date.now();
    conflict = false;
    if (!Array.isArray(updates))
      throw new BotApiError("getUpdates", { status: 502, description: "no list of updates" });
    if (updates.length === 0) return;
    const known = updates.filter(isUpdate);
    const next = Math.max(...known.map(({ update_id: id }) => id)) + 1;
    accept(known, () => Number.isFinite(next) && parts.offset.write(next));
    // Telegram punishes who asks again for what it has just given.
    if (parts.offset.read() === offset) await pause(STUCK_PAUSE, current.signal);
  };
  const meet = async (error: unknown, failures: number) => {
    const status = error instanceof BotApiError ? error.status : null;
    conflict = status === 409;
    logger.warn({ status, failures, err: status === null ? error : undefined }, describe(error));
    if (status === 409 && /webhook/iu.test((error as Error).message)) {
      await api.call("deleteWebhook", {}, { signal }).catch(() => {});
    }
    await pause(pauseAfter(error, failures, LONGEST_PAUSE), signal);
  };
  const loop = async () => {
    let failures = 0;
    while (!signal.aborted) {
      if (!hasRoom()) {
        lastContact = Date.now();
        await pause(ROOM_PAUSE, signal);
        continue;
      }
      try {
        await poll();
        failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof BotApiError && error.status === 401) return onRefused(error);
        failures += 1;
        if (!current.signal.aborted) await meet(error, failures);
        else current = new AbortController();
      }
    }
  };
  return {
    lastContact: () => lastContact,
    inConflict: () => conflict,
    renew: () => current.abort(),
    run: async () => {
      const abort = () => current.abort();
      signal.addEventListener("abort", abort);
      await loop();
      signal.removeEventListener("abort", abort);
      const offset = parts.offset.read();
      if (lastContact === 0 || conflict || offset === confirmed) return;
      // The database knows what it has; this only spares Telegram from delivering it again.
      await api.call("getUpdates", { offset, limit: 1, timeout: 0 }, { deadline: FAREWELL }).catch(() => {});
    },
  };
}

function describe(error: unknown): string {
  if (!(error instanceof BotApiError)) return "updates could not be stored; trying again";
  if (error.status !== 409) return "polling Telegram failed; trying again";
  if (/webhook/iu.test(error.message)) return "a webhook is set for this bot; taking it away and trying again";
  return "another copy of this bot is polling: stop one of them; backing off";
}

export function isUpdate(value: unknown): value is Update {
  return Number.isSafeInteger((value as Partial<Update> | null)?.update_id);
}
