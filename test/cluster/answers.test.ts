import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createAsk } from "../../src/answer/ask.ts";
import { readCalibration } from "../../src/answer/calibration.ts";
import { rank } from "../../src/answer/rank.ts";
import { readCorpus } from "../../src/corpus/corpus.ts";
import type { Embedder } from "../../src/embedding/embedder.ts";
import { createWorkerPool, type WorkerPool } from "../../src/embedding/worker-pool.ts";
import { crossValidate, type Judged } from "../../src/evaluation/cross-validate.ts";
import { type Gathered, gather } from "../../src/evaluation/gather.ts";
import { measure } from "../../src/evaluation/measure.ts";
import { readQuestionSets } from "../../src/evaluation/questions.ts";
import { openClusterIndex } from "../../src/index/cluster/open-cluster-index.ts";
import { KEPT_VECTORS, readKeptVectors } from "../../src/index/kept-vectors.ts";
import { openIndex } from "../../src/index/open-index.ts";
import { IndexError, type PassageIndex } from "../../src/index/passage-index.ts";
import { startCluster, type WeaviateCluster } from "./weaviate-cluster.ts";

/** The whole report in three nodes, held against the index of one machine. */

const corpus = readCorpus("corpus");
const indexDir = mkdtempSync(join(tmpdir(), "kenes-cluster-local-"));
const told: string[] = [];
let pool: WorkerPool;
let embedder: Embedder;
let cluster: WeaviateCluster;
let local: PassageIndex;
let distributed: PassageIndex;

const open = () => {
  const kept = readKeptVectors(join("corpus", KEPT_VECTORS), embedder.modelHash);
  const address = { hosts: cluster.hosts, apiKey: null };
  return openClusterIndex({ corpus, embedder, kept, address, tell: (sentence) => told.push(sentence) });
};

beforeAll(async () => {
  cpSync(inject("indexDir"), indexDir, { recursive: true });
  pool = await createWorkerPool({ model: "models/multilingual-e5-small", workers: 1 });
  embedder = rememberVectors(pool);
  local = await openIndex({ corpus, embedder, indexDir, onRebuild: () => {} });
  cluster = await startCluster(inject("weaviate"));
  distributed = await open();
});
afterAll(async () => {
  distributed?.close();
  local?.close();
  await cluster?.stop();
  await pool?.close();
  rmSync(indexDir, { recursive: true, force: true });
});

test("a second front end finds the index whole, and both name it alike", async () => {
  told.length = 0;
  const second = await open();
  second.close();
  expect(told).toEqual([]);
  expect(second.hash).toBe(distributed.hash);
  expect([second.passageCount, second.viewCount]).toEqual([local.passageCount, local.viewCount]);
  expect(second.state?.()).toEqual({ nodes: 3, serving: 3 });
});

test("on the question sets it answers as the index of one machine does", async () => {
  const { cases } = readQuestionSets(["test/eval/questions.json", "test/eval/own-questions.json"]);
  const here = await gather(cases, { corpus, embedder, index: local });
  const there = await gather(cases, { corpus, embedder, index: distributed });
  const same = here.filter((each, k) => firstOf(each) === firstOf(there[k])).length / here.length;
  expect(same).toBeGreaterThanOrEqual(0.99);
  const [judgedHere, judgedThere] = [crossValidate(here), crossValidate(there)];
  for (const group of new Set(judgedHere.map(groupOf))) {
    const of = (judged: readonly Judged[]) => measure(judged.filter((each) => groupOf(each) === group));
    expect([group, Math.abs(of(judgedThere).hit1 - of(judgedHere).hit1) <= 0.01]).toEqual([group, true]);
  }
  process.stdout.write(`the same first passage for ${(same * 100).toFixed(1)} % of ${here.length} questions\n`);
});

test("what it knows of a passage is what one machine knows, to the sixth digit", async () => {
  const texts = { en: "What is done against domestic violence?", ru: "Что делают против насилия в семье?" };
  const [vector = new Float32Array()] = await embedder.embed([texts.en], "query");
  const [here, there] = await Promise.all([
    local.search({ vector, words: texts }),
    distributed.search({ vector, words: texts }),
  ]);
  const known = new Map(here.map((evidence) => [evidence.passage, evidence]));
  const shared = there.filter(({ passage }) => known.has(passage));
  expect(shared.length).toBeGreaterThanOrEqual(here.length - 2);
  for (const { passage, ...evidence } of shared) {
    const expected = known.get(passage);
    for (const [kind, values] of Object.entries(evidence)) {
      const other = expected?.[kind as keyof typeof evidence] ?? {};
      expect([passage, kind, Object.keys(values)]).toEqual([passage, kind, Object.keys(other)]);
      for (const [key, value] of Object.entries(values)) expect(value).toBeCloseTo(other[key as never] as number, 6);
    }
  }
});

test.each([
  ["operators of a query language", '{ Get } "); DROP \\" AND NOT * ~2 ^3 (bm25: {query: "x"})'],
  ["control signs and half of a pair", "\u0000\u0007 \ud83d violence \u2028 against \\u0022 women"],
  ["a page of text", "Women in rural districts and their access to land and credit. ".repeat(60)],
  ["no word at all", "?! … 🙂"],
])("%s is text and nothing else", async (_name, text) => {
  const ask = createAsk({ corpus, embedder, index: distributed, calibration: readCalibration() });
  const alike = createAsk({ corpus, embedder, index: local, calibration: readCalibration() });
  const [there, here] = [await ask({ text }), await alike({ text })];
  expect([there.kind, there.reason, there.nearest[0]?.passage]).toEqual([
    here.kind,
    here.reason,
    here.nearest[0]?.passage,
  ]);
});

test("a node is killed and brought back while questions run, and none fails", async () => {
  const asking = keepAsking();
  for (const node of [0, 2]) {
    await cluster.kill(node);
    await asking.more(15);
    await cluster.start(node);
    await asking.more(15);
  }
  expect(await asking.end()).toEqual([]);
  await until(() => distributed.state?.().serving === 3);
});

test("a node that takes questions and answers none is passed over", async () => {
  cluster.pause(1);
  const asking = keepAsking();
  await asking.more(20);
  expect(await asking.end()).toEqual([]);
  cluster.resume(1);
  await until(() => distributed.state?.().serving === 3);
});

test("one node of three answers; without any a question fails with what to do, and is answered once they are back", async () => {
  await Promise.all([0, 1].map((node) => cluster.kill(node)));
  expect((await askOnce("Who pays child support?")).nearest.length).toBeGreaterThan(0);
  await cluster.kill(2);
  const failure = await askOnce("Who pays child support?").catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(IndexError);
  expect(failure).toMatchObject({ code: "cluster-unreachable", remedy: expect.stringContaining("INDEX_URL") });
  await until(() => distributed.state?.().serving === 0);
  await Promise.all([0, 1, 2].map((node) => cluster.start(node)));
  await until(() => (distributed.state?.().serving ?? 0) > 0);
  expect((await askOnce("Who pays child support?")).nearest.length).toBeGreaterThan(0);
});

const askOnce = (text: string) =>
  createAsk({ corpus, embedder, index: distributed, calibration: readCalibration() })({ text });

/** Asks one question after the other; gives those that failed or found nothing. */
function keepAsking() {
  const questions = corpus.documents.flatMap(({ passages }) => passages.flatMap(({ questions: own }) => own.en));
  const failed: unknown[] = [];
  let going = true;
  let count = 0;
  let notice = () => {};
  const asking = (async () => {
    while (going) {
      const text = questions[(count * 37) % questions.length] ?? "";
      try {
        const { nearest } = await askOnce(text);
        if (nearest.length === 0) failed.push(text);
      } catch (error) {
        failed.push(error);
      }
      count += 1;
      notice();
    }
  })();
  return {
    /** Resolves when so many more were asked. */
    more: (number: number) => {
      const wanted = count + number;
      return new Promise<void>((resolve) => {
        notice = () => {
          if (count >= wanted) resolve();
        };
      });
    },
    end: async () => {
      going = false;
      await asking;
      return failed;
    },
  };
}

/** What the shipped calibration puts first. */
function firstOf(gathered: Gathered | undefined): string | undefined {
  if (!gathered) return undefined;
  const { candidates, understood, language } = gathered;
  return rank(candidates, understood, readCalibration().weights[language])[0]?.passage;
}

const groupOf = ({ set, spelling }: Judged) => `${set} ${spelling}`;

/** Both indexes are asked with the very same vectors, each made once. */
function rememberVectors(model: WorkerPool): Embedder {
  const known = new Map<string, Promise<Float32Array>>();
  return {
    dimensions: model.dimensions,
    modelHash: model.modelHash,
    close: () => model.close(),
    embed: (texts, kind, progress) => {
      if (kind !== "query" || texts.length > 1) return model.embed(texts, kind, progress);
      const [text = ""] = texts;
      const made = known.get(text) ?? model.embed([text], kind).then(([vector]) => vector ?? new Float32Array());
      known.set(text, made);
      return made.then((vector) => [vector]);
    },
  };
}

/** Waits for a state that the index tells of but doesn't announce. */
async function until(test: () => boolean): Promise<void> {
  while (!test()) await new Promise((resume) => setTimeout(resume, 100));
}
