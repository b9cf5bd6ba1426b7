import type { PdfPage, Piece } from "./pdf-pages.ts";

/** Pieces of text → lines, each in segments where a gap is too wide for a space. Pure. */

export interface Segment {
  /** Words with single spaces; the mark of a footnote stands as MARK_OPEN 12 MARK_CLOSE. */
  text: string;
  left: number;
  right: number;
  /** Base line, points from the top. */
  y: number;
  /** Of most of its letters. */
  size: number;
  /** All its letters are bold. */
  bold: boolean;
  /** Parted at gaps wider than any space between words: cells of a narrow table. */
  parts: Part[];
}

export interface Part {
  text: string;
  left: number;
  right: number;
}

/** Control characters that no PDF's text has: they hold the place of a raised number. */
export const MARK_OPEN = "\u0002";
export const MARK_CLOSE = "\u0003";
export const MARKS = new RegExp(`${MARK_OPEN}([^${MARK_CLOSE}]{1,4})${MARK_CLOSE}`, "gu");

/** In sizes of the letters: a wider gap parts columns, a narrower one is a space or kerning. */
const COLUMN_GAP = 1;
const SPACE_GAP = 0.18;
const PART_GAP = 0.55;
/** Pieces on one base line differ by so much at most. */
const SAME_LINE = 0.3;
/** A raised number is at most this size beside the line's, and at most so far above its base line. */
const RAISED_SIZE = 0.85;
const RAISED_BY = 0.7;

interface Row {
  y: number;
  size: number;
  pieces: (Piece & { raised?: boolean })[];
}

/** The page's segments, from the top, each line from the left. */
export function readSegments(page: PdfPage): Segment[] {
  const clean = page.pieces
    .map((piece) => ({ ...piece, text: cleanText(piece.text) }))
    .filter(({ text, size }) => text !== "" && size > 0.5);
  return joinRaised(makeRows(clean)).flatMap(splitRow);
}

function cleanText(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[^\P{Cc}\s]|[\u200B\u2060\uFEFF]/gu, "")
    .replace(/[ﬀ-ﬆ]/gu, (letter) => letter.normalize("NFKC"));
}

function makeRows(pieces: readonly Piece[]): Row[] {
  const rows: Row[] = [];
  for (const piece of [...pieces].sort((a, b) => a.y - b.y)) {
    const row = rows.findLast(({ y, size }) => Math.abs(y - piece.y) <= SAME_LINE * Math.min(size, piece.size || size));
    if (row && row.y > piece.y - 2 * row.size) {
      row.pieces.push(piece);
      if (piece.text.trim().length > 2) row.size = Math.max(row.size, piece.size);
    } else rows.push({ y: piece.y, size: piece.size, pieces: [piece] });
  }
  return rows;
}

/** Small short pieces just above a line belong into it: marks of footnotes. */
function joinRaised(rows: readonly Row[]): Row[] {
  const joined: Row[] = [];
  rows.forEach((row, k) => {
    const below = [rows[k + 1], rows[k + 2]].find(
      (next) =>
        next &&
        next.y - row.y <= RAISED_BY * next.size &&
        row.size <= RAISED_SIZE * next.size &&
        row.pieces.every((piece) => touches(piece, next)),
    );
    const short = row.pieces.every(({ text }) => text.trim().length <= 4);
    if (below && short) below.pieces.push(...row.pieces.map((piece) => ({ ...piece, raised: true })));
    else joined.push(row);
  });
  return joined.map(markRaised);
}

/** Within a row that took small pieces of nearly the same base line. */
function markRaised(row: Row): Row {
  return {
    ...row,
    pieces: row.pieces.map((piece) =>
      piece.size <= RAISED_SIZE * row.size && piece.y < row.y - 0.05 * row.size && piece.text.trim().length <= 4
        ? { ...piece, raised: true }
        : piece,
    ),
  };
}

function touches(piece: Piece, row: Row): boolean {
  return row.pieces.some((other) => piece.x >= other.x - row.size && piece.x <= other.x + other.width + row.size);
}

function splitRow(row: Row): Segment[] {
  const pieces = [...row.pieces].sort((a, b) => a.x - b.x);
  const segments: Segment[] = [];
  let part: (Piece & { raised?: boolean })[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const piece of pieces) {
    if (piece.text.trim() === "") {
      if (part.length > 0) part.push(piece);
      continue;
    }
    if (part.length > 0 && piece.x - end > COLUMN_GAP * row.size) {
      segments.push(makeSegment(part, row.y));
      part = [];
    }
    part.push(piece);
    end = Math.max(end, piece.x + piece.width);
  }
  if (part.length > 0) segments.push(makeSegment(part, row.y));
  return segments.filter(({ text }) => text !== "");
}

function makeSegment(pieces: readonly (Piece & { raised?: boolean })[], y: number): Segment {
  const solid = pieces.filter(({ text }) => text.trim() !== "");
  const level = solid.filter(({ raised }) => !raised);
  const size = mostOf(level.length > 0 ? level : solid);
  const bold =
    solid.every((piece) => piece.bold || piece.raised || !/[\p{L}\p{N}]/u.test(piece.text)) &&
    solid.some((piece) => piece.bold);
  const parts: Part[] = [];
  let blank = false;
  for (const piece of pieces) {
    const last = parts.at(-1);
    const gap = piece.x - (last?.right ?? piece.x);
    if (piece.text.trim() === "") blank = true;
    else if (last && gap <= PART_GAP * size) {
      const spaced = blank || gap > SPACE_GAP * piece.size;
      last.text += (spaced && !last.text.endsWith(" ") ? " " : "") + written(piece);
      last.right = Math.max(last.right, piece.x + piece.width);
      blank = false;
    } else {
      parts.push({ text: written(piece), left: piece.x, right: piece.x + piece.width });
      blank = false;
    }
  }
  const text = parts.map((part) => part.text).join(" ");
  const [first] = parts;
  const right = Math.max(...parts.map((part) => part.right));
  return { text: text.replace(/\s+/gu, " ").trim(), left: first?.left ?? 0, right, y, size, bold, parts };
}

function written({ text, raised }: Piece & { raised?: boolean }): string {
  const mark = raised && /^(?:\d{1,3}|[*†‡]{1,3})$/u.test(text.trim());
  return mark ? MARK_OPEN + text.trim() + MARK_CLOSE : text;
}

function mostOf(pieces: readonly Piece[]): number {
  const weights = new Map<number, number>();
  for (const { size, text } of pieces) {
    const rounded = Math.round(size * 10) / 10;
    weights.set(rounded, (weights.get(rounded) ?? 0) + text.trim().length);
  }
  return [...weights].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}
