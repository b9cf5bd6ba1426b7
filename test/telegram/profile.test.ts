import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "../../src/log/database.ts";
import { readMessages } from "../../src/messages/messages.ts";
import { createBotApi } from "../../src/telegram/bot-api.ts";
import { describeBot } from "../../src/telegram/profile.ts";
import { FakeBotApi, TOKEN } from "./fake-bot-api.ts";

const folder = mkdtempSync(join(tmpdir(), "kenes-profile-"));
const telegram = new FakeBotApi();
const database = openDatabase(folder);

beforeAll(() => telegram.start());
afterAll(async () => {
  await telegram.stop();
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

async function describe(): Promise<typeof telegram.sent> {
  telegram.sent.length = 0;
  const api = createBotApi({ apiRoot: telegram.root, token: TOKEN });
  const { signal } = new AbortController();
  await describeBot({ api, messages: readMessages(), database, logger: pino({ level: "silent" }), signal });
  return [...telegram.sent];
}

/** Telegram's limits: the longest of each text. */
const LIMITS = {
  setMyName: ["name", 64],
  setMyDescription: ["description", 512],
  setMyShortDescription: ["short_description", 120],
} as const;

test("R30 commands and descriptions in each language, within the limits; a failure is not fatal", async () => {
  telegram.fail("setMyName", { status: 429, description: "Too Many Requests", parameters: { retry_after: 86_400 } });
  const sent = await describe();
  for (const [method, [field, most]] of Object.entries(LIMITS)) {
    const calls = sent.filter((call) => call.method === method);
    expect(calls.length).toBe(method === "setMyName" ? 3 : 4);
    for (const { payload } of calls) expect(String(payload[field]).length).toBeLessThanOrEqual(most);
  }
  const commands = sent.filter(({ method }) => method === "setMyCommands").map(({ payload }) => payload);
  expect(commands.map(({ language_code }) => language_code)).toEqual([undefined, "en", "ru", "kk"]);
  for (const { command, description } of commands.flatMap((each) => each.commands as Record<string, string>[])) {
    expect(command).toMatch(/^[a-z0-9_]{1,32}$/u);
    expect(description?.length).toBeGreaterThan(3);
    expect(description?.length).toBeLessThanOrEqual(256);
  }
});

test("what failed is sent again at the next start; what Telegram has is not", async () => {
  const again = await describe();
  expect(again.filter(({ method }) => method === "setMyName")).toHaveLength(4);
  const third = await describe();
  expect(new Set(third.map(({ method }) => method))).toEqual(new Set(["setMyCommands"]));
});
