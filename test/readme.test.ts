import { execFile } from "node:child_process";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { environmentOf, finish, start, temporaryFolder, waitFor } from "./program.ts";

/** What the README says is run as it stands there. */

const readme = readFileSync("README.md", "utf8");
const lines = [...readme.matchAll(/```\n([^`]+)```/gu)].flatMap(([, block]) => (block ?? "").trim().split("\n"));
const scripts = (JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> }).scripts;
/** Run by .ci/run, by test/main.test.ts, test/evaluation and test/mcp. */
const ELSEWHERE = ["npm ci && npm start", "npm ci && npm test", "npm run --silent evaluate", "npm run --silent mcp"];
const commands = lines.filter((line) => !ELSEWHERE.includes(line) && !line.includes("curl"));

const folder = temporaryFolder();
const settings = { DATA_DIR: folder.path("data"), INDEX_DIR: folder.path("index"), LOG_LEVEL: "silent" };

beforeAll(() => {
  cpSync(inject("indexDir"), folder.path("index"), { recursive: true });
  writeFileSync(folder.path("article.txt"), "The population of Kazakhstan was 19.8 million. Half of them were tall.\n");
  writeFileSync(folder.path("questions.txt"), "алименты\nHow is a child registered at birth?\n");
});
afterAll(() => folder.remove());

test("names only scripts that there are", () => {
  const named = [...readme.matchAll(/npm run (?:--silent )?([\w:]+)/gu)].map(([, name]) => name ?? "");
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test("names only files that there are", () => {
  const linked = [...readme.matchAll(/\]\(([^)#]+)\)/gu)]
    .map(([, path]) => path ?? "")
    .filter((path) => !/^http/u.test(path));
  expect(linked.filter((path) => !existsSync(path))).toEqual([]);
});

test.each(commands)("%s", async (line) => {
  const given = line
    .replace("questions.txt", folder.path("questions.txt"))
    .replace("article.docx", folder.path("article.txt"))
    .replace("report.html", folder.path("report.html"));
  const running = promisify(execFile)("bash", ["-c", given], { env: environmentOf(settings) });
  // The one command that asks for something asks for a password.
  running.child.stdin?.end("correct horse battery staple\ncorrect horse battery staple\n");
  const { stdout, stderr } = await running;
  expect(stdout + stderr).not.toBe("");
});

test("curl answers", async () => {
  const child = start([], { ...settings, PORT: "0" });
  const said = await waitFor(child, /BOT_TOKEN/u);
  const address = /http:\/\/[\d.]+:\d+/u.exec(said)?.[0] ?? "";
  for (const line of lines.filter((each) => each.startsWith("curl"))) {
    const url = /"(http[^"]+)"/u.exec(line)?.[1]?.replace("http://127.0.0.1:8080", address) ?? "";
    expect((await fetch(url)).status, line).toBe(200);
  }
  child.kill("SIGTERM");
  expect((await finish(child)).code).toBe(0);
});
