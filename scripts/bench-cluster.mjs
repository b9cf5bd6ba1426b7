/**
 * npm run bench:cluster: questions a second that one, two and three front ends answer beside one
 * cluster of three Weaviate nodes, and what one front end answers from the index of its own machine;
 * each held against the 30 messages a second that Telegram takes from a bot. All of it runs on this
 * machine, generator included: on machines of their own front ends do not take each other's cores.
 * Processor time a question is told too: it hardly depends on what else the machine does.
 */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { readCorpus } from "../dist/corpus/corpus.js";

/** What Telegram takes from a bot in all chats together (core.telegram.org/bots/faq). */
const TELEGRAM_A_SECOND = 30;
/** Questions of each measure, and how many are under way at each front end. */
const QUESTIONS = Number(process.env.QUESTIONS ?? 600);
const UNDER_WAY = 4;
const WARM_UP = Number(process.env.WARM_UP ?? 100);
const COUNTS = (process.env.FRONT_ENDS ?? "1,2,3").split(",").map(Number);
/** Hundredths of a second, in which Linux counts a process's time. */
const MS_A_TICK = 10;

const folder = mkdtempSync(join(tmpdir(), "kenes-bench-cluster-"));
const questions = readCorpus("corpus").documents.flatMap(({ passages }) =>
  passages.flatMap((passage) => ["en", "ru", "kk"].flatMap((language) => passage.questions[language])),
);
/** No question comes twice in a run. */
let next = 0;
const nextQuestion = () => questions[(next++ * 7919) % questions.length];

const { startCluster } = await loadCluster();
const binary = execFileSync("bash", ["scripts/install-weaviate.sh"], { encoding: "utf8" }).trim();
const rows = [];
try {
  await add("own machine's index", 1, {});
  const cluster = await startCluster(binary);
  try {
    for (const count of COUNTS) await add("cluster", count, { INDEX_URL: cluster.url }, cluster.pids());
  } finally {
    await cluster.stop();
  }
  print();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function add(index, count, settings, nodes = []) {
  const measured = await measure(count, { settings, nodes });
  rows.push([index, count, measured]);
  process.stderr.write(`${index}, ${count}: ${measured.rate.toFixed(1)} questions/s\n`);
}

function print() {
  const alone = rows[1][2].rate;
  const say = (line) => process.stdout.write(`${line}\n`);
  say(`${availableParallelism()} cores for front ends, nodes and generator; ${QUESTIONS} distinct questions a row`);
  say("");
  say(
    "| index | front ends | questions/s | ÷ one front end | ÷ Telegram's 30 | p50 ms | p99 ms | CPU ms a question: front ends | nodes | questions/s a core ÷ 30 |",
  );
  say("|---|---|---|---|---|---|---|---|---|---|");
  for (const [index, count, { rate, p50, p99, front, node }] of rows) {
    const ratios = [rate / alone, rate / TELEGRAM_A_SECOND].map((value) => value.toFixed(2));
    const core = (1000 / front / TELEGRAM_A_SECOND).toFixed(2);
    const times = [p50.toFixed(0), p99.toFixed(0), front.toFixed(1), node.toFixed(1)];
    say(`| ${[index, count, rate.toFixed(0), ...ratios, ...times, core].join(" | ")} |`);
  }
}

async function measure(count, { settings, nodes }) {
  const fronts = [];
  try {
    for (let number = 0; number < count; number += 1) fronts.push(await startFront(settings));
    const addresses = fronts.map(({ address }) => address);
    await askAll(addresses, WARM_UP * count);
    const readTimes = () => [readProcessorTime(fronts.map(({ child }) => child.pid)), readProcessorTime(nodes)];
    const before = readTimes();
    const start = performance.now();
    const times = (await askAll(addresses, QUESTIONS)).sort((a, b) => a - b);
    const seconds = (performance.now() - start) / 1000;
    const [front = 0, node = 0] = readTimes().map((time, k) => (time - before[k]) / QUESTIONS);
    const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
    return { rate: QUESTIONS / seconds, p50: at(0.5), p99: at(0.99), front, node };
  } finally {
    for (const { child } of fronts) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
  }
}

/** Processor milliseconds of processes and of their children so far. */
function readProcessorTime(pids) {
  const stats = readdirSync("/proc").flatMap((name) => {
    try {
      const [, pid, rest] = /^(\d+) \(.*\) (.*)$/su.exec(readFileSync(`/proc/${name}/stat`, "utf8")) ?? [];
      return pid === undefined ? [] : [{ pid: Number(pid), fields: rest.split(" ").map(Number) }];
    } catch {
      return [];
    }
  });
  const own = stats.filter(({ pid, fields }) => pids.includes(pid) || pids.includes(fields[1]));
  return own.reduce((sum, { fields }) => sum + fields[11] + fields[12], 0) * MS_A_TICK;
}

/** Asks so many questions, a few at a time at each front end; gives the milliseconds of each. */
async function askAll(addresses, total) {
  const times = [];
  let left = total;
  const ask = async (address) => {
    while (left > 0) {
      left -= 1;
      const start = performance.now();
      const from = `10.${(next >> 16) & 255}.${(next >> 8) & 255}.${next & 255}`;
      // Each from an address of its own: one may ask 120 a minute.
      const reply = await fetch(`${address}/api/ask?q=${encodeURIComponent(nextQuestion())}`, {
        headers: { "x-forwarded-for": from },
      });
      if (reply.status !== 200) throw new Error(`A question was answered with ${reply.status}`);
      await reply.arrayBuffer();
      times.push(performance.now() - start);
    }
  };
  await Promise.all(addresses.flatMap((address) => Array.from({ length: UNDER_WAY }, () => ask(address))));
  return times;
}

async function startFront(settings) {
  const child = spawn(process.execPath, ["dist/main.js"], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PORT: "0",
      LOG_LEVEL: "error",
      TRUSTED_PROXY: "127.0.0.1",
      MALLOC_MMAP_THRESHOLD_: "65536",
      DATA_DIR: join(folder, "data"),
      INDEX_DIR: join(folder, "index"),
      ...settings,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let address;
  for await (const line of createInterface({ input: child.stderr })) {
    address ??= /http:\S+/u.exec(line)?.[0];
    if (!/Ready/u.test(line)) continue;
    child.stderr.resume();
    return { child, address };
  }
  throw new Error("A front end ended before it was ready");
}

/** The nodes of the tests are TypeScript with no import but node's own: their types are taken off. */
async function loadCluster() {
  const source = readFileSync("test/cluster/weaviate-cluster.ts", "utf8");
  const { outputText } = ts.transpileModule(source, { compilerOptions: { target: "ES2022", module: "ES2022" } });
  const file = join(folder, "weaviate-cluster.mjs");
  writeFileSync(file, outputText);
  return import(pathToFileURL(file).href);
}
