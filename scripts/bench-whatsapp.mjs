/**
 * npm run bench:whatsapp [load] [crash]: the whole service against the strict Cloud API of the tests,
 * each in processes of its own on this machine.
 *   load   2,000 questions from 200 askers: answered, logged, answers a second, memory
 *   crash  40 questions from 40 askers, killed at ten random instants: lost, repeated
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

const folder = mkdtempSync(join(tmpdir(), "kenes-bench-whatsapp-"));
const { FakeCloudApi, TOKEN, PHONE_ID, APP_SECRET, VERIFY_TOKEN } = await loadFake();
const questions = readCorpus("corpus").documents.flatMap(({ passages }) =>
  passages.flatMap((passage) => ["en", "ru", "kk"].flatMap((language) => passage.questions[language])),
);
const measures = { load: measureLoad, crash: measureCrash };
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
  const source = readFileSync("test/whatsapp/fake-cloud-api.ts", "utf8");
  const { outputText } = ts.transpileModule(source, { compilerOptions: { target: "ES2022", module: "ES2022" } });
  const file = join(folder, "fake-cloud-api.mjs");
  writeFileSync(file, outputText);
  return import(pathToFileURL(file).href);
}

async function start(fake, dataDir) {
  const child = spawn(process.execPath, ["dist/main.js"], {
    env: {
      ...process.env,
      ...{ WHATSAPP_TOKEN: TOKEN, WHATSAPP_PHONE_ID: PHONE_ID, WHATSAPP_APP_SECRET: APP_SECRET },
      ...{ WHATSAPP_VERIFY_TOKEN: VERIFY_TOKEN, WHATSAPP_API_ROOT: fake.root, PORT: "0", DATA_DIR: dataDir },
      INDEX_DIR: process.env.INDEX_DIR ?? join(folder, "index"),
      LOG_LEVEL: process.env.LOG_LEVEL ?? "error",
      MALLOC_MMAP_THRESHOLD_: "65536",
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  child.on("exit", (code) => {
    if (code) throw new Error(`Kenes ended with exit code ${code}`);
  });
  createInterface({ input: child.stderr }).on("line", (line) => {
    const address = /The page is at (\S+)/u.exec(line)?.[1];
    if (address) fake.webhook = `${address}/whatsapp`;
    if (line.startsWith("{")) process.stderr.write(`${line}\n`);
  });
  return child;
}

async function end(child) {
  child.kill("SIGTERM");
  await once(child, "exit");
}

async function withFake(run) {
  const fake = new FakeCloudApi();
  await fake.start();
  try {
    return await run(fake);
  } finally {
    await fake.stop();
  }
}

/** One a question: the last message of an answer, which bears what can be pressed, or has none. */
function answersOf(fake) {
  return fake.sent.filter(({ payload }) => payload.type === "interactive");
}

/** Bytes that the process holds, its worker not counted. */
async function readMemory(fake) {
  const metrics = await (await fetch(new URL("/metrics", fake.webhook))).text();
  return Number(/kenes_memory_bytes\{process="main"\} (\d+)/u.exec(metrics)?.[1]);
}

function readLogged(dataDir) {
  const log = new Database(join(dataDir, "kenes.sqlite"), { readonly: true });
  const texts = log.prepare("SELECT text FROM questions").pluck().all();
  log.close();
  return texts;
}

async function measureLoad(dataDir) {
  const [chats, each, first] = [200, 10, 500];
  return withFake(async (fake) => {
    const child = await start(fake, dataDir);
    fake.write("help", { chat: "1" });
    await fake.messages(1, "1");
    const begun = Date.now();
    let before = 0;
    // Turn by turn, as people write: an asker's next question once the last is on its way.
    for (let turn = 0; turn < each; turn += 1) {
      for (let chat = 1000; chat < 1000 + chats; chat += 1) {
        fake.write(questions[(turn * chats + chat) % questions.length], { chat: String(chat) });
      }
      await fake.until(() => answersOf(fake).length >= (turn + 1) * chats * 0.98);
      if (before === 0 && answersOf(fake).length > first) before = await readMemory(fake);
    }
    await fake.until(() => new Set(answersOf(fake).map(({ to }) => to)).size >= chats);
    await waitForRest(fake);
    const seconds = (Date.now() - begun) / 1000;
    const after = await readMemory(fake);
    await end(child);
    const perChat = new Map();
    const seen = new Set();
    let repeated = 0;
    for (const { to, payload } of fake.sent) {
      perChat.set(to, (perChat.get(to) ?? 0) + 1);
      const said = JSON.stringify([to, payload]);
      if (seen.has(said)) repeated += 1;
      seen.add(said);
    }
    // An answer is one message or more: danger and greetings come without buttons, long ones in parts.
    const whole = [...perChat].filter(([to, count]) => to !== "1" && count >= each).length;
    return [
      ["load: questions, logged", `${chats * each}, ${readLogged(dataDir).length}`],
      ["load: askers with a message for every question", `${whole} of ${chats}`],
      ["load: messages that came twice", repeated],
      ["load: answers a second", ((chats * each) / seconds).toFixed(1)],
      ["load: refused by the fake", fake.refused.length],
      [
        `load: memory after ${first}, at the end`,
        [before, after].map((bytes) => `${(bytes / 2 ** 20).toFixed(1)} MB`).join(", "),
      ],
    ];
  });
}

/** Until nothing waits to be answered or sent. */
async function waitForRest(fake) {
  for (;;) {
    const { whatsappDelivery } = await (await fetch(new URL("/health", fake.webhook))).json();
    const { updates, messages } = whatsappDelivery.waiting;
    if (updates + messages === 0) return;
    await new Promise((resume) => setTimeout(resume, 100));
  }
}

async function measureCrash(dataDir) {
  const [chats, kills] = [40, 10];
  return withFake(async (fake) => {
    let child = await start(fake, dataDir);
    const asked = Array.from({ length: chats }, (_, chat) => questions[(chat + 1) * 7]);
    for (const [chat, text] of asked.entries()) fake.write(text, { chat: String(chat + 1) });
    for (let kill = 0; kill < kills; kill += 1) {
      // Any instant: some in the middle of a start, most after a few answers more.
      const reached = answersOf(fake).length + Math.floor(Math.random() * 5);
      await fake.until(() => answersOf(fake).length >= Math.min(reached, chats - 1));
      await new Promise((resume) => setTimeout(resume, Math.random() * 60));
      child.kill("SIGKILL");
      await once(child, "exit");
      child = await start(fake, dataDir);
    }
    const answered = () => new Set(answersOf(fake).map(({ to }) => to)).size;
    await fake.until(() => answered() >= chats);
    fake.write("help", { chat: "999" });
    await fake.messages(1, "999");
    await waitForRest(fake);
    await end(child);
    const bodies = fake.sent.map(({ to, payload }) => `${to} ${JSON.stringify(payload)}`);
    return [
      [`crash: answered of ${chats}, ${kills} kills`, answered()],
      ["crash: questions logged", readLogged(dataDir).length],
      ["crash: messages that came twice", bodies.length - new Set(bodies).size],
    ];
  });
}
