import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { readCorpus } from "../../src/corpus/corpus.ts";
import type { Embedder } from "../../src/embedding/embedder.ts";
import { createWorkerPool, type WorkerPool } from "../../src/embedding/worker-pool.ts";
import { FILES } from "../../src/index/build-index.ts";
import { readManifest } from "../../src/index/manifest.ts";
import { openIndex } from "../../src/index/open-index.ts";
import { readReplacedVectors } from "../../src/index/replaced-vectors.ts";
import { createLibrary } from "../../src/library/library.ts";
import { temporaryFolder, writeSmallCorpus } from "../program.ts";

const folder = temporaryFolder();
const documentsDir = folder.path("documents");
let pool: WorkerPool;
/** Every text that went to the model. */
const embedded: string[] = [];
let embedder: Embedder;

beforeAll(async () => {
  writeSmallCorpus(folder.path("corpus"));
  pool = await createWorkerPool({ model: "models/multilingual-e5-small", workers: 1 });
  embedder = {
    ...pool,
    embed: (texts, kind, progress) => {
      embedded.push(...texts);
      return pool.embed(texts, kind, progress);
    },
  };
});
afterAll(async () => {
  await pool.close();
  folder.remove();
});

const read = () => readCorpus(folder.path("corpus"), { documentsDir });
const open = async () => {
  embedded.length = 0;
  const index = await openIndex({ corpus: read(), embedder, indexDir: folder.path("index"), onRebuild: () => {} });
  index.close();
  return [...embedded];
};
async function add(...paragraphs: string[]): Promise<void> {
  const library = createLibrary({ documentsDir, corpus: read() });
  const bytes = Buffer.from(`# Rules on water\n\n${paragraphs.join("\n\n")}\n`);
  const preview = await library.preview({ name: "water.md", bytes, given: { id: "water", language: "en" } });
  if (preview.outcome !== "ready" || library.putIn(preview.plan) !== "done") throw new Error(JSON.stringify(preview));
}
const METER = "Every household pays for cold water by its meter on the tenth day of each month.";
const CHECK = "A water meter is checked once in four years, free of charge.";

test("of a document that comes, changes or goes only the texts that are new are embedded", async () => {
  expect((await open()).length).toBeGreaterThan(20);
  await add(METER, CHECK);
  const came = await open();
  expect(came.every((text) => /meter/u.test(text))).toBe(true);
  expect(came).toHaveLength(2);
  await add(METER, CHECK.replace("four", "six"));
  expect(await open()).toEqual([expect.stringContaining("once in six years")]);
  createLibrary({ documentsDir, corpus: read() }).remove("water");
  expect(await open()).toEqual([]);
});

test("vectors of another model and of a damaged index are not taken over", async () => {
  cpSync(inject("indexDir"), folder.path("whole"), { recursive: true });
  const manifest = readManifest(folder.path("whole"));
  if ("amiss" in manifest) throw new Error(manifest.amiss);
  const views = JSON.parse(readFileSync(folder.path("whole", manifest.manifest.folder, FILES.views), "utf8")) as {
    text: string;
    kind: string;
  }[];
  const question = views.find(({ kind }) => kind === "question")?.text ?? "";
  const find = async (model: string) =>
    (await readReplacedVectors(folder.path("whole"), model)).find(question, "query");
  expect(await find(pool.modelHash)).toHaveLength(384);
  expect(await find("sha256:another")).toBeUndefined();
  const vectors = folder.path("whole", manifest.manifest.folder, FILES.vectors);
  const bytes = readFileSync(vectors);
  bytes.writeUInt8(bytes.readUInt8(5000) ^ 1, 5000);
  writeFileSync(vectors, bytes);
  expect(await find(pool.modelHash)).toBeUndefined();
});
