import type { Line } from "./pdf-columns.ts";
import type { Part } from "./pdf-lines.ts";
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

/** `loose` counts runs of lines in columns that make no table. */
export function findTables(lines: readonly Line[]): { tables: TableLines[]; loose: number } {
  const tables: TableLines[] = [];
  let loose = 0;
  for (let from = 0; from < lines.length; from += 1) {
    if (!isInColumns(lines[from])) continue;
    const to = endOf(lines, from);
    const part = lines.slice(from, to);
    const enough = part.filter(isInColumns).length >= LINES_LEAST;
    const table = enough ? readCells(part) : null;
    if (table !== null) tables.push({ from, to, cells: table });
    else if (enough) loose += 1;
    from = to - 1;
  }
  return { tables, loose };
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

/** A line that goes on a cell of one of the lines just above. */
function isWrapped(lines: readonly Line[], at: number, from: number): boolean {
  const line = lines[at];
  const before = lines[at - 1];
  if (!line || !before || line.segments.length > 1 || line.y - before.y > 1.3 * before.size) return false;
  const table = lines.slice(from, at);
  const width = Math.max(...table.map(({ right }) => right)) - Math.min(...table.map(({ left }) => left));
  const above = lines.slice(Math.max(from, at - 3), at).flatMap(({ segments }) => segments);
  return above.some(({ left }) => Math.abs(left - line.left) < 3) && line.right - line.left < width * 0.6;
}

function readCells(lines: readonly Line[]): Cell[][] | null {
  const columns = findColumns(lines);
  if (columns.length < 2) return null;
  const rows: Cell[][] = [];
  const gap = usualGap(lines);
  const even = isEven(lines, gap);
  let clashes = 0;
  for (const [k, line] of lines.entries()) {
    const parts = partsOf(line);
    const cells = columns.map(({ from, to }) => parts.filter((part) => inside(part, from, to)));
    const wide = parts.filter(
      (part) => columns.filter(({ from, to }) => part.left < to && part.right > from).length > 1,
    );
    if (wide.length > 0 && parts.length > 1) clashes += 1;
    const before = lines[k - 1];
    const last = rows.at(-1);
    const apart = before === undefined || line.y - before.y > gap * ROW_GAP;
    const fresh = !last || last.length === 1 || apart || (even && (cells[0]?.length ?? 0) > 0);
    if (wide.length === 1 && parts.length === 1) rows.push([cellOf(wide, columns.length)]);
    else if (fresh) rows.push(cells.map((inColumn) => cellOf(inColumn, 1)));
    else for (const [column, inColumn] of cells.entries()) append(last[column], inColumn);
  }
  return clashes > lines.length / 4 ? null : rows;
}

function partsOf(line: Line): Part[] {
  return line.segments.flatMap(({ parts }) => parts);
}

function inside(part: Part, from: number, to: number): boolean {
  const middle = (Math.max(part.left, from) + Math.min(part.right, to)) / 2;
  return part.left < to && part.right > from && middle >= from && middle < to;
}

function cellOf(parts: readonly Part[], columns: number): Cell {
  const text = parts.map((part) => part.text.trim()).join(" ");
  return { text, notes: [], head: false, columns, rows: 1 };
}

function append(cell: Cell | undefined, parts: readonly Part[]): void {
  if (!cell || parts.length === 0) return;
  cell.text = [cell.text, ...parts.map(({ text }) => text.trim())].filter((text) => text !== "").join(" ");
}

/** Strips that no line in columns crosses part the columns. */
function findColumns(lines: readonly Line[]): { from: number; to: number }[] {
  const columns: { from: number; to: number }[] = [];
  const parts = lines.filter(isInColumns).flatMap(partsOf);
  for (const { left, right } of parts.sort((a, b) => a.left - b.left)) {
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
function isEven(lines: readonly Line[], gap: number): boolean {
  return lines.slice(1).filter((line, k) => line.y - (lines[k]?.y ?? line.y) > gap * ROW_GAP).length < lines.length / 4;
}
