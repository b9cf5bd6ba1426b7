import { afterEach, describe, expect, test } from "vitest";
import { readUpdate } from "../../src/telegram/update.ts";
import { createWatchdog } from "../../src/telegram/watchdog.ts";
import { type Delivery, type DeliverySettings, echo, message, startDelivery } from "./delivery-parts.ts";
import type { FakeBotApi } from "./fake-bot-api.ts";

let delivery: Delivery;
const start = async (settings?: DeliverySettings) => {
  delivery = await startDelivery(settings);
  return delivery;
};
afterEach(() => delivery.stop());

const textsTo = (fake: FakeBotApi, chat: number) =>
  fake.sent
    .filter(({ payload, method }) => method === "sendMessage" && payload.chat_id === chat)
    .map((s) => s.payload.text);

describe("updates", () => {
  test("R1 a chat that is slow to answer delays no other", async () => {
    let release = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { fake } = await start({
      converse: async (update) => {
        if (update.message && (update.message as { text: string }).text === "slow") await slow;
        return echo(update);
      },
    });
    fake.write("slow", { chat: 1 });
    fake.write("quick", { chat: 2 });
    await fake.messages(1, 2);
    expect(textsTo(fake, 1)).toEqual([]);
    release();
    await fake.messages(1, 1);
  });

  test("R2 R3 five hundred updates from a hundred chats: all answered, each chat in order, sixteen at once at most", async () => {
    let [now, most] = [0, 0];
    const { fake, idle } = await start({
      converse: async (update) => {
        most = Math.max(most, ++now);
        await new Promise((resume) => setImmediate(resume));
        now -= 1;
        return echo(update);
      },
    });
    for (let k = 0; k < 500; k += 1) fake.write(`message ${k}`, { chat: 100 + (k % 100) });
    await fake.until(() => fake.sent.filter(({ method }) => method === "sendMessage").length === 500);
    for (let chat = 100; chat < 200; chat += 1) {
      expect(textsTo(fake, chat)).toEqual([0, 1, 2, 3, 4].map((turn) => `message ${turn * 100 + chat - 100}`));
    }
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(16);
    await idle();
  });

  test("R4 work that never ends is broken off, its asker told, and the worker freed", async () => {
    const signals: AbortSignal[] = [];
    const { fake } = await start({
      handlerDeadline: 200,
      converse: (update, signal) => {
        if ((update.message as { text: string }).text !== "hang") return Promise.resolve(echo(update));
        signals.push(signal);
        return new Promise(() => {});
      },
    });
    for (let chat = 1; chat <= 20; chat += 1) fake.write("hang", { chat });
    fake.write("after", { chat: 1 });
    expect((await fake.messages(2, 1))[0]?.text).toContain("broken on our side");
    await fake.messages(1, 20);
    expect(textsTo(fake, 1)[1]).toBe("after");
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
  });

  test("R5 work that throws is answered with a word in the asker's language, and the rest goes on", async () => {
    const { fake } = await start({
      converse: async (update) => {
        if ((update.message as { text: string }).text === "throw") throw new Error("on purpose");
        return echo(update);
      },
    });
    fake.write("throw", { chat: 1, language: "ru" });
    fake.write("well", { chat: 2 });
    fake.write("throw", { chat: 3, language: "de" });
    expect((await fake.messages(1, 1))[0]?.text).toContain("Неполадка");
    expect((await fake.messages(1, 3))[0]?.text).toContain("Ақау");
    await fake.messages(1, 2);
  });

  test("R7 the offset is confirmed after the commit, and kept", async () => {
    const { fake, offset } = await start();
    fake.write("one");
    await fake.messages(1);
    await fake.until(() => fake.offsets.includes(1001));
    expect(offset()).toBe(1001);
    expect(fake.offsets[0]).toBe(0);
  });

  test("R8 the same update twice is answered once", async () => {
    const { fake, accept } = await start({ poll: false });
    const update = { update_id: 5, message: { chat: { id: 9, type: "private" }, from: { id: 9 }, text: "once" } };
    accept([update, update]);
    accept([update]);
    accept([{ ...update, update_id: 6, message: { ...update.message, text: "end" } }]);
    await fake.messages(2, 9);
    expect(textsTo(fake, 9)).toEqual(["once", "end"]);
  });

  test("R9 the same press again, with a new number, has one effect; every press is answered once", async () => {
    let effects = 0;
    const { fake } = await start({
      converse: async (update) => {
        effects += 1;
        const query = update.callback_query as { id: string; data: string };
        return [
          { chat: "42", method: "answerCallbackQuery", payload: { callback_query_id: query.id, text: query.data } },
          { chat: "42", method: "answerCallbackQuery", payload: { callback_query_id: query.id, text: "twice" } },
          message(42, query.data),
        ];
      },
    });
    for (const data of ["a", "a", "b", "a"]) fake.press(data);
    await fake.messages(3);
    const answers = () => fake.sent.filter(({ method }) => method === "answerCallbackQuery");
    await fake.until(() => answers().length === 4);
    expect(effects).toBe(3);
    expect(textsTo(fake, 42)).toEqual(["a", "b", "a"]);
    expect(new Set(answers().map(({ payload }) => payload.callback_query_id)).size).toBe(4);
    expect(answers().map(({ payload }) => payload.text)).not.toContain("twice");
  });

  test("R24 a press is answered first and soon, however long its work takes; too old is no error", async () => {
    let release = () => {};
    const { fake, lines } = await start({
      converse: async (update) => {
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        return [message(42, String((update.callback_query as { data: string }).data))];
      },
    });
    fake.fail("answerCallbackQuery", { status: 400, description: "Bad Request: query is too old" });
    fake.press("x");
    await fake.until(() => fake.calls.get("answerCallbackQuery") === 1);
    expect(textsTo(fake, 42)).toEqual([]);
    release();
    await fake.messages(1);
    expect(fake.calls.get("answerCallbackQuery")).toBe(1);
    expect(lines.filter((line) => JSON.parse(line).level >= 40)).toEqual([]);
  });

  test("R10 a question that waited for hours is answered once, with an excuse; a date that can't be is not believed", async () => {
    const { fake } = await start();
    const now = Math.floor(Date.now() / 1000);
    fake.write("old", { chat: 1, date: now - 5 * 3600 });
    fake.write("new", { chat: 2, date: now });
    fake.write("odd", { chat: 3, date: 0 });
    expect((await fake.messages(1, 1))[0]?.text).toMatch(/^Sorry.*\n\nold$/u);
    await fake.messages(1, 2);
    await fake.messages(1, 3);
    expect([textsTo(fake, 2), textsTo(fake, 3)]).toEqual([["new"], ["odd"]]);
  });

  test("R28 five quick messages are answered in order; two hundred are a flood, told once, that delays nobody", async () => {
    const { fake, count } = await start();
    for (let k = 0; k < 5; k += 1) fake.write(`five ${k}`, { chat: 1 });
    for (let k = 0; k < 200; k += 1) fake.write(`flood ${k}`, { chat: 2 });
    fake.write("other", { chat: 3 });
    await fake.messages(1, 3);
    await fake.messages(5, 1);
    await fake.until(() => textsTo(fake, 2).length >= 21);
    fake.write("end", { chat: 4 });
    await fake.messages(1, 4);
    expect(textsTo(fake, 1)).toEqual([0, 1, 2, 3, 4].map((k) => `five ${k}`));
    const flood = textsTo(fake, 2);
    expect(flood.filter((text) => String(text).includes("a lot of questions"))).toHaveLength(1);
    expect(flood.length).toBeLessThan(40);
    expect(count("outbox")).toBeLessThan(3);
  });

  test("R29 updates without chat, sender or text, of unknown kinds, and chat 0 harm nobody", async () => {
    const { fake } = await start({
      converse: async (update) =>
        update.message && "text" in (update.message as object)
          ? echo(update)
          : [
              { chat: "0", method: "sendMessage", payload: { chat_id: 0, text: "nowhere" } },
              message(Number.NaN, "nobody"),
            ],
    });
    const odd: object[] = [
      { message: {} },
      { message: { chat: { id: 0, type: "private" }, text: "zero" } },
      { message: { chat: null, from: null } },
      { callback_query: { id: "z" } },
      { inline_query: { id: "i", query: "" } },
      { my_chat_member: { chat: { id: 5 }, new_chat_member: { status: "member" } } },
    ];
    for (const update of odd) fake.push(update);
    fake.write("fine", { chat: 8 });
    await fake.messages(1, 8);
    expect(fake.sent.filter(({ method }) => method === "sendMessage")).toHaveLength(1);
  });

  test("R29 a group's topic is kept, and a group is not told of limits by what isn't meant for us", () => {
    const group = { id: -100, type: "supergroup" };
    const facts = readUpdate({
      update_id: 1,
      message: { chat: group, from: { id: 7 }, text: "x", message_thread_id: 4 },
    });
    expect(facts).toMatchObject({ line: "-100", thread: 4, addressed: false, sender: "7" });
  });

  test("the personal part of what is done is gone", async () => {
    const { fake, dump, idle, count } = await start();
    fake.write("a very private question", { chat: 987654 });
    await fake.messages(1, 987654);
    fake.write("end", { chat: 987654 });
    await fake.messages(2, 987654);
    await idle();
    expect(count("outbox")).toBe(0);
    expect(dump()).not.toMatch(/private|987654/u);
  });
});

describe("what is sent", () => {
  test("R13 a send without an answer is made once more after its deadline, and no third time", async () => {
    const { fake, post, lines } = await start({ poll: false, sendDeadline: 300 });
    fake.failChat(1, "carried-out-then-silence", "carried-out-then-silence", "carried-out-then-silence");
    fake.failChat(2, "silence");
    fake.failChat(3, "truncated");
    post(message(1, "never answered"), message(1, "after it"));
    post(message(2, "lost at first"));
    post(message(3, "cut"));
    await fake.until(() => textsTo(fake, 1).length >= 3 || textsTo(fake, 1).includes("after it"));
    await fake.messages(1, 2);
    await fake.messages(2, 3);
    await fake.until(() => lines.some((line) => line.includes("sent twice without an answer")));
    expect(textsTo(fake, 1).filter((text) => text === "never answered")).toHaveLength(2);
    expect(textsTo(fake, 2)).toEqual(["lost at first"]);
    expect(textsTo(fake, 3)).toEqual(["cut", "cut"]);
  });

  test("R17 a limit of one chat holds back that chat alone, keeps its order, and is obeyed", async () => {
    const { fake, post } = await start({ poll: false });
    fake.failChat(1, { status: 429, description: "Too Many Requests", parameters: { retry_after: 2 } });
    const begun = Date.now();
    post(message(1, "first"), message(1, "second"));
    post(message(2, "other"));
    await fake.messages(1, 2);
    expect(textsTo(fake, 1)).toEqual([]);
    await fake.messages(2, 1);
    expect(textsTo(fake, 1)).toEqual(["first", "second"]);
    const first = fake.sent.find(({ payload }) => payload.text === "first");
    expect((first?.at ?? 0) - begun).toBeGreaterThanOrEqual(2000);
    expect(fake.calls.get("sendMessage")).toBe(4);
  });

  test("R17 a pause of twenty hours is given up and logged; the chat goes on", async () => {
    const { fake, post, lines } = await start({ poll: false });
    fake.failChat(1, { status: 429, description: "Too Many Requests", parameters: { retry_after: 73_414 } });
    post(message(1, "given up"), message(1, "next"));
    await fake.messages(1, 1);
    expect(textsTo(fake, 1)).toEqual(["next"]);
    expect(lines.join()).toContain("given up");
  });

  test("R17 a limit of the whole bot pauses everything until it is over", async () => {
    const { fake, post } = await start({ poll: false });
    const limit = { status: 429, description: "Too Many Requests", parameters: { retry_after: 1 } };
    fake.fail("sendMessage", limit, limit, limit);
    for (let chat = 1; chat <= 10; chat += 1) post(message(chat, "x"));
    await fake.until(() => fake.sent.length === 10);
    expect(fake.calls.get("sendMessage")).toBe(13);
  });

  test("R18 a chat that blocked the bot costs one try; it counts again when something comes from there", async () => {
    const { fake, post, accept, dump } = await start({ poll: false });
    fake.blocked.add(1);
    post(message(1, "a"), message(1, "b"), message(1, "c"));
    post(message(2, "other"));
    await fake.messages(1, 2);
    await fake.until(() => !dump().includes('"a"'));
    post(message(1, "d"));
    post(message(2, "more"));
    await fake.messages(2, 2);
    expect(fake.calls.get("sendMessage")).toBe(3);
    fake.blocked.delete(1);
    accept([{ update_id: 1, message: { chat: { id: 1, type: "private" }, from: { id: 1 }, text: "back" } }]);
    await fake.messages(1, 1);
  });

  test("R18 the messages of a group follow it to its new id, in order", async () => {
    const { fake, post } = await start({ poll: false });
    fake.moved.set(-5, -1005);
    const reply = {
      chat: "-5",
      method: "sendMessage",
      payload: { chat_id: -5, text: "a", reply_parameters: { message_id: 3 } },
    };
    post(reply, message(-5, "b"));
    await fake.messages(2, -1005);
    expect(textsTo(fake, -1005)).toEqual(["a", "b"]);
    expect(fake.sent[0]?.payload).not.toHaveProperty("reply_parameters");
  });

  test("R21 HTML that Telegram refuses goes out as plain text, once", async () => {
    const { fake, post } = await start({ poll: false });
    post(message(1, "x", { payload: { chat_id: 1, text: "<b>bold &amp; <foo>", parse_mode: "HTML" } }));
    const [sent] = await fake.messages(1, 1);
    expect(sent).not.toHaveProperty("parse_mode");
    expect(sent?.text).not.toContain("<b>");
  });

  test("R25 not modified is no error", async () => {
    const { fake, post, lines } = await start({ poll: false });
    fake.fail("editMessageText", { status: 400, description: "Bad Request: message is not modified: same" });
    post(
      { chat: "1", method: "editMessageText", payload: { chat_id: 1, message_id: 2, text: "x" } },
      message(1, "next"),
    );
    await fake.messages(1, 1);
    expect(lines.filter((line) => JSON.parse(line).level >= 40)).toEqual([]);
  });

  test("R32 a file goes as multipart and really replies", async () => {
    const { fake, post } = await start({ poll: false });
    const file = {
      field: "document",
      name: "қазақ.json",
      base64: Buffer.from('{"ә":1}').toString("base64"),
      type: "application/json",
    };
    const payload = { chat_id: 1, caption: "yours", reply_parameters: { message_id: 7 } };
    post({ chat: "1", method: "sendDocument", payload, file });
    await fake.until(() => fake.sent.length === 1);
    const sent = fake.sent[0]?.payload as Record<string, unknown>;
    expect(JSON.parse(String(sent.reply_parameters))).toEqual({ message_id: 7 });
    expect(sent.document).toMatchObject({ name: "қазақ.json", type: "application/json", text: '{"ә":1}' });
  });

  test("what is past its deadline is dropped, and what follows is sent", async () => {
    const { fake, post } = await start({ poll: false });
    post(message(1, "late", { deadlineAt: Date.now() - 1 }), message(1, "in time"));
    await fake.messages(1, 1);
    expect(textsTo(fake, 1)).toEqual(["in time"]);
  });
});

describe("polling", () => {
  test("R11 R14 silence apart, every fault of a poll is got over", async () => {
    const { fake, lines } = await start({
      prepare: (api) => api.fail("getUpdates", "reset", "truncated", { status: 502, description: "Bad Gateway" }),
    });
    fake.write("still here");
    await fake.messages(1);
    expect(lines.join("\n")).not.toContain("TESTTOKEN");
  });

  test.each(["silence", "headers-then-silence"] as const)(
    "R11 a poll that meets %s is given up, and the next is heard",
    async (fault) => {
      const { fake, lines } = await start({
        timing: { hold: 1, deadline: 1500 },
        prepare: (api) => api.fail("getUpdates", fault),
      });
      fake.write("still here");
      await fake.messages(1);
      expect(lines.join("\n")).toContain("polling Telegram failed; trying again");
    },
  );

  test("R12 a deaf bot is told from a quiet one, and begun anew", () => {
    let [now, contact] = [1_000_000, 0];
    const receiver = {
      lastContact: () => contact,
      inConflict: () => false,
      renew: () => {},
      run: async () => {},
    };
    const watchdog = createWatchdog({
      receiver,
      logger: { error: () => {} } as never,
      mode: "polling",
      now: () => now,
    });
    expect(watchdog.read().state).toBe("starting");
    contact = now;
    now += 80_000;
    expect(watchdog.read().state).toBe("polling");
    now += 20_000;
    expect(watchdog.read().state).toBe("deaf");
  });

  test("R15 a second copy is told so, both back off, and the one that stays answers", async () => {
    const { fake, lines } = await start();
    await fake.until(() => fake.offsets.length === 1);
    const second = await startDelivery({ fake });
    await fake.until(() => fake.conflicts >= 3);
    for (const told of [lines, second.lines]) expect(told.join("\n")).toContain("another copy of this bot is polling");
    await second.stop();
    fake.write("who answers?");
    await fake.messages(1);
    const failed = lines.length;
    fake.write("and now?");
    await fake.messages(2);
    expect(textsTo(fake, 42)).toEqual(["who answers?", "and now?"]);
    expect(lines.slice(failed).join("\n")).not.toContain("another copy");
  });
});
