/**
 * npm run bench -- service: how many distinct questions a second the HTTP API answers on one core and on
 * two, and how long an answer takes at seven tenths of that. The asking side runs on the same cores
 * as the service. Needs taskset (Linux); figures of one run compare, those of two machines don't.
 */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { readCorpus } from "../dist/corpus/corpus.js";

/** Questions under way at once while the most is measured. */
const AT_ONCE = 16;
/** Share of the most at which people are served while times are measured. */
const SHARE = 0.7;
/** Seconds until the service has its processes and its code is warm, and seconds of each measure. */
const SECONDS = { warming: 8, measuring: 12 };

if (process.argv.includes("--here")) process.stdout.write(JSON.stringify(await measure()));
else compareCores();

function compareCores() {
  const own = fileURLToPath(import.meta.url);
  const on = (cores) =>
    JSON.parse(
      execFileSync("taskset", ["-c", cores, process.execPath, own, "--here"], { stdio: ["ignore", "pipe", "inherit"] }),
    );
  const [one, two] = [on("0"), on("0,1")];
  const line = ({ most, times }) =>
    `${most.toFixed(0).padStart(6)} questions/s; at ${SHARE * 100} % of it p50 ${times.p50.toFixed(0)} ms, p95 ${times.p95.toFixed(0)} ms, p99 ${times.p99.toFixed(0)} ms`;
  process.stdout.write(`one core   ${line(one)}\ntwo cores  ${line(two)}\n`);
  process.stdout.write(`two cores ÷ one core  ${(two.most / one.most).toFixed(2)}\n`);
  const { quiet, busy, after } = two.megabytes;
  process.stdout.write(
    `memory on two cores: ${quiet} MB before, ${busy} MB busy, ${after} MB a minute and a half after\n`,
  );
}

/** Starts the service on the cores that this process has. */
async function measure() {
  const folder = mkdtempSync(join(tmpdir(), "kenes-bench-http-"));
  const service = spawn(process.execPath, ["dist/main.js"], {
    env: {
      ...process.env,
      ...{ PORT: "0", BOT_TOKEN: undefined, LOG_LEVEL: "silent", MALLOC_MMAP_THRESHOLD_: "65536" },
      ...{ DATA_DIR: join(folder, "data"), TRUSTED_PROXY: "127.0.0.1" },
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  try {
    const ask = createAsker(await readAddress(service));
    await ask.ready();
    const quiet = await ask.megabytes();
    await askWithoutPause(ask, SECONDS.warming);
    const most = await askWithoutPause(ask, SECONDS.measuring);
    const times = await askAtRate(ask, most * SHARE);
    const busy = await ask.megabytes();
    await new Promise((resume) => setTimeout(resume, 90_000));
    return { most, times, megabytes: { quiet, busy, after: await ask.megabytes() } };
  } finally {
    service.kill("SIGTERM");
    await once(service, "exit");
    rmSync(folder, { recursive: true, force: true });
  }
}

async function readAddress(service) {
  for await (const line of createInterface({ input: service.stderr })) {
    const address = /http:\S+/u.exec(line)?.[0];
    if (address) {
      service.stderr.resume();
      return address;
    }
  }
  throw new Error("The service ended before it said where its page is");
}

/** Asks each authored question once, as if each came from an address of its own: one has a limit a minute. */
function createAsker(address) {
  const agent = new Agent({ keepAlive: true, maxSockets: 512 });
  const questions = listQuestions();
  let asked = 0;
  const fetchText = (path, headers = {}) =>
    new Promise((resolve, reject) => {
      get(`${address}${path}`, { agent, headers }, (reply) => {
        let text = "";
        reply.setEncoding("utf8");
        reply.on("data", (part) => {
          text += part;
        });
        reply.on("end", () => resolve({ status: reply.statusCode, text }));
      }).on("error", reject);
    });
  return {
    ready: async () => {
      while ((await fetchText("/health")).status !== 200) await new Promise((resume) => setTimeout(resume, 100));
    },
    megabytes: async () => {
      const { text } = await fetchText("/metrics");
      return Math.round(Number(/process_resident_memory_bytes (\d+)/u.exec(text)?.[1]) / 2 ** 20);
    },
    next: async () => {
      const number = asked++;
      const question = questions[number % questions.length];
      const from = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
      const { status } = await fetchText(`/api/ask?q=${encodeURIComponent(question)}`, { "x-forwarded-for": from });
      if (status !== 200) throw new Error(`A question was answered with ${status}`);
    },
  };
}

/** All authored questions, those of a passage far from each other. */
function listQuestions() {
  const all = readCorpus("corpus").documents.flatMap(({ passages }) =>
    passages.flatMap(({ questions }) => Object.values(questions).flat()),
  );
  const step = 7919;
  return all.map((_, k) => all[(k * step) % all.length]);
}

/** Answers a second when each is followed by the next question. */
async function askWithoutPause(ask, seconds) {
  const start = performance.now();
  const end = start + seconds * 1000;
  let answered = 0;
  const askOn = async () => {
    while (performance.now() < end) {
      await ask.next();
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, askOn));
  return answered / ((performance.now() - start) / 1000);
}

/** Milliseconds of answers to questions that come at even times, whether or not earlier ones are answered. */
async function askAtRate(ask, rate) {
  const times = [];
  const waiting = [];
  const start = performance.now();
  for (let number = 0; number < rate * SECONDS.measuring; number += 1) {
    const due = start + (number * 1000) / rate;
    const early = due - performance.now();
    if (early > 1) await new Promise((resume) => setTimeout(resume, early));
    waiting.push(ask.next().then(() => times.push(performance.now() - due)));
  }
  await Promise.all(waiting);
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.floor(times.length * share)];
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
