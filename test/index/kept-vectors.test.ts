import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readCorpus } from "../../src/corpus/corpus.ts";
import { createWorkerPool, type WorkerPool } from "../../src/embedding/worker-pool.ts";
import { textKindOf } from "../../src/index/build-index.ts";
import { KEPT_VECTORS, readKeptVectors } from "../../src/index/kept-vectors.ts";
import { embeddedText, listViews } from "../../src/index/views.ts";

const FILE = join("corpus", KEPT_VECTORS);
const views = listViews(readCorpus("corpus"));
const folder = mkdtempSync(join(tmpdir(), "kenes-kept-"));
let embedder: WorkerPool;

beforeAll(async () => {
  embedder = await createWorkerPool({ model: "models/multilingual-e5-small", workers: 1 });
});

afterAll(async () => {
  await embedder.close();
  rmSync(folder, { recursive: true, force: true });
});

test("the vectors of nine views in ten are kept: after larger changes run `npm run index -- --keep`", () => {
  const kept = readKeptVectors(FILE, embedder.modelHash);
  const found = views.filter((view) => kept.find(embeddedText(view), textKindOf(view)));
  expect(found.length / views.length).toBeGreaterThanOrEqual(0.9);
});

test("a kept vector is the model's own (cosine >= .995 for each of fifty views)", async () => {
  const kept = readKeptVectors(FILE, embedder.modelHash);
  const some = views.filter((_, label) => label % Math.floor(views.length / 50) === 0);
  for (const view of some) {
    const found = kept.find(embeddedText(view), textKindOf(view));
    if (!found) continue;
    const [own] = await embedder.embed([embeddedText(view)], textKindOf(view));
    expect(found.reduce((sum, value, k) => sum + value * (own?.[k] ?? 0), 0)).toBeGreaterThanOrEqual(0.995);
  }
});

test("another model, a flipped byte and a missing file keep nothing", () => {
  const [view] = views;
  if (!view) throw new Error("the corpus is empty");
  const find = (file: string, model: string) => readKeptVectors(file, model).find(embeddedText(view), textKindOf(view));
  expect(find(FILE, embedder.modelHash)).toBeDefined();
  expect(find(FILE, "sha256:another")).toBeUndefined();
  expect(find(join(folder, "missing"), embedder.modelHash)).toBeUndefined();
  const damaged = join(folder, KEPT_VECTORS);
  copyFileSync(FILE, damaged);
  const bytes = readFileSync(damaged);
  bytes[bytes.length - 7] = (bytes.at(-7) ?? 0) ^ 1;
  writeFileSync(damaged, bytes);
  expect(find(damaged, embedder.modelHash)).toBeUndefined();
});
