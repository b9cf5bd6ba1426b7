import { Counter, Gauge, Histogram, type Registry } from "prom-client";

/** Figures of the bot's delivery. The room of Telegram tells what happens; it knows nothing of Prometheus. */

export interface TelegramMetrics {
  /** `taken`: will be worked on; `repeated`: known already; `dropped`: a flood, or the same press again. */
  arrived(kind: string, outcome: "taken" | "repeated" | "dropped"): void;
  /** An update was dealt with, after so many milliseconds since it arrived. */
  worked(kind: string, milliseconds: number): void;
  /** Telegram took the first message that answers an update, so many milliseconds after the update arrived. */
  delivered(milliseconds: number): void;
  /** A call of the Bot API ended. `retryAfter`: seconds that Telegram asked us to wait. */
  called(call: { method: string; outcome: string; milliseconds: number; retryAfter: number | null }): void;
}

/** What is read of the bot when somebody asks; times in milliseconds since 1970. */
export interface TelegramReading {
  state: string;
  lastContactAt: number | null;
  lastUpdateAt: number | null;
  waiting: { updates: number; messages: number };
}

const STATES = ["starting", "polling", "webhook", "conflict", "deaf"];
/** Seconds: a person notices from 1 on; Telegram's pauses may take minutes. */
const DELIVERY_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
const CALL_SECONDS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];
/** Telegram holds this one on purpose. */
const HELD = "getUpdates";

export function addTelegramMetrics(registry: Registry, read: () => TelegramReading | null): TelegramMetrics {
  const registers = [registry];
  const updates = new Counter({
    name: "kenes_telegram_updates_total",
    help: "Updates that Telegram brought, by kind and what became of them.",
    labelNames: ["kind", "outcome"],
    registers,
  });
  const work = new Histogram({
    name: "kenes_telegram_work_seconds",
    help: "Seconds from an update's arrival until it was dealt with, by kind.",
    labelNames: ["kind"],
    buckets: DELIVERY_SECONDS,
    registers,
  });
  const answers = new Histogram({
    name: "kenes_telegram_answer_seconds",
    help: "Seconds from an update's arrival until Telegram took the first message that answers it.",
    buckets: DELIVERY_SECONDS,
    registers,
  });
  const calls = new Counter({
    name: "kenes_telegram_calls_total",
    help: "Calls of the Bot API, by method and outcome.",
    labelNames: ["method", "outcome"],
    registers,
  });
  const callSeconds = new Histogram({
    name: "kenes_telegram_call_seconds",
    help: "Seconds that a call of the Bot API took; polls are left out, Telegram holds them.",
    buckets: CALL_SECONDS,
    registers,
  });
  const asked = new Counter({
    name: "kenes_telegram_retry_after_seconds_total",
    help: "Seconds that Telegram asked us to wait, all its 429 answers together.",
    registers,
  });
  addLevels(registry, read);
  return {
    arrived: (kind, outcome) => updates.inc({ kind, outcome }),
    worked: (kind, milliseconds) => work.observe({ kind }, milliseconds / 1000),
    delivered: (milliseconds) => answers.observe(milliseconds / 1000),
    called: ({ method, outcome, milliseconds, retryAfter }) => {
      calls.inc({ method, outcome });
      if (method !== HELD) callSeconds.observe(milliseconds / 1000);
      if (retryAfter !== null) asked.inc(retryAfter);
    },
  };
}

function addLevels(registry: Registry, read: () => TelegramReading | null): void {
  const registers = [registry];
  new Gauge({
    name: "kenes_telegram_state",
    help: "1 for the state that the bot is in, 0 for the others; all 0 when it is off.",
    labelNames: ["state"],
    registers,
    collect() {
      const now = read()?.state;
      for (const state of STATES) this.set({ state }, state === now ? 1 : 0);
    },
  });
  new Gauge({
    name: "kenes_telegram_waiting",
    help: "What waits: updates to be answered, messages to be sent.",
    labelNames: ["queue"],
    registers,
    collect() {
      const { updates, messages } = read()?.waiting ?? { updates: 0, messages: 0 };
      this.set({ queue: "updates" }, updates);
      this.set({ queue: "messages" }, messages);
    },
  });
  new Gauge({
    name: "kenes_telegram_last_contact_seconds",
    help: "When Telegram last answered, seconds since 1970; 0 before.",
    registers,
    collect() {
      this.set((read()?.lastContactAt ?? 0) / 1000);
    },
  });
  new Gauge({
    name: "kenes_telegram_last_update_seconds",
    help: "When somebody last wrote, seconds since 1970; 0 before.",
    registers,
    collect() {
      this.set((read()?.lastUpdateAt ?? 0) / 1000);
    },
  });
}
