import { takeNumber } from "./number.ts";
import type { Line } from "./pdf-columns.ts";
import { MARKS } from "./pdf-lines.ts";

/** Where a paragraph ends and the next begins: told by distance, indent, room at the line's end and numbers. Pure. */

export interface Measured extends Line {
  page: number;
  /** Edges of its column, points. */
  margin: { left: number; right: number };
  /** Points: the usual distance of lines of its size. */
  pitch: number;
  /** Its column is not that of the line before. */
  jumped: boolean;
}

/** Sizes and weights of two lines of one paragraph differ less. */
const SAME_SIZE = 0.08;
/** In usual distances. */
const APART = 1.28;
/** In sizes: an indent or a hanging first line. */
const INDENT = 0.7;
/** A letter's width on average, in sizes. */
const LETTER = 0.5;

export function startsParagraph(line: Measured, before: Measured, first: Measured): boolean {
  if (Math.abs(line.size - before.size) > before.size * SAME_SIZE || line.bold !== before.bold) return true;
  const ended = endsSentence(before.text.replace(MARKS, "").trimEnd());
  const numbered = takeNumber(line.text);
  const roomLeft = fits(line, before);
  if (
    numbered &&
    (ended || roomLeft || /[,]$/u.test(before.text) || Math.abs(line.left - before.left) > INDENT * line.size)
  )
    return true;
  const lower = /^["«“(]?\p{Ll}/u.test(line.text);
  if (line.jumped) return lower ? ended && roomLeft : ended || roomLeft;
  if (line.y - before.y > before.pitch * APART) return true;
  if (roomLeft && !(lower && !ended)) return !(line.bold && sameHeading(line, before));
  const indented = line.left - before.left > INDENT * line.size;
  const hanging = before === first && takeNumber(before.text) !== null;
  if (indented && !hanging) return ended || !lower;
  // Back from a block that stood in: the second line of a first-line indent does so too.
  return before.left - line.left > INDENT * line.size && before !== first;
}

/** After these a full stop ends no sentence. */
const ABBREVIATION =
  /(?:^|[\s(])(?:No|Nos|arts?|paras?|pp?|Mr|Ms|Mrs|Dr|St|vols?|ст|пп?|гг?|тыс|млн|млрд|им|см|стр|б|т)\.$/iu;

function endsSentence(text: string): boolean {
  return /[.!?:;…]["”»)\]]*$/u.test(text) && !ABBREVIATION.test(text);
}

/** The next line's first word would have found room: so the line was ended on purpose. */
function fits(line: Measured, before: Measured): boolean {
  const word = /^\S+/u.exec(line.text)?.[0] ?? "";
  return before.margin.right - before.right > (word.length + 1.5) * LETTER * before.size + before.size * 0.3;
}

/** Headings are centred or broken where it looks well. */
function sameHeading(line: Measured, before: Measured): boolean {
  return line.y - before.y <= before.size * 1.6 && takeNumber(line.text) === null && !/[.:;]$/u.test(before.text);
}

/** Edges of a run of lines: the left one that most share, the right one that most reach. */
export function measureEdges(lines: readonly Line[]): { left: number; right: number } {
  const left = mostFrequent(lines.map((line) => Math.round(line.left))) ?? 0;
  const rights = lines.map(({ right }) => right).sort((a, b) => a - b);
  return { left, right: rights[Math.floor(rights.length * 0.95)] ?? 0 };
}

/** The usual distance of two lines of a size, in all of the document. */
export function measurePitches(flows: readonly { lines: readonly Line[] }[]): (size: number) => number {
  const gaps = new Map<number, number[]>();
  for (const { lines } of flows) {
    lines.slice(1).forEach((line, k) => {
      const before = lines[k];
      const gap = Math.round((line.y - (before?.y ?? line.y)) * 2) / 2;
      const usual = before && Math.abs(before.size - line.size) < 0.5 && gap > line.size * 0.8 && gap < line.size * 2.6;
      if (!usual) return;
      const all = gaps.get(Math.round(line.size)) ?? [];
      all.push(gap);
      gaps.set(Math.round(line.size), all);
    });
  }
  const pitches = new Map([...gaps].map(([size, all]) => [size, mostFrequent(all)]));
  return (size) => pitches.get(Math.round(size)) ?? size * 1.3;
}

function mostFrequent(values: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0];
}
