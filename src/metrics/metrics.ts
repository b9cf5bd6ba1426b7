import { monitorEventLoopDelay } from "node:perf_hooks";
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { DeliveryMetrics } from "./delivery-metrics.ts";
import { addReadings, type Readings } from "./readings.ts";
import { addTelegramMetrics } from "./telegram-metrics.ts";
import { addWhatsappMetrics } from "./whatsapp-metrics.ts";

/** Figures for Prometheus: counts, times and levels. No text, no person. docs/operations.md says what each means. */
export interface Metrics {
  /** A question, or a quotation to check, was answered. */
  count(channel: string, kind: string, milliseconds: number): void;
  /** Something failed on our side. */
  fail(part: "request" | "receipt" | "update"): void;
  readonly telegram: DeliveryMetrics;
  readonly whatsapp: DeliveryMetrics;
  /** The text format of Prometheus. */
  print(): Promise<string>;
  /** The media type of that format. */
  readonly contentType: string;
  stop(): void;
}

/** The shape of an answer that is counted; the room of answers is not known here. */
interface Counted {
  kind: string;
  /** Milliseconds that finding it took. */
  ms: number;
}

/** The same as `ask`, and every answer is counted. */
export function countAnswers<Question, Answer extends Counted>(
  ask: (question: Question) => Promise<Answer>,
  metrics: Metrics,
  channel: string,
): (question: Question) => Promise<Answer> {
  return async (question) => {
    const answer = await ask(question);
    metrics.count(channel, answer.kind, answer.ms);
    return answer;
  };
}

/** Seconds: an answer takes about 0.02; a person notices from 1 on, and has gone after 10. */
const ANSWER_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Milliseconds between two looks at the event loop. */
const LOOP_RESOLUTION = 20;
const NANOSECONDS = 1e9;

export function createMetrics(readings: Readings): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const questions = new Counter({
    name: "kenes_questions_total",
    help: "Questions that were answered, by channel and outcome.",
    labelNames: ["channel", "kind"],
    registers,
  });
  const seconds = new Histogram({
    name: "kenes_question_seconds",
    help: "Seconds that finding an answer took, by channel.",
    labelNames: ["channel"],
    buckets: ANSWER_SECONDS,
    registers,
  });
  const failures = new Counter({
    name: "kenes_failures_total",
    help: "What failed on our side, by part; the log has the cause.",
    labelNames: ["part"],
    registers,
  });
  for (const part of ["request", "receipt", "update"]) failures.inc({ part }, 0);
  const delay = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION });
  delay.enable();
  new Gauge({
    name: "kenes_event_loop_delay_seconds",
    help: "The longest that the event loop kept others waiting since the last scrape.",
    registers,
    collect() {
      this.set(Math.max(0, delay.max / NANOSECONDS - LOOP_RESOLUTION / 1000));
      delay.reset();
    },
  });
  addReadings(registry, readings);
  return {
    count: (channel, kind, milliseconds) => {
      questions.inc({ channel, kind });
      seconds.observe({ channel }, milliseconds / 1000);
    },
    fail: (part) => failures.inc({ part }),
    telegram: addTelegramMetrics(registry, readings.telegram),
    whatsapp: addWhatsappMetrics(registry, readings.whatsapp ?? (() => null)),
    print: () => registry.metrics(),
    contentType: registry.contentType,
    stop: () => void delay.disable(),
  };
}
