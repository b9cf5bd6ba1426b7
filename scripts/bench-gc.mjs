/**
 * npm run bench:telegram [load] [crash] [day]: the whole service against the strict Bot API of the
 * tests, each in processes of its own on this machine.
 *   load   2,000 questions from 200 chats at once: order, answers a second, memory
 *   crash  40 questions from 40 chats, killed at ten random instants: lost, repeated
 *   day    100,000 updates from 100,000 askers: memory, bytes a question
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import Database from "better-sqlite3";
import ts from "typescript";
import { readCorpus } from "../dist/corpus/corpus.js";

const folder = mkdtempSync(join(tmpdir(), "kenes-bench-telegram-"));
const { FakeBotApi, TOKEN } = await loadFake();
const questions = readCorpus("corpus").documents.flatMap(({ passages }) =>
  passages.flatMap((passage) => ["en", "ru", "kk"].flatMap((language) => passage.questions[language])),
);
const measures = { load: measureLoad, crash: measureCrash, day: measureDay };
const chosen = process.argv.slice(2).filter((name) => name in measures);

try {
  for (const name of chosen.length > 0 ? chosen : Object.keys(measures)) {
    const dataDir = join(folder, name);
    mkdirSync(dataDir);
    for (const [what, value] of await measures[name](dataDir)) process.stdout.write(`${what.padEnd(44)}${value}\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The fake is TypeScript with no import but node's own: its types are taken off. */
async function loadFake() {
  const source = readFileSync("test/telegram/fake-bot-api.ts", "utf8");
  const { outputText } = ts.transpileModule(source, { compilerOptions: { target: "ES2022", module: "ES2022" } });
  const file = join(folder, "fake-bot-api.mjs");
  writeFileSync(file, outputText);
  return import(pathToFileURL(file).href);
}

async function startBot(fake, dataDir) {
  const child = spawn(process.execPath, ["dist/main.js"], {
    env: {
      ...process.env,
      NODE_OPTIONS: "--trace-gc",
      BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: fake.root,
      PORT: "0",
      DATA_DIR: dataDir,
      INDEX_DIR: process.env.INDEX_DIR ?? join(folder, "index"),
      LOG_LEVEL: process.env.LOG_LEVEL ?? "error",
      MALLOC_MMAP_THRESHOLD_: "65536",
    },
    stdio: ["ignore", (await import("node:fs")).openSync("/tmp/gc.log", "w"), "pipe"],
  });
  child.address = "";
  createInterface({ input: child.stderr }).on("line", (line) => {
    child.address ||= /http:\S+/u.exec(line)?.[0] ?? "";
    if (line.startsWith("{")) process.stderr.write(`${line}\n`);
  });
  return child;
}

async function endBot(child) {
  child.kill("SIGTERM");
  await once(child, "exit");
}

function answersOf(fake) {
  return fake.sent.filter(({ method }) => method === "sendMessage");
}

/** Seconds of processor time of a process and, apart, of its children that live (Linux). */
function readCpu(pid) {
  const ticks = (id) => {
    const fields = readFileSync(`/proc/${id}/stat`, "utf8").split(") ")[1].split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
  };
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
  return { own: ticks(pid), children: children.reduce((sum, id) => sum + ticks(id), 0) };
}

/** Bytes that the process holds, its worker not counted. */
async function readMemory({ address }) {
  const metrics = await (await fetch(`${address}/metrics`)).text();
  return Number(/process_resident_memory_bytes (\d+)/u.exec(metrics)?.[1]);
}

function megabytes(bytes) {
  return `${(bytes / 2 ** 20).toFixed(1)} MB`;
}

async function withFake(run) {
  const fake = new FakeBotApi();
  await fake.start();
  try {
    return await run(fake);
  } finally {
    await fake.stop();
  }
}

async function measureLoad(dataDir) {
  const [chats, each, settled] = [200, 10, 500];
  return withFake(async (fake) => {
    const bot = await startBot(fake, dataDir);
    fake.write("/help", { chat: 1 });
    await fake.messages(1, 1);
    // Each question bears a number that comes back with the reply, so that the order can be seen.
    const start = Date.now();
    for (let turn = 0; turn < each; turn += 1) {
      for (let chat = 0; chat < chats; chat += 1) {
        fake.write(questions[(turn * chats + chat) % questions.length], { chat: 1000 + chat });
      }
    }
    const cpu = readCpu(bot.pid);
    const own = process.cpuUsage();
    await fake.until(() => fake.calls.get("sendMessage") > settled);
    const before = await readMemory(bot);
    await fake.until(() => fake.calls.get("sendMessage") > chats * each);
    const seconds = (Date.now() - start) / 1000;
    const after = await readMemory(bot);
    const spent = readCpu(bot.pid);
    const fakeSpent = process.cpuUsage(own);
    const each1000 = 1000 / (chats * each);
    await endBot(bot);
    const log = new Database(join(dataDir, "kenes.sqlite"), { readonly: true });
    const logged = log.prepare("SELECT text FROM questions").all().length;
    log.close();
    return [
      ["load: questions, answers", `${chats * each}, ${answersOf(fake).length - 1} (logged ${logged})`],
      ["load: answers a second", ((chats * each) / seconds).toFixed(1)],
      ["load: ms of processor an answer: bot", ((spent.own - cpu.own) * each1000).toFixed(1)],
      ["  model", ((spent.children - cpu.children) * each1000).toFixed(1)],
      ["  fake", ((fakeSpent.user + fakeSpent.system) / 1000 / chats / each).toFixed(1)],
      [`load: memory after ${settled}, at the end`, `${megabytes(before)}, ${megabytes(after)}`],
    ];
  });
}

async function measureCrash() {}
async function measureDay() {}
