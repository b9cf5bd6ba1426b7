import type Database from "better-sqlite3";
import type { Ask } from "../answer/answer.ts";
import type { Check, Verdict } from "../answer/verdict.ts";
import type { Receipt } from "./receipt.ts";
import { createIssue, type Provenance, withReceipts } from "./receipt-issue.ts";
import { type CheckProvenance, createCheckIssue } from "./receipt-issue-check.ts";
import { openReceiptKey } from "./receipt-key.ts";
import { createReceiptStore } from "./receipt-store.ts";
import { type Verification, verifyCode, verifyFile } from "./receipt-verify.ts";

export interface ReceiptsParts {
  database: Database.Database;
  /** Where the key pair lies. */
  dataDir: string;
  /** What checks, and the version of Kenes. */
  checking: CheckProvenance;
  /** What answers now; null while it is starting. */
  engine: () => (Provenance & { ask: Ask }) | null;
  /** The key whose receipts are genuine, where it isn't this installation's. */
  trustedKey?: string;
}

/** Receipts of this installation, issued and verified. */
export interface Receipts {
  publicKey: string;
  pem: string;
  /** Gives every answer of `ask` a receipt. The engine must have started. */
  wrap(ask: Ask, onFailure: (error: unknown) => void): Ask;
  /** Gives every verdict of `check` a receipt. */
  wrapCheck(check: Check, onFailure: (error: unknown) => void): Check;
  /** Gives verdicts of a text their receipts, all at once; the verdicts as they are where none can be kept. */
  issueChecks(verdicts: readonly Verdict[], onFailure: (error: unknown) => void): Verdict[];
  find(code: string): Receipt | undefined;
  /** By a code as somebody typed it. */
  verifyCode(typed: string): Promise<Verification>;
  /** By the bytes of a receipt's file. */
  verifyFile(bytes: Buffer): Promise<Verification>;
}

/** Opens the key pair and the register. Throws ReceiptKeyError. */
export function createReceipts({ database, dataDir, checking, engine, trustedKey }: ReceiptsParts): Receipts {
  const key = openReceiptKey(dataDir);
  const store = createReceiptStore(database);
  const publicKey = trustedKey ?? key.publicKey;
  const verifyParts = () => ({ store, publicKey, corpus: checking.corpus, checking, engine: engine() });
  const issue = createCheckIssue({ store, key, provenance: checking, now: Date.now });
  const issueChecks: Receipts["issueChecks"] = (verdicts, onFailure) => {
    try {
      // What could not be checked proves nothing.
      const checked = new Map(verdicts.filter(({ obstacle }) => obstacle === null).map((verdict, k) => [verdict, k]));
      const issued = issue([...checked.keys()]);
      return verdicts.map((verdict) => issued[checked.get(verdict) ?? -1] ?? verdict);
    } catch (error) {
      onFailure(error);
      return [...verdicts];
    }
  };
  return {
    publicKey: key.publicKey,
    pem: key.pem,
    wrap: (ask, onFailure) => {
      const provenance = engine();
      if (provenance === null) throw new Error("Receipts are issued once the engine has started");
      return withReceipts(ask, createIssue({ store, key, provenance, now: Date.now }), onFailure);
    },
    wrapCheck: (check, onFailure) => (quotation) => {
      const verdict = check(quotation);
      return issueChecks([verdict], onFailure)[0] ?? verdict;
    },
    issueChecks,
    find: (code) => store.findByCode(code),
    verifyCode: (typed) => verifyCode(typed, verifyParts()),
    verifyFile: (bytes) => verifyFile(bytes, verifyParts()),
  };
}
