import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../src/log/database.ts";
import { type Running, startDesk } from "../desk/running.ts";
import type { Visitor } from "./visitor.ts";

let kenes: Running;
let saule: Visitor;
let erlan: Visitor;
beforeAll(async () => {
  kenes = await startDesk({}, { Saule: "supervisor", Erlan: "editor" });
  [saule, erlan] = await Promise.all([kenes.staff("Saule"), kenes.staff("Erlan")]);
});
afterAll(() => kenes.stop());

const ask = async (question: string): Promise<Record<string, unknown>> => {
  const reply = await fetch(`${kenes.address}/api/ask?q=${encodeURIComponent(question)}`);
  return (await reply.json()) as Record<string, unknown>;
};
const page = async (path: string): Promise<string> => {
  const html = await (await fetch(kenes.address + path)).text();
  return html.replace(/<style>[\s\S]*?<\/style>/u, "");
};
const announce = (fields: Record<string, string>) =>
  saule.send("/desk/announcements", "/desk/announcements", { en: "", ru: "", kk: "", from: "", until: "", ...fields });
const endAll = async () => {
  for (;;) {
    const found = /action="(\/desk\/announcements\/\d+\/end)"/u.exec(
      (await saule.get("/desk/announcements")).html,
    )?.[1];
    if (!found) return;
    await saule.send("/desk/announcements", found);
  }
};
/** As `datetime-local` has it, in Kazakhstan. */
const moment = (offset: number) => new Date(Date.now() + offset + 5 * 3_600_000).toISOString().slice(0, 16);

describe("a notice", () => {
  test("stands above every answer from its beginning to its end, in the reader's language, and is audited", async () => {
    await announce({ kind: "notice", ru: "Завтра <b>не</b> работаем", kk: "Ертең демаламыз" });
    const until = moment(3_600_000);
    await announce({ kind: "notice", en: "Not yet", from: until, until: moment(7_200_000) });
    expect(await page("/?lang=kk")).toContain("Ертең демаламыз");
    expect(await page(`/?q=${encodeURIComponent("Сколько женщин работает судьями?")}`)).toContain("&lt;b>не&lt;/b>");
    expect((await ask("What does the 119 hotline do?")).notice).toBe("Завтра <b>не</b> работаем");
    expect(await page("/widget?lang=ru")).toContain("&lt;b>не&lt;/b>");
    await endAll();
    expect((await ask("What does the 119 hotline do?")).notice).toBeUndefined();
    const trail = (await saule.get("/desk/audit?lang=en")).html;
    expect(trail).toContain("notice published");
    expect(trail).toContain("notice ended");
  });

  test.each([
    { kind: "notice" },
    { kind: "notice", en: "x", from: moment(3_600_000), until: moment(60_000) },
    { kind: "pause", en: "x", until: moment(-60_000) },
    { kind: "pause", en: "x", until: "tomorrow" },
  ])("is refused without a text or with times that don't fit: %j", async (fields) => {
    const refused = await announce(fields);
    expect(refused.status).toBe(400);
    expect((await ask("Сколько женщин работает судьями?")).kind).toBe("answered");
  });
});

describe("the pause", () => {
  test("tells why and offers a person; danger still gets its contacts; afterwards all is as before", async () => {
    expect((await announce({ kind: "pause", en: "The report is being replaced." })).status).toBe(303);
    const paused = await ask("What does the 119 hotline do?");
    expect(paused).toMatchObject({ kind: "abstained", reason: "paused", answers: [], nearest: [], code: null });
    expect(paused.pausedBecause).toBe("The report is being replaced.");
    const html = await page(`/?q=${encodeURIComponent("What does the 119 hotline do?")}`);
    expect(html).toContain("The report is being replaced.");
    expect(html).toMatch(/class="pass-on"[\s\S]*href="\/hand-off\?answer=/u);
    const urgent = await ask("Помогите, он меня избивает");
    expect(urgent).toMatchObject({ kind: "urgent", answers: [] });
    expect(urgent.contacts).not.toEqual([]);
    const { number } = await kenes.passOn("What does the 119 hotline do at night?");
    expect(number).toMatch(/^\w{3}-\w{3}$/u);
    await endAll();
    expect((await ask("Сколько женщин работает судьями?")).kind).toBe("answered");
    const trail = (await saule.get("/desk/audit?lang=en")).html;
    expect(trail).toContain("automatic answers paused");
    expect(trail).toContain("automatic answers resumed");
  });
});

describe("themes of what isn't answered", () => {
  const SAME = [
    "Where do I get a passport for my dog?",
    "Where can I get a passport for a dog?",
    "How do I get a dog passport, and where?",
    "Passport for my dog: where do I get it?",
    "Where is a passport for dogs given out?",
  ];

  test("are seen at the desk with wordings and growth, and as CSV that no spreadsheet runs", async () => {
    await ask("Where do I get a passport for my dog?");
    await ask('=HYPERLINK("http://evil.example";"x") passport of my dog, where');
    const found = await erlan.get("/desk/figures?lang=en");
    expect(found.html).toContain("Where do I get a passport for my dog?");
    const csv = await erlan.get("/desk/figures/refused.csv?lang=en");
    expect(csv.headers.get("content-type")).toContain("text/csv");
    for (const line of csv.html.split("\n")) expect(line).not.toMatch(/(?:^|,|")=/u);
    expect((await erlan.get("/desk/figures/nothing.csv")).status).toBe(404);
    for (const table of ["themes", "questions", "speed", "deadlines", "by-language", "low-rated"]) {
      expect((await erlan.get(`/desk/figures/${table}.csv?by=day`)).status).toBe(200);
    }
  });

  test("are public from five people on, under a heading of the report, never in anybody's words", async () => {
    const database = openDatabase(kenes.dataDir);
    database.prepare("UPDATE questions SET asker = NULL").run();
    const passage = "cedaw-c-kaz-6/0060";
    const insert = database.prepare(
      `INSERT INTO questions (id, asked_at, channel, asker, text, language, kind, reason, confidence, shown, passages,
         scores, milliseconds, steps, model, index_hash)
       VALUES (?, ?, 'telegram', ?, ?, 'en', 'abstained', 'not-in-document', 0, 0, ?, '[]', 1, '{}', '', '')`,
    );
    const add = (id: string, asker: string, text: string) =>
      insert.run(id, Date.now(), asker, text, JSON.stringify([passage]));
    for (let time = 0; time < 6; time++) add(`one-${time}`, "one asker", "the same again and again");
    expect(await page("/themes?lang=en")).not.toContain("<table");
    for (const [position, text] of SAME.entries()) add(`many-${position}`, `asker ${position}`, text);
    // Another language's page is not the one kept a moment ago.
    const html = await page("/themes?lang=ru");
    expect(html).toContain("<table");
    for (const text of SAME) expect(html).not.toContain(text);
    expect(html).not.toContain("again and again");
    database.prepare("UPDATE questions SET text = NULL, asker = NULL WHERE id LIKE 'many-%'").run();
    expect(database.prepare("SELECT count(*) AS left FROM unanswered WHERE question LIKE 'many-%'").get()).toEqual({
      left: 0,
    });
    database.close();
  });

  test("in public figures no count is below five or tells of one", async () => {
    for (let time = 0; time < 4; time++) await ask(`What is the capital of country number ${time}?`);
    const html = await page("/statistics?lang=en");
    const counts = [...html.matchAll(/<td class="number">(\d+)<\/td>/gu)].map(([, count]) => Number(count));
    expect(counts.length).toBeGreaterThan(0);
    for (const count of counts) expect(count % 5).toBe(0);
    expect(counts).not.toContain(0);
    expect(html).not.toContain("terminal");
  });
});
