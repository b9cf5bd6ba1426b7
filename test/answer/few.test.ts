import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createChangeStore } from "../../src/desk/change-store.ts";
import { createEngine, type Engine } from "../../src/engine.ts";
import { readQuestionSets } from "../../src/evaluation/questions.ts";
import { openDatabase } from "../../src/log/database.ts";
import { makeSmallCorpus } from "../desk/small-corpus.ts";
import { type TemporaryFolder, temporaryFolder } from "../program.ts";

/** Answers of the centre's have one question a language, where passages of the report have nine. */

interface CentreAnswer {
  texts: Record<string, string>;
  wordings: Record<string, string[]>;
  /** The same asked in other words, which the index doesn't hold. */
  asked: Record<string, string>;
}
const ANSWERS = JSON.parse(readFileSync("scripts/centre-answers.json", "utf8")) as CentreAnswer[];
const idOf = (position: number) => `centre-ru/${String(position + 1).padStart(4, "0")}`;
let folder: TemporaryFolder;
let engine: Engine;

beforeAll(async () => {
  folder = temporaryFolder();
  const dataDir = folder.path("data");
  const database = openDatabase(dataDir);
  const changes = createChangeStore(database, Date.now);
  for (const [position, { texts, wordings }] of ANSWERS.entries()) {
    const day = "2026-01-01";
    const dated = { from: day, until: null, date: day, reply: position };
    changes.insert({
      ...{ kind: "centre", subject: idOf(position), language: "all", account: "x" },
      ...{ base: null, before: null, undoes: null },
      after: { texts, wordings, lead: "ru", passages: [], ...dated },
    });
  }
  database.close();
  const model = "models/multilingual-e5-small";
  const corpusDir = makeSmallCorpus(folder.path("corpus"));
  const telling = { tell: () => {}, progress: () => {} };
  engine = await createEngine({ corpusDir, dataDir, indexDir: folder.path("index"), model }, telling);
}, 120_000);
afterAll(async () => {
  await engine?.close();
  folder.remove();
});

const firstOf = async (text: string) => (await engine.ask({ text })).answers[0]?.passage;

test.each(["en", "ru", "kk"])("in %s at least a third is found by other words", async (language) => {
  let found = 0;
  for (const [position, { asked }] of ANSWERS.entries()) {
    if ((await firstOf(asked[language] ?? "")) === idOf(position)) found += 1;
  }
  expect(found / ANSWERS.length).toBeGreaterThanOrEqual(1 / 3);
});

test("of the questions that the report answers, at most one in a hundred is given one instead", async () => {
  const { cases } = readQuestionSets(["test/eval/questions.json"]);
  const answerable = cases.filter(
    ({ kind, spelling }) => kind === "answerable" && ["en", "ru", "kk"].includes(spelling),
  );
  let wrong = 0;
  for (const { text } of answerable) if ((await firstOf(text))?.startsWith("centre-")) wrong += 1;
  expect(wrong / answerable.length).toBeLessThanOrEqual(0.01);
});
