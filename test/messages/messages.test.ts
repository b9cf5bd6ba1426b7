import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readMessages } from "../../src/messages/messages.ts";

const read = (language: string) => readFileSync(`src/messages/${language}.ftl`, "utf8");
const shape = (source: string) =>
  [...source.matchAll(/^([a-z][\w-]*) =(?:.*\n)(?:(?: {4}.*)?\n)*/gmu)].map(([whole, id]) => ({
    id,
    values: [...new Set([...whole.matchAll(/\$(\w+)/gu)].map(([, name]) => name))].sort(),
  }));

test.each(["", "desk/", "web/", "reading/", "library/", "whatsapp/"].flatMap((room) => [`${room}ru`, `${room}kk`]))(
  "%s has every text of English, with the same values",
  (language) => {
    const english = shape(read(language.replace(/ru$|kk$/u, "en")));
    expect(english.length).toBeGreaterThan(30);
    expect(shape(read(language))).toEqual(english);
  },
);

test.each([
  ["ru", 1, "Просрочен 1 вопрос"],
  ["ru", 2, "Просрочено 2 вопроса"],
  ["ru", 11, "Просрочено 11 вопросов"],
  ["ru", 21, "Просрочен 21 вопрос"],
  ["kk", 5, "5 сұрақтың мерзімі өтіп кетті"],
  ["en", 1, "1 question is overdue"],
] as const)("%s counts %i as people do", (language, count, text) => {
  expect(readMessages()[language]("desk-overdue-count", { count })).toBe(text);
});
