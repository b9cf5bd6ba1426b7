import { getDocumentProxy, getResolvedPDFJS } from "unpdf";
import { LIMITS } from "./limits.ts";
import type { ReadingProgress } from "./reading.ts";
import { refuse } from "./refuse.ts";

/** A PDF's pages → the pieces of text on them, with where they stand and how they look. */

export interface Piece {
  text: string;
  /** Points from the left; of the base line from the top. */
  x: number;
  y: number;
  width: number;
  /** Points. */
  size: number;
  bold: boolean;
}

export interface PdfPage {
  number: number;
  width: number;
  height: number;
  pieces: Piece[];
  /** Looked for only where there is no text. */
  pictured: boolean;
}

export interface Pdf {
  title: string | null;
  pages: PdfPage[];
}

type Matrix = readonly [number, number, number, number, number, number];

/** What is used of pdf.js: its own types do not come with the package. */
interface Proxy {
  numPages: number;
  getPage(number: number): Promise<Page>;
  getMetadata(): Promise<{ info: object }>;
  destroy(): Promise<void>;
}
interface Page {
  pageNumber: number;
  getViewport(options: { scale: number }): { width: number; height: number; transform: number[] };
  getTextContent(): Promise<{ items: (Item | { type: string })[] }>;
  getOperatorList(): Promise<{ fnArray: number[] }>;
  commonObjs: { has(id: string): boolean; get(id: string): { name?: string; bold?: boolean; black?: boolean } };
  cleanup(): void;
}
interface Item {
  str: string;
  transform: number[];
  width: number;
  fontName: string;
}

/** Pixels: pictures are of no use here, and decoding them takes most of the time. */
const LARGEST_PICTURE = 1;
/** Bytes at the end where a whole file has its mark. */
const END_WITHIN = 4096;
/** Letters on a page with less are a stamp or a page number. */
export const LETTERS_LEAST = 8;

/** Throws Refused, and what pdf.js throws for a file that is no sound PDF. */
export async function readPages(bytes: Buffer, onProgress: (progress: ReadingProgress) => void): Promise<Pdf> {
  if (!bytes.subarray(-END_WITHIN).includes("%%EOF")) refuse("damaged");
  const pdf = await open(bytes);
  const total = pdf.numPages;
  if (total > LIMITS.pages) refuse("too-many-pages", { pages: total, limit: LIMITS.pages });
  const { info } = await pdf.getMetadata().catch(() => ({ info: {} }));
  const title =
    "Title" in info && typeof info.Title === "string" && info.Title.trim() !== "" ? info.Title.trim() : null;
  const fonts = new Map<string, boolean>();
  const pages: PdfPage[] = [];
  let characters = 0;
  for (let number = 1; number <= total; number += 1) {
    const page = await pdf.getPage(number);
    const read = await readPage(page, fonts);
    page.cleanup();
    pages.push(read);
    characters += read.pieces.reduce((sum, { text }) => sum + text.length, 0);
    if (characters > LIMITS.characters) refuse("too-long", { characters: LIMITS.characters });
    onProgress({ done: number, total });
  }
  await pdf.destroy();
  return { title, pages };
}

async function open(bytes: Buffer): Promise<Proxy> {
  try {
    return await getDocumentProxy(new Uint8Array(bytes), {
      maxImageSize: LARGEST_PICTURE,
      isEvalSupported: false,
      useSystemFonts: false,
      verbosity: 0,
    });
  } catch (error) {
    if (error instanceof Error && error.name === "PasswordException") refuse("encrypted");
    throw error;
  }
}

async function readPage(page: Page, fonts: Map<string, boolean>): Promise<PdfPage> {
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent();
  const texts = items.filter((item): item is Item => "str" in item && item.str !== "");
  const letters = texts.reduce((sum, { str }) => sum + (str.match(/[\p{L}\p{N}]/gu)?.length ?? 0), 0);
  const unknown = texts.some(({ fontName }) => !fonts.has(fontName));
  let pictured = false;
  if (unknown || letters < LETTERS_LEAST) {
    // Only drawing a page tells what its fonts are called.
    const { fnArray } = await page.getOperatorList();
    const { OPS } = await getResolvedPDFJS();
    // A picture past the limit leaves nothing but the change of scale made for it.
    const signs = new Set<number>([
      OPS.transform,
      OPS.paintImageXObject,
      OPS.paintInlineImageXObject,
      OPS.paintImageMaskXObject,
    ]);
    pictured = fnArray.some((operation: number) => signs.has(operation));
    for (const { fontName } of texts) if (!fonts.has(fontName)) fonts.set(fontName, isBold(page, fontName));
  }
  const placed = texts.map((item) => ({ item, matrix: multiply(transform, item.transform) }));
  const turn = mostTurned(placed);
  const pieces = placed
    .filter(({ matrix }) => turnOf(matrix) === turn)
    .map(({ item, matrix }) => place(item, matrix, fonts.get(item.fontName) ?? false))
    .map((piece) => unturn(piece, { turn, width, height }));
  const upright = turn % 2 === 0;
  return {
    number: page.pageNumber,
    width: upright ? width : height,
    height: upright ? height : width,
    pieces,
    pictured,
  };
}

function isBold(page: Page, font: string): boolean {
  if (!page.commonObjs.has(font)) return false;
  const { name, bold, black } = page.commonObjs.get(font);
  return bold === true || black === true || /bold|black|heavy|semib|demi/iu.test(name ?? "");
}

function place(item: Item, matrix: Matrix, bold: boolean): Piece {
  const size = Math.hypot(matrix[2], matrix[3]);
  return { text: item.str, x: matrix[4], y: matrix[5], width: item.width, size, bold };
}

function multiply(outer: readonly number[], inner: readonly number[]): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = outer;
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = inner;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

/** Quarter turns of the text: 0 reads from left to right. */
function turnOf([a, b]: Matrix): number {
  return (Math.round(Math.atan2(b, a) / (Math.PI / 2)) + 4) % 4;
}

/** A page may lie on its side; text that stands across the rest is a stamp or a mark along the margin. */
function mostTurned(placed: readonly { item: Item; matrix: Matrix }[]): number {
  const letters = [0, 0, 0, 0];
  for (const { item, matrix } of placed) letters[turnOf(matrix)] = (letters[turnOf(matrix)] ?? 0) + item.str.length;
  return letters.indexOf(Math.max(...letters));
}

function unturn(piece: Piece, { turn, width, height }: { turn: number; width: number; height: number }): Piece {
  const { x, y } = piece;
  if (turn === 1) return { ...piece, x: y, y: width - x };
  if (turn === 2) return { ...piece, x: width - x, y: height - y };
  return turn === 3 ? { ...piece, x: height - y, y: x } : piece;
}
