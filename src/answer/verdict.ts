import type { Language } from "../corpus/passage.ts";

/** What a channel knows of the quotation check. */

/** Checks one quotation, of one sentence or several. */
export type Check = (quotation: string) => Verdict;

/** Checks a long text sentence by sentence, letting other work in between. */
export type CheckText = (text: string) => AsyncIterable<{ verdict: Verdict; done: number; total: number }>;

/** What was changed, the gravest first: a reader is told of them in this order. */
export const DIFFERENCE_KINDS = [
  "number",
  "year",
  "date",
  "unit",
  "negation",
  "institution",
  "programme",
  "law",
  "name",
  "opposite",
  "left-out",
  "added",
  "word",
  "order",
  "form",
  // The same figure or unit in other signs: no change of fact.
  "notation",
] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

export interface Difference {
  kind: DifferenceKind;
  /** The quotation's words; empty where it leaves words out. */
  quoted: string;
  /** The document's words in their place; empty where the quotation adds some. */
  document: string;
}

/** A stretch of the word diff, in the order of reading. */
export interface DiffPart {
  in: "both" | "quotation" | "document";
  text: string;
}

/** Why a text can't be checked as a quotation. */
export type CheckObstacle = "empty" | "no-words" | "too-short" | "too-long" | "unknown-language";

/** The document's words that a quotation was compared with, and where they stand. */
export interface Compared {
  /** The passage's id. */
  passage: string;
  /** The document's symbol. */
  document: string;
  edition: string;
  place: string;
  language: Language;
  status: "original" | "official" | "working";
  /** The whole passage, in the language of the comparison, parted at the words compared. */
  around: { before: string; words: string; after: string };
}

/** The original of what a rendering says, for a quotation that was compared with a rendering. */
export interface Original {
  /** The passage in the document's own language. */
  text: string;
  /** Figures of the quotation, beside those of the original; `original` null where it has no such figure. */
  figures: { quoted: string; original: string | null; sentence: string | null }[];
}

export interface Verdict {
  /** The code of its receipt, once one is kept; null where none is, and for a part of a verdict. */
  code: string | null;
  quotation: string;
  verdict: "verbatim" | "altered" | "absent";
  /** Why it could not be checked, or null. */
  obstacle: CheckObstacle | null;
  /** The language that it was compared in, or null. */
  language: Language | null;
  /** The passage's id, its place and edition; null when absent. */
  passage: string | null;
  place: string | null;
  edition: string | null;
  /** Named changes, the gravest kind first; empty unless altered. */
  differences: Difference[];
  /** The whole word diff; empty unless altered. */
  diff: DiffPart[];
  /** What it was compared with, or null when absent. */
  compared: Compared | null;
  /** Set when the comparison was with a working translation. */
  original: Original | null;
  /** True when its parts stand in different places and are passed off as one. */
  stitched: boolean;
  /** Its sentences, or the pieces that it is stitched from; empty when it is one piece. */
  parts: Verdict[];
  /** What an ellipsis or the quotation's edge leaves out of the sentence that may change its sense. */
  omitted: string[];
  /** Words before or around the quotation that introduce it and were not compared, or null. */
  leadIn: string | null;
  /** For an absent one: passages that come nearest. They do not say the same. */
  nearest: Compared[];
}
