import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createAccounts } from "../../src/desk/accounts.ts";
import { createAudit } from "../../src/desk/audit.ts";
import { openDatabase } from "../../src/log/database.ts";
import { start, type TemporaryFolder, temporaryFolder, waitFor } from "../program.ts";
import { readHidden, type Visitor, visit } from "../web/visitor.ts";
import { PASSWORD } from "./running.ts";
import { makeSmallCorpus } from "./small-corpus.ts";

/** The service killed while an index with a mend in it is built. */

vi.setConfig({ testTimeout: 120_000 });
const PASSAGE = "cedaw-c-kaz-6/0010";
const QUESTION = "Who inspects the purple zeppelins of Karaganda on Sundays?";
let folder: TemporaryFolder;
let settings: Record<string, string>;
let kenes: ChildProcess | null = null;

beforeAll(async () => {
  folder = temporaryFolder();
  settings = {
    ...{ PORT: "0", DATA_DIR: folder.path("data"), INDEX_DIR: folder.path("index") },
    CORPUS_DIR: makeSmallCorpus(folder.path("corpus")),
  };
  const database = openDatabase(folder.path("data"));
  const accounts = createAccounts(database, createAudit(database, Date.now), Date.now);
  await accounts.add({ name: "Saule", role: "editor", password: PASSWORD });
  database.close();
}, 60_000);
afterAll(async () => {
  await end("SIGKILL");
  folder.remove();
});

async function end(signal: NodeJS.Signals): Promise<void> {
  if (kenes === null || kenes.exitCode !== null || kenes.signalCode !== null) return;
  const ended = once(kenes, "exit");
  kenes.kill(signal);
  await ended;
}

/** Gives the address, once questions are answered. */
async function serve(): Promise<string> {
  kenes = start([], settings);
  const said = await waitFor(kenes, /Ready/u);
  kenes.stderr?.resume();
  return /http:\S+/u.exec(said)?.[0] ?? "";
}

const builds = () => readdirSync(folder.path("index")).filter((name) => name.startsWith("build-"));
const first = async (address: string) => {
  const answer = await fetch(`${address}/api/ask?q=${encodeURIComponent(QUESTION)}`);
  return ((await answer.json()) as { nearest: { passage: string }[] }).nearest[0]?.passage;
};

test("killed as soon as the new index is begun, the next start answers from the mend, which is there once", async () => {
  let address = await serve();
  const [before] = builds();
  const saule = await enter(address);
  const { html } = await saule.get(`/desk/mend?passage=${PASSAGE}`);
  const form = html.split("<form").find((each) => each.includes('value="questions"') && each.includes('value="en"'));
  const fields = readHidden(`<form ${form}`, "/desk/mend");
  const mended = await saule.post("/desk/mend", { ...fields, text: QUESTION });
  expect(mended.location).toMatch(/^\/desk\/change\/\d+/u);
  await vi.waitUntil(() => builds().some((name) => name !== before), { timeout: 60_000, interval: 1 });
  const builder = Number(/\d+/u.exec(builds().find((name) => name !== before) ?? "")?.[0]);
  await end("SIGKILL");
  // It ends by itself once it learns that nobody listens, with the index half built or whole.
  await vi.waitUntil(() => !isAlive(builder), { timeout: 60_000, interval: 20 });
  expect(existsSync(folder.path("index", "manifest.json"))).toBe(true);

  address = await serve();
  expect(await first(address)).toBe(PASSAGE);
  const list = (await (await enter(address)).get("/desk/learn")).html;
  expect(list.split("change/").length - 1).toBe(1);
  await end("SIGTERM");
  expect(kenes?.exitCode).toBe(0);
  expect(builds()).toHaveLength(1);
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The editor, logged in. */
async function enter(address: string): Promise<Visitor> {
  const saule = visit(address);
  await saule.send("/desk/login", "/desk/login", { name: "Saule", password: PASSWORD });
  return saule;
}
