import { expect, test } from "vitest";
import { readCorpus } from "../../src/corpus/corpus.ts";
import { findDefined } from "../../src/corpus/definitions.ts";
import { LANGUAGES } from "../../src/corpus/passage.ts";

const corpus = readCorpus("corpus");
const [document] = corpus.documents;
const definitions = document?.definitions ?? [];

test("every word that is explained stands in the passage that explains it, in each language", () => {
  expect(definitions.length).toBeGreaterThan(5);
  for (const { passage, found } of definitions) {
    const explaining = corpus.find(passage)?.passage;
    for (const language of LANGUAGES) {
      const text = language === "en" ? explaining?.text : explaining?.renderings[language]?.text;
      const lower = text?.toLowerCase() ?? "";
      expect(
        found[language].some((word) => lower.includes(word)),
        `${passage} ${language}`,
      ).toBe(true);
    }
  }
});

test("a word counts from its beginning, and is not explained by its own passage", () => {
  const find = (text: string, passage = "x") => findDefined({ text, language: "ru", passage }, definitions);
  expect(find("Меры против насилия в семье").map(({ term }) => term.en)).toEqual(["violence"]);
  expect(find("Изнасилование карается законом").map(({ term }) => term.en)).toEqual(["rape"]);
  expect(find("Меры против насилия", "cedaw-c-kaz-6/0175")).toEqual([]);
  expect(find("Ничего такого")).toEqual([]);
});
