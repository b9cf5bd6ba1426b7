import { spawn } from "node:child_process";
import { existsSync, readdirSync, watch, writeFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  environmentOf,
  finish,
  run,
  start,
  type TemporaryFolder,
  temporaryFolder,
  writeSmallCorpus,
} from "../program.ts";

let folder: TemporaryFolder;
let settings: Record<string, string>;

beforeEach(() => {
  folder = temporaryFolder();
  writeSmallCorpus(folder.path("corpus"));
  settings = {
    CORPUS_DIR: folder.path("corpus"),
    INDEX_DIR: folder.path("index"),
    DATA_DIR: folder.path("data"),
    LOG_LEVEL: "silent",
  };
});
afterEach(() => folder.remove());

const builds = () => readdirSync(folder.path("index")).filter((entry) => entry.startsWith("build-"));

test("a build that is killed leaves nothing that is taken for an index; the next start makes it and says so", async () => {
  const child = start(["index"], settings);
  const ended = finish(child);
  await appears(folder.path("index"), /^build-/u);
  child.kill("SIGKILL");
  expect((await ended).signal).toBe("SIGKILL");
  expect(existsSync(folder.path("index", "manifest.json"))).toBe(false);
  const again = await run(["index"], settings);
  expect(again.code).toBe(0);
  expect(again.err).toContain("There is no index yet: building it.");
  expect(builds()).toHaveLength(1);
  expect((await run(["ask", "--json", "Who wrote the report?"], settings)).code).toBe(0);
});

test("a full disk is named, nothing half-built stays, and the old index goes on serving", async () => {
  expect((await run(["index"], settings)).code).toBe(0);
  const [kept] = builds();
  writeSmallCorpus(folder.path("corpus"), 50);
  // A file may not grow past 40 blocks of 1,024 bytes: to the program the disk is full.
  const limited = spawn("bash", ["-c", `trap "" XFSZ; ulimit -f 40; exec "$0" dist/main.js index`, process.execPath], {
    env: environmentOf(settings),
  });
  const { code, err } = await finish(limited);
  expect(code).toBe(1);
  expect(err).toMatch(/There is no room for the index|was not written whole/u);
  expect(err).toContain("Free some disk space");
  expect(builds()).toEqual([kept]);
});

test("an index folder that can't be written is named", async () => {
  writeFileSync(folder.path("file"), "");
  const { code, err } = await run(["index"], { ...settings, INDEX_DIR: folder.path("file", "index") });
  expect(code).toBe(1);
  expect(err).toMatch(/The index folder .* can't be written .*INDEX_DIR/su);
});

/** Waits until a folder has an entry of that name. */
async function appears(path: string, name: RegExp): Promise<void> {
  const parent = watch(folder.path("."), { recursive: true });
  try {
    await new Promise<void>((resolve) => {
      const look = () => {
        if (existsSync(path) && readdirSync(path).some((entry) => name.test(entry))) resolve();
      };
      parent.on("change", look);
      look();
    });
  } finally {
    parent.close();
  }
}
