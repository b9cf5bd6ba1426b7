/** Figures as a table, as bars beside it, and as CSV. Pure. */

export type Cell = string | number | null;

export interface Table {
  /** Names it in the address of its CSV: letters and dashes. */
  id: string;
  title: string;
  columns: string[];
  /** The first cell names the row. */
  rows: Cell[][];
  /** Columns that are drawn one upon the other; empty where a picture says nothing. */
  bars: number[];
}

/** Units of the drawing: it scales with the page. */
const WIDTH = 640;
const HEIGHT = 160;
const TOP = 16;
const WIDEST_BAR = 48;

/** The bars and the table with the same figures; `csv` is where the CSV is, or null. */
export function Figure({
  table,
  empty,
  csv,
}: {
  table: Table;
  empty: string;
  csv: { href: string; say: string } | null;
}) {
  return (
    <div class="figure">
      <h2>{table.title}</h2>
      {table.rows.length === 0 && <p>{empty}</p>}
      {table.rows.length > 0 && table.bars.length > 0 && <Bars table={table} />}
      {table.rows.length > 0 && <Rows table={table} />}
      {csv !== null && table.rows.length > 0 && (
        <p>
          <a href={csv.href}>{csv.say}</a>
        </p>
      )}
    </div>
  );
}

function Bars({ table }: { table: Table }) {
  const rows = [...table.rows].reverse();
  const heightOf = (row: Cell[]) => table.bars.reduce((sum, column) => sum + numberAt(row, column), 0);
  const most = Math.max(1, ...rows.map(heightOf));
  const step = WIDTH / rows.length;
  const width = Math.min(WIDEST_BAR, step * 0.8);
  const scale = (HEIGHT - TOP) / most;
  return (
    <>
      {table.bars.length > 1 && (
        <p class="legend" aria-hidden="true">
          {table.bars.map((column, position) => (
            <span key={column} class={`bar${position}`}>
              {table.columns[column]}
            </span>
          ))}
        </p>
      )}
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={table.title} class="bars">
        {rows.map((row, position) => {
          const left = position * step + (step - width) / 2;
          return (
            <g key={position}>
              <title>{`${row[0]}: ${table.bars.map((column) => `${table.columns[column]} ${numberAt(row, column)}`).join(", ")}`}</title>
              {table.bars.map((column, index) => {
                const below = table.bars.slice(0, index).reduce((sum, each) => sum + numberAt(row, each), 0);
                const height = numberAt(row, column) * scale;
                const y = HEIGHT - below * scale - height;
                return <rect key={column} class={`bar${index}`} x={left} y={y} width={width} height={height} />;
              })}
              <text x={left + width / 2} y={HEIGHT - heightOf(row) * scale - 4} text-anchor="middle">
                {rows.length <= 16 && heightOf(row) > 0 ? heightOf(row) : ""}
              </text>
            </g>
          );
        })}
      </svg>
    </>
  );
}

function Rows({ table }: { table: Table }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than a phone is scrolled with the keyboard too
    <section class="wide" aria-label={table.title} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, position) => (
            <tr key={position}>
              {row.map((cell, column) => (
                <TableCell key={column} cell={cell} first={column === 0} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function TableCell({ cell, first }: { cell: Cell; first: boolean }) {
  if (first) return <th scope="row">{cell}</th>;
  return <td class={typeof cell === "number" ? "number" : ""}>{cell ?? "–"}</td>;
}

function numberAt(row: Cell[], column: number): number {
  const cell = row[column];
  return typeof cell === "number" ? cell : 0;
}

/** What a spreadsheet would take for a formula begins with one of these; a quote before it makes it text. */
const FORMULA = /^[=+\-@\t\r]/u;

/** RFC 4180, with the mark by which spreadsheets know UTF-8. */
export function toCsv(table: Table): string {
  const lines = [table.columns, ...table.rows].map((row) => row.map(quote).join(","));
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

function quote(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
