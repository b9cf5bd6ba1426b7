import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { readCorpus } from "../../src/corpus/corpus.ts";
import { createWorkerPool, type WorkerPool } from "../../src/embedding/worker-pool.ts";
import { FILES } from "../../src/index/build-index.ts";
import { MANIFEST } from "../../src/index/manifest.ts";
import { openIndex } from "../../src/index/open-index.ts";
import { openOwners } from "../../src/index/owners.ts";
import { recordBytes, unpackVector } from "../../src/index/packed-vectors.ts";
import type { PassageIndex } from "../../src/index/passage-index.ts";
import { openVectorIndex } from "../../src/index/vector-index.ts";
import type { View } from "../../src/index/views.ts";
import { createWordForms } from "../../src/index/word-forms.ts";

const corpus = readCorpus("corpus");
const questions = (JSON.parse(readFileSync("test/eval/questions.json", "utf8")) as { en: string }[]).map(
  ({ en }) => en,
);
const indexDir = mkdtempSync(join(tmpdir(), "kenes-index-"));
let embedder: WorkerPool;
let index: PassageIndex;
const told: string[] = [];
const open = () => openIndex({ corpus, embedder, indexDir, onRebuild: (reason) => told.push(reason) });
const built = (folder = indexDir) =>
  join(folder, readdirSync(folder).find((entry) => entry.startsWith("build-")) ?? "");
/** The first passages of the report: what harms an index does so whatever its size. */
const small = {
  ...corpus,
  hash: "sha256:small",
  documents: corpus.documents.map((document) => ({ ...document, passages: document.passages.slice(0, 6) })),
};
const smallDir = mkdtempSync(join(tmpdir(), "kenes-index-small-"));
const openSmall = () =>
  openIndex({ corpus: small, embedder, indexDir: smallDir, onRebuild: (reason) => told.push(reason) });

beforeAll(async () => {
  embedder = await createWorkerPool({ model: "models/multilingual-e5-small" });
  cpSync(inject("indexDir"), indexDir, { recursive: true });
  index = await open();
});
afterAll(async () => {
  index.close();
  await embedder.close();
  for (const folder of [indexDir, smallDir]) rmSync(folder, { recursive: true, force: true });
});

describe("an index of the real report", () => {
  test("holds every passage that can answer", () => {
    expect(index.passageCount).toBe(
      corpus.documents.flatMap(({ passages }) => passages).filter((p) => !p.heading).length,
    );
  });

  test("opens again without being built", async () => {
    told.length = 0;
    (await open()).close();
    expect(told).toEqual([]);
  });

  test("HNSW finds what an exhaustive scan finds (recall@10 >= .99)", async () => {
    const views = JSON.parse(readFileSync(join(built(), FILES.views), "utf8")) as View[];
    const records = readFileSync(join(built(), FILES.vectors));
    const vectors = views.map((_, label) => unpackVector(records, label * recordBytes(384), 384));
    const owners = openOwners(join(built(), FILES.owners));
    const graph = openVectorIndex(
      { graph: join(built(), FILES.graph), vectors: join(built(), FILES.vectors) },
      384,
      owners,
    );
    let found = 0;
    let wanted = 0;
    for (const query of await embedder.embed(questions, "query")) {
      const scores = Float64Array.from(vectors, (vector) => {
        let score = 0;
        for (let k = 0; k < 384; k += 1) score += (query[k] ?? 0) * (vector[k] ?? 0);
        return score;
      });
      const tenth = scores.toSorted().at(-10) ?? 0;
      const exhaustive = new Set(
        views.filter((_, label) => (scores[label] ?? 0) >= tenth).map(({ passage }) => passage),
      );
      const near = graph.nearest(query, 10);
      wanted += exhaustive.size;
      found += [...exhaustive].filter((passage) => near.has(owners.passages.indexOf(passage))).length;
    }
    expect(found / wanted).toBeGreaterThanOrEqual(0.99);
  });

  test("BM25 of the word index is that of ten naive lines", async () => {
    const forms = createWordForms().en;
    const texts = new Map(
      corpus.documents[0]?.passages
        .filter((passage) => !passage.heading)
        .map(({ id, place, text, introduction, questions, keywords }) => [
          id,
          forms([...place, introduction ?? "", text, ...questions.en, ...keywords.en].join(" ")),
        ]),
    );
    const average = [...texts.values()].reduce((sum, words) => sum + words.length, 0) / texts.size;
    const [vector] = await embedder.embed(["x"], "query");
    for (const question of questions.slice(0, 40)) {
      const evidence = await index.search({ vector: vector ?? new Float32Array(384), words: { en: question } });
      for (const { passage, bm25 } of evidence) {
        if (bm25.en === undefined) continue;
        const words = texts.get(passage) ?? [];
        let naive = 0;
        for (const term of new Set(forms(question))) {
          const containing = [...texts.values()].filter((other) => other.includes(term)).length;
          const idf = Math.max(1e-6, Math.log((texts.size - containing + 0.5) / (containing + 0.5)));
          const frequency = words.filter((word) => word === term).length;
          naive += (idf * frequency * 2.2) / (frequency + 1.2 * (0.25 + (0.75 * words.length) / average));
        }
        expect(bm25.en).toBeCloseTo(naive, 3);
      }
    }
  });
});

describe("an index that is missing or amiss", () => {
  test("is built when missing, and says so", async () => {
    told.length = 0;
    (await openSmall()).close();
    expect(told).toEqual(["There is no index yet: building it."]);
  });

  test.each([
    ["a flipped byte", () => flip(join(built(smallDir), FILES.vectors)), "damaged (vectors.i8)"],
    ["a truncated graph", () => truncateSync(join(built(smallDir), FILES.graph), 1000), "damaged (graph.links)"],
    ["a longer word index", () => appendFileSync(join(built(smallDir), FILES.words), "x"), "damaged (words.sqlite)"],
    ["a letter that was changed", () => flip(join(built(smallDir), FILES.letters)), "damaged (letters.bin)"],
    ["a torn manifest", () => truncateSync(join(smallDir, MANIFEST), 40), "unreadable (manifest.json)"],
    ["another model", () => edit({ modelHash: "sha256:0" }), "of another model"],
    ["another corpus", () => edit({ corpusHash: "sha256:0" }), "of another corpus"],
  ])("is built anew after %s, and says why", async (_name, harm, reason) => {
    harm();
    told.length = 0;
    (await openSmall()).close();
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(reason);
    expect(readdirSync(smallDir).filter((entry) => entry.startsWith("build-"))).toHaveLength(1);
    expect(existsSync(join(built(smallDir), FILES.graph))).toBe(true);
  });
});

function flip(file: string): void {
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(5000) ^ 1, 5000);
  writeFileSync(file, bytes);
}

function edit(change: Record<string, string>): void {
  const file = join(smallDir, MANIFEST);
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), ...change }));
}
