import type { Reading, ReadingProgress } from "./reading.ts";

export interface ReadingOptions {
  /** Told while a long file is read. */
  onProgress?: (progress: ReadingProgress) => void;
  /** Gives up: the promise is then rejected with its reason. */
  signal?: AbortSignal;
}

/**
 * Reads a file of any of the kept formats. `name` is what the file is called; it only decides between
 * plain text and Markdown. Never rejects for what is in the file: that is a refusal.
 */
export async function readFile(bytes: Uint8Array, name: string, options: ReadingOptions = {}): Promise<Reading> {
  options.signal?.throwIfAborted();
  const text = Buffer.from(bytes).toString("utf8");
  const pieces = text.split(/\n\s*\n/u).map((piece) => piece.replace(/\s+/gu, " ").trim());
  const paragraphs = pieces.filter(Boolean).map((piece) => ({
    text: piece,
    place: [],
    introduction: null,
    notes: [],
    heading: false,
    number: null,
    page: null,
    kind: "paragraph" as const,
  }));
  if (paragraphs.length === 0) return { ok: false, refusal: { code: "empty", values: { name } } };
  const known = { title: null, language: null, date: null, symbol: null, pages: null };
  return { ok: true, document: { format: "text", ...known, paragraphs, remarks: [] } };
}
