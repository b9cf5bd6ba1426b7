/** build.mjs COUNT FOLDER: makes so many views and writes an index of them with Kenes's own code. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FILES } from "../../dist/index/build-index.js";
import { writeLetterIndex } from "../../dist/index/letter-index.js";
import { writeOwners } from "../../dist/index/owners.js";
import { writeVectorIndex } from "../../dist/index/vector-index.js";
import { writeWordIndex } from "../../dist/index/word-index.js";
import { makeViews } from "./synthetic.mjs";

const [count, folder] = [Number(process.argv[2]), process.argv[3]];
mkdirSync(folder, { recursive: true });
const path = (file) => join(folder, file);
const views = [];
const vectors = [];
for (const { view, vector } of makeViews(count)) {
  views.push(view);
  vectors.push(vector);
}
/** Seconds of the clock and of the processor, for each part. */
const parts = {};
await measure("texts", () => writeFileSync(path(FILES.views), JSON.stringify(views)));
await measure("owners", () => writeOwners(path(FILES.owners), views));
await measure("words", () => writeWordIndex(path(FILES.words), views));
await measure("letters", () => writeLetterIndex(path(FILES.letters), views));
await measure("vectors", () => writeVectorIndex({ graph: path(FILES.graph), vectors: path(FILES.vectors) }, vectors));
const passages = new Set(views.map(({ passage }) => passage)).size;
writeFileSync(path("build.json"), JSON.stringify({ views: count, passages, parts }));

async function measure(part, write) {
  const [start, before] = [performance.now(), process.cpuUsage()];
  await write();
  const { user, system } = process.cpuUsage(before);
  parts[part] = { seconds: (performance.now() - start) / 1000, processor: (user + system) / 1e6 };
}
