import { createHmac } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { CHAT, type Running, type RunningSettings, startRunning, wordsOf } from "./delivery-parts.ts";
import { ACCOUNT_ID, APP_SECRET, PHONE_ID, VERIFY_TOKEN } from "./fake-cloud-api.ts";

let running: Running;
const start = async (settings?: RunningSettings) => {
  running = await startRunning(settings);
  return running;
};
afterEach(() => running.stop());

const waiting = () => running.rows("outbox").filter(({ state }) => state === "waiting");
const textsTo = (chat = CHAT) =>
  running.fake.sent.filter(({ to }) => to === chat).map(({ payload }) => wordsOf(payload));
const HOUR = 3_600_000;

describe("the webhook", () => {
  const bodyOf = (message: object, phone = PHONE_ID) =>
    JSON.stringify({
      object: "whatsapp_business_account",
      entry: [
        {
          id: ACCOUNT_ID,
          changes: [{ field: "messages", value: { metadata: { phone_number_id: phone }, messages: [message] } }],
        },
      ],
    });
  const message = {
    from: CHAT,
    id: "wamid.x",
    timestamp: String(Math.floor(Date.now() / 1000)),
    type: "text",
    text: { body: "Қазақша" },
  };
  const sign = (body: string, secret = APP_SECRET) =>
    `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
  const post = async (body: string, signature?: string) =>
    (
      await fetch(running.fake.webhook, {
        method: "POST",
        body,
        headers: {
          "content-type": "application/json",
          ...(signature === undefined ? {} : { "x-hub-signature-256": signature }),
        },
      })
    ).status;

  test("answers Meta's question with its challenge, and nobody else's", async () => {
    const { fake } = await start();
    const ask = (token: string) =>
      fetch(`${fake.webhook}?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`);
    const right = await ask(VERIFY_TOKEN);
    expect([right.status, await right.text()]).toEqual([200, "1158201444"]);
    expect((await ask("wrong")).status).toBe(403);
    expect((await fetch(fake.webhook)).status).toBe(403);
  });

  test("takes nothing unsigned, forged or altered, and stores nothing of it", async () => {
    await start();
    const body = bodyOf(message);
    for (const signature of [
      undefined,
      "",
      "sha256=",
      sign(body, "another"),
      sign(`${body} `),
      sign(body).slice(7),
      `${sign(body)}0`,
    ]) {
      expect(await post(body, signature)).toBe(403);
    }
    expect(running.rows("inbox")).toEqual([]);
    expect(running.fake.calls).toBe(0);
  });

  test("refuses what is no notification, however signed, and leaves out other numbers", async () => {
    await start();
    for (const body of ["{", "", "null", "5", "[]", "{}", '{"object":"page","entry":[]}', '"\ud800"']) {
      expect(await post(body, sign(body))).toBe(400);
    }
    const other = bodyOf(message, "999999");
    expect(await post(other, sign(other))).toBe(200);
    for (const odd of [
      {},
      { from: 5 },
      { from: CHAT, id: "x" },
      { from: CHAT, id: "y", type: "reaction" },
      { ...message, group_id: "g", id: "z" },
    ]) {
      const body = bodyOf(odd);
      expect(await post(body, sign(body))).toBe(200);
    }
    expect(running.rows("inbox")).toEqual([]);
    const large = JSON.stringify({ x: "x".repeat(3_200_000) });
    expect(await post(large, sign(large))).toBe(413);
  });

  test("the same message twice is answered once; nothing stored of it has the number", async () => {
    const { fake, dump } = await start();
    const body = bodyOf({ ...message, text: { body: "once" } });
    fake.openWindow(CHAT);
    expect([await post(body, sign(body)), await post(body, sign(body))]).toEqual([200, 200]);
    fake.write("end");
    await fake.messages(2);
    expect(textsTo().map((text) => /echo (\w+)/u.exec(text)?.[1])).toEqual(["once", "end"]);
    await running.until(() => running.rows("outbox").length === 0);
    expect(dump()).not.toContain(CHAT);
  });

  test("no other route of the server reads its bodies otherwise", async () => {
    const { fake } = await start();
    const reply = await fetch(new URL("/json", fake.webhook), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"a":1}',
    });
    expect(await reply.json()).toEqual({ a: 1 });
  });
});

describe("what arrives", () => {
  test("forty chats at once are answered, each in order", async () => {
    const { fake } = await start();
    for (let turn = 0; turn < 2; turn += 1) {
      for (let chat = 100; chat < 140; chat += 1) fake.write(`${turn}`, { chat: String(chat) });
      await running.until(() => fake.sent.length >= (turn + 1) * 40);
    }
    for (let chat = 100; chat < 140; chat += 1) {
      expect(textsTo(String(chat)).map((text) => /echo (\d)/u.exec(text)?.[1])).toEqual(["0", "1"]);
    }
  });

  test("a flood is told once and delays nobody", async () => {
    const { fake } = await start();
    for (let k = 0; k < 100; k += 1) fake.write(`flood ${k}`, { chat: "1" });
    fake.write("other", { chat: "2" });
    await fake.messages(1, "2");
    await running.until(() => textsTo("1").length >= 21);
    expect(textsTo("1").filter((text) => /a lot of questions|Бір минут күте/u.test(text))).toHaveLength(1);
  });

  test("work that fails is answered with a word, and slow work shows that somebody is typing", async () => {
    const { fake } = await start({
      answer: async (text) => {
        if (text === "throw") throw new Error("on purpose");
        if (text === "slow") await running.until(() => fake.read.length > 0);
      },
    });
    fake.write("throw", { chat: "1" });
    expect(wordsOf((await fake.messages(1, "1"))[0] ?? {})).toContain("Ақау");
    const id = fake.write("slow", { chat: "2" });
    await fake.messages(1, "2");
    expect(fake.read).toEqual([id]);
  });

  test("a question of some hours ago is answered with an excuse; one of more than a day only once its asker goes on", async () => {
    const { fake } = await start({ templates: { kk: { name: "kenes_answer", code: "kk" } } });
    fake.templates.set("kenes_answer", { language: "kk", status: "APPROVED", parameters: 1 });
    fake.write("hours", { chat: "1", sentAt: Date.now() - 5 * HOUR });
    expect(wordsOf((await fake.messages(1, "1"))[0] ?? {})).toMatch(/^Sorry.*\n\n/u);
    fake.write("yesterday", { chat: "2", sentAt: Date.now() - 30 * HOUR });
    const [template] = await fake.messages(1, "2");
    expect(template).toMatchObject({ type: "template", template: { name: "kenes_answer", language: { code: "kk" } } });
    expect(textsTo("2").join()).not.toContain("yesterday");
    fake.receive({ type: "button", button: { payload: "continue", text: "Жалғастыру" } }, { chat: "2" });
    await running.until(() => textsTo("2").join().includes("echo yesterday"));
  });

  test("who hides their number is answered by WhatsApp's name of them", async () => {
    const { fake } = await start();
    fake.closeWindow("77010000042");
    fake.receive(
      { from: undefined, from_user_id: "KZ.13491208655302741918", type: "text", text: { body: "hidden" } },
      { chat: "KZ.13491208655302741918" },
    );
    await fake.messages(1, "KZ.13491208655302741918");
  });
});

describe("what is sent", () => {
  test("a send without an answer is known by its status, or made once more; never a third time", async () => {
    const { fake, lines } = await start();
    fake.tellsStatuses = false;
    fake.failChat("2", "reset");
    fake.failChat("3", { status: 500, code: 131000 });
    for (const chat of ["1", "2", "3"]) fake.write("question", { chat });
    for (const chat of ["1", "2", "3"]) await fake.messages(1, chat);
    expect(lines.join("\n")).not.toMatch(/secret words|77010000042|testtoken/u);
  }, 60_000);

  test("130429 slows everything, 131056 the one person alone", async () => {
    const { fake } = await start();
    fake.failChat("1", { status: 400, code: 131056 });
    fake.write("first", { chat: "1" });
    await running.until(() => fake.calls === 1);
    fake.failChat("3", { status: 400, code: 130429 });
    for (const chat of ["2", "3"]) fake.write("x", { chat });
    await fake.messages(1, "2");
    expect(textsTo("1")).toEqual([]);
    await fake.messages(1, "3");
    await fake.messages(1, "1");
  });

  test("131047 parks what is sent, and asks by the template; the asker's next word lets it come, in order", async () => {
    const { fake } = await start({ templates: { en: { name: "kenes_answer", code: "en_GB" } } });
    fake.templates.set("kenes_answer", { language: "en_GB", status: "APPROVED", parameters: 1 });
    fake.failChat("1", { status: 400, code: 131047 });
    fake.write("one", { chat: "1", sentAt: Date.now() - HOUR / 2 });
    await running.until(() => fake.sent.some(({ payload }) => payload.type === "template"));
    expect(running.rows("outbox").filter(({ state }) => state === "parked")).toHaveLength(1);
    fake.write("two", { chat: "1" });
    await running.until(() => textsTo("1").join().includes("echo two"));
    expect(textsTo("1").map((text) => /echo (\w+)/u.exec(text)?.[1])).toEqual([undefined, "one", "two"]);
  });

  test("what failed later is sent again, parked or dropped by its code", async () => {
    const { fake } = await start();
    fake.failChat("1", { failsLater: 131000 });
    fake.failChat("2", { failsLater: 131026 });
    fake.failChat("3", { failsLater: 131047 });
    for (const chat of ["1", "2", "3"]) fake.write("x", { chat, sentAt: Date.now() - HOUR / 2 });
    await fake.messages(2, "1");
    await running.until(() => running.rows("blocked_chats").length === 1);
    await running.until(() => running.rows("outbox").some(({ state }) => state === "parked"));
    fake.write("back", { chat: "2" });
    await fake.messages(2, "2");
    expect(running.rows("blocked_chats")).toEqual([]);
  });

  test("131026 costs one try; the chat counts again when something comes from there", async () => {
    const { fake } = await start();
    fake.failChat("1", { status: 400, code: 131026 });
    fake.write("a", { chat: "1" });
    await running.until(() => running.rows("blocked_chats").length === 1 && waiting().length === 0);
    fake.write("b", { chat: "1" });
    await fake.messages(1, "1");
    expect(textsTo("1")[0]).toContain("echo b");
  });

  test("131051 takes the buttons away and keeps the words", async () => {
    const { fake } = await start();
    fake.failChat("1", { status: 400, code: 131051 });
    fake.write("a", { chat: "1" });
    const [sent] = await fake.messages(1, "1");
    expect(sent).toMatchObject({ type: "text" });
  });

  test("190 stops sending, is told in the log and by health, and nothing is lost when it is mended", async () => {
    const { fake, whatsapp, lines } = await start();
    const { token } = fake;
    fake.token = "another";
    fake.write("kept", { chat: "1" });
    await running.until(() => whatsapp.health().state === "refused");
    expect(whatsapp.health().obstacle).toBe("token");
    expect(lines.join("\n")).toContain("Meta refuses WHATSAPP_TOKEN");
    expect(lines.join("\n")).not.toContain(token);
    expect(waiting()).toHaveLength(1);
  });

  test("statuses are kept in whatever order they come, under a pseudonym", async () => {
    const { fake, whatsapp, dump } = await start();
    fake.tellsStatuses = false;
    fake.write("x");
    await fake.messages(1);
    const id = fake.sent[0]?.id;
    for (const status of ["read", "sent", "delivered"]) fake.notify({ statuses: [{ id, status, timestamp: "1" }] });
    await running.until(() => whatsapp.health().statuses.read === 1);
    expect(whatsapp.health().statuses).toEqual({ sent: 0, delivered: 0, read: 1, failed: 0 });
    expect(running.rows("outbox")).toEqual([]);
    expect(dump()).not.toContain("wamid");
  });
});

describe("the centre's answer", () => {
  const pass = async (chat: string) => {
    const { fake, desk, pseudonym } = running;
    fake.write("English", { chat });
    fake.write("a question for people", { chat });
    await fake.messages(2, chat);
    fake.write("person", { chat });
    await fake.messages(3, chat);
    const action = JSON.stringify(fake.sent.at(-1)?.payload);
    fake.press(/pass:[\w-]{12}/u.exec(action)?.[0] ?? "", { chat });
    await fake.messages(4, chat);
    const [found] = desk.handOffs.list(pseudonym("whatsapp", chat));
    if (!found) throw new Error("no case");
    return found.number;
  };
  const reply = (number: string) => {
    // As the staff's pages do, in one transaction.
    running.execute(`
      INSERT OR IGNORE INTO accounts (id, name, role, password, created_at) VALUES (1, 'a', 'editor', 'x', 0);
      INSERT INTO replies (lead, author, state, en, changed_at, sent_at)
        SELECT id, 1, 'sent', 'The centre says *yes*.', 1, ${Date.now()} FROM cases WHERE number = '${number}';
      INSERT INTO deliveries (reply, case_id, state)
        SELECT r.id, r.lead, 'waiting' FROM replies r JOIN cases c ON c.id = r.lead WHERE c.number = '${number}'`);
    running.desk.start();
  };

  test("comes at once within the day, with the question whether it helped", async () => {
    const { fake, desk, pseudonym } = await start();
    const number = await pass("1");
    reply(number);
    await running.until(() => textsTo("1").some((text) => text.includes("The centre says")));
    const sent = fake.sent.at(-1);
    expect(wordsOf(sent?.payload ?? {})).toContain(number);
    fake.press(`case:${number}:helped`, { chat: "1" });
    await running.until(() => desk.handOffs.status({ number, asker: pseudonym("whatsapp", "1") })?.helped === true);
  });

  test("after the day comes a template first, and the answer when its reader goes on", async () => {
    const { fake } = await start({ templates: { en: { name: "kenes_answer", code: "en" } } });
    fake.templates.set("kenes_answer", { language: "en", status: "APPROVED", parameters: 1 });
    const number = await pass("1");
    fake.closeWindow("1");
    running.execute("DELETE FROM whatsapp_windows");
    reply(number);
    await running.until(() => fake.sent.some(({ payload }) => payload.type === "template"));
    expect(JSON.stringify(fake.sent.at(-1)?.payload)).toContain(number);
    expect(textsTo("1").join()).not.toContain("The centre says");
    const before = fake.sent.length;
    fake.receive({ type: "button", button: { payload: "continue", text: "Continue" } }, { chat: "1" });
    await running.until(() => textsTo("1").some((text) => text.includes("The centre says")));
    fake.write("after", { chat: "1" });
    await running.until(() => textsTo("1").join().includes("echo after"));
    expect(fake.sent.length - before).toBe(2);
  });
});
