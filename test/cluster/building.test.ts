import { once } from "node:events";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { type Corpus, readCorpus } from "../../src/corpus/corpus.ts";
import type { Embedder } from "../../src/embedding/embedder.ts";
import { createWorkerPool, type WorkerPool } from "../../src/embedding/worker-pool.ts";
import { type Attempt, readAttempts } from "../../src/index/cluster/collections.ts";
import { createHosts } from "../../src/index/cluster/hosts.ts";
import { openClusterIndex } from "../../src/index/cluster/open-cluster-index.ts";
import { createWeaviate } from "../../src/index/cluster/weaviate.ts";
import { KEPT_VECTORS, readKeptVectors } from "../../src/index/kept-vectors.ts";
import type { PassageIndex } from "../../src/index/passage-index.ts";
import { listViews } from "../../src/index/views.ts";
import { start, temporaryFolder, waitFor, writeSmallCorpus } from "../program.ts";
import { startCluster, type WeaviateCluster } from "./weaviate-cluster.ts";

/** How an index comes into a cluster: once, whole, beside the old one. */

const report = readCorpus("corpus");
const folder = temporaryFolder();
const told: string[] = [];
const opened: PassageIndex[] = [];
let embedder: WorkerPool;
let cluster: WeaviateCluster;

/** Some passages of the report: what is true of a build is so whatever its size. */
const pieceOf = (first: number, last: number): Corpus => ({
  ...report,
  hash: `sha256:${first}-${last}`,
  documents: report.documents.map((each) => ({ ...each, passages: each.passages.slice(first, last) })),
});
const open = async (corpus: Corpus, deadAfter?: number) => {
  const kept = readKeptVectors(`corpus/${KEPT_VECTORS}`, embedder.modelHash);
  const address = { hosts: cluster.hosts, apiKey: null };
  const tell = (sentence: string) => void told.push(sentence);
  const index = await openClusterIndex({ corpus, embedder, kept, address, tell, ...(deadAfter ? { deadAfter } : {}) });
  opened.push(index);
  return index;
};
const weaviate = () => createWeaviate(createHosts({ hosts: cluster.hosts, apiKey: null }));
const attempts = async () => readAttempts(await weaviate().list());
const BUILDING = "There is no index of this corpus in the cluster yet: building it.";
const WAITING = "Another front end builds the index in the cluster: waiting for it.";

beforeAll(async () => {
  embedder = await createWorkerPool({ model: "models/multilingual-e5-small", workers: 1 });
  cluster = await startCluster(inject("weaviate"));
});
afterEach(() => {
  for (const index of opened.splice(0)) index.close();
  told.length = 0;
});
afterAll(async () => {
  await cluster?.stop();
  await embedder?.close();
  folder.remove();
});

test("front ends that start together build it once, and all of them use it", async () => {
  const corpus = pieceOf(0, 40);
  const indexes = await Promise.all([open(corpus), open(corpus), open(corpus)]);
  expect(told.filter((sentence) => sentence === BUILDING)).toHaveLength(1);
  expect(new Set(indexes.map(({ hash }) => hash)).size).toBe(1);
  await agreed(async () => states(await attempts()), [[1, "whole"]]);
});

test("what a builder left that was killed is built anew by the next, and dropped", async () => {
  writeSmallCorpus(folder.path("corpus"), 60);
  const settings = { INDEX_URL: cluster.url, CORPUS_DIR: folder.path("corpus"), DATA_DIR: folder.path("data") };
  const builder = start(["index"], { ...settings, LOG_LEVEL: "silent" });
  await waitFor(builder, /building it/u);
  builder.kill("SIGKILL");
  await once(builder, "exit");
  const before = (await attempts()).filter(({ manifest }) => manifest.state === "building");
  expect(before.map(({ attempt }) => attempt)).toEqual([1]);
  const index = await open(readCorpus(folder.path("corpus")), 3000);
  expect(told).toEqual([WAITING, BUILDING]);
  expect(index.state?.()).toEqual({ nodes: 3, serving: 3 });
  const own = async () => (await attempts()).filter((each) => each.index === before[0]?.index);
  await agreed(async () => states(await own()), [[2, "whole"]]);
});

test("a new index stands beside those in use, and takes the place of those that nobody uses", async () => {
  const [used, unused] = [await open(pieceOf(40, 60)), await open(pieceOf(60, 80))];
  const of = async (corpus: Corpus) => (await attempts()).find(({ manifest }) => manifest.corpusHash === corpus.hash);
  const old = await of(pieceOf(60, 80));
  if (!old) throw new Error("It was not built");
  unused.close();
  const hoursAgo = { ...old.manifest, used: Date.now() - 2 * 3_600_000 };
  await weaviate().describe(old.collections.views, JSON.stringify(hoursAgo));
  await open(pieceOf(80, 100));
  await agreed(async () => (await of(pieceOf(60, 80))) ?? null, null);
  expect((await weaviate().list()).map(({ name }) => name)).not.toContain(old.collections.passages);
  expect(await of(pieceOf(40, 60))).toBeDefined();
  const [vector = new Float32Array()] = await embedder.embed(["women"], "query");
  expect((await used.search({ vector, words: { en: "women" } })).length).toBeGreaterThan(0);
});

test("what an older index of the same model has embedded is not embedded again", async () => {
  await open(pieceOf(160, 176));
  const counted = countEmbedded(embedder);
  const corpus = pieceOf(160, 178);
  const address = { hosts: cluster.hosts, apiKey: null };
  opened.push(await openClusterIndex({ corpus, embedder: counted.embedder, address, tell: () => {} }));
  const added = listViews(pieceOf(176, 178)).length;
  expect(counted.texts()).toBe(added);
});

test("one document can be asked alone", async () => {
  const index = await open(pieceOf(180, 200));
  const [vector = new Float32Array()] = await embedder.embed(["women"], "query");
  const search = async (document: string) => index.search({ vector, words: { en: "women" }, document });
  expect((await search("cedaw-c-kaz-6")).length).toBeGreaterThan(0);
  expect(await search("another")).toEqual([]);
});

test("an index is built while a node is away; when it comes back it serves only once it has all of it", async () => {
  await cluster.kill(2);
  const corpus = pieceOf(100, 160);
  const index = await open(corpus);
  expect(index.state?.()).toEqual({ nodes: 3, serving: 2 });
  const [vector = new Float32Array()] = await embedder.embed(["What is done against trafficking?"], "query");
  const search = async () =>
    (await index.search({ vector, words: { en: "trafficking" } })).map(({ passage }) => passage).sort();
  const expected = await search();
  await cluster.start(2);
  const host = cluster.hosts[2] ?? "";
  const views = (await attempts()).find(({ manifest }) => manifest.corpusHash === corpus.hash)?.collections.views ?? "";
  // Until the node has every view, none of the answers is its own; afterwards they are the same.
  while (index.state?.().serving !== 3) {
    expect(await search()).toEqual(expected);
    await new Promise((resume) => setTimeout(resume, 250));
  }
  expect(await weaviate().countOn(host, [views])).toEqual([index.viewCount]);
  for (let k = 0; k < 6; k += 1) expect(await search()).toEqual(expected);
});

function countEmbedded(model: WorkerPool) {
  let count = 0;
  const embed: Embedder["embed"] = (texts, ...rest) => {
    count += texts.length;
    return model.embed(texts, ...rest);
  };
  return { texts: () => count, embedder: { ...model, embed } };
}

const states = (all: readonly Attempt[]) => all.map(({ attempt, manifest }) => [attempt, manifest.state]);

/** A change of collections reaches every node a moment after it was agreed on: waits until any node says so. */
async function agreed(read: () => Promise<unknown>, expected: unknown): Promise<void> {
  await expect.poll(read, { timeout: 30_000 }).toEqual(expected);
}
