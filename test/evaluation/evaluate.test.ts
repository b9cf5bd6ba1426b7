import { cpSync } from "node:fs";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { Report } from "../../src/evaluation/evaluate.ts";
import { run, temporaryFolder } from "../program.ts";

const folder = temporaryFolder();
let report: Report;

beforeAll(async () => {
  cpSync(inject("indexDir"), folder.path("index"), { recursive: true });
  const settings = { INDEX_DIR: folder.path("index"), DATA_DIR: folder.path("data"), LOG_LEVEL: "silent" };
  const { code, out, err } = await run(["evaluate", "--json"], settings);
  if (code !== 0) throw new Error(err);
  report = JSON.parse(out) as Report;
});
afterAll(() => folder.remove());

/** What was measured, less two questions of eighty: a change that costs more must say so here. */
test.each([
  ["questions en", 80, { hit1: 0.91, hit3: 0.96, refused: 0.07, wrong: 0.1 }],
  ["questions ru", 80, { hit1: 0.93, hit3: 0.97, refused: 0.08, wrong: 0.1 }],
  ["questions kk", 80, { hit1: 0.91, hit3: 0.97, refused: 0.09, wrong: 0.13 }],
  ["own-questions en", 151, { hit1: 0.94, hit3: 0.97, refused: 0.08, wrong: 0.22 }],
  ["own-questions ru", 151, { hit1: 0.95, hit3: 0.97, refused: 0.05, wrong: 0.22 }],
  ["own-questions kk", 151, { hit1: 0.95, hit3: 0.97, refused: 0.08, wrong: 0.25 }],
])("%s find their passage, judged by weights fitted without them", (group, count, floors) => {
  const measures = report.rows.find((row) => row.group === group)?.measures;
  expect(measures?.questions).toBe(count);
  expect(measures?.hit1).toBeGreaterThanOrEqual(floors.hit1);
  expect(measures?.hit3).toBeGreaterThanOrEqual(floors.hit3);
  expect(measures?.refused).toBeLessThanOrEqual(floors.refused);
  expect(measures?.wronglyAnswered).toBeLessThanOrEqual(floors.wrong);
  expect(measures?.nearShown).toBeGreaterThanOrEqual(0.75);
  expect(measures?.offShown).toBeLessThanOrEqual(0.3);
  expect(measures?.urgentMissed).toBe(0);
  expect(measures?.urgentFalse).toBeLessThanOrEqual(0.05);
});
