import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (language: string) => readFileSync(`src/messages/${language}.ftl`, "utf8");
const shape = (source: string) =>
  [...source.matchAll(/^([a-z][\w-]*) =(?:.*\n)(?:(?: {4}.*)?\n)*/gmu)].map(([whole, id]) => ({
    id,
    values: [...new Set([...whole.matchAll(/\$(\w+)/gu)].map(([, name]) => name))].sort(),
  }));

test.each(["ru", "kk"])("%s has every text of English, with the same values", (language) => {
  expect(shape(read("en")).length).toBeGreaterThan(40);
  expect(shape(read(language))).toEqual(shape(read("en")));
});
