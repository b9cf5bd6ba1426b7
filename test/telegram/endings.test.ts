import { afterEach, beforeEach, expect, test } from "vitest";
import { TOKEN } from "./fake-bot-api.ts";
import { createRunningBot, findAddress, type RunningBot } from "./running-bot.ts";

/** The whole service: how it begins and ends, and what it never says. */

const BAD = { status: 502, description: "Bad Gateway" };
/** A failure that Telegram asks us to try again after at once. */
const AGAIN = { status: 429, description: "Too Many Requests", parameters: { retry_after: 0 } };
const WORDS = "secret words of an asker";
const SECRET = "webhook-secret-of-the-test";
let bot: RunningBot;

beforeEach(async () => {
  bot = await createRunningBot();
});
afterEach(() => bot.remove());

/** Ends it and gives how long that took; ten seconds are the promise, one is what a test on a busy machine can't ask for. */
async function measureEnd(): Promise<number> {
  const begun = performance.now();
  expect(await bot.end("SIGTERM")).toBe(0);
  return performance.now() - begun;
}

test("R16 R27 a refused token ends the process with a sentence that doesn't repeat it", async () => {
  bot.fake.fail("getMe", { status: 401, description: "Unauthorized" });
  bot.start();
  expect(await bot.ended()).toBe(1);
  expect(bot.output()).toContain("Telegram refused BOT_TOKEN");
  expect(bot.output()).not.toContain(TOKEN.split(":")[1]);
});

test("R14 getMe and deleteWebhook may fail five times and more at the start", async () => {
  const { fake } = bot;
  fake.fail("getMe", "reset", ...Array.from({ length: 5 }, () => AGAIN));
  fake.fail("deleteWebhook", ...Array.from({ length: 6 }, () => AGAIN));
  fake.write("/help");
  bot.start();
  await fake.messages(1);
  expect(fake.calls.get("deleteWebhook")).toBe(7);
});

test("R19 a stop is clean and soon at every moment of a start, and while backing off", async () => {
  const { fake } = bot;
  bot.start();
  await bot.says(/The page is at/u);
  expect(await measureEnd()).toBeLessThan(5000);
  fake.fail("getMe", ...Array.from({ length: 50 }, () => BAD));
  bot.start();
  await fake.until(() => (fake.calls.get("getMe") ?? 0) >= 1);
  expect(await measureEnd()).toBeLessThan(5000);
  fake.heal();
  fake.fail("getUpdates", ...Array.from({ length: 50 }, () => BAD));
  bot.start();
  await fake.until(() => (fake.calls.get("getUpdates") ?? 0) >= 1);
  expect(await measureEnd()).toBeLessThan(5000);
});

test("R19 what is under way at a stop is finished, and what hangs is broken off in time", async () => {
  const { fake } = bot;
  bot.start();
  fake.write("/help");
  await fake.messages(1);
  fake.failChat(7, "silence");
  fake.write("/help", { chat: 7 });
  await fake.until(() => fake.calls.get("sendMessage") === 2);
  expect(await measureEnd()).toBeLessThan(10_000);
  bot.start();
  await fake.messages(1, 7);
});

test("R27 at the most talkative no fault of polling or sending brings a secret or a word into the output", async () => {
  const { fake } = bot;
  bot.start({ DEBUG: "telegraf:*" });
  fake.write(WORDS);
  await fake.messages(1);
  fake.fail("sendMessage", "truncated", "reset", "garbage", { status: 400, description: `Bad Request: ${WORDS}` });
  for (let chat = 1; chat <= 4; chat += 1) fake.write(WORDS, { chat });
  fake.fail("getUpdates", "garbage");
  await fake.until(() => (fake.calls.get("sendMessage") ?? 0) >= 5);
  expect(await bot.end("SIGTERM")).toBe(0);
  expect(bot.output()).toContain('"level":');
  for (const secret of [TOKEN.split(":")[1], WORDS, "Айгүл"]) expect(bot.output()).not.toContain(secret);
});

test("R26 R27 nor does a webhook's secret get there, whatever comes in", async () => {
  const { fake } = bot;
  bot.start({ DEBUG: "telegraf:*", WEBHOOK_URL: "https://example.kz/hook", WEBHOOK_SECRET: SECRET });
  await fake.until(() => fake.webhook?.secret === SECRET);
  const address = findAddress(bot.output());
  const post = async (body: string, secret: string) => {
    const headers = { "x-telegram-bot-api-secret-token": secret, "content-type": "application/json" };
    return (await fetch(`${address}/hook?x=${WORDS}`, { method: "POST", headers, body })).status;
  };
  const from = { id: 5, is_bot: false, first_name: "Айгүл", language_code: "en" };
  const message = { message_id: 1, date: 1, chat: { id: 5, type: "private" }, from, text: WORDS };
  expect(await post(JSON.stringify({ update_id: 1, message }), `${SECRET}x`)).toBe(403);
  expect(await post(`{"update_id": ${WORDS}`, SECRET)).toBe(400);
  fake.fail("sendMessage", "garbage", { status: 400, description: `Bad Request: ${WORDS} ${SECRET}` });
  expect(await post(JSON.stringify({ update_id: 2, message }), SECRET)).toBe(200);
  expect(await post(JSON.stringify({ update_id: 3, message: { ...message, chat: { id: 6 } } }), SECRET)).toBe(200);
  await fake.until(() => (fake.calls.get("sendMessage") ?? 0) >= 2);
  expect(await bot.end("SIGTERM")).toBe(0);
  for (const secret of [TOKEN.split(":")[1], SECRET, WORDS, "Айгүл"]) expect(bot.output()).not.toContain(secret);
});
