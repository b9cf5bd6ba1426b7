import { Counter, Gauge, Histogram, type Registry } from "prom-client";

/** Figures of a channel's delivery. The channel's room tells what happens; it knows nothing of Prometheus. */
export interface DeliveryMetrics {
  /** `taken`: will be worked on; `repeated`: known already; `dropped`: a flood, or the same press again. */
  arrived(kind: string, outcome: "taken" | "repeated" | "dropped"): void;
  /** What arrived was dealt with, after so many milliseconds since it arrived. */
  worked(kind: string, milliseconds: number): void;
  /** The channel took the first message that answers, so many milliseconds after what it answers arrived. */
  delivered(milliseconds: number): void;
  /** A call of the channel's API ended. `retryAfter`: seconds that we were asked to wait. */
  called(call: { method: string; outcome: string; milliseconds: number; retryAfter: number | null }): void;
}

/** What is read of a channel when somebody asks. */
export interface DeliveryReading {
  state: string;
  waiting: { updates: number; messages: number };
}

/** How a channel's figures are called. */
export interface DeliveryNames {
  /** What the name of each begins with: `kenes_telegram`. */
  prefix: string;
  /** What the channel brings: `updates`. */
  arrivals: string;
  states: readonly string[];
  helps: Record<"arrivals" | "work" | "answers" | "calls" | "state" | "waiting", string>;
}

/** Seconds: a person notices from 1 on; pauses that a channel asks for may take minutes. */
const DELIVERY_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** What every channel is counted and timed by. `read`: null while the channel is off. */
export function addDeliveryMetrics(
  registry: Registry,
  { prefix, arrivals: brought, states, helps }: DeliveryNames,
  read: () => DeliveryReading | null,
): DeliveryMetrics {
  const registers = [registry];
  const arrivals = new Counter({
    name: `${prefix}_${brought}_total`,
    help: helps.arrivals,
    labelNames: ["kind", "outcome"],
    registers,
  });
  const work = new Histogram({
    name: `${prefix}_work_seconds`,
    help: helps.work,
    labelNames: ["kind"],
    buckets: DELIVERY_SECONDS,
    registers,
  });
  const answers = new Histogram({
    name: `${prefix}_answer_seconds`,
    help: helps.answers,
    buckets: DELIVERY_SECONDS,
    registers,
  });
  const calls = new Counter({
    name: `${prefix}_calls_total`,
    help: helps.calls,
    labelNames: ["method", "outcome"],
    registers,
  });
  new Gauge({
    name: `${prefix}_state`,
    help: helps.state,
    labelNames: ["state"],
    registers,
    collect() {
      const now = read()?.state;
      for (const state of states) this.set({ state }, state === now ? 1 : 0);
    },
  });
  new Gauge({
    name: `${prefix}_waiting`,
    help: helps.waiting,
    labelNames: ["queue"],
    registers,
    collect() {
      const { updates, messages } = read()?.waiting ?? { updates: 0, messages: 0 };
      this.set({ queue: "updates" }, updates);
      this.set({ queue: "messages" }, messages);
    },
  });
  return {
    arrived: (kind, outcome) => arrivals.inc({ kind, outcome }),
    worked: (kind, milliseconds) => work.observe({ kind }, milliseconds / 1000),
    delivered: (milliseconds) => answers.observe(milliseconds / 1000),
    called: ({ method, outcome }) => calls.inc({ method, outcome }),
  };
}
