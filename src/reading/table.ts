/**
 * A table as a grid of cells → its rows as sentences: "Column: value; Column: value". Pure, and the
 * same for every format.
 */
export interface Cell {
  text: string;
  notes: string[];
  /** Marked up as a heading of its column. */
  head: boolean;
  columns: number;
  rows: number;
}

export interface TableRow {
  text: string;
  notes: string[];
  /** What stands over this part of the table: its caption, and a line across all columns. */
  over: string | null;
  /** Position of the row in the table. */
  at: number;
}

/** Cells of the grid: a hostile table spans millions. */
const MOST_CELLS = 500_000;
const WIDEST = 200;
/** Characters of a cell that may be a column's name. */
const LONGEST_NAME = 160;

type Grid = (Cell | null)[][];

export function readRows(rows: readonly Cell[][], caption: string | null): TableRow[] {
  const grid = expand(rows);
  const width = grid.reduce((most, row) => Math.max(most, row.length), 0);
  const lines = grid.map((row, at) => ({ at, row, across: acrossAll(row, width) }));
  const heads = countHeads(lines);
  const names = Array.from({ length: width }, (_, column) => nameColumn(grid.slice(0, heads), column, width));
  const read: TableRow[] = [];
  let part =
    lines
      .slice(0, heads)
      .flatMap(({ across }) => across?.text ?? [])
      .join(" ") || null;
  for (const { at, row, across } of lines.slice(heads)) {
    if (across) {
      part = across.text;
      // Nothing may stand under it: its words are kept as a row of their own then.
      const next = lines[at + 1];
      if (next === undefined || next.across) read.push({ text: part, notes: across.notes, over: caption, at });
      continue;
    }
    const values = distinct(row).filter(({ cell, column }) => cell.text !== "" && cell.text !== names[column]);
    const text = values
      .map(({ cell, column }) => (names[column] ? `${names[column]}: ${cell.text}` : cell.text))
      .join("; ");
    if (text === "") continue;
    const over = [caption, part].filter((line) => line !== null && line !== "").join(" ") || null;
    read.push({ text, notes: values.flatMap(({ cell }) => cell.notes), over, at });
  }
  return read;
}

/** Spans written out: a cell stands wherever it reaches. */
function expand(rows: readonly Cell[][]): Grid {
  const grid: Grid = rows.map(() => []);
  let cells = 0;
  rows.forEach((row, y) => {
    let x = 0;
    for (const cell of row) {
      while (grid[y]?.[x] !== undefined) x += 1;
      const right = Math.min(x + Math.max(1, cell.columns), WIDEST);
      const below = Math.min(y + Math.max(1, cell.rows), rows.length);
      for (let down = y; down < below; down += 1) {
        for (let across = x; across < right && cells < MOST_CELLS; across += 1, cells += 1) {
          const line = grid[down];
          if (line) line[across] = cell;
        }
      }
      x = right;
    }
  });
  return grid.map((row) => Array.from(row, (cell) => cell ?? null));
}

function acrossAll(row: (Cell | null)[], width: number): Cell | null {
  const [first] = row;
  return width > 1 && first && first.text !== "" && row.length === width && row.every((cell) => cell === first)
    ? first
    : null;
}

/** Rows that name the columns: those marked up so, else a first row that looks like names. */
function countHeads(lines: readonly { row: (Cell | null)[]; across: Cell | null }[]): number {
  const isHead = ({ row, across }: { row: (Cell | null)[]; across: Cell | null }) =>
    across === null &&
    row.length > 0 &&
    row.every((cell) => cell === null || cell.head || cell.text === "") &&
    row.some((cell) => cell?.head);
  let marked = 0;
  while (marked < lines.length - 1) {
    const line = lines[marked];
    if (!line || !(isHead(line) || (line.across && lines.slice(marked + 1).some(isHead)))) break;
    marked += 1;
  }
  if (marked > 0) return marked;
  const first = lines.findIndex(({ across }) => across === null);
  const names = lines[first];
  if (first < 0 || first > 1 || !names || lines.length < first + 2) return 0;
  return looksLikeNames(names.row) ? first + 1 : 0;
}

function looksLikeNames(row: (Cell | null)[]): boolean {
  const texts = row.map((cell) => cell?.text ?? "");
  const filled = texts.filter((text) => text !== "");
  if (filled.length < 2 || filled.length < texts.length - 1) return false;
  if (new Set(filled).size < filled.length && row.every((cell) => cell?.columns === 1)) return false;
  return filled.every(
    (text) =>
      text.length <= LONGEST_NAME && !/[.;]$/u.test(text) && (/\p{L}/u.test(text) || /^(?:19|20)\d\d/u.test(text)),
  );
}

function nameColumn(heads: Grid, column: number, width: number): string {
  const names = heads.filter((row) => acrossAll(row, width) === null).map((row) => row[column]?.text ?? "");
  return names.filter((name, k) => name !== "" && names.indexOf(name) === k).join(", ");
}

/** A cell that spans columns is one value. */
function distinct(row: (Cell | null)[]): { cell: Cell; column: number }[] {
  return row.flatMap((cell, column) => (cell && row.indexOf(cell) === column ? [{ cell, column }] : []));
}
