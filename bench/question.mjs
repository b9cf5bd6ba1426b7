/**
 * npm run bench: how long a first and a later start take until a question is answered, what a
 * question takes beside the bare model run on its text, and the memory of the running service.
 * Seconds differ between machines; the ratios are of one run.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createAsk } from "../dist/answer/ask.js";
import { readCalibration } from "../dist/answer/calibration.js";
import { readCorpus } from "../dist/corpus/corpus.js";
import { createWorkerPool } from "../dist/embedding/worker-pool.js";
import { openIndex } from "../dist/index/open-index.js";

/** Questions of each measure: every so manieth authored one, in three languages by turns. */
const QUESTIONS = 120;
const folder = mkdtempSync(join(tmpdir(), "kenes-bench-"));
const corpus = readCorpus("corpus");
const questions = pickQuestions();

try {
  const cold = await measureStart();
  const warm = await measureStart();
  const { bare, asked } = await measureQuestions();
  const lines = [
    ["first start, until a question is answered", `${cold.seconds.toFixed(1)} s`],
    ["later start", `${warm.seconds.toFixed(1)} s`],
    ["first start ÷ later start", (cold.seconds / warm.seconds).toFixed(1)],
    ["question, median", `${asked.toFixed(1)} ms`],
    ["bare model run, median", `${bare.toFixed(1)} ms`],
    ["question ÷ bare model run", (asked / bare).toFixed(2)],
    [`memory after ${QUESTIONS} questions`, `${warm.megabytes.toFixed(0)} MB`],
  ];
  for (const [name, value] of lines) process.stdout.write(`${name.padEnd(44)}${value}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function pickQuestions() {
  const all = corpus.documents.flatMap(({ passages }) =>
    passages.flatMap((passage) => ["en", "ru", "kk"].flatMap((language) => passage.questions[language])),
  );
  const step = Math.floor(all.length / QUESTIONS) | 1;
  return Array.from({ length: QUESTIONS }, (_, k) => all[k * step]);
}

/** Starts the whole service as `npm start` does, on a port of its own. */
async function measureStart() {
  const start = performance.now();
  const child = spawn(process.execPath, ["dist/main.js"], {
    env: {
      ...process.env,
      PORT: "0",
      BOT_TOKEN: undefined,
      LOG_LEVEL: "silent",
      MALLOC_MMAP_THRESHOLD_: "65536",
      INDEX_DIR: join(folder, "index"),
      DATA_DIR: join(folder, "data"),
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  try {
    const address = await readAddress(child);
    // Its health is asked, not a question: questions have a limit a minute.
    while ((await fetch(`${address}/health`)).status !== 200) await new Promise((resume) => setTimeout(resume, 50));
    if ((await ask(address, questions[0])) !== 200) throw new Error("Ready, and yet the question is not answered");
    const seconds = (performance.now() - start) / 1000;
    // Below the limit of questions a minute.
    for (const question of questions.slice(0, QUESTIONS / 2)) await ask(address, question);
    const metrics = await (await fetch(`${address}/metrics`)).text();
    const bytes = Number(/process_resident_memory_bytes (\d+)/u.exec(metrics)?.[1]);
    return { seconds, megabytes: bytes / 2 ** 20 };
  } finally {
    child.kill("SIGTERM");
    await once(child, "exit");
  }
}

async function readAddress(child) {
  for await (const line of createInterface({ input: child.stderr })) {
    const address = /http:\S+/u.exec(line)?.[0];
    if (address) {
      child.stderr.resume();
      return address;
    }
  }
  throw new Error("The service ended before it said where its page is");
}

async function ask(address, question) {
  const reply = await fetch(`${address}/api/ask?q=${encodeURIComponent(question)}`);
  await reply.arrayBuffer();
  return reply.status;
}

/** Medians in milliseconds, each question by both ways in turn, in one process. */
async function measureQuestions() {
  const embedder = await createWorkerPool({ model: "models/multilingual-e5-small", workers: 1 });
  const index = await openIndex({ corpus, embedder, indexDir: join(folder, "index"), onRebuild: () => {} });
  const answer = createAsk({ corpus, embedder, index, calibration: readCalibration() });
  const bare = [];
  const asked = [];
  try {
    for (const [k, text] of [...questions.slice(0, 20), ...questions].entries()) {
      const start = performance.now();
      await embedder.embed([text], "query");
      const middle = performance.now();
      await answer({ text });
      if (k < 20) continue;
      bare.push(middle - start);
      asked.push(performance.now() - middle);
    }
  } finally {
    index.close();
    await embedder.close();
  }
  return { bare: median(bare), asked: median(asked) };
}

function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
