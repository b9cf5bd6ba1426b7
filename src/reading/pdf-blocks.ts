import { BY_LOOKS } from "./arrange.ts";
import { type Block, makeBlock } from "./block.ts";
import type { Flow, Line } from "./pdf-columns.ts";
import type { Joiner } from "./pdf-hyphens.ts";
import { MARK_CLOSE, MARK_OPEN } from "./pdf-lines.ts";
import { resolveMarks, takeFootNotes, writeMarks } from "./pdf-notes.ts";
import { type Measured, measureEdges, measurePitches, startsParagraph } from "./pdf-paragraphs.ts";
import { findTables } from "./pdf-table.ts";
import { readRows } from "./table.ts";

/** Lines in reading order → blocks. Pure. */
export interface PdfBlocks {
  blocks: Block[];
  /** Tables that stayed lines. */
  loose: number;
  /** Notes whose mark was not found. */
  orphans: number;
}

/** What stands between two breaks: lines of one paragraph, or the rows of a table. */
type Part = { kind: "lines"; lines: Measured[] } | { kind: "rows"; blocks: Block[] };

export function makeBlocks(pages: readonly { page: number; flows: Flow[] }[], joiner: Joiner): PdfBlocks {
  const all = pages.flatMap(({ flows }) => flows);
  const body = bodySize(all);
  const pitchOf = measurePitches(all);
  const notes = new Map<number, Map<string, string>>();
  const parts: Part[] = [];
  let loose = 0;
  let before: Measured | null = null;
  for (const { page, flows } of pages) {
    const found = new Map<string, string>();
    notes.set(page, found);
    for (const flow of flows) {
      const foot = takeFootNotes(flow.lines, body, joiner);
      for (const [number, note] of foot.notes) found.set(number, note);
      const margin = measureEdges(foot.lines);
      const { tables, loose: unread } = findTables(foot.lines);
      loose += unread;
      foot.lines.forEach((line, k) => {
        const table = tables.find(({ from, to }) => k >= from && k < to);
        if (table) {
          if (k === table.from) parts.push({ kind: "rows", blocks: rowsOf(table.cells, page) });
          before = null;
          return;
        }
        const measured: Measured = { ...line, page, margin, pitch: pitchOf(line.size), jumped: k === 0 };
        const last = parts.at(-1);
        if (before && last?.kind === "lines" && last.lines[0] && !startsParagraph(measured, before, last.lines[0]))
          last.lines.push(measured);
        else parts.push({ kind: "lines", lines: [measured] });
        before = measured;
      });
    }
  }
  const levels = headingLevels(parts, body);
  const blocks = parts.flatMap((part) =>
    part.kind === "rows" ? part.blocks : [blockOf(part.lines, { joiner, notes, levels })],
  );
  const orphans = [...notes].flatMap(([page, rest]) => [...rest].map(([number, note]) => ({ page, number, note })));
  const placed = placeOrphans(blocks, orphans);
  return { blocks: placed.blocks, loose, orphans: placed.left };
}

function rowsOf(cells: Parameters<typeof readRows>[0], page: number): Block[] {
  return readRows(cells, null).map(({ text, notes, over }) => makeBlock({ kind: "row", text, notes, over, page }));
}

interface Dressing {
  joiner: Joiner;
  notes: Map<number, Map<string, string>>;
  levels: (line: Measured, text: string) => number | null;
}

function blockOf(lines: readonly Measured[], { joiner, notes, levels }: Dressing): Block {
  const [first] = lines;
  let text = lines.slice(1).reduce((joined, line) => joiner.join(joined, line.text), first?.text ?? "");
  const found: string[] = [];
  for (const number of new Set(lines.map((line) => line.page))) {
    const resolved = resolveMarks(text, notes.get(number) ?? new Map());
    found.push(...resolved.notes);
    text = resolved.text;
  }
  const level = first ? levels(first, writeMarks(text)) : null;
  const base = { text, notes: found, page: first?.page ?? null };
  return makeBlock(level === null ? { kind: "paragraph", ...base } : { kind: "heading", ...base, level });
}

/**
 * Notes that no mark on their page refers to belong to the nearest such mark before them, as notes at
 * the end of a chapter do; without one they stand as paragraphs at the end of their page.
 */
function placeOrphans(blocks: readonly Block[], orphans: readonly Orphan[]): { blocks: Block[]; left: number } {
  const placed = [...blocks];
  let left = 0;
  for (const { page, number, note } of orphans) {
    const end = placed.findLastIndex((block) => (block.page ?? 0) <= page);
    const owner = placed.slice(0, end + 1).findLast(({ text }) => text.includes(MARK_OPEN + number + MARK_CLOSE));
    if (owner) {
      const { text, notes } = resolveMarks(owner.text, new Map([[number, note]]));
      Object.assign(owner, { text, notes: [...owner.notes, ...notes] });
      continue;
    }
    left += 1;
    placed.splice(end + 1, 0, makeBlock({ kind: "paragraph", text: `${number}. ${note}`, page }));
  }
  return { blocks: placed.map((block) => ({ ...block, text: writeMarks(block.text) })), left };
}

interface Orphan {
  page: number;
  number: string;
  note: string;
}

function bodySize(flows: readonly Flow[]): number {
  const weights = new Map<number, number>();
  for (const line of flows.flatMap(({ lines }) => lines))
    weights.set(round(line), (weights.get(round(line)) ?? 0) + line.text.length);
  return [...weights].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 10;
}

function round(line: Line): number {
  return Math.round(line.size * 2) / 2;
}

/** Beside the body: larger letters make a heading. */
const LARGER = 1.08;
/** Characters. */
const LONGEST_HEADING = 300;
const LONGEST_BOLD = 200;

/** Each size above the body's is a level, the largest outermost; bold lines of the body's size come below. */
function headingLevels(parts: readonly Part[], body: number): Dressing["levels"] {
  const sizes = new Set<number>();
  for (const part of parts) {
    const first = part.kind === "lines" ? part.lines[0] : undefined;
    if (first && isLarger(first, body)) sizes.add(round(first));
  }
  const ranked = [...sizes].sort((a, b) => b - a);
  return (line, text) => {
    if (!/\p{L}/u.test(text)) return null;
    if (isLarger(line, body) && text.length <= LONGEST_HEADING)
      return Math.min(ranked.indexOf(round(line)) + 1, BY_LOOKS - 1);
    const title =
      line.bold && text.length <= LONGEST_BOLD && !/[;:,]$/u.test(text) && !/[.]$/u.test(text.replace(/^\S+/u, ""));
    return title && line.size >= body * 0.95 ? BY_LOOKS : null;
  };
}

function isLarger(line: Line, body: number): boolean {
  return round(line) > body * LARGER;
}
