/**
 * npm run bench -- peers [--variant english|all] [--whole]: the same texts, questions and model through Kenes and
 * what a developer would take instead, each in processes of its own, by turns. Writes bench/results/peers-VARIANT.json.
 *
 * 1 index    texts embedded and stored; with `all` the vectors kept beside the corpus are stored, and what embedding
 *            takes is measured on every so manieth text, unless `--whole` has all of them embedded
 * 2 start    a process anew, until its first question is answered
 * 3 ask      every answerable question in three languages, twenty at a time by turns
 * 4 burst    questions eight at once, on one core and on two
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { listTree, startPeer } from "./peer-process.mjs";
import { readQuestions, readVariant } from "./peers/texts.mjs";

const PEERS = ["kenes", "langchain", "orama", "sqlite-vec", "transformers"];
const MODEL = resolve("models/multilingual-e5-small");
const TURN = 20;
/** Texts whose embedding is measured when not all of them are embedded. */
const SAMPLE = 60;
const BURST = { questions: 60, atOnce: 8 };

const { values } = parseArgs({
  options: {
    variant: { type: "string", default: "all" },
    whole: { type: "boolean", default: false },
    peers: { type: "string", default: PEERS.join(",") },
    questions: { type: "string", default: "1000" },
    bursts: { type: "boolean", default: true },
    results: { type: "string", default: "bench/results" },
  },
  allowNegative: true,
});
const variant = values.variant;
const { corpus, items } = readVariant(variant);
const questions = readQuestions(corpus).slice(0, Number(values.questions));
const embeds = variant === "english" || values.whole;
const folder = mkdtempSync(join(tmpdir(), "kenes-peers-"));
const results = values.peers.split(",").map((name) => ({ name, answers: [] }));

try {
  for (const peer of results) await measureIndex(peer);
  for (const peer of results) await measureStart(peer);
  await askByTurns();
  if (values.bursts) for (const peer of results) peer.burst = await measureBurst(peer.running);
  for (const { running } of results) await running.stop();
  mkdirSync(values.results, { recursive: true });
  const summary = { variant, day: new Date().toISOString().slice(0, 10), embeds, peers: results.map(summarise) };
  writeFileSync(join(values.results, `peers-${variant}.json`), `${JSON.stringify(summary, null, 1)}\n`);
  process.stdout.write(`${JSON.stringify(summary.peers, null, 1)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function placeOf(name) {
  const place = join(folder, name);
  mkdirSync(place, { recursive: true });
  return { variant, folder: place, model: MODEL };
}

async function measureIndex(peer) {
  const running = await startPeer(peer.name, placeOf(peer.name));
  const texts = items.filter((_, number) => number % Math.ceil(items.length / SAMPLE) === 0).map(({ text }) => text);
  await running.tell("embed", { texts: texts.slice(0, 4) });
  const embedding = await running.tell("embed", { texts });
  const { result, processor } = await running.tell("index", { kept: !embeds });
  peer.embedding = { seconds: embedding.result.seconds / texts.length, processor: embedding.processor / texts.length };
  peer.index = { ...result, processor };
  await running.stop();
  say(`${peer.name}: index ${result.seconds.toFixed(1)} s`);
}

async function measureStart(peer) {
  const start = performance.now();
  peer.running = await startPeer(peer.name, placeOf(peer.name));
  await peer.running.tell("open");
  await peer.running.tell("ask", { questions: [questions[0].text], count: 10 });
  peer.start = (performance.now() - start) / 1000;
  say(`${peer.name}: start ${peer.start.toFixed(1)} s`);
}

async function askByTurns() {
  const warm = questions.slice(0, 10).map(({ text }) => text);
  for (const { running } of results) await running.tell("ask", { questions: warm, count: 10 });
  for (let from = 0; from < questions.length; from += TURN) {
    const texts = questions.slice(from, from + TURN).map(({ text }) => text);
    for (const peer of results) {
      const { result, processor } = await peer.running.tell("ask", { questions: texts, count: 10 });
      peer.answers.push(...result);
      peer.processor = (peer.processor ?? 0) + processor;
    }
  }
  for (const peer of results) peer.memory = peer.running.memory();
}

async function measureBurst(running) {
  const texts = questions.slice(0, BURST.questions).map(({ text }) => text);
  const found = {};
  for (const cores of ["0", "0,1"]) {
    for (const pid of listTree(running.pid)) execFileSync("taskset", ["-acp", cores, String(pid)], { stdio: "ignore" });
    const { result } = await running.tell("burst", { questions: texts, atOnce: BURST.atOnce });
    found[cores === "0" ? "one" : "two"] = texts.length / result.seconds;
  }
  return found;
}

function summarise({ name, embedding, index, start, answers, processor, memory, burst }) {
  const times = answers.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  const hits = (language) => {
    const own = questions.map((question, number) => ({ ...question, found: answers[number].passages }));
    const asked = own.filter((question) => question.language === language);
    return asked.filter(({ right, found }) => right.includes(found[0])).length / asked.length;
  };
  return {
    name,
    texts: items.length,
    embedding,
    index,
    start,
    question: { p50: at(0.5), p95: at(0.95), p99: at(0.99), processor: (processor * 1000) / answers.length },
    memory,
    burst,
    hit1: { en: hits("en"), ru: hits("ru"), kk: hits("kk") },
  };
}

function say(line) {
  process.stderr.write(`${line}\n`);
}
