import { LONGEST_TEXT } from "./check.ts";
import type { FileTrouble } from "./file-trouble.ts";
import { type Quotation, readCsv } from "./read-csv.ts";
import { readDocx } from "./read-docx.ts";

/**
 * A file that a journalist hands in → its text, or its rows of quotations, or why it is neither. The
 * file may be anything: it is known by its first bytes, not by its name, and what is packed is looked
 * at before it is unpacked.
 */

/** Bytes: far more than an article. */
export const LARGEST_FILE = 10_000_000;
/** Rows of a table. */
export const MOST_ROWS = 2000;

export type FileContent =
  | { text: string }
  | { quotations: Quotation[] }
  | { trouble: FileTrouble; found?: string; limit?: number };

export async function readFileContent(name: string, bytes: Buffer): Promise<FileContent> {
  if (bytes.length === 0) return { trouble: "empty" };
  if (bytes.length > LARGEST_FILE) return { trouble: "too-large", limit: LARGEST_FILE / 1_000_000 };
  const packed = bytes.subarray(0, 4).equals(ZIP) ? await readDocx(bytes) : readUnpacked(bytes);
  if ("trouble" in packed) return packed;
  const { text } = packed;
  if (text.trim() === "") return { trouble: "no-text" };
  const table = /\.(?:csv|tsv)$/iu.test(name);
  if (text.length > (table ? LONGEST_TABLE : LONGEST_TEXT)) {
    return { trouble: "too-long", limit: table ? LONGEST_TABLE : LONGEST_TEXT };
  }
  if (!table) return { text };
  const quotations = readCsv(text);
  if (quotations.length === 0) return { trouble: "no-quotations" };
  return quotations.length > MOST_ROWS ? { trouble: "too-many-rows", limit: MOST_ROWS } : { quotations };
}

/** Characters of a table: it has columns beside the quotations. */
const LONGEST_TABLE = 5 * LONGEST_TEXT;

const ZIP = Buffer.from("PK\u0003\u0004", "latin1");
/** How files of other kinds begin, in hexadecimal, and what a reader calls them. */
const OTHERS: readonly (readonly [beginning: RegExp, name: string])[] = [
  [/^25504446/u, "PDF"],
  [/^7b5c727466/u, "RTF"],
  [/^(?:89504e47|47494638|ffd8ff|52494646)/u, "JPEG / PNG / GIF"],
  [/^(?:504b|526172|377abc|1f8b)/u, "ZIP / RAR / GZIP"],
  [/^(?:494433|4f676753|.{8}66747970|1a45dfa3)/u, "MP3 / MP4"],
  [/^(?:4d5a|7f454c46)/u, "EXE"],
];
/** The container of Word before 2007, and of any encrypted Office file. */
const COMPOUND = /^d0cf11e0/u;
const ENCRYPTED = Buffer.from("EncryptedPackage", "utf16le");
const WORD = Buffer.from("WordDocument", "utf16le");

function readUnpacked(bytes: Buffer): { text: string } | { trouble: FileTrouble; found?: string } {
  const start = bytes.subarray(0, 16).toString("hex");
  if (COMPOUND.test(start)) {
    if (bytes.includes(ENCRYPTED)) return { trouble: "encrypted" };
    return bytes.includes(WORD) ? { trouble: "old-word" } : { trouble: "wrong-kind", found: "XLS / PPT" };
  }
  const other = OTHERS.find(([beginning]) => beginning.test(start))?.[1];
  const text = decode(bytes);
  if (other !== undefined && (text === null || MARKUP.includes(other))) {
    return { trouble: "wrong-kind", found: other };
  }
  return text === null ? { trouble: "not-utf8" } : { text };
}

/** Kinds that are text to a machine, not to a reader. */
const MARKUP = ["PDF", "RTF"];

/** UTF-8, UTF-16 with its mark, or what Russian Windows writes; null for what is no text. */
function decode(bytes: Buffer): string | null {
  const mark = bytes.length > 1 ? bytes.readUInt16BE(0) : 0;
  const encoding = mark === 0xfffe ? "utf-16le" : mark === 0xfeff ? "utf-16be" : "utf-8";
  const text = tryDecode(bytes, encoding) ?? readCyrillic(bytes);
  return text === null || CONTROL.test(text) ? null : text;
}

/** Signs that no text has. */
const CONTROL = /[^\P{Cc}\s]/u;
/** Of the letters beyond ASCII so many must be Cyrillic for a text of Russian Windows. */
const CYRILLIC_LEAST = 0.8;

function readCyrillic(bytes: Buffer): string | null {
  const text = tryDecode(bytes, "windows-1251");
  const beyond = text?.match(/\P{ASCII}/gu) ?? [];
  const cyrillic = beyond.filter((letter) => /[А-яЁё«»–—…№“”]/u.test(letter)).length;
  return cyrillic > beyond.length * CYRILLIC_LEAST ? text : null;
}

function tryDecode(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
