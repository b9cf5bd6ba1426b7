import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Account } from "../../src/desk/accounts.ts";
import { createCaseChannel } from "../../src/telegram/case-channel.ts";
import { BOT, buttonsOf, checkText, startTalking, type Talking, textOf } from "./talking.ts";

/** Questions passed on to people, from the chat, and what comes back there. */

const GROUP = { id: -100, type: "group" };
let talking: Talking;
let staff: Account;
beforeAll(async () => {
  talking = await startTalking();
  const made = await talking.desk.accounts.add({
    name: "Saule",
    role: "supervisor",
    password: "correct horse battery",
  });
  if ("refused" in made) throw new Error(made.refused);
  staff = made;
  const { store, messages, corpus, desk } = talking;
  const delivery = { store, push: () => {}, waiting: () => ({ updates: 0, messages: 0 }) };
  desk.addChannel("telegram", createCaseChannel({ corpus, messages, delivery }));
});
afterAll(() => talking.stop());
beforeEach(() => {
  talking.database.exec("DELETE FROM outbox");
});

const dataOf = (outgoing: Parameters<typeof buttonsOf>[0], beginning: string) =>
  buttonsOf(outgoing).find(({ callback_data }) => callback_data?.startsWith(beginning))?.callback_data ?? "";
const numberIn = (text: string) => /[0-9A-Z]{3}-[0-9A-Z]{3}/u.exec(text)?.[0] ?? "";
let pressed = 100;
const press = (data: string, over: object = {}) => {
  pressed += 1;
  return talking.press(data, { message: pressed, ...over });
};
async function passOn(question: string, over: Record<string, unknown> = {}, from: object = {}): Promise<string> {
  const asked = await talking.write(question, over);
  const shown = await press(dataOf(asked, "person:"), from);
  return numberIn(textOf(await press(dataOf(shown, "pass:"), from)));
}
/** What waits to be sent, by Telegram's rules. */
const outbox = () => {
  const rows = talking.database.prepare("SELECT chat, message FROM outbox ORDER BY id").all();
  return (rows as { chat: string; message: string }[]).map(({ chat, message }) => {
    const { method, payload } = JSON.parse(message) as { method: string; payload: Record<string, unknown> };
    checkText(method, payload);
    return { chat, text: String(payload.text), payload };
  });
};
async function reply(number: string, texts: { en: string; ru: string; kk: string }): Promise<void> {
  const { desk } = talking;
  const found = () => desk.cases.byNumber(number) ?? expect.fail(`there is no ${number}`);
  desk.queue.claim(found(), staff);
  const saved = desk.replies.save(found(), staff, { texts, passages: ["cedaw-c-kaz-6/0123"], version: 0 });
  if (saved.outcome !== "saved") throw new Error(saved.outcome);
  expect(desk.replies.submit(found(), staff, { version: 1, numbers: [number] })).toBe("sent");
  await desk.dispatch.settled();
}

test("a question is shown, passed on once, added to, listed, and taken back; nobody else can", async () => {
  const asked = await talking.write("Where do I get a passport for my dog?");
  const person = dataOf(asked, "person:");
  expect(textOf(await press(person, { from: 77 }))).toContain("somewhere else");
  const shown = await press(person);
  expect(textOf(shown)).toContain("passport for my dog");
  const pass = dataOf(shown, "pass:");
  const opened = textOf(await press(pass));
  const number = numberIn(opened);
  expect(textOf(await press(pass))).toContain(number);
  const answering = { reply_to_message: { from: BOT, text: `Case ${number}` } };
  expect(textOf(await talking.write("It is a small dog.", answering))).toContain("small dog");
  expect(textOf(await talking.write("/cases"))).toContain(number);
  expect(textOf(await press(`case:${number}:x`, { from: 77 }))).toContain("someone else");
  expect(textOf(await press(`case:${number}:x`))).toContain("erased");
  expect(textOf(await talking.write("/cases", { from: { id: 78 }, chat: { id: 78, type: "private" } }))).not.toContain(
    number,
  );
  expect(textOf(await talking.write("/help"))).toContain("/cases");
});

test("the centre's answer arrives whole where it was asked, says whose words they are, and asks whether it helped", async () => {
  const over = { chat: { ...GROUP, type: "supergroup", is_forum: true }, message_thread_id: 5, is_topic_message: true };
  const from = { chat: over.chat };
  const number = await passOn("/check@kenes_bot x", { ...over, text: "@kenes_bot Where is the zoo of Atyrau?" }, from);
  const long = `Первая строка & <b>не тег</b>.\n\n${"Очень длинный ответ центра. ".repeat(110)}`;
  await reply(number, { en: "", ru: long, kk: "" });
  const sent = outbox();
  expect(sent.length).toBeGreaterThan(1);
  expect(new Set(sent.map(({ chat }) => chat))).toEqual(new Set(["-100"]));
  const [first] = sent;
  expect(first?.text).toContain(`Case ${number}`);
  expect(first?.text).toContain("The answer is in Russian.");
  expect(sent.map(({ text }) => text).join("")).toContain("the centre");
  const helped = sent.at(-1)?.payload.reply_markup as { inline_keyboard: { callback_data: string }[][] };
  expect(textOf(await press(helped.inline_keyboard[0]?.[0]?.callback_data ?? "", from))).toContain("Thank you");
  expect(talking.desk.cases.byNumber(number)?.helped).toBe(true);
});

test("a group that grew into another gets the answer there, whichever way the move is told", async () => {
  const from = { chat: GROUP };
  const number = await passOn("@kenes_bot Who mends the bells of Turkistan?", { chat: GROUP }, from);
  await talking.receive({ message: { message_id: 9, date: 1, chat: GROUP, migrate_to_chat_id: -100500 } });
  await reply(number, { en: "The bell founder.", ru: "", kk: "" });
  expect(outbox().map(({ chat }) => chat)).toEqual(["-100500"]);
});

describe("a correction", () => {
  const QUESTION = "How long is maternity leave?";

  test("reaches every chat that was shown the passage, once, and none that had itself erased", async () => {
    const { desk, database } = talking;
    database.exec("DELETE FROM questions");
    const asked = await talking.write(QUESTION, { from: { id: 201 }, chat: { id: 201, type: "private" } });
    expect(asked.length).toBeGreaterThan(0);
    for (const id of [201, 202, 203]) {
      await talking.write(QUESTION, { from: { id, language_code: "en" }, chat: { id, type: "private" } });
    }
    await talking.write(`@kenes_bot ${QUESTION}`, { from: { id: 204 }, chat: GROUP });
    await talking.write(`@kenes_bot ${QUESTION}`, { from: { id: 205 }, chat: GROUP });
    const row = database.prepare("SELECT passages, address FROM questions LIMIT 1").get() as Record<string, string>;
    expect(row.address).not.toContain("201");
    const [passage = ""] = JSON.parse(row.passages ?? "[]") as string[];
    const add =
      "INSERT INTO changes (at, account, kind, subject, language, base, before, after) VALUES (?, 'kenes', 'passage', ?, 'all', 'null', ?, ?)";
    const values = [Date.now() + 1000, passage, JSON.stringify("It said <this>."), JSON.stringify("It says that.")];
    const change = desk.learning.changes.byId(Number(database.prepare(add).run(...values).lastInsertRowid));
    if (!change) throw new Error("the change is gone");
    expect(desk.learning.corrections.tell(change, 30, staff)).toEqual({ outcome: "unlisted" });
    desk.learning.corrections.list(change.id, { en: "A slip & <error>.", ru: "", kk: "" }, staff);
    const { receivers, anonymous } = desk.learning.corrections.received(change, 30);
    expect([receivers.length, anonymous]).toEqual([4, 0]);
    await press("forget:yes", { from: 203 });
    database.exec("DELETE FROM outbox");
    expect(desk.learning.corrections.tell(change, 30, staff)).toEqual({ outcome: "done", count: 3 });
    desk.forget("nobody");
    expect(desk.learning.corrections.tell(change, 90, staff)).toEqual({ outcome: "done", count: 0 });
    await desk.learning.notices.settled();
    const sent = outbox();
    expect(sent.map(({ chat }) => chat).sort()).toEqual(["-100", "201", "202"]);
    expect(sent[0]?.text).toContain("It says that.");
    expect(sent[0]?.text).toContain("A slip &amp; &lt;error&gt;.");
    expect(desk.learning.notices.count(change.id)).toEqual({ told: 3, waiting: 0 });
  });
});

test("everything of a case goes with its asker: from the desk, the file, and the way back", async () => {
  const chat = { id: 301, type: "private" };
  const number = await passOn("Where do I learn to ride a unicorn?", { from: { id: 301 }, chat }, { from: 301 });
  const data = await talking.write("/mydata", { from: { id: 301 }, chat });
  expect(Buffer.from(String(data[0]?.file?.base64), "base64").toString()).toContain(number);
  await press("forget:yes", { from: 301 });
  expect(talking.desk.cases.byNumber(number)).toMatchObject({ question: null, address: null, asker: null });
  // The file is written anew a few seconds after an erasure that follows another.
  await expect.poll(() => talking.rawData().includes("unicorn"), { timeout: 30_000 }).toBe(false);
});

describe("around an answer", () => {
  test("the centre's notice and why answers are paused stand above, also when a button is pressed", async () => {
    const { announcements } = talking.desk;
    const at = { startsAt: Date.now() - 1, endsAt: null };
    announcements.add({ kind: "notice", texts: { en: "We move <soon> & far.", ru: "", kk: "" }, ...at }, staff);
    const asked = await talking.write("How long is maternity leave?");
    expect(textOf(asked)).toMatch(/^We move &lt;soon&gt; &amp; far\./u);
    expect(textOf(await press(dataOf(asked, "show:")))).toContain("We move");
    announcements.add({ kind: "pause", texts: { en: "We check figures.", ru: "", kk: "" }, ...at }, staff);
    const paused = textOf(await talking.write("How long is maternity leave?"));
    expect(paused).toContain("We check figures.");
    for (const { id } of announcements.list()) announcements.end(id, staff);
  });

  test("words that the report explains stand below it", async () => {
    talking.change = (answer) => ({
      ...answer,
      answers: answer.answers.map((each) => ({
        ...each,
        terms: [{ term: "mediation", passage: each.passage, explanation: "Settling <without> a court." }],
      })),
    });
    const text = textOf(
      await talking.write("Is there a hotline where I can get legal advice by phone?", {
        from: { id: 402, language_code: "en" },
        chat: { id: 402, type: "private" },
      }),
    );
    talking.change = (answer) => answer;
    expect(text).toContain("<b>What the report calls “mediation”</b>\nSettling &lt;without&gt; a court.");
  });

  test("the centre's own answer is marked as such, in the first view and in every other", async () => {
    const centre = { date: "2026-11-25", until: "2026-12-31", passages: [], language: "ru" as const };
    talking.change = (answer) => {
      const [first, ...others] = answer.answers;
      return first
        ? { ...answer, answers: [{ ...first, status: "centre", text: "На egov.kz.", centre }, ...others] }
        : answer;
    };
    const text = textOf(
      await talking.write("Is there a hotline where I can get legal advice by phone?", {
        from: { id: 403, language_code: "en" },
        chat: { id: 403, type: "private" },
      }),
    );
    talking.change = (answer) => answer;
    for (const part of ["Answer of the legal information centre", "not the report", "На egov.kz.", "Valid until"]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain("CEDAW/C/KAZ/6 ·");
  });
});
