/**
 * npm run bench -- million [--sizes 1000,10000,…] [--folder F]: indexes of made views of each size, built and measured in
 * processes of their own, one after the other; each size's row is written as soon as it is known, so a run that was
 * broken off keeps what it has. Writes bench/results/million.jsonl. A million takes half an hour and 6 GB of memory.
 */
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readCorpus } from "../dist/corpus/corpus.js";
import { createWorkerPool } from "../dist/embedding/worker-pool.js";
import { HNSW } from "../dist/index/vector-index.js";
import { readQuestions } from "./peers/texts.mjs";

const { values } = parseArgs({
  options: {
    sizes: { type: "string", default: "1000,10000,100000,1000000" },
    questions: { type: "string", default: "1000" },
    results: { type: "string", default: "bench/results" },
  },
});
const folder = mkdtempSync(join(tmpdir(), "kenes-million-"));
const node = (...given) =>
  execFileSync(process.execPath, ["--max-old-space-size=9000", "--expose-gc", ...given], {
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
  });

try {
  const questions = join(folder, "questions.json");
  writeFileSync(questions, JSON.stringify(await embedQuestions()));
  mkdirSync(values.results, { recursive: true });
  for (const size of values.sizes.split(",")) {
    const place = join(folder, size);
    node("bench/million/build.mjs", size, place);
    const row = { graph: `hnswlib, M ${HNSW.m}, efConstruction ${HNSW.efConstruction}` };
    Object.assign(row, JSON.parse(node("bench/million/measure.mjs", place, questions)));
    appendFileSync(join(values.results, "million.jsonl"), `${JSON.stringify(row)}\n`);
    process.stdout.write(`${JSON.stringify(row)}\n`);
    rmSync(place, { recursive: true });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function embedQuestions() {
  const pool = await createWorkerPool({ model: "models/multilingual-e5-small", workers: 1 });
  try {
    const questions = readQuestions(readCorpus("corpus")).slice(0, Number(values.questions));
    const vectors = await pool.embed(
      questions.map(({ text }) => text),
      "query",
    );
    return questions.map(({ text, language }, number) => ({ text, language, vector: Array.from(vectors[number]) }));
  } finally {
    await pool.close();
  }
}
