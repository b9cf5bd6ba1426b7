import type Database from "better-sqlite3";
import type { Ask } from "./answer/answer.ts";
import type { Receipts } from "./check/receipts.ts";
import { withNotice, withPause } from "./desk/announce.ts";
import type { Announcements } from "./desk/announcements.ts";
import type { Engine } from "./engine.ts";
import { type Asked, createQueryLog, type QueryLog, withLog } from "./log/query-log.ts";
import { countAnswers, type Metrics } from "./metrics/metrics.ts";

/**
 * The way of a question from a channel to the engine that serves now, with what the service adds:
 * the desk's notice and pause, the receipt, the log, the count.
 */
export interface Asking {
  /** A channel's way in; null while Kenes is starting. */
  askFor(channel: Channel, asked?: Omit<Asked, "channel">): Ask | null;
  /** Answers that leave no trace: what is only looked at. Throws while Kenes is starting. */
  look: Ask;
  /** What was asked; nothing is found, and recording throws, while Kenes is starting. */
  log: QueryLog;
  /** Takes the engine that serves from now on. */
  serve(engine: Engine): void;
}

export type Channel = "web" | "api" | "telegram" | "whatsapp";

export interface AskingParts {
  database: Database.Database;
  receipts: Receipts;
  announcements: Announcements;
  metrics: Metrics;
  /** A receipt could not be kept. */
  onFailure: (error: unknown) => void;
}

export function createAsking({ database, receipts, announcements, metrics, onFailure }: AskingParts): Asking {
  let serving: { engine: Engine; log: QueryLog } | null = null;
  const now = () => {
    if (serving === null) throw new Error("Questions are answered once the engine has started");
    return serving;
  };
  // While answers are paused there is nothing that a receipt could prove.
  const announce = (ask: Ask): Ask => {
    const paused = announcements.pausedBecause("ru") !== null;
    return withNotice(paused ? ask : receipts.wrap(ask, onFailure), announcements);
  };
  return {
    askFor: (channel, asked = { asker: null }) => {
      if (serving === null) return null;
      const { engine, log } = serving;
      const logged = withLog(withPause(engine.ask, announcements), log, { channel, ...asked });
      return countAnswers(announce(logged), metrics, channel);
    },
    look: (question) => withNotice(withPause(now().engine.ask, announcements), announcements)(question),
    log: {
      find: (id) => serving?.log.find(id),
      record: (answer, asked) => now().log.record(answer, asked),
    },
    serve: (engine) => {
      serving = { engine, log: createQueryLog(database, engine) };
    },
  };
}
