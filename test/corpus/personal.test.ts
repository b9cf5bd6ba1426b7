import { expect, test } from "vitest";
import { maskPersonal } from "../../src/corpus/personal.ts";

test.each([
  ["Мой ИИН 880101300123, помогите", "Мой ИИН ••••••••••••, помогите"],
  ["ЖСН: 880101 300123", "ЖСН: •••••• ••••••"],
  ["call me on +7 (701) 123-45-67", "call me on +• (•••) •••-••-••"],
  ["8 701 123 45 67", "• ••• ••• •• ••"],
  ["87011234567", "•••••••••••"],
  ["7011234567.", "••••••••••."],
  ["+44 20 7946 0958", "+•• •• •••• ••••"],
  ["card 4400 4301 2345 6789 thanks", "card •••• •••• •••• •••• thanks"],
  ["4111111111111111", "••••••••••••••••"],
  ["aigul.s@mail.kz жазыңыз", "•••••.•@••••.•• жазыңыз"],
  ["٨٨٠١٠١٣٠٠١٢٣", "••••••••••••"],
])("hides the numbers of a person in %j", (text, masked) => {
  expect(maskPersonal(text)).toBe(masked);
  expect(masked).toHaveLength(text.length);
});

test.each([
  "How many of the 46,546 in 2023 were women? 55.4 per cent, 1 January 2023",
  "119, 1414, 112 or 8 (7172) 58-00-58",
  "от 3 415 до 19 800 000 человек в 2020–2023 годах",
  "Law of 15 April 2024 No. 72-VIII; Order 2020-09-01",
  "",
])("leaves %j as it is", (text) => {
  expect(maskPersonal(text)).toBe(text);
});
