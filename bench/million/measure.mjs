/**
 * measure.mjs FOLDER QUESTIONS: opens an index that build.mjs made and asks it. Prints one JSON object.
 * Memory is what the process holds more than before it opened the index, the questions asked.
 */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { FILES } from "../../dist/index/build-index.js";
import { readGraphLinks } from "../../dist/index/graph-links.js";
import { createGraphSearch } from "../../dist/index/graph-search.js";
import { describeFile } from "../../dist/index/manifest.js";
import { openIndexFiles } from "../../dist/index/open-index.js";
import { openPackedCosines } from "../../dist/index/packed-cosines.js";
import { DIMENSIONS } from "./synthetic.mjs";

const NEAREST = 10;
const ROUNDS = 5;
const WIDTHS = [32, 48, 64, 96, 128, 192, 256];
const [folder, questionsFile] = process.argv.slice(2);
const about = JSON.parse(readFileSync(join(folder, "build.json"), "utf8"));
const questions = JSON.parse(readFileSync(questionsFile, "utf8")).map(({ vector, ...rest }) => ({
  ...rest,
  vector: Float32Array.from(vector),
}));

const before = readMemory();
const start = performance.now();
for (const file of Object.values(FILES)) await describeFile(folder, file);
const hashed = performance.now();
const counts = { passages: about.passages, views: about.views };
const index = openIndexFiles(folder, { dimensions: DIMENSIONS, counts, hash: "" });
const opened = performance.now();
const searches = await measureBest(questions, ask);
globalThis.gc?.();
const memory = readMemory() - before;

const cosines = openPackedCosines(join(folder, FILES.vectors), { dimensions: DIMENSIONS, count: about.views });
const asked = questions.filter((_, number) => number % 2 === 0);
const truth = asked.map(({ vector }) => scan(vector));
const links = readGraphLinks(join(folder, FILES.graph));
const widths = [];
for (const width of WIDTHS) widths.push(await measureWidth(width));
process.stdout.write(
  `${JSON.stringify({
    ...about,
    bytesOnDisk: Object.values(FILES).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0),
    hashing: (hashed - start) / 1000,
    opening: (opened - hashed) / 1000,
    bytesAView: memory / about.views,
    search: percentiles(searches),
    widths,
  })}\n`,
);

async function ask({ vector, language, text }) {
  const begun = performance.now();
  await index.search({ vector, words: { [language]: text } });
  return performance.now() - begun;
}

/** The numbers of the nearest vectors, all of them looked at. */
function scan(vector) {
  cosines.ask(vector);
  const { list, rated } = cosines;
  let best = [];
  for (let from = 0; from < about.views; from += list.length) {
    const amount = Math.min(list.length, about.views - from);
    for (let k = 0; k < amount; k += 1) list[k] = from + k;
    cosines.rate(amount);
    const least = best.length < NEAREST ? Number.NEGATIVE_INFINITY : best[NEAREST - 1].cosine;
    for (let k = 0; k < amount; k += 1) if (rated[k] > least) best.push({ label: from + k, cosine: rated[k] });
    best = best.sort((a, b) => b.cosine - a.cosine).slice(0, NEAREST);
  }
  return new Set(best.map(({ label }) => label));
}

async function measureWidth(width) {
  const search = createGraphSearch(links, { cosines, width });
  const find = ({ vector }) => {
    cosines.ask(vector);
    return search();
  };
  const times = await measureBest(asked, (question) => {
    const begun = performance.now();
    find(question);
    return performance.now() - begun;
  });
  let found = 0;
  for (const [number, question] of asked.entries()) {
    for (const label of find(question).labels.subarray(0, NEAREST)) found += truth[number].has(label) ? 1 : 0;
  }
  return { width, recall: found / (asked.length * NEAREST), ...percentiles(times) };
}

/** The least milliseconds of each question in several rounds: what other processes took away does not count. */
async function measureBest(questions, ask) {
  const best = questions.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [number, question] of questions.entries()) best[number] = Math.min(best[number], await ask(question));
  }
  return best;
}

function percentiles(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** Bytes that the process holds (resident set). */
function readMemory() {
  return Number(/VmRSS:\s+(\d+)/u.exec(readFileSync("/proc/self/status", "utf8"))[1]) * 1024;
}
