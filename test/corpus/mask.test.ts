import { expect, test } from "vitest";
import { maskPersonal } from "../../src/corpus/mask.ts";

test.each([
  ["my IIN is 880101300123.", "my IIN is ••••••••••••."],
  ["ЖСН 880 101 300 123", "ЖСН ••• ••• ••• •••"],
  ["card 4400-4301-2345-6789", "card ••••-••••-••••-••••"],
  ["звоните +7 (701) 123-45-67", "звоните +• (•••) •••-••-••"],
  ["87011234567 немесе 7011234567", "••••••••••• немесе ••••••••••"],
  ["write to a.b@mail.kz", "write to •••@•••"],
])("%s: what identifies a person goes", (text, masked) => expect(maskPersonal(text)).toBe(masked));

test.each([
  "call 112, 102, 119 or 1414",
  "article 24, 2022, 1 250 000 tenge",
  "от 29 июня 2023 года № 263",
  "from 2021 to 2023, 15.03.2024",
  "100 000 000 тенге",
])("%s: what does not, stays", (text) => expect(maskPersonal(text)).toBe(text));
