import { Gauge, type Registry } from "prom-client";
import {
  addDeliveryMetrics,
  type DeliveryMetrics,
  type DeliveryNames,
  type DeliveryReading,
} from "./delivery-metrics.ts";

/** Figures of the delivery by WhatsApp: those of every channel, and how far messages came. */

/** What is read of WhatsApp when somebody asks. */
export interface WhatsappReading extends DeliveryReading {
  /** Messages of the last day by how far they came. */
  statuses: Record<string, number>;
}

const NAMES: DeliveryNames = {
  prefix: "kenes_whatsapp",
  arrivals: "messages",
  states: ["listening", "refused"],
  helps: {
    arrivals: "Messages that WhatsApp brought, by kind and what became of them.",
    work: "Seconds from a message's arrival until it was dealt with, by kind.",
    answers: "Seconds from a message's arrival until WhatsApp took the first message that answers it.",
    calls: "Calls of the Cloud API, by kind of message and outcome.",
    state: "1 for the state that WhatsApp is in, 0 for the other; both 0 when it is off.",
    waiting: "What waits: messages to be answered, messages to be sent.",
  },
};

export function addWhatsappMetrics(registry: Registry, read: () => WhatsappReading | null): DeliveryMetrics {
  new Gauge({
    name: "kenes_whatsapp_sent",
    help: "Messages of the last day by how far they came: sent, delivered, read, failed.",
    labelNames: ["status"],
    registers: [registry],
    collect() {
      for (const [status, count] of Object.entries(read()?.statuses ?? {})) this.set({ status }, count);
    },
  });
  return addDeliveryMetrics(registry, NAMES, read);
}
