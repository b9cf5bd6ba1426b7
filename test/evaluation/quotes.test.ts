import { expect, test } from "vitest";
import { createCheck } from "../../src/check/check.ts";
import { readCorpus } from "../../src/corpus/corpus.ts";
import { evaluateQuotes } from "../../src/evaluation/quotes.ts";

/** What must be reached; measured: every verdict right, every change named. */
test("quotations get the right verdict, and the change is named first", () => {
  const measured = evaluateQuotes("test/eval/quotes.json", createCheck(readCorpus("corpus")));
  expect(measured.quotations).toBe(60);
  expect(measured.right).toBeGreaterThanOrEqual(0.96);
  expect(measured.named).toBeGreaterThanOrEqual(0.95);
});
