import Papa from "papaparse";

/** A table → its quotations, each with its row. Pure. */

export interface Quotation {
  /** As a spreadsheet counts, the header's row being 1. */
  row: number;
  text: string;
}

/** What the column with the quotations may be called. */
const NAMES =
  /^(?:quotations?|quotes?|claims?|sentences?|statements?|texts?|цитат[аы]|утверждени[ея]|предложени[ея]|текст|дәйексөз(?:дер)?|сөйлем(?:дер)?|мәтін)$/iu;
/** A sign that no table has: a line is then one cell. */
const NO_DELIMITER = "\u001F";
/** Letters, on average: shorter cells are no quotations. */
const SHORTEST_AVERAGE = 8;

/** Empty when no column has sentences. Cells left empty are passed over. */
export function readCsv(text: string): Quotation[] {
  const rows = parse(text);
  const [header = []] = rows;
  const named = header.findIndex((cell) => NAMES.test(cell.trim()));
  const column = named >= 0 ? named : findLongest(rows);
  if (column < 0) return [];
  const first = header[column]?.trim() ?? "";
  const headed = named >= 0 || (rows.length > 1 && !/\s/u.test(first));
  return rows
    .map((cells, k) => ({ row: k + 1, text: (cells[column] ?? "").trim() }))
    .slice(headed ? 1 : 0)
    .filter((quotation) => quotation.text !== "");
}

/** Sentences without quotation marks have commas of their own: rows of unlike lengths are lines, not cells. */
function parse(text: string): string[][] {
  const rows = Papa.parse<string[]>(text).data;
  const full = rows.filter((cells) => cells.some((cell) => cell.trim() !== ""));
  const ragged = new Set(full.map((cells) => cells.length)).size > 1;
  return ragged ? Papa.parse<string[]>(text, { delimiter: NO_DELIMITER }).data : rows;
}

/** The column with the longest texts, or -1. */
function findLongest(rows: readonly string[][]): number {
  const width = rows.reduce((most, cells) => Math.max(most, cells.length), 0);
  const averages = Array.from({ length: width }, (_, column) => {
    const letters = rows.reduce((sum, cells) => sum + (cells[column]?.match(/\p{L}/gu)?.length ?? 0), 0);
    return letters / rows.length;
  });
  const longest = averages.indexOf(Math.max(...averages));
  return (averages[longest] ?? 0) < SHORTEST_AVERAGE ? -1 : longest;
}
