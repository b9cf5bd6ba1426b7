import { afterAll, beforeAll, expect, test } from "vitest";
import { BOT, buttonsOf, startTalking, type Talking, textOf } from "./talking.ts";

let talking: Talking;
beforeAll(async () => {
  talking = await startTalking();
});
afterAll(() => talking.stop());

test("a question is shown, passed on once, added to, listed, and taken back; nobody else can", async () => {
  const asked = await talking.write("Where do I get a passport for my dog?");
  const person =
    buttonsOf(asked).find(({ callback_data }) => callback_data?.startsWith("person:"))?.callback_data ?? "";
  expect(textOf(await talking.press(person, { from: 77 }))).toContain("somewhere else");
  const shown = await talking.press(person, { message: 11 });
  expect(textOf(shown)).toContain("passport for my dog");
  const pass = buttonsOf(shown)[0]?.callback_data ?? "";
  const opened = textOf(await talking.press(pass, { message: 12 }));
  const number = /[0-9A-Z]{3}-[0-9A-Z]{3}/u.exec(opened)?.[0] ?? "";
  expect(textOf(await talking.press(pass, { message: 13 }))).toContain(number);
  const reply = { reply_to_message: { from: BOT, text: `Case ${number}` } };
  expect(textOf(await talking.write("It is a small dog.", reply))).toContain("small dog");
  expect(textOf(await talking.write("/cases"))).toContain(number);
  expect(textOf(await talking.press(`case:${number}:x`, { from: 77, message: 14 }))).toContain("someone else");
  expect(textOf(await talking.press(`case:${number}:x`, { message: 15 }))).toContain("erased");
});
