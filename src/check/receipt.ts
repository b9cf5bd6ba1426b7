import canonicalize from "canonicalize";
import { z } from "zod";
import { DIFFERENCE_KINDS } from "../answer/verdict.ts";
import { LANGUAGES } from "../corpus/passage.ts";

/**
 * A receipt: what was asked and answered, or quoted and found, from which words and by which program,
 * signed by the installation; never who asked. docs/receipts.md tells third parties how to verify one.
 */

/** An answer's receipts are of version 1, a check's of version 2. */
export const RECEIPT_VERSIONS = { answer: 1, check: 2 } as const;

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
  status: z.enum(["original", "official", "working", "centre"]),
  /** The words that were shown. */
  excerpt: z.string(),
  score: Share,
});

const identity = {
  code: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{10}$/u),
  time: z.iso.datetime(),
};
const seal = {
  /** The installation's public key, and its signature over `signedBytes`: Ed25519, in hexadecimal. */
  key: z.string().regex(/^[0-9a-f]{64}$/u),
  signature: z.string().regex(/^[0-9a-f]{128}$/u),
};

export const AnswerReceipt = z.strictObject({
  version: z.literal(RECEIPT_VERSIONS.answer),
  ...identity,
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
  ...seal,
});
export type AnswerReceipt = z.infer<typeof AnswerReceipt>;
export type ReceiptPassage = z.infer<typeof ReceiptPassage>;

const CheckedPassage = z.strictObject({
  /** `nearest` when the quotation is absent: it does not say the same. */
  as: z.enum(["compared", "nearest"]),
  passage: z.string(),
  document: z.string(),
  edition: Hash,
  place: z.string(),
  original: z.string(),
  hash: Hash,
  /** The language of the comparison, and the hash of the whole passage in it. */
  language: z.enum(LANGUAGES),
  textHash: Hash,
  status: z.enum(["original", "official", "working"]),
  /** The document's words beside the quotation. */
  words: z.string(),
});
const Finding = {
  verdict: z.enum(["verbatim", "altered", "absent"]),
  obstacle: z.string().nullable(),
  passage: z.string().nullable(),
  differences: z.array(z.strictObject({ kind: z.enum(DIFFERENCE_KINDS), quoted: z.string(), document: z.string() })),
};

export const CheckReceipt = z.strictObject({
  version: z.literal(RECEIPT_VERSIONS.check),
  ...identity,
  quotation: z.strictObject({
    text: z.string(),
    /** The hash of the whole text, personal numbers masked. */
    hash: Hash,
    masked: z.boolean(),
    cut: z.boolean(),
  }),
  check: z.strictObject({
    ...Finding,
    language: z.enum(LANGUAGES).nullable(),
    stitched: z.boolean(),
    /** Words that introduce the quotation and were not compared, or null. */
    leadIn: z.string().nullable(),
    /** What was left out and may change the sense. */
    omitted: z.array(z.string()),
    parts: z.array(z.strictObject({ quotation: z.string(), ...Finding })),
  }),
  passages: z.array(CheckedPassage),
  made: z.strictObject({ program: z.string(), corpus: Hash, editions: z.record(z.string(), Hash) }),
  ...seal,
});
export type CheckReceipt = z.infer<typeof CheckReceipt>;
export type CheckedPassage = z.infer<typeof CheckedPassage>;

export const Receipt = z.discriminatedUnion("version", [AnswerReceipt, CheckReceipt]);
export type Receipt = z.infer<typeof Receipt>;

/** JSON with sorted keys and without white space (RFC 8785). */
export function toCanonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("only a JSON value has a canonical form");
  return text;
}

/** What the signature is over: the canonical form without the signature, in UTF-8. */
export function signedBytes({ signature: _signature, ...rest }: Partial<Pick<Receipt, "signature">> & object): Buffer {
  return Buffer.from(toCanonical(rest), "utf8");
}

/** The one way a receipt stands in a file: sorted keys, two spaces a level, a line end at the end. */
export function printReceipt(receipt: unknown): string {
  return `${JSON.stringify(JSON.parse(toCanonical(receipt)), null, 2)}\n`;
}
