import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import type { TelegramMetrics } from "./telegram-metrics.ts";

/** Figures of the delivery by WhatsApp, told as Telegram's are. */
export type WhatsappMetrics = TelegramMetrics;

/** What is read of WhatsApp when somebody asks. */
export interface WhatsappReading {
  state: string;
  waiting: { updates: number; messages: number };
  /** Messages of the last day by how far they came. */
  statuses: Record<string, number>;
}

/** Seconds: a person notices from 1 on; pauses may take minutes. */
const DELIVERY_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
const STATES = ["listening", "refused"];

export function addWhatsappMetrics(registry: Registry, read: () => WhatsappReading | null): WhatsappMetrics {
  const registers = [registry];
  const arrivals = new Counter({
    name: "kenes_whatsapp_messages_total",
    help: "Messages that WhatsApp brought, by kind and what became of them.",
    labelNames: ["kind", "outcome"],
    registers,
  });
  const work = new Histogram({
    name: "kenes_whatsapp_work_seconds",
    help: "Seconds from a message's arrival until it was dealt with, by kind.",
    labelNames: ["kind"],
    buckets: DELIVERY_SECONDS,
    registers,
  });
  const answers = new Histogram({
    name: "kenes_whatsapp_answer_seconds",
    help: "Seconds from a message's arrival until WhatsApp took the first message that answers it.",
    buckets: DELIVERY_SECONDS,
    registers,
  });
  const calls = new Counter({
    name: "kenes_whatsapp_calls_total",
    help: "Calls of the Cloud API, by kind of message and outcome.",
    labelNames: ["method", "outcome"],
    registers,
  });
  addLevels(registry, read);
  return {
    arrived: (kind, outcome) => arrivals.inc({ kind, outcome }),
    worked: (kind, milliseconds) => work.observe({ kind }, milliseconds / 1000),
    delivered: (milliseconds) => answers.observe(milliseconds / 1000),
    called: ({ method, outcome }) => calls.inc({ method, outcome }),
  };
}

function addLevels(registry: Registry, read: () => WhatsappReading | null): void {
  const registers = [registry];
  new Gauge({
    name: "kenes_whatsapp_state",
    help: "1 for the state that WhatsApp is in, 0 for the other; both 0 when it is off.",
    labelNames: ["state"],
    registers,
    collect() {
      const now = read()?.state;
      for (const state of STATES) this.set({ state }, state === now ? 1 : 0);
    },
  });
  new Gauge({
    name: "kenes_whatsapp_waiting",
    help: "What waits: messages to be answered, messages to be sent.",
    labelNames: ["queue"],
    registers,
    collect() {
      const { updates, messages } = read()?.waiting ?? { updates: 0, messages: 0 };
      this.set({ queue: "updates" }, updates);
      this.set({ queue: "messages" }, messages);
    },
  });
  new Gauge({
    name: "kenes_whatsapp_sent",
    help: "Messages of the last day by how far they came: sent, delivered, read, failed.",
    labelNames: ["status"],
    registers,
    collect() {
      for (const [status, count] of Object.entries(read()?.statuses ?? {})) this.set({ status }, count);
    },
  });
}
