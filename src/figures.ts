import type { Logger } from "pino";
import type { Config } from "./config.ts";
import { sizeOfDatabase } from "./log/database.ts";
import { readDiskFree } from "./log/disk.ts";
import { createMetrics, type Metrics } from "./metrics/metrics.ts";
import type { TelegramHealth } from "./telegram/watchdog.ts";
import { readVersion } from "./version.ts";
import type { WhatsappHealth } from "./whatsapp/whatsapp.ts";

/** What the service says of itself: /health, /metrics, and failures both counted and logged. */

export interface FiguresParts {
  config: Config;
  logger: Logger;
  node: string;
  readMemory: () => number;
  /** Null while it is starting. */
  engine: () => { workerMemory(): number[]; cluster(): { nodes: number; serving: number } | undefined } | null;
  /** Null while the bot is off or not there yet. */
  telegram: () => { health(): TelegramHealth } | null;
  whatsapp: () => { health(): WhatsappHealth } | null;
}

export interface Figures {
  metrics: Metrics;
  health(): { ready: boolean } & Record<string, unknown>;
  /** Gives what counts and logs a failure of that part. */
  failed(part: "request" | "receipt" | "update", sentence: string): (error: unknown) => void;
}

export function createFigures({ config, logger, node, readMemory, engine, telegram, whatsapp }: FiguresParts): Figures {
  const health = () => {
    const { state = "off", ...delivery } = telegram()?.health() ?? {};
    const { state: whatsappState = "off", ...whatsappDelivery } = whatsapp()?.health() ?? {};
    const cluster = engine()?.cluster();
    // A front end whose cluster is gone can answer nothing: the proxy before it is to send people elsewhere.
    const ready = engine() !== null && state !== "deaf" && cluster?.serving !== 0;
    return {
      ...{ ready, telegram: state, delivery, whatsapp: whatsappState },
      ...(whatsappState === "off" ? {} : { whatsappDelivery }),
      ...(cluster ? { cluster } : {}),
    };
  };
  const metrics = createMetrics({
    version: readVersion(),
    node,
    startedAt: Date.now(),
    ready: () => health().ready,
    memory: () => ({ main: readMemory(), workers: engine()?.workerMemory() ?? [] }),
    database: () => sizeOfDatabase(config.dataDir),
    diskFree: () => readDiskFree(config.dataDir),
    telegram: () => telegram()?.health() ?? null,
    whatsapp: () => whatsapp()?.health() ?? null,
  });
  return {
    metrics,
    health,
    failed: (part, sentence) => (err) => {
      metrics.fail(part);
      logger.error({ err }, sentence);
    },
  };
}
