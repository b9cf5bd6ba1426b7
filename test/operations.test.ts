import { once } from "node:events";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { readConfig } from "../src/config.ts";
import { finish, start, temporaryFolder, waitFor } from "./program.ts";
import { FakeBotApi, TOKEN } from "./telegram/fake-bot-api.ts";

/** What docs/operations.md and deploy/ promise, against the running service. */

const folder = temporaryFolder();
const fake = new FakeBotApi();
const settings = () => ({
  BOT_TOKEN: TOKEN,
  TELEGRAM_API_ROOT: fake.root,
  PORT: "0",
  DATA_DIR: folder.path("data"),
  INDEX_DIR: folder.path("index"),
  LOG_LEVEL: "error",
});

beforeAll(async () => {
  cpSync(inject("indexDir"), folder.path("index"), { recursive: true });
  await fake.start();
});
afterAll(async () => {
  await fake.stop();
  folder.remove();
});

const read = (file: string) => readFileSync(file, "utf8");
const namesIn = (text: string) => new Set(text.match(/\b(?:kenes|process)_[a-z_]+[a-z]\b/gu) ?? []);
/** A histogram's series bear its name and an ending. */
const metricOf = (name: string) => name.replace(/_(?:bucket|sum|count)$/u, "");

interface Panel {
  title: string;
  targets?: { expr: string }[];
}

describe("metrics", () => {
  let metrics = "";
  const value = (series: string) => {
    const line = metrics.split("\n").find((one) => one.startsWith(`${series} `));
    return Number(line?.split(" ").at(-1));
  };
  const existing = () => new Set([...metrics.matchAll(/^# TYPE (\S+)/gmu)].map(([, name]) => name ?? ""));

  beforeAll(async () => {
    const child = start([], settings());
    const address = /http:\S+/u.exec(await waitFor(child, /Ready/u))?.[0] ?? "";
    fake.fail("sendMessage", { status: 429, description: "Too Many Requests", parameters: { retry_after: 1 } });
    fake.write("How long is maternity leave?", { chat: 7 });
    await fake.messages(1, 7);
    await fetch(`${address}/api/ask?q=alimony`);
    // The answer that Telegram has taken is counted when its reply is read: another one after it proves that.
    fake.write("/help", { chat: 7 });
    await fake.messages(2, 7);
    metrics = await (await fetch(`${address}/metrics`)).text();
    child.kill("SIGTERM");
    await finish(child);
  });

  test("each that the dashboard and the alerts name is there, and each that is there is shown", () => {
    const dashboard = JSON.parse(read("deploy/grafana-dashboard.json")) as { panels: Panel[] };
    const expressions = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
    const shown = new Set(expressions.flatMap((expression) => [...namesIn(expression)]).map(metricOf));
    expect([...shown].sort()).toEqual([...existing()].sort());
    const alarmed = [...namesIn(read("deploy/alerts.yml"))].map(metricOf);
    expect(alarmed.length).toBeGreaterThan(0);
    for (const name of alarmed) expect(existing()).toContain(name);
  });

  test("each has its line in the documentation, and none is there that doesn't exist", () => {
    const rows = read("docs/operations.md")
      .split("\n")
      .filter((line) => /^\| `(?:kenes|process)_/u.test(line));
    const described = rows.flatMap((line) => [...namesIn(line.split("|")[1] ?? "")]);
    expect(described.sort()).toEqual([...existing()].sort());
    const alerts = [...read("deploy/alerts.yml").matchAll(/alert: (\w+)/gu)].map(([, name]) => name);
    for (const name of alerts) expect(read("docs/operations.md")).toContain(`| ${name} |`);
  });

  test("they count what was asked, sent, limited and awaited; memory holds the workers", () => {
    expect(value('kenes_telegram_updates_total{kind="message",outcome="taken"}')).toBe(2);
    expect(value('kenes_telegram_calls_total{method="sendMessage",outcome="limited"}')).toBe(1);
    expect(value("kenes_telegram_retry_after_seconds_total")).toBe(1);
    expect(value('kenes_telegram_calls_total{method="sendMessage",outcome="ok"}')).toBeGreaterThanOrEqual(1);
    expect(value("kenes_telegram_answer_seconds_count")).toBeGreaterThanOrEqual(1);
    expect(value("kenes_telegram_answer_seconds_sum")).toBeGreaterThanOrEqual(1);
    expect(value('kenes_question_seconds_count{channel="telegram"}')).toBe(1);
    expect(value('kenes_question_seconds_count{channel="api"}')).toBe(1);
    expect(value('kenes_telegram_state{state="polling"}')).toBe(1);
    const [main, workers] = ["main", "workers"].map((name) => value(`kenes_memory_bytes{process="${name}"}`));
    expect(workers).toBeGreaterThan(20e6);
    expect(value("process_resident_memory_bytes")).toBeGreaterThan(Math.max(Number(main), Number(workers)));
  });
});

test("the token is rotated: the old one ends the service with a sentence, with the new one what waited is answered", async () => {
  const rotated = "123456:ANOTHERTOKENANOTHERTOKENANOTHER";
  const first = finish(start([], settings()));
  fake.failChat(9, ...Array.from({ length: 20 }, () => ({ status: 502, description: "Bad Gateway" })));
  const before = fake.calls.get("sendMessage") ?? 0;
  fake.write("How long is maternity leave?", { chat: 9 });
  await fake.until(() => (fake.calls.get("sendMessage") ?? 0) > before);
  fake.token = rotated;
  fake.write("/help", { chat: 9 });
  const ended = await first;
  expect([ended.code, ended.err]).toEqual([1, expect.stringContaining("Telegram refused BOT_TOKEN")]);
  for (const token of [TOKEN, rotated]) expect(ended.err).not.toContain(token.split(":")[1]);
  fake.heal();
  const second = start([], { ...settings(), BOT_TOKEN: rotated });
  await fake.messages(2, 9);
  second.kill("SIGTERM");
  expect((await once(second, "exit"))[0]).toBe(0);
});

test("whoever reads the log may go away: the service goes on", async () => {
  const { BOT_TOKEN: _, ...web } = settings();
  const child = start([], { ...web, DATA_DIR: folder.path("unread") });
  // The pipe of standard error is closed with the first sentence; others follow.
  const address = /http:\S+/u.exec(await waitFor(child, /The page is at http:\S+/u))?.[0] ?? "";
  while ((await fetch(`${address}/health`)).status !== 200);
  expect((await fetch(`${address}/api/ask?q=alimony`)).status).toBe(200);
  child.kill("SIGTERM");
  expect((await once(child, "exit"))[0]).toBe(0);
});

describe("files of deploy/", () => {
  test("the environment's example is accepted, and has no secret", () => {
    const lines = read("deploy/kenes.env")
      .split("\n")
      .filter((line) => /^\w+=/u.test(line));
    const config = readConfig(Object.fromEntries(lines.map((line) => line.split("=") as [string, string])));
    expect(config.telegram).toEqual({ mode: "off" });
  });

  test("every file is named in the documentation, and every file that it names is there", () => {
    const text = read("docs/operations.md");
    for (const file of readdirSync("deploy")) expect(text).toContain(file);
    for (const [, path = ""] of text.matchAll(/\]\(\.\.\/([^)]+)\)/gu)) expect(read(path).length).toBeGreaterThan(0);
  });

  test("units and image start what the build makes, with the settings of npm start", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const [variable = "", command = ""] = /^(\S+) (.*)$/u.exec(scripts.start ?? "")?.slice(1) ?? [];
    expect(read("deploy/kenes.service")).toContain(`ExecStart=/usr/bin/${command}\n`);
    expect(read("deploy/kenes-backup.service")).toContain(`ExecStart=/usr/bin/${scripts.backup} --to`);
    expect(read("Containerfile")).toContain(`CMD ${JSON.stringify(command.split(" ")).replaceAll(",", ", ")}`);
    for (const file of ["deploy/kenes.service", "Containerfile"]) expect(read(file)).toContain(variable);
  });
});
