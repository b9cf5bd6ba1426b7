import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate, setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Engine } from "../src/engine.ts";
import { createLibrary } from "../src/library/library.ts";
import { createLiveEngine, type LiveEngine } from "../src/live-engine.ts";

/** The first lines of the real report, so that an index is built in seconds, and a document that comes later. */
const LINES = 30;
const WELL = "\tAn owner of an artesian well registers it with the district office within thirty days.\n";

/** Indexes are built: on a machine that does much else that takes its time. */
vi.setConfig({ testTimeout: 240_000 });

let folder: string;
let live: LiveEngine;
const failures: unknown[] = [];
const engines: Engine[] = [];
const waiting: { test: () => boolean; resolve: () => void }[] = [];
const notice = () => {
  for (const each of waiting.splice(0)) each.test() ? each.resolve() : waiting.push(each);
};
const until = (test: () => boolean) =>
  test() ? Promise.resolve() : new Promise<void>((resolve) => waiting.push({ test, resolve }));

const documentsDir = () => join(folder, "data", "documents");
/** Puts a document in, as whoever adds one does. */
async function add(id: string, text: string): Promise<void> {
  const upload = { name: `${id}.txt`, bytes: Buffer.from(text), given: { id, symbol: id, language: "en" } };
  const preview = await library().preview(upload);
  if (preview.outcome !== "ready" || library().putIn(preview.plan) !== "done") throw new Error(JSON.stringify(preview));
}
const library = () => createLibrary({ documentsDir: documentsDir(), corpus: live.corpus });
const askFirst = async (text: string) => (await live.now()?.ask({ text, language: "en" }))?.nearest[0]?.passage;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kenes-live-"));
  const corpusDir = join(folder, "corpus");
  const report = join(corpusDir, "report");
  for (const name of ["kinds", "contacts.json"])
    cpSync(join("corpus", name), join(corpusDir, name), { recursive: true });
  mkdirSync(report);
  cpSync("corpus/cedaw-c-kaz-6/document.json", join(report, "document.json"));
  const lines = readFileSync("corpus/cedaw-c-kaz-6/report.en.txt", "utf8").split("\n").slice(0, LINES);
  writeFileSync(join(report, "report.en.txt"), lines.join("\n"));
  writeFileSync(join(report, "ids.json"), "[]");
  failures.length = 0;
  engines.length = 0;
  live = createLiveEngine({
    folders: {
      corpusDir,
      dataDir: join(folder, "data"),
      indexDir: join(folder, "index"),
      model: "models/multilingual-e5-small",
    },
    telling: { tell: () => {}, progress: () => {} },
    onEngine: (engine) => {
      engines.push(engine);
      notice();
    },
    onFailure: (error) => {
      failures.push(error);
      notice();
    },
  });
});
afterEach(async () => {
  await live.close();
  rmSync(folder, { recursive: true, force: true });
});

test("a document added beside the running engine is answered from once it is whole, and questions go on meanwhile", async () => {
  await live.start();
  expect(await askFirst("Who registers an artesian well?")).not.toMatch(/^wells\//u);
  const before = live.corpus.hash;
  let going = true;
  const answered: (string | undefined)[] = [];
  const asking = (async () => {
    while (going) {
      answered.push(await askFirst("What did the Government do about domestic violence?"));
      await setTimeout(20);
    }
  })();
  await add("wells", WELL);
  await until(() => engines.length === 2);
  going = false;
  await asking;
  expect(failures).toEqual([]);
  expect(answered.length).toBeGreaterThan(10);
  expect(answered.every((passage) => passage !== undefined)).toBe(true);
  expect(await askFirst("Who registers an artesian well?")).toBe("wells/0001");
  expect(live.corpus.hash).not.toBe(before);
  expect(live.corpus.find("wells/0001")?.document.symbol).toBe("wells");
  // Taken out again, by hand this time.
  library().remove("wells");
  await live.refresh();
  expect(live.corpus.find("wells/0001")).toBeUndefined();
  expect(await askFirst("Who registers an artesian well?")).not.toBe("wells/0001");
  expect(readdirSync(join(folder, "index")).filter((name) => name.startsWith("build-"))).toHaveLength(1);
});

test("changes that come while one is taken in are taken in too, in as few builds as can be", async () => {
  await live.start();
  await add("wells", WELL);
  const first = live.refresh();
  const others = ["rivers", "lakes", "ponds"].map(async (id) => {
    await add(id, `\tA permit for fishing in ${id} is given by the district office.\n`);
    return live.refresh();
  });
  await Promise.all([first, ...others]);
  expect(live.corpus.documents.map(({ id }) => id)).toEqual(["report", "lakes", "ponds", "rivers", "wells"]);
  expect(engines.length).toBeLessThan(4);
  expect(live.refreshing()).toBeNull();
});

test("the engine in whose hands a question is stays until it is answered", async () => {
  const old = await live.start();
  await add("wells", WELL);
  const [asked] = await Promise.all([old.ask({ text: "Who is in the commission?" }), live.refresh()]);
  expect(asked.nearest.length).toBeGreaterThan(0);
  expect(live.now()?.indexHash).not.toBe(old.indexHash);
});

test("a build that is killed or has no room leaves the old index answering, and is told", async () => {
  await live.start();
  await add("wells", WELL);
  const refreshed = live.refresh();
  refreshed.catch(() => {});
  while (!killBuilder()) await setImmediate();
  await expect(refreshed).rejects.toThrow(/ended before it was done/u);
  expect(await askFirst("What is said of domestic violence?")).toMatch(/^report\//u);
  expect(live.corpus.find("wells/0001")).toBeUndefined();
  await live.refresh();
  expect(live.corpus.find("wells/0001")).toBeDefined();
});

test("closing in the middle of a build ends its process", async () => {
  await live.start();
  await add("wells", WELL);
  const refreshed = live.refresh().catch((error: unknown) => error);
  while (listBuilders().length === 0) await setImmediate();
  await live.close();
  expect(await refreshed).toBeInstanceOf(Error);
  expect(listBuilders()).toEqual([]);
});

/** Ids of the processes that build for this test: children of its own. */
function listBuilders(): number[] {
  const all = execFileSync("ps", ["-o", "pid=,args=", "--ppid", String(process.pid)], { encoding: "utf8" }).split("\n");
  return all.filter((line) => line.includes("build-process.js")).map((line) => Number.parseInt(line, 10));
}

function killBuilder(): boolean {
  const builders = listBuilders();
  for (const builder of builders) process.kill(builder, "SIGKILL");
  return builders.length > 0;
}
