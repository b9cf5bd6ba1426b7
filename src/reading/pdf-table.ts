import type { Line } from "./pdf-columns.ts";
import type { Segment } from "./pdf-lines.ts";
import type { Cell } from "./table.ts";

/**
 * Lines whose words stand in columns → the cells of a table. A PDF knows no tables, only places:
 * what does not clearly stand in columns stays lines. Pure.
 */
export interface TableLines {
  /** Position of the first line, and of the first line after. */
  from: number;
  to: number;
  cells: Cell[][];
}

/** Lines in columns that a table has at least. */
const LINES_LEAST = 3;
/** In line heights: a wider gap ends a table. */
const FAR = 3.2;
/** Lines of one cell between two lines in columns. */
const LOOSE = 3;
/** A row begins where the lines stand so much farther apart than within a cell. */
const ROW_GAP = 1.2;

export function findTables(lines: readonly Line[]): TableLines[] {
  const tables: TableLines[] = [];
  for (let from = 0; from < lines.length; from += 1) {
    if (!isInColumns(lines[from])) continue;
    const to = endOf(lines, from);
    const part = lines.slice(from, to);
    const table = part.filter(isInColumns).length >= LINES_LEAST ? readCells(part) : null;
    if (table !== null) tables.push({ from, to, cells: table });
    from = to - 1;
  }
  return tables;
}

/** "12.   The State …" has a wide gap too: a number or mark alone is no cell. */
function isInColumns(line: Line | undefined): boolean {
  if (!line || line.segments.length < 2) return false;
  const [first] = line.segments;
  return (
    line.segments.length > 2 || !/^(?:[(\d]?[\p{L}\d]{0,4}(?:\.\d{1,3})*[.)]|[–—•·▪◦\uF0B7-])$/u.test(first?.text ?? "")
  );
}

function endOf(lines: readonly Line[], from: number): number {
  let end = from + 1;
  for (let k = from + 1; k < lines.length && k - end < LOOSE; k += 1) {
    const line = lines[k];
    const before = lines[k - 1];
    if (!line || !before || line.y - before.y > FAR * before.size || line.y < before.y) break;
    if (isInColumns(line)) end = k + 1;
  }
  // Lines of the last row that wrap within one column.
  while (end < lines.length && isWrapped(lines, end, from)) end += 1;
  return end;
}

function isWrapped(lines: readonly Line[], at: number, from: number): boolean {
  const line = lines[at];
  const before = lines[at - 1];
  if (!line || !before || line.segments.length > 1 || line.y - before.y > 1.3 * before.size) return false;
  const width =
    Math.max(...lines.slice(from, at).map(({ right }) => right)) -
    Math.min(...lines.slice(from, at).map(({ left }) => left));
  return before.segments.some(({ left }) => Math.abs(left - line.left) < 3) && line.right - line.left < width * 0.6;
}

function readCells(lines: readonly Line[]): Cell[][] | null {
  const columns = findColumns(lines);
  if (columns.length < 2) return null;
  const rows: Cell[][] = [];
  const gap = usualGap(lines);
  let clashes = 0;
  lines.forEach((line, k) => {
    const cells = columns.map(({ from, to }) => line.segments.filter((segment) => inside(segment, from, to)));
    const spanning = line.segments.filter(
      (segment) => columns.filter(({ from, to }) => segment.left < to && segment.right > from).length > 1,
    );
    if (spanning.length > 0 && line.segments.length > 1) clashes += 1;
    const before = lines[k - 1];
    const last = rows.at(-1);
    const apart = before === undefined || line.y - before.y > gap * ROW_GAP;
    const fresh = !last || apart || ((cells[0]?.length ?? 0) > 0 && evenly(lines, gap));
    const across = spanning.length === 1 && line.segments.length === 1;
    if (across) rows.push([cellOf(spanning, columns.length)]);
    else if (fresh || last.length === 1) rows.push(cells.map((segments) => cellOf(segments, 1)));
    else for (const [column, segments] of cells.entries()) append(last[column], segments);
  });
  return clashes > lines.length / 4 ? null : rows;
}

function inside(segment: Segment, from: number, to: number): boolean {
  const middle = (Math.max(segment.left, from) + Math.min(segment.right, to)) / 2;
  return segment.left < to && segment.right > from && middle >= from && middle < to;
}

function cellOf(segments: readonly Segment[], columns: number): Cell {
  return { text: segments.map(({ text }) => text).join(" "), notes: [], head: false, columns, rows: 1 };
}

function append(cell: Cell | undefined, segments: readonly Segment[]): void {
  if (!cell || segments.length === 0) return;
  cell.text = [cell.text, ...segments.map(({ text }) => text)].filter((text) => text !== "").join(" ");
}

/** Strips that no line in columns crosses part the columns. */
function findColumns(lines: readonly Line[]): { from: number; to: number }[] {
  const segments = lines.filter(isInColumns).flatMap((line) => line.segments);
  const columns: { from: number; to: number }[] = [];
  for (const { left, right } of [...segments].sort((a, b) => a.left - b.left)) {
    const last = columns.at(-1);
    if (last && left < last.to + 1) last.to = Math.max(last.to, right);
    else columns.push({ from: left, to: right });
  }
  return columns;
}

/** Points between two lines of one cell: the smallest distance that is usual. */
function usualGap(lines: readonly Line[]): number {
  const gaps = lines
    .slice(1)
    .map((line, k) => line.y - (lines[k]?.y ?? line.y))
    .filter((gap) => gap > 1)
    .sort((a, b) => a - b);
  return gaps[Math.floor(gaps.length * 0.1)] ?? Number.POSITIVE_INFINITY;
}

/** All lines stand equally far apart: then every line with a first cell is a row. */
function evenly(lines: readonly Line[], gap: number): boolean {
  return lines.slice(1).filter((line, k) => line.y - (lines[k]?.y ?? line.y) > gap * ROW_GAP).length < lines.length / 4;
}
