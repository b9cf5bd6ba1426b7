import { existsSync, writeFileSync } from "node:fs";
import { afterAll, expect, test, vi } from "vitest";
import { run, temporaryFolder } from "../program.ts";

/** Each step is a process: on a machine that does much else that takes its time. */
vi.setConfig({ testTimeout: 180_000 });

const folder = temporaryFolder();
afterAll(() => folder.remove());
const file = folder.path("water.txt");
const settings = { DATA_DIR: folder.path("data"), INDEX_DIR: folder.path("index"), PORT: "9", LOG_LEVEL: "silent" };
const write = (years: string) =>
  writeFileSync(
    file,
    `Rules on water\n\nA water meter is checked once in ${years} years.\n\nWater is paid for monthly.\n`,
  );
const add = (...more: string[]) => run(["add", file, "--id", "water", "--language", "en", ...more], settings);

test("a script that doesn't agree changes nothing and never hangs; one that does is told what happened", async () => {
  write("four");
  const unasked = await add();
  expect([unasked.code, unasked.out]).toEqual([1, expect.stringContaining("A new document: water")]);
  expect(existsSync(folder.path("data", "documents"))).toBe(false);
  const added = await add("--yes");
  expect([added.code, added.err]).toEqual([0, expect.stringContaining("No service answers here now")]);
  const again = await add("--yes");
  expect([again.code, again.err]).toEqual([0, expect.stringContaining("is already there as water")]);
  write("six");
  expect((await add("--yes", "--date", "2025")).out).toContain("[-four-] {+six+}");
  expect((await run(["documents", "diff", "water"], settings)).out).toContain("1 passage is changed");
  const removed = await run(["documents", "remove", "water"], settings);
  expect(removed.code).toBe(0);
  const listed = await run(["documents"], settings);
  expect(listed.out).toMatch(/cedaw-c-kaz-6.*came with Kenes/u);
  expect(listed.out).toMatch(/water.*taken out on/u);
  expect((await run(["documents", "restore", "water"], settings)).code).toBe(0);
});

test("what can't be done is one sentence and exit code 1", async () => {
  for (const [args, sentence] of [
    [["add"], "Name the file"],
    [["add", folder.path("nowhere.docx")], "cannot be read (ENOENT)"],
    [["documents", "remove", "bees"], 'has the id "bees"'],
    [["documents", "burn", "water"], "Documents that were added"],
  ] as const) {
    const { code, err } = await run([...args], settings);
    expect([code, err]).toEqual([1, expect.stringContaining(sentence)]);
  }
});
