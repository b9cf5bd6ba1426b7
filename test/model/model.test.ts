import { once } from "node:events";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { TextKind } from "../../src/embedding/embedder.ts";
import { createWorkerPool, type WorkerPool } from "../../src/embedding/worker-pool.ts";

const MODEL = "models/multilingual-e5-small";
interface Reference {
  kind: TextKind;
  text: string;
  vector: number[];
}
const references = JSON.parse(readFileSync("test/eval/reference-vectors.json", "utf8")) as Reference[];
/** Trailing white space and bare punctuation: the cut vocabulary and the plain normaliser differ there. */
const isOdd = (text: string) => /\s$/u.test(text) || !/[\p{L}\p{N}]/u.test(text);

describe("the bundled model", () => {
  let pool: WorkerPool;
  beforeAll(async () => {
    pool = await createWorkerPool({ model: MODEL, workers: 1 });
  });
  afterAll(() => pool.close());

  test.each(references)("gives the original engine's vector for $text", async ({ kind, text, vector }) => {
    const [own] = await pool.embed([text], kind);
    expect(own).toBeInstanceOf(Float32Array);
    expect(own).toHaveLength(384);
    expect(Math.hypot(...(own ?? []))).toBeCloseTo(1, 4);
    expect(cosine(own ?? new Float32Array(), vector)).toBeGreaterThanOrEqual(isOdd(text) ? 0.95 : 0.998);
  });

  test("only two of the references are odd", () => {
    expect(references.filter(({ text }) => isOdd(text))).toHaveLength(2);
  });

  test("takes at most 40 MB on disk", () => {
    const { files } = JSON.parse(readFileSync(join(MODEL, "model.json"), "utf8")) as { files: { path: string }[] };
    const bytes = files.reduce((sum, { path }) => sum + statSync(join(MODEL, path)).size, 0);
    expect(bytes).toBeLessThanOrEqual(40_000_000);
  });

  test("a process that dies is replaced and its texts are embedded again", async () => {
    const texts = Array.from({ length: 64 }, (_, number) => `The law of article ${number} protects mothers.`);
    const before = pool.workers[0];
    const vectors = pool.embed(texts, "passage");
    before?.kill("SIGKILL");
    expect(await vectors).toHaveLength(64);
    expect(pool.workers[0]).not.toBe(before);
  });

  test("the event loop is never held longer than 50 ms while texts are embedded", async () => {
    // Processor time between two ticks, not the clock: on a shared core a tick comes late by no hold of ours.
    let longest = 0;
    let last = process.cpuUsage();
    const timer = setInterval(() => {
      const { user, system } = process.cpuUsage(last);
      longest = Math.max(longest, (user + system) / 1000);
      last = process.cpuUsage();
    }, 5);
    await pool.embed(
      Array.from({ length: 200 }, (_, number) => `Passage ${number} on pensions and allowances.`),
      "passage",
    );
    clearInterval(timer);
    expect(longest).toBeLessThan(50);
  });
});

describe("a pool that grows", () => {
  test("starts a second process while questions wait, gives the same vectors, and ends it when they stop", async () => {
    const pool = await createWorkerPool({ model: MODEL, workers: 1, most: 2, rest: 100 });
    try {
      const question = "Where does a mother of three apply for the allowance?";
      const [alone] = await pool.embed([question], "query");
      let asking = true;
      const askOn = async () => {
        while (asking) expect(await pool.embed([question], "query")).toEqual([alone]);
      };
      const askers = Array.from({ length: 6 }, askOn);
      await vi.waitUntil(() => pool.workers.length === 2, { timeout: 30_000 });
      const [first, second] = pool.workers;
      const ended = Promise.race([first, second].map((worker) => worker && once(worker, "exit")));
      asking = false;
      await Promise.all([...askers, ended]);
      expect(pool.workers).toHaveLength(1);
      expect(await pool.embed([question], "query")).toEqual([alone]);
    } finally {
      await pool.close();
    }
  });

  test("stays as it is while a single asker waits for each answer", async () => {
    const pool = await createWorkerPool({ model: MODEL, workers: 1, most: 2 });
    try {
      const end = performance.now() + 1500;
      while (performance.now() < end) await pool.embed(["What is the minimum age?"], "query");
      expect(pool.workers).toHaveLength(1);
    } finally {
      await pool.close();
    }
  });
});

function cosine(a: Float32Array, b: readonly number[]): number {
  let dot = 0;
  for (let k = 0; k < a.length; k += 1) dot += (a[k] ?? 0) * (b[k] ?? 0);
  return dot / (Math.hypot(...a) * Math.hypot(...b));
}
