import canonicalize from "canonicalize";
import { z } from "zod";
import { LANGUAGES } from "../corpus/passage.ts";

/**
 * A receipt: what was asked, what was answered, from which words and by which program, signed by the
 * installation; never who asked. docs/receipts.md tells third parties how to verify one.
 */

export const RECEIPT_VERSION = 1;

const Hash = z.string().regex(/^sha256:[0-9a-f]{64}$/u);
const Share = z.number().min(0).max(1);

const ReceiptPassage = z.strictObject({
  rank: z.number().int().positive(),
  /** `related` when Kenes abstained and showed it only as near the topic. */
  as: z.enum(["answer", "related"]),
  passage: z.string(),
  /** The document's symbol, and the hash of the edition that was read. */
  document: z.string(),
  edition: Hash,
  place: z.string(),
  /** The whole passage in the document's language, and its hash. */
  original: z.string(),
  hash: Hash,
  /** The hash of the whole passage in the language of the answer. */
  textHash: Hash,
  status: z.enum(["original", "official", "working"]),
  /** The words that were shown. */
  excerpt: z.string(),
  score: Share,
});

export const Receipt = z.strictObject({
  version: z.literal(RECEIPT_VERSION),
  code: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{10}$/u),
  time: z.iso.datetime(),
  question: z.strictObject({
    text: z.string(),
    /** The language that the asker chose, or null when it was found out from the text. */
    language: z.enum(LANGUAGES).nullable(),
    previous: z.string().nullable(),
    within: z.string().nullable(),
    /** True when a number that names a person was made illegible, or a long text was cut. */
    masked: z.boolean(),
    cut: z.boolean(),
  }),
  answer: z.strictObject({
    language: z.enum(LANGUAGES),
    kind: z.enum(["answered", "abstained", "greeting", "urgent"]),
    reason: z.string().nullable(),
    confidence: Share,
  }),
  passages: z.array(ReceiptPassage),
  made: z.strictObject({
    /** The version of Kenes. */
    program: z.string(),
    corpus: Hash,
    /** The edition of every document that was searched, by its symbol: an abstention is about these. */
    editions: z.record(z.string(), Hash),
    index: z.string(),
    model: z.string(),
    calibration: z.strictObject({
      fitted: z.string(),
      hash: Hash,
      thresholds: z.strictObject({ en: Share, ru: Share, kk: Share }),
    }),
  }),
  /** The installation's public key, and its signature over `signedBytes`: Ed25519, in hexadecimal. */
  key: z.string().regex(/^[0-9a-f]{64}$/u),
  signature: z.string().regex(/^[0-9a-f]{128}$/u),
});
export type Receipt = z.infer<typeof Receipt>;
export type ReceiptPassage = z.infer<typeof ReceiptPassage>;

/** JSON with sorted keys and without white space (RFC 8785). */
export function toCanonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("only a JSON value has a canonical form");
  return text;
}

/** What the signature is over: the canonical form without the signature, in UTF-8. */
export function signedBytes({ signature: _signature, ...rest }: Partial<Receipt>): Buffer {
  return Buffer.from(toCanonical(rest), "utf8");
}

/** The one way a receipt stands in a file: sorted keys, two spaces a level, a line end at the end. */
export function printReceipt(receipt: unknown): string {
  return `${JSON.stringify(JSON.parse(toCanonical(receipt)), null, 2)}\n`;
}
