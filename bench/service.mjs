/**
 * npm run bench -- service [--seconds N]: the whole service over HTTP with distinct questions from many addresses of
 * this machine (each may ask 120 times a minute). Most answers a second on one core and on two, then at seven tenths
 * of the latter's rate, what a question takes. The service is bound to the cores (taskset), as is this process.
 * Writes bench/results/service.json.
 */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { readCorpus } from "../dist/corpus/corpus.js";

const { values } = parseArgs({ options: { seconds: { type: "string", default: "20" } } });
const SECONDS = Number(values.seconds);
/** Asked at once while the most is sought. */
const AT_ONCE = 16;
/** Share of the most at which the latency is measured. */
const SHARE = 0.7;
const ADDRESSES = 200;

const folder = mkdtempSync(join(tmpdir(), "kenes-service-"));
const passages = readCorpus("corpus").documents.flatMap((document) => document.passages);
const authored = passages.flatMap(({ questions }) => [...questions.en, ...questions.ru, ...questions.kk]);
const agents = Array.from({ length: ADDRESSES }, (_, number) => {
  const localAddress = `127.0.${1 + Math.floor(number / 250)}.${1 + (number % 250)}`;
  return new Agent({ keepAlive: true, localAddress });
});
let asked = 0;

try {
  const one = await measureMost("0");
  const two = await measureMost("0,1", SHARE);
  const results = { day: new Date().toISOString().slice(0, 10), one, two };
  mkdirSync("bench/results", { recursive: true });
  writeFileSync("bench/results/service.json", `${JSON.stringify(results, null, 1)}\n`);
  process.stdout.write(`${JSON.stringify(results, null, 1)}\n`);
} finally {
  for (const agent of agents) agent.destroy();
  rmSync(folder, { recursive: true, force: true });
}

/** Answers a second on those cores; with `share`, the latency at that share of it too. */
async function measureMost(cores, share) {
  const child = await startService(cores);
  try {
    await closedLoop(child.address, 3);
    const most = await closedLoop(child.address, SECONDS);
    if (share === undefined) return { most: most.rate };
    return { most: most.rate, at: most.rate * share, ...(await openLoop(child.address, most.rate * share)) };
  } finally {
    child.kill("SIGTERM");
    await once(child, "exit");
  }
}

async function startService(cores) {
  const env = {
    ...process.env,
    PORT: "0",
    BOT_TOKEN: undefined,
    LOG_LEVEL: "silent",
    MALLOC_MMAP_THRESHOLD_: "65536",
    INDEX_DIR: join(folder, "index"),
    DATA_DIR: join(folder, `data-${cores.replace(",", "")}`),
  };
  const child = spawn("taskset", ["-c", cores, process.execPath, "dist/main.js"], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  execFileSync("taskset", ["-acp", cores, String(process.pid)], { stdio: "ignore" });
  for await (const line of createInterface({ input: child.stderr })) {
    child.address = /http:\S+/u.exec(line)?.[0];
    if (child.address) break;
  }
  child.stderr.resume();
  while ((await fetch(`${child.address}/health`)).status !== 200)
    await new Promise((resume) => setTimeout(resume, 100));
  return child;
}

/** As many questions as are answered with so many waiting all the time. */
async function closedLoop(address, seconds) {
  const end = performance.now() + seconds * 1000;
  let answered = 0;
  const work = async () => {
    while (performance.now() < end) {
      await ask(address);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { rate: answered / seconds };
}

/** Questions at a fixed rate, whether the earlier ones are answered or not; milliseconds of each from when it was due. */
async function openLoop(address, rate) {
  const times = [];
  const start = performance.now();
  const waiting = [];
  for (let number = 0; number < rate * SECONDS; number += 1) {
    const due = start + (number * 1000) / rate;
    if (due > performance.now()) await new Promise((resume) => setTimeout(resume, due - performance.now()));
    waiting.push(ask(address).then(() => times.push(performance.now() - due)));
  }
  await Promise.all(waiting);
  times.sort((a, b) => a - b);
  const at = (part) => times[Math.min(times.length - 1, Math.floor(times.length * part))];
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** A question that nobody asked before: an authored one and a word of its own. */
function ask(address) {
  const question = `${authored[(asked * 7919) % authored.length]} ${asked}`;
  const agent = agents[asked % ADDRESSES];
  asked += 1;
  return new Promise((resolve, reject) => {
    const request = get(`${address}/api/ask?q=${encodeURIComponent(question)}`, { agent }, (reply) => {
      reply.resume();
      reply.on("end", () => (reply.statusCode === 200 ? resolve() : reject(new Error(`Status ${reply.statusCode}`))));
    });
    request.on("error", reject);
  });
}
