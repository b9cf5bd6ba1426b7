import type Database from "better-sqlite3";
import type { Ask } from "../answer/answer.ts";
import type { Corpus } from "../corpus/corpus.ts";
import type { Receipt } from "./receipt.ts";
import { createIssue, type Provenance, withReceipts } from "./receipt-issue.ts";
import { openReceiptKey } from "./receipt-key.ts";
import { createReceiptStore } from "./receipt-store.ts";
import { type Verification, verifyCode, verifyFile } from "./receipt-verify.ts";

export interface ReceiptsParts {
  database: Database.Database;
  /** Where the key pair lies. */
  dataDir: string;
  corpus: Corpus;
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
  find(code: string): Receipt | undefined;
  /** By a code as somebody typed it. */
  verifyCode(typed: string): Promise<Verification>;
  /** By the bytes of a receipt's file. */
  verifyFile(bytes: Buffer): Promise<Verification>;
}

/** Opens the key pair and the register. Throws ReceiptKeyError. */
export function createReceipts({ database, dataDir, corpus, engine, trustedKey }: ReceiptsParts): Receipts {
  const key = openReceiptKey(dataDir);
  const store = createReceiptStore(database);
  const verifyParts = () => ({ store, publicKey: trustedKey ?? key.publicKey, corpus, engine: engine() });
  return {
    publicKey: key.publicKey,
    pem: key.pem,
    wrap: (ask, onFailure) => {
      const provenance = engine();
      if (provenance === null) throw new Error("Receipts are issued once the engine has started");
      return withReceipts(ask, createIssue({ store, key, provenance, now: Date.now }), onFailure);
    },
    find: (code) => store.findByCode(code),
    verifyCode: (typed) => verifyCode(typed, verifyParts()),
    verifyFile: (bytes) => verifyFile(bytes, verifyParts()),
  };
}
