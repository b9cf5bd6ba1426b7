import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { maskPersonal } from "../../src/corpus/personal.ts";
import { openDatabase } from "../../src/log/database.ts";
import { createErasure } from "../../src/log/erasure.ts";
import { maskWritten } from "../../src/log/mask.ts";
import { eraseOld } from "../../src/log/retention.ts";
import { buttonsOf, startTalking, type Talking, textOf } from "./talking.ts";

let talking: Talking;
const DAY = 86_400_000;

beforeAll(async () => {
  talking = await startTalking();
});
afterAll(() => talking.stop());

const as = (id: number) => ({ chat: { id, type: "private" }, from: { id, is_bot: false, language_code: "en" } });

describe("numbers of a person", () => {
  test.each([
    "ИИН 900101300123",
    "900101 300123",
    "ЖСН:900101300123.",
    "4111 1111 1111 1111",
    "4111-1111-1111-1111",
    "5555555555554444",
    "+7 701 234 56 78",
    "+7(701)234-56-78",
    "8 (701) 234-56-78",
    "87012345678",
    "7012345678",
    "+44 20 7946 0958",
    "٩٠٠١٠١٣٠٠١٢٣",
  ])("%s is masked and keeps its length", (text) => {
    const masked = maskPersonal(`x ${text} y`);
    expect(masked).not.toMatch(/\p{Nd}/u);
    expect(masked).toHaveLength(text.length + 4);
  });

  test.each([
    "в 2019, 2020 и 2021 годах",
    "2019 2020 2021",
    "1 000 000 000 тенге",
    "12 345 678 901 тенге",
    "статья 136, пункт 2",
    "звонить 112, 102, 119 или 1414",
    "закон № 223-IV от 08.12.2009",
    "1234567890123456",
  ])("%s is left alone", (text) => {
    expect(maskPersonal(text)).toBe(text);
  });

  test("two numbers in a row are both masked, and what stands between them stays", () => {
    expect(maskPersonal("900101300123 87012345678 2024")).toBe("•••••••••••• ••••••••••• 2024");
    expect(JSON.stringify({ text: "87012345678", id: 87012345678, data: "87012345678" }, maskWritten)).toBe(
      '{"text":"•••••••••••","id":87012345678,"data":"87012345678"}',
    );
  });

  test("reach no file: not the log, not the inbox, not the last question", async () => {
    await talking.write(
      "My IIN is 900101300123, card 4111 1111 1111 1111, phone 8 701 234 56 78: how long is leave?",
      as(1),
    );
    expect(talking.rawData()).not.toMatch(/900101300123|4111 1111|701 234/u);
    const row = talking.database.prepare("SELECT text FROM questions ORDER BY asked_at DESC").get();
    expect(row).toEqual({
      text: "My IIN is ••••••••••••, card •••• •••• •••• ••••, phone • ••• ••• •• ••: how long is leave?",
    });
  });
});

describe("/mydata and /forget", () => {
  const WORDS = "zebracrossing";
  const ask = (id: number) => talking.write(`Can a man take parental leave? ${WORDS}${id}`, as(id));

  test("R32 everything stored about the asker comes as a file that replies to the command", async () => {
    await talking.press("language:en", { from: 2 });
    const helped = buttonsOf(await ask(2)).find(({ text }) => text.includes("Helped"));
    await talking.press(helped?.callback_data ?? "", { from: 2 });
    await ask(3);
    const [call] = await talking.write("/mydata", { ...as(2), message_id: 99 });
    expect(call?.method).toBe("sendDocument");
    expect(call?.payload.reply_parameters).toMatchObject({ message_id: 99 });
    expect(call?.file).toMatchObject({ field: "document", type: "application/json" });
    const data = JSON.parse(Buffer.from(call?.file?.base64 ?? "", "base64").toString("utf8"));
    expect(data.language.chosen).toBe("en");
    expect(data.lastQuestions[0].text).toContain(`${WORDS}2`);
    expect(data.questions).toHaveLength(1);
    const [question] = data.questions;
    expect(question.text).toContain(`${WORDS}2`);
    expect(question.feedback.helped).toBe(true);
    expect(question.passages[0].place.length).toBeGreaterThan(10);
    expect(Date.parse(question.erasedAt) - Date.parse(question.askedAt)).toBe(90 * DAY);
    expect(JSON.stringify(data)).not.toContain(`${WORDS}3`);
  });

  test("one confirmation erases it from every file, gives a receipt, and leaves others alone", async () => {
    for (let count = 0; count < 40; count += 1) await talking.write(`hello ${WORDS}4`, as(4));
    await ask(4);
    await ask(5);
    const update = { update_id: 9001, message: { chat: { id: 4 }, text: `${WORDS}4 failed` } };
    talking.store.finish(talking.keep(update), [
      { chat: "4", method: "sendMessage", payload: { chat_id: 4, text: `${WORDS}4 unsent` } },
    ]);
    expect(talking.rawData()).toContain(`${WORDS}4`);
    const buttons = buttonsOf(await talking.write("/forget", as(4)));
    expect(textOf(await talking.press(buttons[1]?.callback_data ?? "", { from: 4, message: 1 }))).toContain(
      "Nothing is erased",
    );
    expect(talking.rawData()).toContain(`${WORDS}4`);
    const done = textOf(await talking.press(buttons[0]?.callback_data ?? "", { from: 4, message: 2 }));
    expect(done).toMatch(/Erased: 41 questions, 0 opinions/u);
    expect(talking.rawData()).not.toContain(`${WORDS}4`);
    expect(talking.rawData()).toContain(`${WORDS}5`);
    const code = /Receipt ([A-Z2-9-]{14}),/u.exec(done)?.[1];
    const receipts = talking.database.prepare("SELECT * FROM erasures").all();
    expect(receipts).toEqual([{ code, erased_at: expect.any(Number), questions: 41, feedback: 0 }]);
    const [after] = await talking.write("/mydata", as(4));
    const data = JSON.parse(Buffer.from(after?.file?.base64 ?? "", "base64").toString("utf8"));
    expect(data).toMatchObject({ language: null, lastQuestions: [], questions: [] });
  });

  test("what is written after the confirmation is kept", async () => {
    const buttons = buttonsOf(await talking.write("/forget", as(6)));
    const update = { update_id: 9100, message: { chat: { id: 6 }, from: { id: 6 }, text: "later" } };
    let later = 0;
    talking.meanwhile = () => {
      later = talking.keep(update);
    };
    await talking.press(buttons[0]?.callback_data ?? "", { from: 6 });
    expect(talking.store.inbox().map(({ id }) => id)).toEqual([later]);
    talking.store.finish(later, []);
  });
});

describe("erasing from a large file", () => {
  const folder = mkdtempSync(join(tmpdir(), "kenes-erasure-"));
  const fail = (error: unknown) => {
    throw error;
  };
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("waits while somebody waits, and is owed across a kill", () => {
    const database = openDatabase(folder);
    database.exec("CREATE TABLE bulk (body BLOB); INSERT INTO bulk VALUES (zeroblob(40000000))");
    const isOwed = () => database.prepare("SELECT 1 FROM settings WHERE name = 'rewrite-owed'").get() !== undefined;
    createErasure(database, fail).erase({ asker: "nobody", channel: "telegram", chat: "1", sender: "1", arrival: 1 });
    expect(isOwed()).toBe(true);
    database.exec("DROP TABLE bulk");
    const free = () => Number(database.pragma("freelist_count", { simple: true }));
    expect(free()).toBeGreaterThan(1000);
    // As after a kill: the next start does what is owed before anything else.
    createErasure(database, fail);
    expect([isOwed(), free()]).toEqual([false, 0]);
    database.close();
  });
});

describe("retention", () => {
  test("erases by itself what is past its time, and nothing else", async () => {
    const { database } = talking;
    await talking.press("language:kk", { from: 7 });
    const helped = buttonsOf(await talking.write("Can a man take parental leave? walrus7", as(7)));
    await talking.press(helped.find(({ text }) => text.includes("👍"))?.callback_data ?? "", { from: 7 });
    const kept = () => ({
      texts: database
        .prepare("SELECT count(*) AS n FROM questions WHERE text LIKE '%walrus7%' AND asker IS NOT NULL")
        .get(),
      askers: database
        .prepare("SELECT count(*) AS n FROM feedback WHERE asker IS NOT NULL AND given_at > ?")
        .get(Date.now() - 60_000),
    });
    const before = kept();
    eraseOld(database, { days: 90, now: Date.now() + 89 * DAY });
    expect(kept()).toEqual(before);
    const figures = database.prepare("SELECT count(*) AS n FROM questions").get();
    expect(eraseOld(database, { days: 90, now: Date.now() + 91 * DAY })).toBeGreaterThan(0);
    expect(kept()).toEqual({ texts: { n: 0 }, askers: { n: 0 } });
    expect(database.prepare("SELECT count(*) AS n FROM questions").get()).toEqual(figures);
    for (const table of ["askers", "last_questions"]) {
      expect(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toEqual({ n: 0 });
    }
    expect(database.prepare("SELECT count(*) AS n FROM inbox WHERE chat != ''").get()).toEqual({ n: 0 });
    expect(database.prepare("SELECT count(*) AS n FROM outbox").get()).toEqual({ n: 0 });
  });
});
