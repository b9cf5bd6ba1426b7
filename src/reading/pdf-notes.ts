import type { Line } from "./pdf-columns.ts";
import type { Joiner } from "./pdf-hyphens.ts";
import { MARK_CLOSE, MARK_OPEN, MARKS } from "./pdf-lines.ts";

/** Footnotes: small lines at the foot of a page that open with a number. Pure. */
export interface FootNotes {
  /** The lines that are left. */
  lines: Line[];
  /** From the number to the note. */
  notes: Map<string, string>;
}

/** Beside the size of the running text. */
const SMALL = 0.93;
const NOTE_START = new RegExp(
  `^(?:${MARK_OPEN}([^${MARK_CLOSE}]{1,4})${MARK_CLOSE}|(\\d{1,3}|[*†‡]{1,3})(?=[.)]?\\s))[.)]?\\s*`,
  "u",
);

export function takeFootNotes(lines: readonly Line[], body: number, joiner: Joiner): FootNotes {
  let from = lines.length;
  while (from > 0 && (lines[from - 1]?.size ?? 0) < body * SMALL) from -= 1;
  const small = lines.slice(from);
  const first = small.findIndex(({ text }) => NOTE_START.test(text));
  if (first < 0) return { lines: [...lines], notes: new Map() };
  const notes = new Map<string, string>();
  let open: string | null = null;
  for (const { text } of small.slice(first)) {
    const start = NOTE_START.exec(text);
    const number = start?.[1] ?? start?.[2];
    if (start && number !== undefined && follows(number, open)) {
      open = number;
      notes.set(number, text.slice(start[0].length));
    } else if (open !== null) notes.set(open, joiner.join(notes.get(open) ?? "", text));
  }
  return { lines: lines.slice(0, from + first), notes };
}

/** A year at the start of a note's second line is no next note. */
function follows(number: string, before: string | null): boolean {
  return before === null || Number.isNaN(Number(number)) || Number(number) === Number(before) + 1;
}

/** The notes that a text's marks refer to; a raised number without a note is a power, and stays. */
export function resolveMarks(text: string, notes: Map<string, string>): { text: string; notes: string[] } {
  const found: string[] = [];
  const clean = text.replace(MARKS, (_, number: string) => {
    const note = notes.get(number);
    if (note === undefined) return number;
    found.push(note);
    notes.delete(number);
    return "";
  });
  return {
    text: clean
      .replace(/\s+(?=[,.;:)])/gu, "")
      .replace(/\s+/gu, " ")
      .trim(),
    notes: found,
  };
}
