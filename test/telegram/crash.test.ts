import { afterEach, beforeEach, expect, test } from "vitest";
import { createRunningBot, type RunningBot } from "./running-bot.ts";

/** The whole service, killed at every instant that matters. */

const QUESTION = "How long is maternity leave?";
let bot: RunningBot;

beforeEach(async () => {
  bot = await createRunningBot();
});
afterEach(() => bot.remove());

const chatsAnswered = () => new Set(bot.answers().map(({ chat_id }) => chat_id)).size;
type When = (method: string, payload: { offset?: number; chat_id?: number }, chat: number) => boolean;
/** Kills once, when the fake is where the condition says. */
function killOnce(point: "onArrival" | "onCarriedOut", when: When, chat: number): void {
  bot.fake[point] = (method, payload) => {
    if (!when(method, payload, chat)) return;
    bot.fake[point] = () => {};
    bot.kill();
  };
}

test("R6 killed at each of the named instants, the question is answered, logged once, and repeated in the last alone", async () => {
  const { fake } = bot;
  const isPoll: When = (method) => method === "getUpdates";
  const isSend: When = (method, { chat_id }, chat) => method === "sendMessage" && chat_id === chat;
  const confirmsMore: When = (method, { offset = 0 }) =>
    method === "getUpdates" && offset > Math.max(0, ...fake.offsets);
  const instants = [
    { name: "after getUpdates", point: "onCarriedOut", when: isPoll, times: 1 },
    { name: "after the inbox commit", point: "onArrival", when: confirmsMore, times: 1 },
    { name: "before the send", point: "onArrival", when: isSend, times: 1, lost: true },
    { name: "after the send, before the mark", point: "onCarriedOut", when: isSend, times: 2 },
  ] as const;
  bot.start();
  await fake.until(() => fake.offsets.length > 0);
  for (const [position, instant] of instants.entries()) {
    const { name, times } = instant;
    const chat = position + 1;
    // Of the method, not of the chat: a slow answer is announced by another call, which would take the fault away.
    if ("lost" in instant) fake.fail("sendMessage", "silence");
    killOnce(instant.point, instant.when, chat);
    fake.write(`${QUESTION} ${name}`, { chat });
    await bot.ended();
    bot.start();
    await fake.messages(times, chat);
    fake.write("/help", { chat });
    await fake.messages(times + 1, chat);
    expect(
      bot.answers().filter(({ chat_id }) => chat_id === chat),
      name,
    ).toHaveLength(times + 1);
  }
  expect(await bot.end("SIGTERM")).toBe(0);
  expect(bot.logged()).toEqual(instants.map(({ name }) => `${QUESTION} ${name}`).sort());
}, 180_000);

test("R6 killed at any instant, every question is answered, and at most one a kill twice", async () => {
  const { fake } = bot;
  const [chats, kills] = [20, 2];
  bot.start();
  for (let chat = 1; chat <= chats; chat += 1) fake.write(`${QUESTION} ${chat}`, { chat });
  for (let kill = 1; kill <= kills; kill += 1) {
    // An instant that no step of the work is bound to: some answers further on, and then a few milliseconds.
    const reached = bot.answers().length + 3 + kill;
    await fake.until(() => bot.answers().length >= reached);
    await new Promise((resume) => setTimeout(resume, Math.random() * 25));
    await bot.end("SIGKILL");
    bot.start();
  }
  await fake.until(() => chatsAnswered() === chats);
  fake.write("/help", { chat: 999 });
  await fake.messages(1, 999);
  expect(bot.answers().filter(({ text }) => String(text).includes("broken on our side"))).toEqual([]);
  expect(bot.answers().length - 1 - chats).toBeLessThanOrEqual(kills);
  expect(await bot.end("SIGTERM")).toBe(0);
  const logged = bot.logged();
  expect(logged).toHaveLength(new Set(logged).size);
});

test("R13 a send that was under way at a kill is made once more, and not a third time", async () => {
  const { fake } = bot;
  const silence = "carried-out-then-silence";
  fake.failChat(5, silence, silence, silence);
  bot.start();
  fake.write("/help", { chat: 5 });
  await fake.messages(1, 5);
  await bot.end("SIGKILL");
  bot.start();
  await fake.messages(2, 5);
  await bot.end("SIGKILL");
  bot.start();
  fake.write("/about", { chat: 5 });
  await fake.until(() => bot.answers().length === 3);
  expect(String(bot.answers()[2]?.text)).not.toBe(String(bot.answers()[0]?.text));
});
