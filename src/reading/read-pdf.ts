import type { Understood } from "./block.ts";
import { makeBlocks } from "./pdf-blocks.ts";
import { type Flow, orderColumns } from "./pdf-columns.ts";
import { stripFurniture } from "./pdf-furniture.ts";
import { makeJoiner } from "./pdf-hyphens.ts";
import { readSegments } from "./pdf-lines.ts";
import { LETTERS_LEAST, type PdfPage, readPages } from "./pdf-pages.ts";
import type { ReadingProgress, Remark } from "./reading.ts";
import { refuse } from "./refuse.ts";

/**
 * A PDF → blocks. It has no paragraphs, only letters at places:
 *  1. pages are read one by one; those without text are counted
 *  2. letters make lines, wide gaps part them into segments
 *  3. what runs along the edges of many pages is taken out
 *  4. columns are put one after the other
 *  5. lines make paragraphs, headings, rows and notes (pdf-blocks.ts)
 */
export async function readPdf(bytes: Buffer, onProgress: (progress: ReadingProgress) => void): Promise<Understood> {
  const { pages, title } = await readPages(bytes, onProgress);
  const remarks = remarkScanned(pages);
  const lines = pages.map((page) => ({
    number: page.number,
    width: page.width,
    height: page.height,
    segments: readSegments(page),
  }));
  const stripped = stripFurniture(lines);
  const ordered = stripped.pages.map(({ number, segments }) => ({ page: number, flows: orderColumns(segments) }));
  const joiner = makeJoiner(
    ordered.flatMap(({ flows }) => flows.flatMap((flow) => flow.lines.map(({ text }) => text))),
  );
  const read = makeBlocks(ordered, joiner);
  if (stripped.count > 0) remarks.push({ code: "repeated-lines", values: { count: stripped.count } });
  if (joiner.undone > 0) remarks.push({ code: "hyphens", values: { count: joiner.undone } });
  const inColumns = ordered.filter(({ flows }) => flows.some(({ column }: Flow) => column)).map(({ page }) => page);
  if (inColumns.length > 0)
    remarks.push({ code: "columns", values: { count: inColumns.length, pages: listPages(inColumns) } });
  if (read.loose > 0) remarks.push({ code: "tables-as-lines", values: { count: read.loose } });
  if (read.orphans > 0) remarks.push({ code: "notes-without-mark", values: { count: read.orphans } });
  return { blocks: read.blocks, title, aside: stripped.aside, pages: pages.length, remarks };
}

/** Of the pages so many may be pictures of text; with more the document would be half a document. */
const MOST_SCANNED = 0.2;

function remarkScanned(pages: readonly PdfPage[]): Remark[] {
  const letters = (page: PdfPage) =>
    page.pieces.reduce((sum, { text }) => sum + (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0), 0);
  const bare = pages.filter((page) => letters(page) < LETTERS_LEAST);
  if (bare.length === pages.length)
    return refuse(bare.some(({ pictured }) => pictured) ? "scanned" : "no-text", { pages: pages.length });
  const scanned = bare.filter(({ pictured }) => pictured).map(({ number }) => number);
  const values = { count: scanned.length, pages: listPages(scanned), total: pages.length };
  if (scanned.length > pages.length * MOST_SCANNED) refuse("partly-scanned", values);
  return scanned.length === 0 ? [] : [{ code: "pages-without-text", values }];
}

/** `3, 7–9` */
export function listPages(pages: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const page of pages) {
    const last = runs.at(-1);
    if (last && last[1] === page - 1) last[1] = page;
    else runs.push([page, page]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(", ");
}
