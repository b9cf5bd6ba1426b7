import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { makeSmallCorpus } from "../desk/small-corpus.ts";

const folder = mkdtempSync(join(tmpdir(), "kenes-verify-"));
cpSync(inject("indexDir"), join(folder, "index"), { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  status: number | null;
  stdout: string;
  stderr: string;
}

function run(args: string[], settings: Record<string, string> = {}): Run {
  const env = { ...process.env, DATA_DIR: join(folder, "data"), INDEX_DIR: join(folder, "index"), ...settings };
  return spawnSync(process.execPath, ["dist/main.js", ...args], { env, encoding: "utf8" });
}

function write(name: string, content: string | Buffer): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

/** Milliseconds: three engines start and one index is built, on a machine that others use too. */
const PATIENCE = 180_000;

test("a receipt of the terminal is verified by its code, also after the document has changed", {
  timeout: PATIENCE,
}, () => {
  const question = "Which bodies took part in preparing the sixth report?";
  const answer = JSON.parse(run(["ask", "--json", question]).stdout) as {
    code: string;
    nearest: { original: string }[];
  };
  const stored = run(["verify", "--json", "--lang", "ru", answer.code.toLowerCase()]);
  expect(stored.status).toBe(0);
  expect(JSON.parse(stored.stdout)).toMatchObject({
    receipt: answer.code,
    genuine: true,
    again: "same",
    since: [],
    sentences: expect.arrayContaining([expect.stringMatching(/^Подлинная: /u)]),
  });

  const corpus = makeSmallCorpus(join(folder, "corpus"));
  const report = join(corpus, "cedaw-c-kaz-6", "report.en.txt");
  const words = answer.nearest[0]?.original.split(" ").slice(0, 6).join(" ") ?? "";
  const text = readFileSync(report, "utf8");
  expect(text).toContain(words);
  writeFileSync(report, text.replace(words, `As it now reads, ${words}`));
  const changed = run(["verify", "--json", answer.code], {
    CORPUS_DIR: corpus,
    INDEX_DIR: join(folder, "other-index"),
  });
  const verification = JSON.parse(changed.stdout) as { passages: { state: string }[]; since: string[] };
  expect(verification).toMatchObject({ genuine: true, again: "changed" });
  expect(verification.passages.map(({ state }) => state)).toContain("changed");
  expect(verification.since).toEqual(expect.arrayContaining(["corpus", "index"]));
  expect(changed.status).toBe(0);
});

test.each([
  ["nothing", () => [], "Name a receipt's file or its code"],
  ["a folder", () => [folder], "is a folder"],
  ["neither file nor code", () => ["no-such.json"], "There is no file no-such.json"],
  ["an unknown language", () => ["--lang", "de", "7K3M9QX2TB"], "--lang must be en, ru or kk"],
  ["a wrong key", () => ["--key", "zz", "7K3M9QX2TB"], "--key must be 64 hexadecimal digits"],
])("says what to do about %s", (_what, args, sentence) => {
  expect(run(["verify", ...args()])).toMatchObject({
    status: 1,
    stdout: "",
    stderr: expect.stringContaining(sentence),
  });
});

test.each([
  ["a code that was never issued", () => "0000000000", "has issued no receipt 0000000000"],
  ["a file of 10 MB", () => write("big.json", Buffer.alloc(10_000_000, " ")), "too big to be a receipt"],
  ["a file that is no JSON", () => write("notes.txt", "Dear reader"), "no JSON"],
  ["a receipt of another version", () => write("new.json", '{"version": 7}'), "has version 7"],
])("says in a sentence what is amiss with %s", (_what, name, sentence) => {
  expect(run(["verify", name()])).toMatchObject({ status: 1, stdout: expect.stringContaining(sentence) });
});
