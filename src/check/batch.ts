import type { Check, CheckText, Verdict } from "../answer/verdict.ts";
import type { Say } from "../messages/messages.ts";
import { createCheckText } from "./article.ts";
import { type FileContent, readFileContent } from "./read-file.ts";

/** One quotation of a file with its verdict. */
export interface BatchRow {
  /** The row of a table, or the number of the sentence, from 1. */
  row: number;
  verdict: Verdict;
}

/** A file → its quotations with their verdicts, one by one; or why it can't be read. */
export interface Batch {
  rows: AsyncIterable<BatchRow & { done: number; total: number }>;
}
export type OpenedBatch = Batch | { trouble: Extract<FileContent, { trouble: unknown }> };

export async function openBatch(file: { name: string; bytes: Buffer }, check: Check): Promise<OpenedBatch> {
  const content = await readFileContent(file.name, file.bytes);
  if ("trouble" in content) return { trouble: content };
  if ("text" in content) return { rows: numberRows(createCheckText(check), content.text) };
  return { rows: checkRows(check, content.quotations) };
}

async function* numberRows(checkText: CheckText, text: string): Batch["rows"] {
  let row = 0;
  for await (const { verdict, done, total } of checkText(text)) {
    row += 1;
    yield { row, verdict, done, total };
  }
}

async function* checkRows(check: Check, quotations: readonly { row: number; text: string }[]): Batch["rows"] {
  for (const [k, { row, text }] of quotations.entries()) {
    // Other work gets its turn between two rows.
    await new Promise((resolve) => setImmediate(resolve));
    yield { row, verdict: check(text), done: k + 1, total: quotations.length };
  }
}

/** Why a file can't be read, in a sentence; `name` as the reader knows the file. */
export function describeTrouble(
  { trouble, found, limit }: Extract<FileContent, { trouble: unknown }>,
  name: string,
  say: Say,
): string {
  return say(`file-${trouble}`, {
    name,
    ...(found === undefined ? {} : { found }),
    ...(limit === undefined ? {} : { limit }),
  });
}
