import { hashText } from "../corpus/text.ts";
import { printReceipt, RECEIPT_VERSIONS, Receipt, signedBytes, toCanonical } from "./receipt.ts";
import { isSignedBy } from "./receipt-key.ts";
import { type Difference, findCompactDifference, findDifference } from "./receipt-lines.ts";
import type { ReceiptStore } from "./receipt-store.ts";

/** Bytes of the longest receipt's file: twenty passages of the longest. */
export const LARGEST_RECEIPT = 524_288;

/** Why a file is no receipt of this installation as it was issued: each has a sentence in messages/. */
export type Problem =
  | { problem: "too-big"; limit: number }
  | { problem: "not-text" }
  | { problem: "not-json"; reason: string }
  | { problem: "no-receipt" }
  | { problem: "unknown-version"; version: string; known: number }
  | { problem: "wrong-field"; field: string }
  | ({ problem: "altered" } & Difference)
  | ({ problem: "layout" } & Difference)
  | { problem: "hash"; field: string }
  | { problem: "broken-signature" }
  | { problem: "foreign-key"; key: string }
  | { problem: "bad-code"; code: string }
  | { problem: "no-such-code"; code: string };

export interface Reading {
  /** What the file says, where that can be told; not to be trusted while there is a problem. */
  receipt: Receipt | null;
  /** True when the receipt stands in this installation's register. */
  registered: boolean;
  problem: Problem | null;
}

export interface ReadParts {
  store: ReceiptStore;
  /** The key whose receipts are genuine: this installation's, or the one that the reader names. */
  publicKey: string;
}

/**
 * Reads a receipt's file and says what is amiss with it.
 * 1 size and UTF-8
 * 2 the register: a file whose code or signature stands there must be the issued one, character by character
 * 3 by itself: JSON, version, fields, layout, hashes, signature, key
 */
export function readReceipt(bytes: Buffer, parts: ReadParts): Reading {
  if (bytes.length > LARGEST_RECEIPT) {
    return refuse({ problem: "too-big", limit: LARGEST_RECEIPT });
  }
  const text = decode(bytes);
  if (text === null) return refuse({ problem: "not-text" });
  const issued = findIssued(text, parts.store);
  return issued ? compareWithIssued(text, issued, parts) : readAlone(text, parts);
}

/** The receipt of a register, read by its code. */
export function readRegistered(code: string, { store }: ReadParts): Reading {
  const receipt = store.findByCode(code);
  if (!receipt) return refuse({ problem: "no-such-code", code });
  const parsed = Receipt.safeParse(receipt);
  if (!parsed.success) return { receipt: null, registered: true, problem: nameField(parsed.error.issues) };
  const problem = checkHashes(parsed.data) ?? checkSignature(parsed.data);
  return { receipt: parsed.data, registered: true, problem };
}

function findIssued(text: string, store: ReceiptStore): Receipt | undefined {
  const signature = /"signature":\s*"([0-9a-f]{128})"/u.exec(text)?.[1];
  const code = /"code":\s*"([0-9A-Z]{10})"/u.exec(text)?.[1];
  return (signature ? store.findBySignature(signature) : undefined) ?? (code ? store.findByCode(code) : undefined);
}

function compareWithIssued(text: string, issued: Receipt, parts: ReadParts): Reading {
  const parsed = parse(text);
  const printed = printReceipt(issued);
  if (!("value" in parsed)) {
    const compact = !text.trimEnd().includes("\n");
    const difference = compact ? findCompactDifference(text, toCanonical(issued)) : findDifference(text, printed);
    return { ...refuse({ problem: "altered", ...(difference ?? NOWHERE) }), registered: true };
  }
  const receipt = Receipt.safeParse(parsed.value).data ?? null;
  if (parsed.printed !== printed) {
    const compared = text.trimEnd() === parsed.compact ? parsed.printed : text;
    return { receipt, registered: true, problem: nameDifference("altered", compared, printed) };
  }
  const problem = checkLayout(text, parsed);
  return problem ? { receipt, registered: true, problem } : readRegistered(issued.code, parts);
}

function readAlone(text: string, { publicKey }: ReadParts): Reading {
  const parsed = parse(text);
  if (!("value" in parsed)) return refuse({ problem: "not-json", reason: parsed.reason });
  const { value } = parsed;
  if (typeof value !== "object" || value === null || !("version" in value)) return refuse({ problem: "no-receipt" });
  const versions: readonly unknown[] = Object.values(RECEIPT_VERSIONS);
  if (!versions.includes(value.version)) {
    const version = String(value.version).slice(0, 20);
    return refuse({ problem: "unknown-version", version, known: RECEIPT_VERSIONS.check });
  }
  const shaped = Receipt.safeParse(value);
  if (!shaped.success) return refuse(nameField(shaped.error.issues));
  const receipt = shaped.data;
  const problem: Problem | null =
    checkHashes(receipt) ??
    checkSignature(receipt) ??
    checkLayout(text, parsed) ??
    (receipt.key === publicKey ? null : { problem: "foreign-key", key: receipt.key });
  return { receipt, registered: false, problem };
}

/** The same words in another layout are no longer the file that was given out. */
function checkLayout(text: string, { compact, printed }: { compact: string; printed: string }): Problem | null {
  if (text === compact || text === `${compact}\n` || findDifference(text, printed) === null) return null;
  return nameDifference("layout", text, printed);
}

const NOWHERE: Difference = { field: "", line: 1, found: "", issued: "" };

function nameDifference(problem: "altered" | "layout", text: string, issued: string): Problem {
  return { problem, ...(findDifference(text, issued) ?? NOWHERE) };
}

function refuse(problem: Problem): Reading {
  return { receipt: null, registered: false, problem };
}

function nameField(issues: readonly { path: PropertyKey[]; keys?: string[] }[]): Problem {
  const [issue] = issues;
  const path = [...(issue?.path ?? []), ...(issue?.keys?.slice(0, 1) ?? [])];
  const field = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("");
  return { problem: "wrong-field", field: field.replace(/^\./u, "").slice(0, 80) };
}

function checkHashes({ passages }: Receipt): Problem | null {
  const wrong = passages.findIndex(({ original, hash }) => hashText(original) !== hash);
  return wrong < 0 ? null : { problem: "hash", field: `passages[${wrong}]` };
}

function checkSignature(receipt: Receipt): Problem | null {
  return isSignedBy(signedBytes(receipt), receipt.signature, receipt.key) ? null : { problem: "broken-signature" };
}

/** A JSON text with both layouts in which a receipt may stand, or why it is none. */
type Parsed = { value: unknown; compact: string; printed: string } | { reason: string };

/** Both layouts are made here, where what can't be printed (half a character, endless nesting) is still refused. */
function parse(text: string): Parsed {
  try {
    const value = JSON.parse(text) as unknown;
    return { value, compact: toCanonical(value), printed: printReceipt(value) };
  } catch (error) {
    return { reason: (error as Error).message.slice(0, 120) };
  }
}

function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
