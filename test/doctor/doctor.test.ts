import { once } from "node:events";
import { appendFileSync, chmodSync, cpSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { Finding } from "../../src/doctor/finding.ts";
import { examineDisk, examineMemory, examineNode } from "../../src/doctor/machine.ts";
import { openDatabase } from "../../src/log/database.ts";
import { finish, run, start, temporaryFolder, waitFor } from "../program.ts";
import { FakeBotApi, TOKEN } from "../telegram/fake-bot-api.ts";

const folder = temporaryFolder();
const fake = new FakeBotApi();
const SECRET = TOKEN.split(":")[1] ?? "";
let sound: Record<string, string>;

beforeAll(async () => {
  cpSync(inject("indexDir"), folder.path("index"), { recursive: true });
  await fake.start();
  sound = {
    BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: fake.root,
    PORT: "0",
    DATA_DIR: folder.path("data"),
    INDEX_DIR: folder.path("index"),
    LOG_LEVEL: "silent",
  };
  openDatabase(folder.path("data")).close();
});
afterAll(async () => {
  await fake.stop();
  folder.remove();
});

/** What the doctor found, by check; it never prints a secret. */
async function examine(settings: Record<string, string>) {
  const { code, out, err } = await run(["doctor", "--json"], { ...sound, ...settings });
  for (const secret of [SECRET, "hidden-secret"]) expect(out + err).not.toContain(secret);
  const { healthy, findings } = JSON.parse(out) as { healthy: boolean; findings: Finding[] };
  expect(code).toBe(healthy ? 0 : 1);
  for (const { status, mend } of findings) expect(mend === null).toBe(status === "ok");
  const bad = findings
    .filter(({ status }) => status !== "ok")
    .map(({ check, status, found }) => [check, status, found]);
  return { code, findings, bad };
}
const about = (text: string) => expect.stringContaining(text);

test("a sound installation: every part is looked at, all is well, for a person and as JSON", async () => {
  const { code, findings, bad } = await examine({});
  expect([code, bad]).toEqual([0, []]);
  const checks = new Set(findings.map(({ check }) => check));
  for (const check of ["settings", "node", "memory", "disk", "clock", "data folder", "database", "retention", "queues"])
    expect(checks).toContain(check);
  for (const check of ["corpus", "contacts", "model", "index", "port", "telegram", "webhook", "pending"])
    expect(checks).toContain(check);
  const { code: shown, out } = await run(["doctor"], sound);
  expect([shown, out]).toEqual([0, about("ok    telegram     The token works: @kenes_bot")]);
  expect(out).toContain("All is well.");
  expect(fake.calls.get("getUpdates")).toBeUndefined();
});

test("names a wrong token, a damaged index, a port in use, a damaged database, keys that others can read", async () => {
  cpSync(sound.INDEX_DIR ?? "", folder.path("torn"), { recursive: true });
  const [build = ""] = readdirSync(folder.path("torn")).filter((name) => name.startsWith("build-"));
  appendFileSync(folder.path("torn", build, "graph.links"), "x");
  mkdirSync(folder.path("bad"), { mode: 0o755 });
  writeFileSync(folder.path("bad", "kenes.sqlite"), Buffer.alloc(8192, 7));
  writeFileSync(folder.path("bad", "receipt.key"), "x", { mode: 0o644 });
  chmodSync(folder.path("bad", "receipt.key"), 0o644);
  writeFileSync(folder.path("bad", "pseudonym.key"), "short", { mode: 0o600 });
  const other = createServer((socket) => socket.end("hello")).listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const { bad } = await examine({
    BOT_TOKEN: "123456:hidden-secret-of-another-bot",
    INDEX_DIR: folder.path("torn"),
    DATA_DIR: folder.path("bad"),
    PORT: String(port),
  });
  other.close();
  expect(bad).toEqual([
    ["data folder", "warn", about("Other users of this machine can look into")],
    ["keys", "fail", about("pseudonym.key is damaged")],
    ["keys", "fail", about("Other users can read receipt.key")],
    ["database", "fail", about("It can't be read (SQLITE_NOTADB)")],
    ["index", "fail", about("is damaged (graph.links)")],
    ["port", "fail", about(`127.0.0.1:${port} is in use by something else`)],
    ["telegram", "fail", "Telegram refuses BOT_TOKEN"],
  ]);
});

test("names a data folder that can't be written, a missing model, no corpus, no way to Telegram", async () => {
  writeFileSync(folder.path("file"), "");
  const closed = createServer().listen(0, "127.0.0.1");
  await once(closed, "listening");
  const { port } = closed.address() as AddressInfo;
  closed.close();
  const { bad } = await examine({
    DATA_DIR: folder.path("file", "data"),
    EMBEDDING_MODEL: folder.path("nothing"),
    TELEGRAM_API_ROOT: `http://127.0.0.1:${port}`,
    CORPUS_DIR: folder.path("no-corpus"),
  });
  expect(bad).toEqual([
    ["data folder", "fail", about("can't be written (ENOTDIR)")],
    ["corpus", "fail", about("no-corpus")],
    ["model", "fail", about("There is no model in")],
    ["telegram", "fail", about("can't be reached")],
  ]);
});

test("names every wrong setting, and a model's file that was changed", async () => {
  cpSync("models/multilingual-e5-small", folder.path("model"), { recursive: true });
  appendFileSync(folder.path("model", "tokenizer.json"), " ");
  const { bad } = await examine({
    PORT: "99999",
    LOG_LEVEL: "loud",
    BOT_TOKEN: "hidden-secret",
    RETENTION_DAYS: "1000",
    EMBEDDING_MODEL: folder.path("model"),
  });
  expect(bad.map(([check, , found]) => `${check}: ${String(found).split(" ")[0]}`).sort()).toEqual([
    "model: The",
    "settings: BOT_TOKEN",
    "settings: LOG_LEVEL",
    "settings: PORT",
    "settings: RETENTION_DAYS",
  ]);
  expect(bad.at(-1)).toEqual(["model", "fail", about("tokenizer.json is not the one that was built")]);
});

test("names an index that can't be built, a newer database, texts past their time, a strange webhook, updates that pile up, a clock that is off", async () => {
  const data = folder.path("newer");
  const database = openDatabase(data);
  database.exec(
    `INSERT INTO questions VALUES ('a', 1, 'web', NULL, 'hidden-secret', 'en', 'answered', NULL, 1, 1, '[]', '[]', 1, '{}', 'm', 'i', NULL, NULL);
     INSERT INTO inbox (channel, key, chat, received_at, body) VALUES ('telegram', '1', '5', 1, '{}');
     PRAGMA user_version = 99`,
  );
  database.close();
  const late = createHttpServer((_request, reply) => {
    reply.writeHead(200, { date: new Date(Date.now() - 3_600_000).toUTCString() });
    const info = { username: "b", supports_inline_queries: false, url: "http://other/", pending_update_count: 150 };
    reply.end(JSON.stringify({ ok: true, result: info }));
  }).listen(0, "127.0.0.1");
  await once(late, "listening");
  const { port } = late.address() as AddressInfo;
  writeFileSync(folder.path("no-folder"), "");
  const { bad } = await examine({
    DATA_DIR: data,
    TELEGRAM_API_ROOT: `http://127.0.0.1:${port}`,
    INDEX_DIR: folder.path("no-folder", "index"),
  });
  late.close();
  expect(bad).toEqual([
    ["clock", "fail", about("differs from Telegram's by 3")],
    ["database", "fail", about("written by a newer Kenes (schema 99")],
    ["retention", "fail", about("1 texts are past their 90 days")],
    ["queues", "warn", about("1 updates wait, the oldest for")],
    ["index", "fail", about("is missing, and nothing can be written there (ENOTDIR)")],
    ["telegram", "warn", about("Inline mode is off")],
    ["webhook", "warn", about("A webhook is set, and Kenes is to poll")],
    ["pending", "warn", about("150 updates wait at Telegram")],
  ]);
});

test("beside a running service: says so, and doesn't disturb its poll", async () => {
  const free = createServer().listen(0, "127.0.0.1");
  await once(free, "listening");
  const { port } = free.address() as AddressInfo;
  free.close();
  await once(free, "close");
  const settings = { ...sound, PORT: String(port), DATA_DIR: folder.path("running") };
  const service = start([], settings);
  await waitFor(service, /Ready/u);
  await fake.until(() => (fake.calls.get("getUpdates") ?? 0) > 0);
  const { code, findings } = await examine(settings);
  expect(findings.find(({ check }) => check === "service")?.found).toMatch(
    /Kenes runs at .*Telegram: (polling|starting)/u,
  );
  expect([code, fake.conflicts]).toEqual([0, 0]);
  service.kill("SIGTERM");
  await finish(service);
});

test("a machine that is too small or too old", () => {
  expect(examineNode("v18.20.0")[0]).toMatchObject({ status: "fail", mend: about("Install Node 20") });
  expect(examineMemory({ running: false, free: 1e8 })[0]).toMatchObject({ status: "warn" });
  expect(examineMemory({ running: true, free: 1e8 })[0]).toMatchObject({ status: "ok" });
  expect(examineDisk({ DATA_DIR: folder.path("data") }, 1e15)[0]).toMatchObject({ status: "fail" });
  expect(examineDisk({ INDEX_DIR: join(folder.path("data"), "not", "yet") }, 1e15)[0]?.check).toBe("disk");
});
