import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { expect, inject, onTestFinished, test } from "vitest";
import { startApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { FakeBotApi, TOKEN } from "./fake-bot-api.ts";

test("R12 /health says 503 while Telegram can't be heard; the watchdog begins anew, and it says 200 again", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kenes-health-"));
  cpSync(inject("indexDir"), join(folder, "index"), { recursive: true });
  const fake = new FakeBotApi();
  await fake.start();
  // Each stays silent until the watchdog breaks it off: the poll's own deadline is far away.
  fake.fail("getUpdates", ...Array.from({ length: 1000 }, () => "silence" as const));
  const settings = { BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: fake.root, PORT: "0" };
  const app = await startApp(
    readConfig({ ...settings, DATA_DIR: join(folder, "data"), INDEX_DIR: join(folder, "index") }),
    {
      logger: pino({ level: "silent" }),
      tell: () => {},
      progress: () => {},
      readMemory: () => 0,
      onFatal: (error) => {
        throw error;
      },
      timing: { hold: 1, deadline: 3_600_000, deaf: 1500, lookEvery: 100 },
    },
  );
  onTestFinished(async () => {
    await app.stop();
    await fake.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const health = async (status: number) => {
    while (true) {
      const reply = await fetch(`${app.address}/health`);
      const told = (await reply.json()) as { ready: boolean; telegram: string };
      if (reply.status === status) return told;
    }
  };
  expect(await health(503)).toMatchObject({ ready: false, telegram: "deaf" });
  const polls = fake.calls.get("getUpdates") ?? 0;
  await fake.until(() => (fake.calls.get("getUpdates") ?? 0) > polls);
  fake.heal();
  fake.write("/help");
  await fake.messages(1);
  expect(await health(200)).toMatchObject({ ready: true, telegram: "polling" });
});
