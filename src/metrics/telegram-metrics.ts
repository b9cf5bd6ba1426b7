import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import {
  addDeliveryMetrics,
  type DeliveryMetrics,
  type DeliveryNames,
  type DeliveryReading,
} from "./delivery-metrics.ts";

/** Figures of the bot's delivery: those of every channel, and what only Telegram has. */

/** What is read of the bot when somebody asks; times in milliseconds since 1970. */
export interface TelegramReading extends DeliveryReading {
  lastContactAt: number | null;
  lastUpdateAt: number | null;
}

const NAMES: DeliveryNames = {
  prefix: "kenes_telegram",
  arrivals: "updates",
  states: ["starting", "polling", "webhook", "conflict", "deaf"],
  helps: {
    arrivals: "Updates that Telegram brought, by kind and what became of them.",
    work: "Seconds from an update's arrival until it was dealt with, by kind.",
    answers: "Seconds from an update's arrival until Telegram took the first message that answers it.",
    calls: "Calls of the Bot API, by method and outcome.",
    state: "1 for the state that the bot is in, 0 for the others; all 0 when it is off.",
    waiting: "What waits: updates to be answered, messages to be sent.",
  },
};
const CALL_SECONDS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];
/** Telegram holds this one on purpose. */
const HELD = "getUpdates";

export function addTelegramMetrics(registry: Registry, read: () => TelegramReading | null): DeliveryMetrics {
  const delivery = addDeliveryMetrics(registry, NAMES, read);
  const registers = [registry];
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
  return {
    ...delivery,
    called: (call) => {
      delivery.called(call);
      if (call.method !== HELD) callSeconds.observe(call.milliseconds / 1000);
      if (call.retryAfter !== null) asked.inc(call.retryAfter);
    },
  };
}
