import { Gauge, type Registry } from "prom-client";
import type { TelegramReading } from "./telegram-metrics.ts";
import type { WhatsappReading } from "./whatsapp-metrics.ts";

/** Levels that are read when somebody asks for them. */
export interface Readings {
  version: string;
  /** Version of Node. */
  node: string;
  /** When this process began, milliseconds since 1970. */
  startedAt: number;
  ready: () => boolean;
  /** Bytes that this process holds, and those of each worker of the model. */
  memory: () => { main: number; workers: readonly number[] };
  /** Bytes of the database's files. */
  database: () => { main: number; log: number };
  /** Bytes that are free where the database lies; null where nobody can tell. */
  diskFree: () => number | null;
  /** Null while the bot is off or not there yet. */
  telegram: () => TelegramReading | null;
  /** Absent, or null, while WhatsApp is off or not there yet. */
  whatsapp?: () => WhatsappReading | null;
}

export function addReadings(registry: Registry, readings: Readings): void {
  const registers = [registry];
  const level = (name: string, help: string, read: () => number | null) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        const value = read();
        if (value === null) this.remove();
        else this.set(value);
      },
    });
  new Gauge({
    name: "kenes_build_info",
    help: "Always 1; its labels say what runs.",
    labelNames: ["version", "node"],
    registers,
  }).set({ version: readings.version, node: readings.node }, 1);
  level("kenes_ready", "1 when /health says that questions are answered, else 0.", () => (readings.ready() ? 1 : 0));
  level("process_start_time_seconds", "When the process began, seconds since 1970.", () => readings.startedAt / 1000);
  level("process_resident_memory_bytes", "Memory of Kenes whole: the process and the model's workers.", () => {
    const { main, workers } = readings.memory();
    return workers.reduce((sum, bytes) => sum + bytes, main);
  });
  new Gauge({
    name: "kenes_memory_bytes",
    help: "The same by process: main, and all workers together.",
    labelNames: ["process"],
    registers,
    collect() {
      const { main, workers } = readings.memory();
      this.set({ process: "main" }, main);
      this.set(
        { process: "workers" },
        workers.reduce((sum, bytes) => sum + bytes, 0),
      );
    },
  });
  level("kenes_workers", "Processes that run the model.", () => readings.memory().workers.length);
  new Gauge({
    name: "kenes_database_bytes",
    help: "Bytes of the database: its file, and its write-ahead log.",
    labelNames: ["file"],
    registers,
    collect() {
      const { main, log } = readings.database();
      this.set({ file: "main" }, main);
      this.set({ file: "log" }, log);
    },
  });
  level("kenes_disk_free_bytes", "Bytes that are free where the database lies.", readings.diskFree);
}
