import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buttonsOf, startTalking, type Talking, textOf } from "./talking.ts";

let talking: Talking;
beforeAll(async () => {
  talking = await startTalking();
});
afterAll(() => talking.stop());

const ALTERED = "There have been cases of discrimination against women migrants.";
const GROUP = { id: -100500, type: "supergroup" };

describe("/check", () => {
  test("says the verdict, names the change, shows the words with their place, and gives a code", async () => {
    const outgoing = await talking.write(`/check ${ALTERED}`);
    const text = textOf(outgoing);
    expect(text).toContain("In the report, but not in these words");
    expect(text).toContain("Negation");
    expect(text).toContain("There have been no cases of discrimination against women migrants");
    expect(text).toContain("CEDAW/C/KAZ/6");
    expect(text).toMatch(/<a href="https:\/\/kenes\.example\.kz\/r\/[0-9A-Z]{10}">Proof: [0-9A-Z]{10}<\/a>/u);
    expect(buttonsOf(outgoing).map(({ url }) => url)).toEqual([expect.stringContaining("?start=p-")]);
  });

  test("checks the message that it replies to, or the marked part of it", async () => {
    const replied = { reply_to_message: { from: { id: 7 }, text: `Look: ${ALTERED} Terrible!` } };
    expect(textOf(await talking.write("/check", { ...replied, quote: { text: ALTERED } }))).toContain("Negation");
    const photo = { reply_to_message: { from: { id: 7 }, caption: "Loans are granted regardless of gender." } };
    expect(textOf(await talking.write("/check", photo))).toContain("Word for word in the report");
    const group = { chat: GROUP, ...photo };
    expect(textOf(await talking.write("/check@kenes_bot", group))).toContain("Word for word in the report");
  });

  test("several sentences get a verdict each", async () => {
    const text = textOf(
      await talking.write(`/check Loans are granted regardless of gender. ${ALTERED} The moon is made of cheese.`),
    );
    expect(text).toContain("Word for word in the report</b>: Loans");
    expect(text).toContain("Not in the report</b>: The moon");
  });

  test.each([
    ["/check", "reply with /check"],
    ["/check women", "One word is no quotation"],
    ["/check !!! ???", "no words"],
    ["/check 中国妇女的权利", "another language"],
    [`/check ${"<b>&amp; women of Kazakhstan ".repeat(140)}`, "report"],
    [`/check ${"Loans are granted to men. ".repeat(150)}`, "report"],
    [`/check ${"ы".repeat(4000)}`, "One word"],
  ])("bad input %# gets a sentence within Telegram's limits", async (written, expected) => {
    expect(textOf(await talking.write(written))).toContain(expected);
  });

  test("a whole passage, word for word, is shown within the limits", async () => {
    const longest = talking.corpus.documents
      .flatMap(({ passages }) => passages)
      .reduce((a, b) => (b.text.length > a.text.length ? b : a));
    expect(textOf(await talking.write(`/check ${longest.text.slice(0, 4000)}`))).toContain("Word for word");
  });

  test("leaves no question and no text behind", async () => {
    const count = () => talking.database.prepare("SELECT count(*) AS n FROM questions").get();
    const before = count();
    await talking.write(`/check ${ALTERED}`);
    expect(count()).toEqual(before);
  });
});

test("an answer names its receipt, as a link where the public address is known", async () => {
  talking.change = (answer) => ({ ...answer, code: "7K3M9QX2TB" });
  const text = textOf(await talking.write("Is there a hotline where I can get legal advice by phone?"));
  expect(text).toContain('<a href="https://kenes.example.kz/r/7K3M9QX2TB">Proof: 7K3M9QX2TB</a>');
});
