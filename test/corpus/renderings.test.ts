import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readCorpus } from "../../src/corpus/corpus.ts";
import { LANGUAGES } from "../../src/corpus/passage.ts";
import { listWords } from "../../src/index/word-forms.ts";

const [document] = readCorpus("corpus").documents;
const passages = document?.passages ?? [];
const digits = (text: string) => [...(text.match(/\d/gu) ?? [])].sort().join("");

describe("the renderings of the report", () => {
  test("none is stale", () => {
    expect(document?.stale).toEqual([]);
  });

  test.each(["ru", "kk"] as const)("every passage and place has one in %s", (language) => {
    expect(passages.filter((passage) => !passage.renderings[language]).map(({ id }) => id)).toEqual([]);
    expect(passages.filter((passage) => passage.place.length > 0 && !passage.places[language])).toEqual([]);
  });

  test.each(["ru", "kk"] as const)("every figure of the original is in the %s one, and no other", (language) => {
    const wrong = passages.filter(
      (passage) => digits(passage.text) !== digits(passage.renderings[language]?.text ?? ""),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});

describe("the authored questions", () => {
  test.each(LANGUAGES)("are four or more for every passage in %s", (language) => {
    expect(passages.filter((passage) => passage.questions[language].length < 4).map(({ id }) => id)).toEqual([]);
  });

  test("none equals or nearly equals one that Kenes is measured by", () => {
    const measured = JSON.parse(readFileSync("test/eval/questions.json", "utf8")) as Record<string, unknown>[];
    const texts = measured.flatMap((entry) =>
      LANGUAGES.flatMap((language) => (typeof entry[language] === "string" ? [entry[language]] : [])),
    );
    const sets = texts.map((text) => new Set(listWords(text)));
    const near = passages
      .flatMap(({ id, questions }) =>
        LANGUAGES.flatMap((language) =>
          questions[language].map((text) => ({ id, text, words: new Set(listWords(text)) })),
        ),
      )
      .filter(({ words }) => sets.some((set) => likeness(words, set) >= 0.8));
    expect(near.map(({ id, text }) => `${id} ${text}`)).toEqual([]);
  });
});

/** Words that both have, as a share of the words that either has. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = [...a].filter((word) => b.has(word)).length;
  return both / (a.size + b.size - both);
}
