import type Database from "better-sqlite3";
import { type Receipt, toCanonical } from "./receipt.ts";

/** The register: every receipt that this installation issued, without its asker. */
export interface ReceiptStore {
  /**
   * Keeps a receipt and, where the log holds the question, the link from it. False when the code is
   * taken already. `questionId` is null for a check, which no log holds.
   */
  keep(receipt: Receipt, questionId: string | null): boolean;
  /** Runs `work` as one transaction: a hundred receipts cost the disk no more than one. */
  together<T>(work: () => T): T;
  findByCode(code: string): Receipt | undefined;
  findBySignature(signature: string): Receipt | undefined;
}

/** Over the tables `receipts` and `question_receipts`, which the log's migrations make. */
export function createReceiptStore(database: Database.Database): ReceiptStore {
  const insert = database.prepare(
    "INSERT INTO receipts (code, signature, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  );
  const link = database.prepare(
    "INSERT INTO question_receipts (question, code) SELECT id, @code FROM questions WHERE id = @question",
  );
  const byCode = database.prepare<[string], { body: string }>("SELECT body FROM receipts WHERE code = ?");
  const bySignature = database.prepare<[string], { body: string }>("SELECT body FROM receipts WHERE signature = ?");
  const read = (row: { body: string } | undefined) => (row ? (JSON.parse(row.body) as Receipt) : undefined);
  return {
    keep: database.transaction((receipt: Receipt, question: string | null) => {
      const kept = insert.run(receipt.code, receipt.signature, toCanonical(receipt)).changes === 1;
      if (kept && question !== null) link.run({ code: receipt.code, question });
      return kept;
    }),
    together: (work) => database.transaction(work)(),
    findByCode: (code) => read(byCode.get(code)),
    findBySignature: (signature) => read(bySignature.get(signature)),
  };
}
