/**
 * npm run bench:telegram [load] [crash] [day]: the whole service against the strict Bot API of the
 * tests, each in processes of its own on this machine.
 *   load   2,000 questions from 200 chats at once: order, answers a second, memory
 *   crash  40 questions from 40 chats, killed at ten random instants: lost, repeated
 *   day    100,000 updates from 100,000 askers: memory, bytes a question
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import Database from "better-sqlite3";
import ts from "typescript";
import { readCorpus } from "../dist/corpus/corpus.js";
import { maskPersonal } from "../dist/corpus/personal.js";

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
      BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: fake.root,
      PORT: "0",
      DATA_DIR: dataDir,
      INDEX_DIR: process.env.INDEX_DIR ?? join(folder, "index"),
      LOG_LEVEL: process.env.LOG_LEVEL ?? "error",
      MALLOC_MMAP_THRESHOLD_: "65536",
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  child.address = "";
  child.on("exit", (code) => {
    if (code) throw new Error(`The bot ended with exit code ${code}`);
  });
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

/** Whom to call comes in a message of its own, before the answer. */
function answersOf(fake) {
  return fake.sent.filter(({ method, payload }) => method === "sendMessage" && !payload.text.includes("<b>112</b>"));
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
  return Number(/kenes_memory_bytes\{process="main"\} (\d+)/u.exec(metrics)?.[1]);
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
    const start = Date.now();
    const asked = new Map();
    for (let turn = 0; turn < each; turn += 1) {
      for (let chat = 1000; chat < 1000 + chats; chat += 1) {
        const text = questions[(turn * chats + chat) % questions.length];
        asked.set(chat, [...(asked.get(chat) ?? []), maskPersonal(text)]);
        fake.write(text, { chat });
      }
    }
    const cpu = readCpu(bot.pid);
    const own = process.cpuUsage();
    await fake.until(() => fake.calls.get("sendMessage") > settled);
    const before = await readMemory(bot);
    await fake.until(() => fake.calls.get("sendMessage") > chats * each && answersOf(fake).length > chats * each);
    const seconds = (Date.now() - start) / 1000;
    const after = await readMemory(bot);
    const spent = readCpu(bot.pid);
    const fakeSpent = process.cpuUsage(own);
    const each1000 = 1000 / (chats * each);
    await endBot(bot);
    const log = new Database(join(dataDir, "kenes.sqlite"), { readonly: true });
    const bytes = statSync(join(dataDir, "kenes.sqlite")).size;
    const logged = log.prepare("SELECT text FROM questions").all().length;
    log.close();
    return [
      ["load: questions, answers", `${chats * each}, ${answersOf(fake).length - 1} (logged ${logged})`],
      ["load: in order in every chat", isInOrder(fake, { dataDir, asked }) ? "yes" : "NO"],
      ["load: database bytes a question", (bytes / chats / each).toFixed(0)],
      ["load: answers a second", ((chats * each) / seconds).toFixed(1)],
      ["load: ms of processor an answer: bot", ((spent.own - cpu.own) * each1000).toFixed(1)],
      ["  model", ((spent.children - cpu.children) * each1000).toFixed(1)],
      ["  fake", ((fakeSpent.user + fakeSpent.system) / 1000 / chats / each).toFixed(1)],
      [`load: memory after ${settled}, at the end`, `${megabytes(before)}, ${megabytes(after)}`],
    ];
  });
}

/** The buttons of an answer bear its id, the log knows its question: each chat's must come as they were asked. */
function isInOrder(fake, { dataDir, asked }) {
  const log = new Database(join(dataDir, "kenes.sqlite"), { readonly: true });
  const texts = new Map(log.prepare("SELECT id, text FROM questions").raw().all());
  log.close();
  const given = new Map([...asked.keys()].map((chat) => [chat, []]));
  for (const { payload } of answersOf(fake)) {
    const button = payload.reply_markup?.inline_keyboard?.[0]?.[0]?.callback_data ?? "";
    const text = texts.get(/[\w-]{12}/u.exec(button)?.[0]);
    if (text !== undefined) given.get(payload.chat_id)?.push(text);
  }
  return [...asked].every(([chat, questions]) => {
    const answered = new Set(given.get(chat));
    return questions.filter((text) => answered.has(text)).join("|") === given.get(chat).join("|");
  });
}

async function measureCrash(dataDir) {
  const [chats, kills] = [40, 10];
  return withFake(async (fake) => {
    let bot = await startBot(fake, dataDir);
    for (let chat = 1; chat <= chats; chat += 1) fake.write(questions[chat * 7], { chat });
    for (let kill = 0; kill < kills; kill += 1) {
      // Any instant: some in the middle of a start, most after a few answers more.
      const reached = answersOf(fake).length + Math.floor(Math.random() * 5);
      await fake.until(() => answersOf(fake).length >= Math.min(reached, chats - 1));
      await new Promise((resume) => setTimeout(resume, Math.random() * 60));
      bot.kill("SIGKILL");
      await once(bot, "exit");
      bot = await startBot(fake, dataDir);
    }
    const answered = () => new Set(answersOf(fake).map(({ payload }) => payload.chat_id)).size;
    await fake.until(() => answered() >= chats);
    fake.write("/help", { chat: 999 });
    await fake.messages(1, 999);
    await endBot(bot);
    return [
      [`crash: answered of ${chats}, ${kills} kills`, answered() - 1],
      ["crash: apologies instead of answers", answersOf(fake).filter(({ payload }) => !payload.parse_mode).length],
      ["crash: messages that came twice", answersOf(fake).length - 1 - chats],
    ];
  });
}

/** The cheapest update, so that what is measured is the delivery: a question's bytes are the measure `load`'s. */
async function measureDay(dataDir) {
  const [updates, ahead] = [Number(process.env.UPDATES ?? 100_000), 2000];
  return withFake(async (fake) => {
    const bot = await startBot(fake, dataDir);
    fake.write("/help", { chat: 1 });
    await fake.messages(1, 1);
    const memory = [];
    const start = Date.now();
    for (let done = 0; done < updates; done += ahead) {
      for (let k = 0; k < ahead; k += 1) fake.write("/help", { chat: 10_000 + done + k });
      await fake.until(() => fake.calls.get("sendMessage") > done + ahead);
      fake.sent.length = 0;
      if (memory.length <= (done / updates) * 10) memory.push(megabytes(await readMemory(bot)));
    }
    const seconds = (Date.now() - start) / 1000;
    await endBot(bot);
    const bytes = statSync(join(dataDir, "kenes.sqlite")).size;
    return [
      [`day: ${updates} updates of as many askers`, `${(updates / seconds).toFixed(0)} a second`],
      ["day: memory, by tenths", memory.join(", ")],
      ["day: database bytes an update (for 25 hours)", (bytes / updates).toFixed(0)],
    ];
  });
}
