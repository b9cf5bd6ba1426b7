import { expect, test } from "vitest";
import { understand } from "../../src/answer/understand.ts";
import { createVocabulary } from "../../src/answer/vocabulary.ts";
import { readCorpus } from "../../src/corpus/corpus.ts";
import { readQuestionSets } from "../../src/evaluation/questions.ts";

const corpus = readCorpus("corpus");
const known = { phrases: corpus.phrases, vocabulary: createVocabulary(corpus) };
const { cases } = readQuestionSets(["test/eval/questions.json"]);

test("nobody in danger is missed, and at most 5 % of ordinary questions raise a false alarm", () => {
  const urgent = cases.filter(({ kind }) => kind === "urgent");
  const missed = urgent.filter(({ text }) => understand(text, undefined, known).kind !== "urgent");
  expect(missed.map(({ id, spelling }) => `${id} ${spelling}`)).toEqual([]);
  const ordinary = cases.filter(({ kind }) => kind === "answerable");
  const alarms = ordinary.filter(({ text }) => understand(text, undefined, known).kind === "urgent");
  expect(alarms.length / ordinary.length).toBeLessThanOrEqual(0.05);
});

test.each([
  ["", "empty"],
  ["   \n\t", "empty"],
  ["\u0000\u0001", "empty"],
  ["x".repeat(10_000), "too-long"],
  ["👍", "no-words"],
  ["*", "no-words"],
  ["你好，我想知道产假", "unknown-language"],
  ["Wo ist die Botschaft und wie komme ich hin?", "unknown-language"],
])("%j is refused with a reason of its own", (text, reason) => {
  expect(understand(text, undefined, known).obstacle).toBe(reason);
});

test("Kazakh in Latin letters is searched for in Cyrillic", () => {
  const understood = understand("Bala kütimine arnalğan jardemaqy qansha?", undefined, known);
  expect(understood.language).toBe("kk");
  expect(understood.searched).toBe("бала күтіміне арналған жәрдемақы қанша?");
});

test("the language is right for 99 % of clean questions and 95 % of altered ones", () => {
  const asked = cases.filter(({ kind }) => kind !== "chitchat");
  const isRight = ({ spelling, text }: (typeof asked)[number]) => {
    const { written } = understand(text, undefined, known);
    return spelling === "mixed" ? written !== "en" : spelling.startsWith(written);
  };
  const [clean, altered] = [
    asked.filter(({ spelling }) => spelling.length === 2),
    asked.filter(({ spelling }) => spelling.length > 2),
  ];
  expect(clean.filter(isRight).length / clean.length).toBeGreaterThanOrEqual(0.99);
  expect(altered.filter(isRight).length / altered.length).toBeGreaterThanOrEqual(0.95);
});

test.each([
  ["алименты", "ru"],
  ["пособие на ребенка", "ru"],
  ["жәрдемақы", "kk"],
  ["декрет туралы айтыңызшы", "kk"],
  ["maternity leave", "en"],
  ["zhardemaqy qansha", "kk"],
])("a short question is taken for its language: %j is %s", (text, language) => {
  expect(understand(text, undefined, known).written).toBe(language);
});

test.each([
  ["rfrjt gjcj,bt gkfnzn yf ht,tyrf", "ru", "какое пособие платят на ребенка"],
  ["ghfdf ;tyoby d ctkmcrjq vtcnyjcnb", "ru", "права женщин в сельской местности"],
  ["цщьутэы кшпреы шт пщмуктьуте", "en", "women's rights in government"],
])("a question typed on the wrong layout is read as meant: %j", (text, language, meant) => {
  const understood = understand(text, undefined, known);
  expect(understood.written).toBe(language);
  expect(understood.searched).toBe(meant);
});

test("Kazakh typed without its letters gets them back", () => {
  const { written, searched } = understand("Балага жардемакы калай алуга болады?", undefined, known);
  expect(written).toBe("kk");
  expect(searched).toMatch(/балаға жәрдемақы қалай алуға/iu);
});
