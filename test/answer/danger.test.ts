import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readDangerSense } from "../../src/answer/danger.ts";
import { understand } from "../../src/answer/understand.ts";
import { createVocabulary } from "../../src/answer/vocabulary.ts";
import { readCorpus } from "../../src/corpus/corpus.ts";
import type { Embedder } from "../../src/embedding/embedder.ts";
import { createWorkerPool } from "../../src/embedding/worker-pool.ts";
import { readQuestionSets } from "../../src/evaluation/questions.ts";

const corpus = readCorpus("corpus");
const known = { phrases: corpus.phrases, vocabulary: createVocabulary(corpus) };
let embedder: Embedder;

beforeAll(async () => {
  embedder = await createWorkerPool({ model: "models/multilingual-e5-small", workers: 1 });
});
afterAll(() => embedder.close());

/** Those of the texts that are taken for a cry for help, by the signs or by the sense. */
async function findAlarms(texts: readonly string[]): Promise<string[]> {
  const sense = readDangerSense(embedder.modelHash);
  const understood = texts.map((text) => understand(text, undefined, known));
  const vectors = await embedder.embed(
    understood.map(({ searched }) => searched),
    "query",
  );
  return texts.filter((_, k) => {
    const { kind, obstacle, searched } = understood[k] ?? { kind: "question", obstacle: "empty", searched: "" };
    const vector = vectors[k];
    return (
      kind === "urgent" || (kind === "question" && obstacle === null && vector !== undefined && sense(searched, vector))
    );
  });
}

type Phrasings = Record<"urgent" | "ordinary", { language: string; text: string }[]>;

test.each(["development", "fresh"])(
  "of our own %s phrasings at most 3 %% are missed and 3 %% raise a false alarm",
  async (name) => {
    const set = JSON.parse(readFileSync(`test/answer/danger-${name}.json`, "utf8")) as Phrasings;
    expect(set.urgent.length).toBeGreaterThanOrEqual(60);
    const urgent = set.urgent.map(({ text }) => text);
    const heard = await findAlarms(urgent);
    const missed = urgent.filter((text) => !heard.includes(text));
    expect(missed.length / urgent.length, missed.join("\n")).toBeLessThanOrEqual(0.03);
    const alarms = await findAlarms(set.ordinary.map(({ text }) => text));
    expect(alarms.length / set.ordinary.length, alarms.join("\n")).toBeLessThanOrEqual(0.03);
  },
);

test("of the shared questions at most one cry is missed, and at most 5 % of the answerable ones raise a false alarm", async () => {
  const { cases } = readQuestionSets(["test/eval/questions.json"]);
  const texts = (kind: string) => cases.filter((each) => each.kind === kind).map(({ text }) => text);
  const urgent = texts("urgent");
  expect(urgent.length - (await findAlarms(urgent)).length).toBeLessThanOrEqual(1);
  const answerable = texts("answerable");
  expect((await findAlarms(answerable)).length / answerable.length).toBeLessThanOrEqual(0.05);
});

test("another model than the one it was fitted for hears nothing", () => {
  expect(readDangerSense("sha256:other")("no way out of here", new Float32Array(384).fill(1))).toBe(false);
});
