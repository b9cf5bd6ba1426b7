import type { Language } from "../corpus/passage.ts";

/**
 * The bytes of a file → what was understood of it. What a reader saw, what it left out and what it
 * doubts are values, so that a person can look at them before the document goes in.
 */

export const FORMATS = ["docx", "pdf", "html", "odt", "markdown", "text"] as const;
export type Format = (typeof FORMATS)[number];

export interface ReadDocument {
  /** By its content, not by its name's ending. */
  format: Format;
  /** What the file or its first heading calls it. */
  title: string | null;
  /** Guessed from its words; null when they are of none of the three. */
  language: Language | null;
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`: the day that its first lines name. */
  date: string | null;
  /** Such as `CEDAW/C/KAZ/6` or `№ 223-IV`, where its first lines have one. */
  symbol: string | null;
  /** Null for formats that know no pages. */
  pages: number | null;
  paragraphs: ReadParagraph[];
  remarks: Remark[];
}

export interface ReadParagraph {
  /** Its words, white space tidied, without its number, list mark and note marks. */
  text: string;
  /** Headings from the outermost in. */
  place: string[];
  /** What introduces the list that it is an item of. */
  introduction: string | null;
  /** Texts of the footnotes that it refers to. */
  notes: string[];
  /** True for a numbered title of a section, which answers nothing by itself. Other headings are only places. */
  heading: boolean;
  /** As the document counts it, without its full stop or bracket: `12`, `a`, `3.1`. */
  number: string | null;
  /** The page it begins on, from 1. */
  page: number | null;
  /** A row of a table reads "Column: value; Column: value". */
  kind: "paragraph" | "item" | "row";
}

/** What was left out or is doubtful: `reading-remark-CODE` in messages/ says it with these values. */
export interface Remark {
  code: RemarkCode;
  values: Record<string, string | number>;
}

export const REMARKS = [
  "repeated-lines",
  "hyphens",
  "columns",
  "pages-without-text",
  "pictures",
  "tables-as-lines",
  "notes-without-mark",
  "deleted-text",
  "comments",
  "hidden-text",
  "around-the-text",
  "encoding",
  "unfinished",
  "unreadable-letters",
  "no-headings",
  "language-unknown",
] as const;
export type RemarkCode = (typeof REMARKS)[number];

/** Why a file is not read: `reading-refused-CODE` in messages/ says what to do about it, with these values. */
export interface Refusal {
  code: RefusalCode;
  values: Record<string, string | number>;
}

export const REFUSALS = [
  "empty",
  "too-large",
  "too-many-pages",
  "too-long",
  "wrong-kind",
  "old-word",
  "encrypted",
  "damaged",
  "bomb",
  "encoding-unknown",
  "no-text",
  "scanned",
  "partly-scanned",
  "too-slow",
  "too-heavy",
] as const;
export type RefusalCode = (typeof REFUSALS)[number];

export type Reading = { ok: true; document: ReadDocument } | { ok: false; refusal: Refusal };

/** How far a long file is: pages of a PDF. */
export interface ReadingProgress {
  done: number;
  total: number;
}
