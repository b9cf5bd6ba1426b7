import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { type App, startApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { FakeBotApi, findMistake, TOKEN } from "./fake-bot-api.ts";

const folder = mkdtempSync(join(tmpdir(), "kenes-telegram-"));
const telegram = new FakeBotApi();
const lines: string[] = [];
let app: App;

const start = () =>
  startApp(
    readConfig({
      BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: telegram.root,
      PORT: "0",
      DATA_DIR: join(folder, "data"),
      INDEX_DIR: join(folder, "index"),
    }),
    {
      logger: pino({ level: "trace" }, { write: (line) => lines.push(line) }),
      tell: () => {},
      progress: () => {},
      readMemory: () => 0,
      onFatal: (error) => {
        throw error;
      },
    },
  );

type Keyboard = { inline_keyboard: { callback_data?: string }[][] };
const buttonsOf = (message: Record<string, unknown> | undefined) =>
  ((message?.reply_markup ?? { inline_keyboard: [] }) as Keyboard).inline_keyboard
    .flat()
    .flatMap((button) => button.callback_data ?? []);

beforeAll(async () => {
  cpSync(inject("indexDir"), join(folder, "index"), { recursive: true });
  await telegram.start();
  app = await start();
});
beforeEach(() => {
  telegram.sent.length = 0;
});
afterAll(async () => {
  await app.stop();
  await telegram.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe("the bot, through a strict Bot API", () => {
  test.each(["/start", "/help", "/language", "/about"])("answers %s", async (command) => {
    telegram.write(command);
    const [message] = await telegram.messages(1);
    expect(String(message?.text).length).toBeGreaterThan(20);
  });

  test("answers a question with an expandable quotation, its place and buttons that work", async () => {
    telegram.write("Is there a hotline where I can get legal advice by phone?");
    const [message] = await telegram.messages(1);
    expect(message?.text).toContain("<blockquote expandable>");
    expect(message?.text).toContain("CEDAW/C/KAZ/6");
    const buttons = buttonsOf(message).filter((data) => data.startsWith("show:"));
    for (const [count, data] of buttons.entries()) {
      telegram.press(data);
      await telegram.shown(count + 2);
    }
    expect(telegram.refused).toEqual([]);
  });

  test("refuses a forged button and somebody else's", async () => {
    telegram.write("Can a man take parental leave to look after a child?");
    const data = buttonsOf((await telegram.messages(1))[0])[0] ?? "";
    telegram.press(data, 77);
    expect((await telegram.messages(1, 77))[0]?.text).toContain("someone else");
    telegram.press("full:../../../x:1", 77);
    expect((await telegram.messages(2, 77))[1]?.text).toContain("ask again");
  });

  test("gives the numbers to call first to someone in danger", async () => {
    telegram.write("Спасите, меня избивают");
    expect((await telegram.messages(1))[0]?.text).toContain("<b>112</b>");
  });

  test("answers in the language that was chosen", async () => {
    telegram.press("language:kk", 78);
    telegram.write("/help", { chat: 78 });
    expect((await telegram.shown(2, 78))[1]?.text).toContain("Сұрағыңызды");
  });

  test("R32 /mydata comes as a file that replies to the command, through a real multipart", async () => {
    telegram.write("Can a man take parental leave? walrus", { chat: 90 });
    await telegram.messages(1, 90);
    telegram.write("/mydata", { chat: 90 });
    const files = () => telegram.sent.filter(({ method }) => method === "sendDocument");
    await telegram.until(() => files().length === 1);
    const payload = files()[0]?.payload;
    expect(payload?.chat_id).toBe(90);
    expect(JSON.parse(String(payload?.reply_parameters)).message_id).toBeGreaterThan(0);
    const document = payload?.document as { text: string } | undefined;
    expect(JSON.parse(document?.text ?? "").questions[0].text).toBe("Can a man take parental leave? walrus");
  });

  test("inline questions are answered with cited excerpts, past every line, and leave no trace", async () => {
    telegram.type("Can a man take parental leave?", 91);
    const answers = () => telegram.sent.filter(({ method }) => method === "answerInlineQuery");
    await telegram.until(() => answers().length === 1);
    const results = answers()[0]?.payload.results as { input_message_content: Record<string, unknown> }[] | undefined;
    expect(results?.length).toBeGreaterThan(0);
    for (const { input_message_content: content } of results ?? []) {
      expect(findMistake({ ...content, text: content.message_text })).toBeNull();
      expect(content.message_text).toContain("CEDAW/C/KAZ/6");
    }
  });

  test("loses no question to 429, 5xx, a reset or a conflict, and keeps their order", async () => {
    telegram.fail("getUpdates", { status: 409, description: "Conflict" }, "reset", "garbage");
    telegram.fail(
      "sendMessage",
      { status: 429, description: "Too Many Requests", parameters: { retry_after: 1 } },
      { status: 502, description: "Bad Gateway" },
    );
    telegram.write("/help", { chat: 79 });
    telegram.write("hello", { chat: 79 });
    const texts = (await telegram.messages(2, 79)).map(({ text }) => String(text));
    expect(texts[0]).toContain("/language");
    expect(texts[1]).toContain("Hello");
  });

  test("hostile text is text", async () => {
    for (const text of ["<b>x", "</blockquote>&lt;", '"NEAR(*', "👍".repeat(2000)]) telegram.write(text, { chat: 80 });
    await telegram.messages(4, 80);
    expect(telegram.refused).toEqual([]);
  });

  test("a stopped bot takes up where it was, and answers nothing twice", async () => {
    await app.stop();
    telegram.write("thanks", { chat: 81 });
    app = await start();
    await telegram.messages(1, 81);
    telegram.write("bye", { chat: 81 });
    expect(await telegram.messages(2, 81)).toHaveLength(2);
  });

  test("no log line holds a text, a name or the token", () => {
    expect(lines.length).toBeGreaterThan(0);
    const all = lines.join("\n");
    for (const secret of [TOKEN, "Айгүл", "hotline where", "избивают"]) expect(all).not.toContain(secret);
    expect(readdirSync(join(folder, "data"))).toContain("kenes.sqlite");
    expect(readFileSync(join(folder, "data", "pseudonym.key"))).toHaveLength(32);
  });
});
