import Papa from "papaparse";
import type { Say } from "../messages/messages.ts";
import type { BatchRow } from "./batch.ts";
import { describeDifference, listRemarks, nameVerdict } from "./verdict-words.ts";

/** What a report says beside the verdicts. */
export interface ReportParts {
  say: Say;
  /** Where links begin; null when nobody knows, and none are written. */
  base: string | null;
}

/** So that spreadsheets read UTF-8. */
const MARK = "\uFEFF";

/** A table with a line for each quotation. Cells that a spreadsheet would calculate are written as text. */
export function writeCsvReport(rows: readonly BatchRow[], { say, base }: ReportParts): string {
  const columns = ["row", "quotation", "verdict", "changes", "place", "words", "link", "code"];
  const lines = rows.map(({ row, verdict }) => [
    row,
    verdict.quotation,
    nameVerdict(verdict, say),
    [
      ...verdict.differences.map((difference) => describeDifference(difference, say)),
      ...listRemarks(verdict, say),
    ].join("; "),
    verdict.place ?? "",
    verdict.compared?.around.words ?? "",
    base === null || verdict.passage === null ? (verdict.passage ?? "") : `${base}/p/${verdict.passage}`,
    verdict.code ?? "",
  ]);
  const fields = columns.map((column) => say(`report-${column}`));
  return `${MARK}${Papa.unparse({ fields, data: lines }, { escapeFormulae: true })}\r\n`;
}
