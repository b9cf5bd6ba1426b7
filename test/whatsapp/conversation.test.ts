import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findMarked } from "./fake-cloud-api.ts";
import { CHAT, choicesOf, startTalking, type Talking, textOf } from "./talking.ts";

let talking: Talking;
beforeAll(async () => {
  talking = await startTalking();
});
afterAll(() => talking.stop());

const QUESTION = "Can a man take parental leave?";
const press = async (title: RegExp, from: Awaited<ReturnType<Talking["write"]>>, chat = CHAT) => {
  const choice = choicesOf(from).find((one) => title.test(one.title));
  if (!choice) throw new Error(`no ${title} among ${choicesOf(from).map((one) => one.title)}`);
  return talking.press(choice.id, chat);
};

describe("a question", () => {
  test("is answered with quoted words, their place, a receipt, and at most ten rows", async () => {
    const answer = await talking.write(QUESTION);
    expect(textOf(answer)).toMatch(/^\*This (answers|probably answers|may answer) [^\n]+\*\n/u);
    expect(textOf(answer)).toMatch(/\n> \S/u);
    expect(textOf(answer)).toContain("CEDAW/C/KAZ/6");
    const titles = choicesOf(answer).map(({ title }) => title);
    expect(titles).toEqual(
      expect.arrayContaining(["Next excerpt ›", "Full passage", "Ask a person", "Қазақша", "Русский"]),
    );
    expect(titles.length).toBeLessThanOrEqual(10);
  });

  test("by rows: next, full, another language, original, source, each with its place", async () => {
    const answer = await talking.write("Можно ли отцу взять отпуск по уходу за ребёнком?");
    const next = await press(/Следующая/u, answer);
    expect(textOf(next)).toMatch(/2 из \d+/u);
    const full = await press(/Весь абзац/u, next);
    const kazakh = await press(/Қазақша/u, full);
    expect(textOf(kazakh)).toContain("Жұмыс аудармасы");
    expect(textOf(await press(/Түпнұсқа/u, kazakh))).toContain("Құжаттың өз сөздері");
    expect(textOf(await press(/Дереккөз/u, kazakh))).toContain("sha256");
  });

  test("by words in three languages the same", async () => {
    const chat = "77010000001";
    await talking.write(QUESTION, chat);
    expect(textOf(await talking.write("Next", chat))).toMatch(/2 of \d+/u);
    expect(textOf(await talking.write("келесі", chat))).toMatch(/3 of \d+/u);
    expect(textOf(await talking.write("назад.", chat))).toMatch(/2 of \d+/u);
    expect(textOf(await talking.write("Source", chat))).toContain("sha256");
    expect(textOf(await talking.write("Русский", chat))).toContain("Теперь");
    const views = await talking.write("оригинал", chat);
    expect(textOf(views)).toContain("Слова самого документа");
    expect(textOf(await talking.write("помогло", chat))).not.toBe("");
    const row = talking.database.prepare("SELECT helped FROM feedback ORDER BY given_at DESC").get();
    expect(row).toEqual({ helped: 1 });
  });

  test("words with nothing before them, and what is no command, are answered too", async () => {
    expect(textOf(await talking.write("дальше", "77010000099"))).toContain("Сначала напишите вопрос");
    expect(textOf(await talking.write("/nothing", "77010000099"))).toContain("/help");
    const asked = talking.asked.length;
    await talking.write("What is the next step after a divorce?", "77010000099");
    expect(talking.asked).toHaveLength(asked + 1);
  });

  test("danger comes first, in a message of its own", async () => {
    const [first] = await talking.write("Муж бьёт меня прямо сейчас, помогите");
    expect(textOf(first ? [first] : [])).toContain("*112*");
    expect(choicesOf(first ? [first] : [])).toEqual([]);
  });

  test("too broad a question offers its headings, and one of them narrows it", async () => {
    talking.change = (answer) => ({
      ...answer,
      ...{ kind: "abstained", reason: "too-broad", answers: [] },
      choices: [1, 2, 3].map((n) => ({ id: `choice${n}`, heading: `Heading ${n} ${"very long ".repeat(12)}` })),
    });
    const broad = await talking.write("leave");
    talking.change = (answer) => answer;
    await press(/Heading 2/u, broad);
    expect(talking.asked.at(-1)).toMatchObject({ text: "leave", within: "choice2" });
  });
});

describe("hostile words", () => {
  const HOSTILE =
    "*bold* _it_ ~s~ ```code``` `c` \n> quote\n- item\n* item\n1. one \u0000 <b>&amp; \u{1F469}\u200D\u{1F469}\u200D\u{1F467}";

  test("of the corpus are shown letter by letter, and nothing of them is marked", async () => {
    talking.change = (answer) => ({
      ...answer,
      answers: answer.answers.map((one) => ({
        ...one,
        excerpt: `${HOSTILE} ${one.excerpt}`,
        text: HOSTILE,
        place: `${HOSTILE.replaceAll("\n", " ")} › § 1`,
      })),
      ...(answer.continuing === null ? {} : { continuing: HOSTILE }),
    });
    const text = textOf(await talking.write(QUESTION, "77010000003"));
    talking.change = (answer) => answer;
    const bare = text.replaceAll("\u2060", "");
    for (const words of ["*bold* _it_ ~s~ ```code``` `c`", "- item", "1. one"]) expect(bare).toContain(words);
    const ours = /^(This|Also in the report|CEDAW|Working)/u;
    for (const marked of findMarked(text)) expect(marked.replaceAll("\u2060", "")).toMatch(ours);
  });

  test.each(["*", "```".repeat(200), "🏳️‍🌈".repeat(1000), "ә".repeat(4096), "\u0000\u0001", "> > >", " "])(
    "of an asker harm nothing: %#",
    async (text) => {
      expect(textOf(await talking.write(text))).not.toBe("");
    },
  );

  test("forged, old and foreign buttons are answered politely", async () => {
    const answer = await talking.write(QUESTION, "77010000004");
    const [choice] = choicesOf(answer);
    expect(textOf(await talking.press(choice?.id ?? "", "77010000005"))).toContain("сұрағына тиесілі");
    for (const forged of [
      "",
      "show:x",
      `${choice?.id}x`,
      "rate:AAAAAAAAAAAA:0:excerpt:en:maybe",
      "set:de",
      "pass:'; DROP TABLE cases",
    ]) {
      const said = await talking.press(forged || "x", "77010000004");
      expect(textOf(said).length).toBeGreaterThan(10);
    }
    expect(textOf(await talking.press("show:AAAAAAAAAAAA:0:excerpt:en", "77010000004"))).toContain("can't do that");
  });

  test.each([
    ["audio", "recordings"],
    ["sticker", "only read words"],
    ["image", "can't see"],
    ["unsupported", "can't see"],
  ])("%s is answered with a kind sentence", async (type, words) => {
    await talking.write("English", "77010000006");
    expect(textOf(await talking.receive({ type, chat: "77010000006" }))).toContain(words);
  });
});

describe("a quotation", () => {
  const ALTERED = "There have been cases of discrimination against women migrants.";

  test.each([`check: ${ALTERED}`, `/check ${ALTERED}`, `check “${ALTERED}”`, `check\n${ALTERED}`])(
    "%j is checked",
    async (text) => {
      await talking.write("English", "77010000007");
      const said = textOf(await talking.write(text, "77010000007"));
      expect(said).toContain("In the report, but not in these words");
      expect(said).toContain("Negation");
      expect(said).toMatch(/Proof: [0-9A-Z]{10}/u);
    },
  );

  test("the word alone says how, and a question that begins with it is a question", async () => {
    expect(textOf(await talking.write("проверь", "77010000008"))).toContain("Напишите «проверь:»");
    const asked = talking.asked.length;
    await talking.write("Проверь, положено ли мне пособие на ребёнка", "77010000008");
    expect(talking.asked).toHaveLength(asked + 1);
  });
});

describe("what is stored", () => {
  test("comes as a file, and one confirmation erases it", async () => {
    const chat = "77010000009";
    await talking.write("English", chat);
    await talking.write(`${QUESTION} zebracrossing`, chat);
    const [file] = await talking.write("my data", chat);
    const data = JSON.parse(Buffer.from(file?.file?.base64 ?? "", "base64").toString("utf8"));
    expect(data.questions[0].text).toContain("zebracrossing");
    expect(data.lastViews).toHaveLength(1);
    expect(JSON.stringify(data)).not.toContain(chat);
    const asked = await talking.write("forget me", chat);
    expect(textOf(await press(/Keep it/u, asked, chat))).toContain("Nothing is erased");
    expect(textOf(await press(/Erase/u, asked, chat))).toMatch(/Erased: 1 question, /u);
    const left = talking.database
      .prepare("SELECT count(*) AS n FROM questions WHERE text LIKE '%zebracrossing%'")
      .get();
    expect(left).toEqual({ n: 0 });
  });

  test("numbers of a person reach no file, and no number of a chat is kept with a question", async () => {
    await talking.write("My IIN is 900101300123: how long is leave?", "77015556677");
    const rows = JSON.stringify([
      ...talking.database.prepare("SELECT * FROM questions").all(),
      ...talking.database.prepare("SELECT * FROM last_questions").all(),
      ...talking.database.prepare("SELECT * FROM last_views").all(),
      ...talking.database.prepare("SELECT * FROM inbox").all(),
      ...talking.database.prepare("SELECT * FROM askers").all(),
    ]);
    expect(rows).not.toMatch(/900101300123|77015556677/u);
  });
});

describe("a person", () => {
  test("sees what is shared before anything is, passes it on, adds, asks how it stands, and takes it back", async () => {
    const chat = "77010000010";
    await talking.write("English", chat);
    await talking.write("How do I get a divorce if he refuses?", chat);
    const shared = await talking.write("person", chat);
    expect(textOf(shared)).toContain("How do I get a divorce if he refuses?");
    expect(talking.desk.handOffs.list(talking.pseudonym("whatsapp", chat))).toEqual([]);
    const opened = await press(/Pass the question on/u, shared, chat);
    const number = /Case ([0-9A-Z]{3}-[0-9A-Z]{3})/u.exec(textOf(opened))?.[1] ?? "";
    expect(textOf(opened)).toContain("has been passed on");
    expect(textOf(await talking.write(`${number} He lives abroad.`, chat))).toContain("Added.");
    expect(textOf(await talking.write("my questions", chat))).toContain(number);
    expect(textOf(await talking.write(number.toLowerCase(), chat))).toContain("He lives abroad.");
    expect(textOf(await talking.write(number, "77010000011"))).not.toContain("abroad");
    const sure = await press(/Take it back/u, await talking.write(number, chat), chat);
    expect(textOf(await press(/Take back and erase/u, sure, chat))).toContain("has been erased");
    expect(
      talking.desk.handOffs.status({ number, asker: talking.pseudonym("whatsapp", chat) })?.question,
    ).toBeUndefined();
  });
});
