import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { inject } from "vitest";
import { APP_SECRET, FakeCloudApi, PHONE_ID, TOKEN, VERIFY_TOKEN } from "./fake-cloud-api.ts";

/** The whole service as a process of its own, beside a strict Cloud API; it can be ended in every way. */
export interface RunningService {
  fake: FakeCloudApi;
  /** All that the process has written, over every start. */
  output: () => string;
  start(environment?: Record<string, string>): void;
  /** At once, in the middle of whatever is done. */
  kill(): void;
  /** Gives the exit code; null after a signal. */
  end(signal: NodeJS.Signals): Promise<number | null>;
  /** Resolves when it has ended by itself or by `kill`. */
  ended(): Promise<number | null>;
  /** Texts of the question log. */
  logged(): string[];
  remove(): Promise<void>;
}

export async function createRunningService(): Promise<RunningService> {
  const folder = mkdtempSync(join(tmpdir(), "kenes-whatsapp-service-"));
  cpSync(inject("indexDir"), join(folder, "index"), { recursive: true });
  const fake = new FakeCloudApi();
  await fake.start();
  let child: ChildProcess | null = null;
  let output = "";
  const isRunning = () => child !== null && child.exitCode === null && child.signalCode === null;
  const running: RunningService = {
    fake,
    output: () => output,
    start: (environment = {}) => {
      child = spawn(process.execPath, ["dist/main.js"], {
        env: {
          ...process.env,
          ...{ WHATSAPP_TOKEN: TOKEN, WHATSAPP_PHONE_ID: PHONE_ID, WHATSAPP_APP_SECRET: APP_SECRET },
          ...{ WHATSAPP_VERIFY_TOKEN: VERIFY_TOKEN, WHATSAPP_API_ROOT: fake.root, PORT: "0", LOG_LEVEL: "trace" },
          ...{ DATA_DIR: join(folder, "data"), INDEX_DIR: join(folder, "index") },
          ...environment,
        },
        stdio: ["ignore", "pipe", "pipe"],
      });
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding("utf8").on("data", (text: string) => {
          output += text;
          const address = [...output.matchAll(/The page is at (\S+)/gu)].at(-1)?.[1];
          if (address) fake.webhook = `${address}/whatsapp`;
        });
      }
    },
    kill: () => void child?.kill("SIGKILL"),
    end: async (signal) => {
      child?.kill(signal);
      return running.ended();
    },
    ended: async () => {
      if (!child) return null;
      if (isRunning()) await once(child, "exit");
      return child.exitCode;
    },
    logged: () => {
      const database = new Database(join(folder, "data", "kenes.sqlite"), { readonly: true });
      const texts = database.prepare("SELECT text FROM questions ORDER BY text").pluck().all() as string[];
      database.close();
      return texts;
    },
    remove: async () => {
      if (isRunning()) await running.end("SIGKILL");
      await fake.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return running;
}
