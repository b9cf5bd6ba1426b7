import { afterEach, beforeEach, expect, test } from "vitest";
import { createDesk } from "../../src/desk/desk.ts";
import { openDatabase } from "../../src/log/database.ts";
import { createSeal } from "../../src/log/seal.ts";
import { createRunningBot, type RunningBot } from "./running-bot.ts";

/** The whole service, killed while the centre's answer and a correction go to a hundred chats. */

const ASKERS = 100;
const KILLS = 2;
let bot: RunningBot;
beforeEach(async () => {
  bot = await createRunningBot();
});
afterEach(() => bot.remove());

/** A hundred chats that asked the same, were shown the same passage, and are to be answered and told. */
async function prepare(): Promise<void> {
  const database = openDatabase(bot.dataDir);
  const seal = createSeal(bot.dataDir);
  const desk = createDesk({
    ...{ database, movedDays: [], settings: { days: 3, approval: false }, addresses: seal },
    findAsked: (id) => ({ asker: id, text: "Where is the zoo?", language: "en", reason: null, passages: [] }),
    onReminder: () => {},
    onFailure: (error) => {
      throw error;
    },
  });
  const staff = await desk.accounts.add({ name: "Saule", role: "editor", password: "correct horse battery" });
  if ("refused" in staff) throw new Error(staff.refused);
  const ask = database.prepare(
    `INSERT INTO questions (id, asked_at, channel, asker, text, language, kind, confidence, shown, passages, scores,
       milliseconds, steps, model, index_hash, address)
     VALUES (@id, @at, 'telegram', @id, 'x', 'en', 'answered', 1, 1, '["cedaw-c-kaz-6/0123"]', '[1]', 1, '{}', '', '', @address)`,
  );
  const numbers = Array.from({ length: ASKERS }, (_, position) => {
    const chat = String(position + 1);
    ask.run({ id: `a${chat}`, at: Date.now() - 1000, address: seal.close("telegram", chat) });
    const about = {
      answerId: `a${chat}`,
      channel: "telegram",
      asker: `a${chat}`,
      address: chat,
      token: chat,
      message: "",
    };
    const opened = desk.handOffs.open(about);
    return "refused" in opened ? expect.fail(opened.refused) : opened.number;
  });
  database.exec("UPDATE cases SET theme = (SELECT min(id) FROM cases)");
  const lead = () => desk.cases.byNumber(numbers[0] ?? "") ?? expect.fail("the first case is gone");
  desk.queue.claim(lead(), staff);
  desk.replies.save(lead(), staff, { texts: { en: "By the river.", ru: "", kk: "" }, passages: [], version: 0 });
  expect(desk.replies.submit(lead(), staff, { version: 1, numbers })).toBe("sent");
  database.exec(
    `INSERT INTO changes (at, account, kind, subject, language, base, before, after)
     VALUES (${Date.now()}, 'kenes', 'passage', 'cedaw-c-kaz-6/0123', 'all', 'null', '"It said so."', '"It says that."')`,
  );
  const change = desk.learning.changes.byId(1) ?? expect.fail("there is no change");
  expect(desk.learning.corrections.list(1, { en: "A slip.", ru: "", kk: "" }, staff)).toBe("done");
  expect(desk.learning.corrections.tell(change, 30, staff)).toEqual({ outcome: "done", count: ASKERS });
  await desk.stop();
  database.close();
}

test("each gets both exactly once, but for the message in flight at a kill", async () => {
  await prepare();
  const { fake } = bot;
  const received = (words: string) =>
    bot.answers().flatMap(({ chat_id, text }) => (String(text).includes(words) ? [Number(chat_id)] : []));
  const all = () => [received("By the river."), received("It says that.")] as const;
  bot.start();
  for (let kill = 1; kill <= KILLS; kill += 1) {
    // An instant that no step of the work is bound to: some messages further on.
    const reached = bot.answers().length + 17 * kill;
    await fake.until(() => bot.answers().length >= reached);
    await bot.end("SIGKILL");
    bot.start();
  }
  await fake.until(() => all().every((chats) => new Set(chats).size === ASKERS));
  expect(await bot.end("SIGTERM")).toBe(0);
  bot.start();
  fake.write("/about", { chat: 999 });
  await fake.messages(1, 999);
  const extra = all().reduce((sum, chats) => sum + chats.length - ASKERS, 0);
  expect(extra).toBeLessThanOrEqual(KILLS);
  expect(fake.refused).toEqual([]);
  const database = openDatabase(bot.dataDir);
  const states = database.prepare("SELECT state, count(*) AS count FROM cases GROUP BY state").all();
  const notices = database.prepare("SELECT state, count(*) AS count FROM notices GROUP BY state").all();
  database.close();
  expect([states, notices]).toEqual([[{ state: "answered", count: ASKERS }], [{ state: "done", count: ASKERS }]]);
}, 300_000);
