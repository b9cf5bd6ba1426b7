/** npm run bench -- steps: where the time of a question goes, each step alone, medians. Writes bench/results/steps.json. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAsk } from "../dist/answer/ask.js";
import { readCalibration } from "../dist/answer/calibration.js";
import { readCorpus } from "../dist/corpus/corpus.js";
import { createWorkerPool } from "../dist/embedding/worker-pool.js";
import { FILES } from "../dist/index/build-index.js";
import { openLetterIndexes } from "../dist/index/letter-index.js";
import { openIndex } from "../dist/index/open-index.js";
import { openOwners } from "../dist/index/owners.js";
import { openVectorIndex } from "../dist/index/vector-index.js";
import { openWordIndex } from "../dist/index/word-index.js";
import { openDatabase } from "../dist/log/database.js";
import { createQueryLog } from "../dist/log/query-log.js";
import { readMessages } from "../dist/messages/messages.js";
import { renderAnswer } from "../dist/telegram/render.js";
import { readKept, readQuestions } from "./peers/texts.mjs";

const folder = mkdtempSync(join(tmpdir(), "kenes-steps-"));
const corpus = readCorpus("corpus");
const questions = readQuestions(corpus);
const embedder = await createWorkerPool({ model: "models/multilingual-e5-small", workers: 1 });
const times = {};
try {
  const index = await openIndex({ corpus, embedder, kept: readKept(), indexDir: folder, onRebuild: () => {} });
  const built = join(folder, JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")).folder);
  const owners = openOwners(join(built, FILES.owners));
  const files = { graph: join(built, FILES.graph), vectors: join(built, FILES.vectors) };
  const vectors = openVectorIndex(files, embedder.dimensions, owners);
  const words = openWordIndex(join(built, FILES.words));
  const { letters, gapLetters } = openLetterIndexes(join(built, FILES.letters));
  const answer = createAsk({ corpus, embedder, index, calibration: readCalibration() });
  const log = createQueryLog(openDatabase(folder), { modelHash: embedder.modelHash, indexHash: index.hash });
  const rendering = { messages: readMessages(), botName: "kenes", publicUrl: null, originalOf: () => "en" };
  for (const [number, { text, language }] of [...questions.slice(0, 30), ...questions].entries()) {
    const lap = number < 30 ? (_step, work) => work() : measure;
    const [vector] = await lap("embedding", () => embedder.embed([text], "query"));
    await lap("vectors", () => vectors.cosines(vector, [...vectors.nearest(vector, 80).keys()].slice(0, 24)));
    await lap("words", () => words.search(text, language));
    await lap("letters", () => [letters.search(text, language), gapLetters.search(text, language)]);
    const answered = await lap("whole", () => answer({ text }));
    if (number >= 30) {
      const { understand = 0, rank = 0, decide = 0, cite = 0 } = answered.steps;
      add("understanding", understand);
      add("ranking", rank + decide);
      add("citing", cite);
    }
    await lap("rendering", () => renderAnswer(answered, rendering));
    await lap("log", () => log.record(answered, { channel: "telegram", asker: null }));
  }
  const steps = Object.fromEntries(Object.entries(times).map(([step, all]) => [step, median(all)]));
  mkdirSync("bench/results", { recursive: true });
  writeFileSync(
    "bench/results/steps.json",
    `${JSON.stringify({ day: new Date().toISOString().slice(0, 10), steps }, null, 1)}\n`,
  );
  process.stdout.write(`${JSON.stringify(steps, null, 1)}\n`);
  index.close();
} finally {
  await embedder.close();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(step, work) {
  const start = performance.now();
  const result = await work();
  add(step, performance.now() - start);
  return result;
}

function add(step, milliseconds) {
  times[step] ??= [];
  times[step].push(milliseconds);
}

function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
