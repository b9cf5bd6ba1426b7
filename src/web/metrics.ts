/** Counts for Prometheus: how many questions, of what outcome, in how long. No text, no person. */
export interface Metrics {
  count(channel: string, kind: string, milliseconds: number): void;
  /** The text format of Prometheus. */
  print(): string;
}

/** `readMemory` gives the bytes that the process holds. */
export function createMetrics(readMemory: () => number): Metrics {
  const counts = new Map<string, { count: number; milliseconds: number }>();
  return {
    count: (channel, kind, milliseconds) => {
      const labels = `{channel="${channel}",kind="${kind}"}`;
      const entry = counts.get(labels) ?? { count: 0, milliseconds: 0 };
      counts.set(labels, { count: entry.count + 1, milliseconds: entry.milliseconds + milliseconds });
    },
    print: () => {
      const lines = [...counts].sort(([a], [b]) => a.localeCompare(b));
      return [
        "# HELP kenes_questions_total Questions that were answered, by channel and outcome.",
        "# TYPE kenes_questions_total counter",
        ...lines.map(([labels, { count }]) => `kenes_questions_total${labels} ${count}`),
        "# HELP kenes_question_seconds_total Seconds spent on them.",
        "# TYPE kenes_question_seconds_total counter",
        ...lines.map(([labels, { milliseconds }]) => `kenes_question_seconds_total${labels} ${milliseconds / 1000}`),
        "# TYPE process_resident_memory_bytes gauge",
        `process_resident_memory_bytes ${readMemory()}`,
        "",
      ].join("\n");
    },
  };
}
