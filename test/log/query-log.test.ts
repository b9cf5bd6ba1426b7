import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Answer } from "../../src/answer/answer.ts";
import { openDatabase } from "../../src/log/database.ts";
import { createQueryLog, withLog } from "../../src/log/query-log.ts";
import { eraseOld } from "../../src/log/retention.ts";
import { type TemporaryFolder, temporaryFolder } from "../program.ts";

let folder: TemporaryFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const answer: Answer = {
  ...{ id: "abcdefghijkl", question: "Қайда шағымданамын?", language: "kk", kind: "abstained", reason: "related-only" },
  ...{ confidence: 0.4, answers: [], nearest: [], continuing: null, choices: [], contacts: [], ms: 12 },
  steps: { understand: 1, recall: 9, rank: 1, cite: 1 },
};

test("a question is in the log before its answer is given, with its pseudonym and what made it", async () => {
  const database = openDatabase(folder.path("data"));
  const log = createQueryLog(database, { modelHash: "sha256:m", indexHash: "sha256:i" });
  const ask = withLog(async () => answer, log, { channel: "telegram", asker: "pseudonym" });
  expect(await ask({ text: answer.question })).toBe(answer);
  const row = database.prepare("SELECT * FROM questions").get();
  expect(row).toMatchObject({ channel: "telegram", asker: "pseudonym", text: answer.question, language: "kk" });
  expect(row).toMatchObject({ kind: "abstained", reason: "related-only", model: "sha256:m", index_hash: "sha256:i" });
  expect(log.find(answer.id)).toMatchObject({ asker: "pseudonym", language: "kk" });
  database.close();
});

test("texts past their retention leave the file, their figures stay", () => {
  const database = openDatabase(folder.path("data"));
  const log = createQueryLog(database, { modelHash: "m", indexHash: "i" });
  log.record(answer, { channel: "web", asker: null });
  expect(eraseOld(database, { days: 90, now: Date.now() })).toBe(0);
  expect(eraseOld(database, { days: 90, now: Date.now() + 91 * 86_400_000 })).toBe(1);
  expect(database.prepare("SELECT confidence, text FROM questions").get()).toEqual({ confidence: 0.4, text: null });
  database.pragma("wal_checkpoint(TRUNCATE)");
  database.close();
  expect(readFileSync(folder.path("data", "kenes.sqlite")).includes(answer.question)).toBe(false);
});

test("a database of a newer Kenes is refused by name, and one written before is brought up to date", () => {
  const database = openDatabase(folder.path("data"));
  const version = database.pragma("user_version", { simple: true }) as number;
  database.pragma(`user_version = ${version + 1}`);
  database.close();
  expect(() => openDatabase(folder.path("data"))).toThrow(/newer Kenes/u);
});
