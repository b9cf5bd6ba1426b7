import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { inject } from "vitest";
import { FakeBotApi, TOKEN } from "./fake-bot-api.ts";

/** The whole service as a process of its own, beside a strict Bot API; it can be ended in every way. */
export interface RunningBot {
  fake: FakeBotApi;
  dataDir: string;
  /** All that the process has written, over every start. */
  output: () => string;
  start(environment?: Record<string, string>): void;
  /** Resolves when the process has written it. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** At once, in the middle of whatever is done. */
  kill(): void;
  /** Gives the exit code; null after a signal. */
  end(signal: NodeJS.Signals): Promise<number | null>;
  /** Resolves when it has ended by itself or by `kill`. */
  ended(): Promise<number | null>;
  answers(): Record<string, unknown>[];
  /** Texts of the question log. */
  logged(): string[];
  remove(): Promise<void>;
}

export async function createRunningBot(): Promise<RunningBot> {
  const folder = mkdtempSync(join(tmpdir(), "kenes-bot-"));
  cpSync(inject("indexDir"), join(folder, "index"), { recursive: true });
  const fake = new FakeBotApi();
  await fake.start();
  let bot: ChildProcess | null = null;
  let output = "";
  let wake = () => {};
  const isRunning = () => bot !== null && bot.exitCode === null && bot.signalCode === null;
  const running: RunningBot = {
    fake,
    dataDir: join(folder, "data"),
    output: () => output,
    start: (environment = {}) => {
      bot = spawn(process.execPath, ["dist/main.js"], {
        env: {
          ...process.env,
          BOT_TOKEN: TOKEN,
          TELEGRAM_API_ROOT: fake.root,
          PORT: "0",
          LOG_LEVEL: "trace",
          DATA_DIR: join(folder, "data"),
          INDEX_DIR: join(folder, "index"),
          ...environment,
        },
        stdio: ["ignore", "pipe", "pipe"],
      });
      for (const stream of [bot.stdout, bot.stderr]) {
        stream?.setEncoding("utf8").on("data", (text: string) => {
          output += text;
          wake();
        });
      }
    },
    says: async (pattern) => {
      while (true) {
        const found = pattern.exec(output);
        if (found) return found;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    kill: () => void bot?.kill("SIGKILL"),
    end: async (signal) => {
      bot?.kill(signal);
      return running.ended();
    },
    ended: async () => {
      if (!bot) return null;
      if (isRunning()) await once(bot, "exit");
      return bot.exitCode;
    },
    answers: () => fake.sent.filter(({ method }) => method === "sendMessage").map(({ payload }) => payload),
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

/** The address at which a process says that it serves, in what it has written last. */
export function findAddress(output: string): string {
  return [...output.matchAll(/The page is at (\S+)/gu)].at(-1)?.[1] ?? "";
}
