import type { Check, Verdict } from "./answer/verdict.ts";
import { createCheck } from "./check/check.ts";
import { createReceipts, type Receipts } from "./check/receipts.ts";
import type { Config } from "./config.ts";
import type { Corpus } from "./corpus/corpus.ts";
import { openDatabase } from "./log/database.ts";
import { readSources } from "./sources.ts";
import { readVersion } from "./version.ts";

/** The quotation check of a command: with receipts, and without them where the data folder can't be written. */
export interface Checking {
  corpus: Corpus;
  /** Every verdict has a receipt. */
  check: Check;
  /** None has. */
  bareCheck: Check;
  issueChecks: (verdicts: readonly Verdict[]) => Verdict[];
  close(): void;
}

/** Needs no model and no index. `tell` hears in words why there are no receipts. */
export function openChecking(
  config: Pick<Config, "corpusDir" | "dataDir">,
  { tell }: { tell: (sentence: string) => void },
): Checking {
  const corpus = readSources(config);
  const bareCheck = createCheck(corpus);
  const onFailure = (error: unknown) => tell(`No receipt could be kept: ${(error as Error).message}`);
  try {
    const database = openDatabase(config.dataDir);
    const checking = { program: readVersion(), corpus, check: bareCheck };
    const receipts: Receipts = createReceipts({ database, dataDir: config.dataDir, checking, engine: () => null });
    return {
      corpus,
      bareCheck,
      check: receipts.wrapCheck(bareCheck, onFailure),
      issueChecks: (verdicts) => receipts.issueChecks(verdicts, onFailure),
      close: () => void database.close(),
    };
  } catch (error) {
    onFailure(error);
    return { corpus, bareCheck, check: bareCheck, issueChecks: (verdicts) => [...verdicts], close: () => {} };
  }
}
