import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { FakeBotApi, TOKEN } from "./fake-bot-api.ts";

/** The whole service as a process of its own, ended in every way. */

const folder = mkdtempSync(join(tmpdir(), "kenes-crash-"));
let fake: FakeBotApi;
let bot: ChildProcess;
let output = "";
let count = 0;

beforeAll(() => cpSync(inject("indexDir"), join(folder, "index"), { recursive: true }));
beforeEach(async () => {
  fake = new FakeBotApi();
  await fake.start();
  output = "";
  count += 1;
});
afterEach(async () => {
  if (bot.exitCode === null && bot.signalCode === null) await end("SIGKILL");
  await fake.stop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(environment: Record<string, string> = {}): void {
  bot = spawn(process.execPath, ["dist/main.js"], {
    env: {
      ...process.env,
      BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: fake.root,
      PORT: "0",
      LOG_LEVEL: "trace",
      DATA_DIR: join(folder, `data-${count}`),
      INDEX_DIR: join(folder, "index"),
      ...environment,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  bot.stderr?.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
}

async function end(signal: NodeJS.Signals): Promise<number | null> {
  const ended = once(bot, "exit");
  bot.kill(signal);
  const [code] = (await ended) as [number | null];
  return code;
}

const answers = () => fake.sent.filter(({ method }) => method === "sendMessage");
const chatsAnswered = () => new Set(answers().map(({ payload }) => payload.chat_id)).size;

test("R6 killed at any instant, every question is answered, and at most one a kill twice", async () => {
  const [chats, kills] = [30, 3];
  start();
  for (let chat = 1; chat <= chats; chat += 1) fake.write("How long is maternity leave?", { chat });
  for (let kill = 1; kill <= kills; kill += 1) {
    // An instant that no step of the work is bound to: some answers further on, and then a few milliseconds.
    const reached = answers().length + 3 + kill;
    await fake.until(() => answers().length >= reached);
    await new Promise((resume) => setTimeout(resume, Math.random() * 25));
    await end("SIGKILL");
    start();
  }
  await fake.until(() => chatsAnswered() === chats);
  fake.write("/help", { chat: 999 });
  await fake.messages(1, 999);
  expect(answers().filter(({ payload }) => String(payload.text).includes("broken on our side"))).toEqual([]);
  const repeated = answers().length - 1 - chats;
  expect(repeated).toBeLessThanOrEqual(kills);
  expect(await end("SIGTERM")).toBe(0);
});

test("R13 a send that was under way at a kill is made once more, and not a third time", async () => {
  const silence = "carried-out-then-silence";
  fake.failChat(5, silence, silence, silence);
  start();
  fake.write("/help", { chat: 5 });
  await fake.messages(1, 5);
  await end("SIGKILL");
  start();
  await fake.messages(2, 5);
  await end("SIGKILL");
  start();
  fake.write("/about", { chat: 5 });
  await fake.until(() => answers().length === 3);
  expect(String(answers()[2]?.payload.text)).not.toBe(String(answers()[0]?.payload.text));
});

test("R16 R27 a refused token ends the process with a sentence that doesn't repeat it", async () => {
  fake.fail("getMe", { status: 401, description: "Unauthorized" });
  start();
  const [code] = (await once(bot, "exit")) as [number];
  expect(code).toBe(1);
  expect(output).toContain("Telegram refused BOT_TOKEN");
  expect(output).not.toContain(TOKEN.split(":")[1]);
});

test("R14 R19 R27 faults at the start are got over; a stop while backing off is at once and clean", async () => {
  const bad = { status: 502, description: "Bad Gateway" };
  fake.fail("getMe", "reset", "garbage", bad);
  start();
  fake.write("secret words of an asker");
  await fake.messages(1);
  fake.fail("sendMessage", "truncated", "reset", { status: 400, description: "Bad Request: secret words of an asker" });
  for (let chat = 1; chat <= 3; chat += 1) fake.write("secret words of an asker", { chat });
  await fake.until(() => (fake.calls.get("sendMessage") ?? 0) >= 4);
  fake.fail("getUpdates", ...Array.from({ length: 50 }, () => bad));
  const polls = fake.calls.get("getUpdates") ?? 0;
  fake.write("secret words of an asker", { chat: 4 });
  await fake.until(() => (fake.calls.get("getUpdates") ?? 0) > polls);
  const begun = performance.now();
  expect(await end("SIGTERM")).toBe(0);
  expect(performance.now() - begun).toBeLessThan(10_000);
  for (const secret of [TOKEN.split(":")[1], "secret words", "Айгүл"]) expect(output).not.toContain(secret);
});

test("R19 what is under way at a stop is finished, and what hangs is broken off in time", async () => {
  start();
  fake.write("/help");
  await fake.messages(1);
  fake.failChat(7, "silence");
  fake.write("/help", { chat: 7 });
  await fake.until(() => fake.calls.get("sendMessage") === 2);
  const begun = performance.now();
  expect(await end("SIGTERM")).toBe(0);
  expect(performance.now() - begun).toBeLessThan(10_000);
  start();
  await fake.messages(1, 7);
});
