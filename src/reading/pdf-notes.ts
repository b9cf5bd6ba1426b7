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
  `^(?:${MARK_OPEN}([^${MARK_CLOSE}]{1,4})${MARK_CLOSE}|(\\d{1,3}|[*†‡]{1,3})(?=[.)]?\\s|[.)]?["“«]?\\p{Lu}|(?:19|20)\\d\\d\\s))[.)]?\\s*`,
  "u",
);

export function takeFootNotes(lines: readonly Line[], body: number, joiner: Joiner): FootNotes {
  const at = findFoot(lines, body);
  if (at === null) return { lines: [...lines], notes: new Map() };
  const notes = new Map<string, string>();
  let open: string | null = null;
  for (const { text } of lines.slice(at)) {
    const start = NOTE_START.exec(text);
    const number = start?.[1] ?? start?.[2];
    if (start && number !== undefined && follows(number, open)) {
      open = number;
      notes.set(number, text.slice(start[0].length));
    } else if (open !== null) notes.set(open, joiner.join(notes.get(open) ?? "", text));
  }
  return { lines: lines.slice(0, at), notes };
}

/** The first line of the notes: small letters to the page's end, or, in letters of any size, a number that is a mark on the page. */
function findFoot(lines: readonly Line[], body: number): number | null {
  let from = lines.length;
  while (from > 0 && (lines[from - 1]?.size ?? 0) < body * SMALL) from -= 1;
  const small = lines.findIndex(({ text }, k) => k >= from && NOTE_START.test(text));
  if (small >= 0) return small;
  const marks = new Set(lines.flatMap(({ text }) => [...text.matchAll(MARKS)].map((mark) => mark[1])));
  const apart = lines.findLastIndex((line, k) => {
    const start = NOTE_START.exec(line.text);
    const before = lines[k - 1];
    // "1. The State …" is a numbered paragraph.
    if (!start || !before || /[.)]\s*$/u.test(start[0])) return false;
    return marks.has(start[1] ?? start[2]) && line.y - before.y > APART * line.size;
  });
  return apart < 0 || lines.length - apart > MOST_LINES ? null : apart;
}

/** In sizes: so far above it is the text, where only a distance tells them apart. */
const APART = 1.8;
/** Notes in letters of the text's size take up no more lines. */
const MOST_LINES = 12;

/** A year at the start of a note's second line is no next note. */
function follows(number: string, before: string | null): boolean {
  return before === null || Number.isNaN(Number(number)) || Number(number) === Number(before) + 1;
}

/** With the space before it where a stop comes after it. */
const SPACED_MARKS = new RegExp(`(?:\\s+(?=${MARKS.source}[,.;:)]))?${MARKS.source}`, "gu");

/** The notes of `known` that a text's marks refer to are taken out of it; other marks stay. */
export function resolveMarks(text: string, known: Map<string, string>): { text: string; notes: string[] } {
  const notes: string[] = [];
  const rest = text.replace(SPACED_MARKS, (mark: string, _: string | undefined, number: string) => {
    const note = known.get(number);
    if (note === undefined) return mark;
    notes.push(note);
    known.delete(number);
    return "";
  });
  return { text: rest, notes };
}

/** A raised number without a note is a power: it stays as it was written. */
export function writeMarks(text: string): string {
  return text.replace(MARKS, "$1").replace(/\s+/gu, " ").trim();
}
