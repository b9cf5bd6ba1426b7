import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { inject } from "vitest";
import { type App, startApp } from "../src/app.ts";
import { readConfig } from "../src/config.ts";

export interface RunningApp {
  address: string;
  /** The folder with `data` and `index`. */
  folder: string;
  get(path: string): Promise<Response>;
  close(): Promise<void>;
}

/** The whole program on a free port, over the shared index and a data folder of its own. */
export async function runApp(settings: Record<string, string> = {}): Promise<RunningApp> {
  const folder = mkdtempSync(join(tmpdir(), "kenes-app-"));
  cpSync(inject("indexDir"), join(folder, "index"), { recursive: true });
  const folders = { DATA_DIR: join(folder, "data"), INDEX_DIR: join(folder, "index") };
  const app: App = await startApp(readConfig({ PORT: "0", ...folders, ...settings }), {
    logger: pino({ level: "silent" }),
    tell: () => {},
    progress: () => {},
    readMemory: () => 0,
    onFatal: (error) => {
      throw error;
    },
  });
  return {
    address: app.address,
    folder,
    get: (path) => fetch(`${app.address}${path}`, { redirect: "manual" }),
    close: async () => {
      await app.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
