import { expect, test } from "vitest";
import { understand } from "../../src/answer/understand.ts";
import { readCorpus } from "../../src/corpus/corpus.ts";
import { readQuestionSet } from "../../src/evaluation/questions.ts";

const { phrases } = readCorpus("corpus");
const { cases } = readQuestionSet("test/eval/questions.json");

test("nobody in danger is missed, and at most 5 % of ordinary questions raise a false alarm", () => {
  const urgent = cases.filter(({ kind }) => kind === "urgent");
  const missed = urgent.filter(({ text }) => understand(text, undefined, phrases).kind !== "urgent");
  expect(missed.map(({ id, spelling }) => `${id} ${spelling}`)).toEqual([]);
  const ordinary = cases.filter(({ kind }) => kind === "answerable");
  const alarms = ordinary.filter(({ text }) => understand(text, undefined, phrases).kind === "urgent");
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
  expect(understand(text, undefined, phrases).obstacle).toBe(reason);
});

test("Kazakh in Latin letters is searched for in Cyrillic", () => {
  const understood = understand("Bala kütimine arnalğan jardemaqy qansha?", undefined, phrases);
  expect(understood.language).toBe("kk");
  expect(understood.searched).toMatch(/жардемақы/u);
});
