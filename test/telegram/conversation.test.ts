import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Button, buttonsOf, startTalking, type Talking, textOf } from "./talking.ts";

let talking: Talking;
const QUESTION = "Is there a hotline where I can get legal advice by phone?";
const GROUP = { id: -100500, type: "supergroup" };

beforeAll(async () => {
  talking = await startTalking();
});
beforeEach(() => {
  talking.change = (answer) => answer;
  talking.asked.length = 0;
});
afterAll(() => talking.stop());

const find = (buttons: readonly Button[], text: string) =>
  buttons.find((button) => button.text.includes(text))?.callback_data ?? "";

describe("commands", () => {
  test.each(["/start", "/help", "/language", "/settings", "/about", "/mydata", "/forget"])(
    "%s is answered",
    async (command) => {
      const outgoing = await talking.write(command);
      expect(outgoing).toHaveLength(1);
      expect(String(outgoing[0]?.payload.text ?? outgoing[0]?.payload.caption).length).toBeGreaterThan(20);
    },
  );

  test("the first message says in three lines what Kenes is, what it isn't, what it stores", async () => {
    const [lines] = textOf(await talking.write("/start")).split("\n\n");
    expect(lines?.split("\n")).toHaveLength(3);
    expect(lines).toContain("90 days");
  });

  test("R30 a payload of /start opens its passage; one too long or of another alphabet is ignored", async () => {
    const shared = buttonsOf(await talking.write(QUESTION)).find(({ url }) => url)?.url ?? "";
    const payload = /start%3D([\w-]+)/u.exec(shared)?.[1] ?? "";
    expect(payload).toMatch(/^p-[\w-]{12}$/u);
    const opened = await talking.write(`/start ${payload}`, { from: { id: 77, is_bot: false } });
    expect(textOf(opened)).toContain("CEDAW/C/KAZ/6");
    for (const { callback_data } of buttonsOf(opened)) {
      if (callback_data) expect(textOf(await talking.press(callback_data, { from: 77 }))).toContain("CEDAW/C/KAZ/6");
    }
    for (const wrong of ["p-doesnotexist", `p-${"x".repeat(100)}`, "p-<b>", "қазақ"]) {
      expect(textOf(await talking.write(`/start ${wrong}`))).toContain("I am Kenes");
    }
  });

  test("R30 unknown commands are answered", async () => {
    for (const command of ["/nonsense", "/", "/ask me", "/start@other_bot"]) {
      const outgoing = await talking.write(command);
      expect(outgoing.length).toBe(command.includes("other_bot") ? 0 : 1);
    }
  });

  test("a language is chosen by button and remembered", async () => {
    const from = { id: 91, is_bot: false, language_code: "de" };
    const [call] = await talking.press("language:ru", { from: 91 });
    expect(call?.method).toBe("editMessageText");
    expect(textOf(await talking.write("/help", { from, chat: { id: 91, type: "private" } }))).toContain(
      "Напишите вопрос",
    );
    const answer = await talking.write(QUESTION, { from, chat: { id: 91, type: "private" } });
    expect(textOf(answer)).toContain("Рабочий перевод");
  });
});

describe("an answer", () => {
  test("R22 R23 R25 every button leads on by changing the message; none is dead, none is over 64 bytes", async () => {
    const first = await talking.write("What is done about violence against women in the family?");
    const seen = new Set<string>();
    const queue = buttonsOf(first).map(({ callback_data }) => callback_data);
    let from = 500;
    while (queue.length > 0) {
      const data = queue.shift();
      if (data === undefined || seen.has(data) || seen.size > 70) continue;
      seen.add(data);
      from += 1;
      const outgoing = await talking.press(data, { message: from });
      expect(outgoing.length).toBeGreaterThan(0);
      expect(textOf(outgoing)).not.toContain("with this button");
      // What would be shared with a person is a message of its own, so that the answer stays in sight.
      if (/^(person|case|pass):/u.test(data)) continue;
      expect(outgoing[0]?.method).toMatch(/^editMessage(Text|ReplyMarkup)$/u);
      expect(outgoing[0]?.payload.message_id).toBe(from);
      queue.push(...buttonsOf(outgoing).map(({ callback_data }) => callback_data));
    }
    expect(seen.size).toBeGreaterThan(40);
  });

  test("shows the original and the other languages in place", async () => {
    const buttons = buttonsOf(await talking.write("Может ли мужчина взять отпуск по уходу за ребёнком?"));
    expect(textOf(await talking.press(find(buttons, "Оригинал")))).toContain("Слова самого документа");
    expect(textOf(await talking.press(find(buttons, "Қазақша")))).toMatch(/[әғқңөұүі]/u);
    expect(textOf(await talking.press(find(buttons, "English")))).toContain("Excerpt 1 of");
    expect(textOf(await talking.press(find(buttons, "Источник")))).toContain("sha256:");
  });

  test("an excerpt opened again is the one that was shown", async () => {
    const first = await talking.write(QUESTION);
    const quoted = (text: string) => /<blockquote expandable>(.*)<\/blockquote>/su.exec(text)?.[1];
    const next = await talking.press(find(buttonsOf(first), "Next excerpt"));
    const back = await talking.press(find(buttonsOf(next), "Previous excerpt"));
    expect(quoted(textOf(back))).toBe(quoted(textOf(first)));
  });

  test("names the other good passages and opens each", async () => {
    const first = await talking.write(QUESTION);
    expect(textOf(first)).toMatch(/<b>Also in the report<\/b>\n2\. .*§ \d+/u);
    const second = buttonsOf(first).find(({ text }) => text.startsWith("2. §"));
    expect(textOf(await talking.press(second?.callback_data ?? ""))).toContain("Excerpt 2 of");
  });

  test("R9 the same press again has no effect, the same update again has", async () => {
    const data = find(buttonsOf(await talking.write(QUESTION)), "Full passage");
    expect(await talking.press(data, { message: 33 })).toHaveLength(1);
    expect(await talking.press(data, { message: 33 })).toHaveLength(0);
    expect(await talking.press(data, { message: 34 })).toHaveLength(1);
  });

  test("R23 old, unknown, forged and other people's buttons are answered politely", async () => {
    const data = find(buttonsOf(await talking.write(QUESTION)), "Full passage");
    expect(textOf(await talking.press(data, { from: 43 }))).toContain("someone else");
    const forged = [
      "",
      "x",
      "show:short:0:f:en",
      "show:AAAAAAAAAAAA:0:f:en",
      data.replace(":0:", ":99:"),
      "ү".repeat(32),
    ];
    for (const [position, wrong] of [...forged, "show:../../../x:1:f:en", "full:AAAAAAAAAAAA:0"].entries()) {
      const outgoing = await talking.press(wrong, { message: 600 + position });
      expect(textOf(outgoing)).toMatch(/ask again|nothing more/u);
    }
    const group = await talking.press(data, { from: 43, chat: GROUP, message: 700 });
    expect(textOf(group)).toContain("someone else");
  });

  test("a message that can't be reached any more is answered by a new one", async () => {
    const data = find(buttonsOf(await talking.write(QUESTION)), "Full passage");
    const [call] = await talking.receive({
      callback_query: {
        id: "1",
        from: { id: 42 },
        message: { message_id: 5, date: 0, chat: { id: 42, type: "private" } },
        data,
      },
    });
    expect(call?.method).toBe("sendMessage");
  });

  test("feedback is kept with its reason", async () => {
    const buttons = buttonsOf(await talking.write(QUESTION));
    const no = await talking.press(find(buttons, "Didn't help"));
    expect(no.map(({ method }) => method)).toEqual(["editMessageReplyMarkup"]);
    const reason = await talking.press(find(buttonsOf(no), "Looks wrong"));
    expect(textOf(reason)).toContain("Thank you");
    expect(buttonsOf(reason).some(({ text }) => text.includes("👎"))).toBe(false);
    const row = talking.database.prepare("SELECT helped, reason FROM feedback ORDER BY given_at DESC").get();
    expect(row).toEqual({ helped: 0, reason: "wrong" });
  });

  test("what the report does not say is said, and the nearest is shown as such", async () => {
    talking.change = (answer) => ({ ...answer, kind: "abstained", reason: "related-only", answers: [] });
    const text = textOf(await talking.write(QUESTION));
    expect(text).toMatch(/^The report does not say this.*\n\n<b>Nearest to it:<\/b>\n<blockquote/u);
  });
});

describe("a conversation", () => {
  test("the question of the last five minutes comes along, in its chat only", async () => {
    const chat = { id: 55, type: "private" };
    const from = { id: 55, is_bot: false, language_code: "en" };
    await talking.write("Can a man take parental leave?", { chat, from });
    await talking.write("And how long is it?", { chat, from });
    await talking.write("@kenes_bot and the pay?", { chat: GROUP, from });
    expect(talking.asked.map(({ previous }) => previous)).toEqual([
      undefined,
      "Can a man take parental leave?",
      undefined,
    ]);
    talking.database.prepare("UPDATE last_questions SET asked_at = asked_at - 301000").run();
    await talking.write("And how long is it?", { chat, from });
    expect(talking.asked.at(-1)?.previous).toBeUndefined();
  });

  test("a continued question says so and can be asked alone", async () => {
    talking.change = (answer, { previous }) => ({ ...answer, continuing: previous ?? null });
    const chat = { id: 56, type: "private" };
    const from = { id: 56, is_bot: false, language_code: "en" };
    await talking.write("Can a man take <parental> leave?", { chat, from });
    const outgoing = await talking.write("What about legal advice by phone?", { chat, from });
    expect(textOf(outgoing)).toContain("<i>Continuing: “Can a man take &lt;parental&gt; leave?”</i>");
    const [alone] = await talking.press(find(buttonsOf(outgoing), "separate question"), { from: 56 });
    expect(talking.asked.at(-1)).toEqual({ text: "What about legal advice by phone?" });
    expect(alone?.method).toBe("editMessageText");
    expect(String(alone?.payload.text)).not.toContain("Continuing");
  });

  test("a question too broad offers its choices, and each asks within its heading", async () => {
    const choices = [
      { id: "abcDEF123456", heading: "Article 11. Employment" },
      { id: "ABCdef654321", heading: "Ө".repeat(300) },
    ];
    talking.change = (answer, { within }) =>
      within ? answer : { ...answer, kind: "abstained", reason: "too-broad", answers: [], choices };
    const outgoing = await talking.write("women's rights");
    expect(textOf(outgoing)).toContain("Which part do you mean?");
    await talking.press(find(buttonsOf(outgoing), "Article 11"));
    expect(talking.asked.at(-1)).toEqual({ text: "women's rights", within: "abcDEF123456" });
  });

  test("danger: whom to call comes before any excerpt", async () => {
    const outgoing = await talking.write("Спасите, меня избивает муж, куда обратиться за юридической помощью");
    expect(textOf(outgoing)).toContain("<b>112</b>");
    expect(textOf(outgoing)).not.toContain("<blockquote");
  });

  test("a photo, a voice or a sticker gets one kind sentence; an album one for all", async () => {
    expect(textOf(await talking.write("", { text: undefined, voice: {} }))).toContain("recordings");
    expect(textOf(await talking.write("", { text: undefined, sticker: {} }))).toContain("only read words");
    const album = { text: undefined, photo: [], media_group_id: "9" };
    expect(await talking.write("", album)).toHaveLength(1);
    expect(await talking.write("", album)).toHaveLength(0);
  });
});

describe("groups and odd updates", () => {
  const from = { id: 66, is_bot: false, language_code: "en" };

  test("R29 in a group only what is addressed is answered, as a reply, in its topic", async () => {
    const silent = [
      { text: QUESTION },
      { text: "/help" },
      { text: "/help@other_bot" },
      { text: "@kenes_bot_fans hello" },
      { text: undefined, photo: [] },
      { text: undefined, new_chat_members: [] },
      { text: QUESTION, reply_to_message: { from: { id: 1 } } },
    ];
    for (const over of silent) expect(await talking.write("", { chat: GROUP, from, ...over })).toEqual([]);
    const topic = { message_thread_id: 12, is_topic_message: true };
    const addressed = [
      { text: `@Kenes_Bot ${QUESTION}` },
      { text: "/help@kenes_bot" },
      { text: QUESTION, reply_to_message: { from: { id: 123456 } } },
    ];
    for (const over of addressed) {
      const [call] = await talking.write("", { chat: GROUP, from, message_id: 88, ...topic, ...over });
      expect(call?.payload).toMatchObject({
        chat_id: GROUP.id,
        message_thread_id: 12,
        reply_parameters: { message_id: 88, allow_sending_without_reply: true },
      });
    }
    expect(talking.asked.every(({ text }) => text === QUESTION)).toBe(true);
  });

  test("R29 what a group's anonymous administrator asked can be leafed through there, and nowhere else", async () => {
    const admin = { chat: GROUP, sender_chat: GROUP, from: { id: 1087968824, is_bot: true } };
    const data = find(buttonsOf(await talking.write(`@kenes_bot ${QUESTION}`, admin)), "Full passage");
    const [shown] = await talking.press(data, { from: 66, chat: GROUP, message: 800 });
    expect(shown?.method).toBe("editMessageText");
    for (const chat of [
      { id: 66, type: "private" },
      { id: -100501, type: "supergroup" },
    ]) {
      expect(textOf(await talking.press(data, { from: 66, chat, message: 801 }))).toContain("someone else");
    }
  });

  test("R29 the number of an ordinary group's reply thread is no topic", async () => {
    const over = { chat: GROUP, from, message_thread_id: 5, reply_to_message: { from: { id: 123456 } } };
    const [call] = await talking.write(QUESTION, over);
    expect(call?.payload).not.toHaveProperty("message_thread_id");
  });

  test("R29 nothing that Telegram may send makes it throw", async () => {
    const chat = { id: -1, type: "channel" };
    const updates = [
      { channel_post: { message_id: 1, date: 1, chat, text: "/start" } },
      { edited_message: { message_id: 1, date: 1, chat: { id: 42, type: "private" }, text: "changed" } },
      { my_chat_member: { chat, from: { id: 1 }, date: 1, old_chat_member: {}, new_chat_member: {} } },
      { message: { message_id: 1, date: 1, chat: GROUP, left_chat_member: {} } },
      { message: {} },
      { message: { message_id: 2, chat: { id: 3 } } },
      { callback_query: { id: "1", from: { id: 1 }, inline_message_id: "x", data: "show:1" } },
      { callback_query: { id: "1", from: { id: 1 } } },
      { poll: {} },
      { tomorrow: {} },
      {},
    ];
    for (const update of updates) expect(await talking.receive(update)).toEqual([]);
    const bot = { id: 9, is_bot: true };
    expect(await talking.write("@kenes_bot hello", { chat: GROUP, from: bot })).toEqual([]);
    expect(await talking.write("quoted", { via_bot: { id: 123456 } })).toEqual([]);
    expect(await talking.write("/help", { from: undefined })).toHaveLength(1);
  });

  test("what is stored about a person is not told to a group", async () => {
    for (const command of ["/mydata@kenes_bot", "/forget@kenes_bot"]) {
      const outgoing = await talking.write(command, { chat: GROUP, from });
      expect(outgoing.map(({ method }) => method)).toEqual(["sendMessage"]);
      expect(textOf(outgoing)).toContain("in private");
    }
    expect(textOf(await talking.press("forget:yes", { from: 66, chat: GROUP }))).toContain("ask again");
  });
});

describe("inline mode", () => {
  const suggest = (query: unknown, language_code = "en") =>
    talking.receive({ inline_query: { id: "q1", from: { id: 42, is_bot: false, language_code }, query, offset: "" } });

  test("gives cited excerpts with a link each, and logs nothing", async () => {
    const count = () => talking.database.prepare("SELECT count(*) AS n FROM questions").get();
    const before = count();
    const [call] = await suggest(QUESTION);
    expect(call?.method).toBe("answerInlineQuery");
    expect(call?.deadlineAt).toBeGreaterThan(Date.now());
    const results = call?.payload.results as Record<string, unknown>[];
    expect(results.length).toBeGreaterThan(1);
    expect(new Set(results.map(({ id }) => id)).size).toBe(results.length);
    for (const result of results) {
      expect(JSON.stringify(result)).toContain("https://t.me/kenes_bot?start=p-");
      expect(JSON.stringify(result.input_message_content)).toContain("CEDAW/C/KAZ/6");
    }
    expect(count()).toEqual(before);
  });

  test("an empty, a long and a hopeless query are answered too", async () => {
    for (const query of ["", "  ", undefined, "x", "ү".repeat(256), "how do I fix a flat tyre", "hello"]) {
      const [call] = await suggest(query);
      expect(call?.payload).toMatchObject({ results: [], button: { start_parameter: "inline" } });
    }
  });

  test("someone in danger finds whom to call first", async () => {
    const [call] = await suggest("Спасите, меня избивают", "ru");
    expect(JSON.stringify(call?.payload.results)).toMatch(/^\[\{"type":"article","id":"danger"/u);
  });
});
