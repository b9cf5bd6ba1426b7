import type { Segment } from "./pdf-lines.ts";

/** The segments of a page → runs of lines in reading order: down one column, then down the next. Pure. */

export interface Line {
  segments: Segment[];
  text: string;
  left: number;
  right: number;
  y: number;
  size: number;
  bold: boolean;
}

export interface Flow {
  lines: Line[];
  /** Whether it is one column of several. */
  column: boolean;
}

/** Segments on each side of a gutter. */
const LEAST = 8;
/** Letters of a segment on average: cells of tables are shorter. */
const PROSE = 22;
/** Of the segments so many may run across it: titles over both columns. */
const ACROSS = 0.15;
/** Points. */
const NARROWEST = 6;
const DEEPEST = 3;

export function orderColumns(segments: readonly Segment[], depth = 0): Flow[] {
  const gutter = depth < DEEPEST ? findGutter(segments) : null;
  if (gutter === null) return segments.length === 0 ? [] : [{ lines: makeLines(segments), column: depth > 0 }];
  const flows: Flow[] = [];
  let left: Segment[] = [];
  let right: Segment[] = [];
  const flush = () => {
    flows.push(...orderColumns(left, depth + 1), ...orderColumns(right, depth + 1));
    left = [];
    right = [];
  };
  const sorted = [...segments].sort((a, b) => a.y - b.y || a.left - b.left);
  for (const segment of sorted) {
    if (segment.right <= gutter) left.push(segment);
    else if (segment.left >= gutter) right.push(segment);
    else {
      flush();
      flows.push({ lines: makeLines([segment]), column: false });
    }
  }
  flush();
  return flows;
}

function findGutter(segments: readonly Segment[]): number | null {
  if (segments.length < 2 * LEAST) return null;
  const from = Math.min(...segments.map(({ left }) => left));
  const to = Math.max(...segments.map(({ right }) => right));
  const middle = { from: from + (to - from) * 0.25, to: from + (to - from) * 0.75 };
  const starts = [...new Set(segments.map(({ left }) => Math.round(left)))].filter(
    (x) => x > middle.from && x < middle.to,
  );
  let best: { x: number; across: number } | null = null;
  for (const start of starts) {
    const x = start - NARROWEST / 2;
    const across = segments.filter(({ left, right }) => left < x + 1 && right > x - NARROWEST / 2);
    if (across.length > segments.length * ACROSS || (best && best.across <= across.length)) continue;
    const before = segments.filter(({ right }) => right <= x);
    const after = segments.filter(({ left }) => left >= x);
    if (isProse(before) && isProse(after)) best = { x, across: across.length };
  }
  return best?.x ?? null;
}

function isProse(segments: readonly Segment[]): boolean {
  if (segments.length < LEAST) return false;
  const letters = segments.reduce((sum, { text }) => sum + text.length, 0);
  return letters / segments.length >= PROSE;
}

/** Segments on one base line, from the left. */
function makeLines(segments: readonly Segment[]): Line[] {
  const rows: Segment[][] = [];
  for (const segment of [...segments].sort((a, b) => a.y - b.y || a.left - b.left)) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (row && first && Math.abs(first.y - segment.y) <= 0.3 * first.size) row.push(segment);
    else rows.push([segment]);
  }
  return rows.map((row) => lineOf(row.sort((a, b) => a.left - b.left)));
}

export function lineOf(segments: Segment[]): Line {
  const longest = [...segments].sort((a, b) => b.text.length - a.text.length)[0];
  return {
    segments,
    text: segments.map(({ text }) => text).join(" "),
    left: Math.min(...segments.map(({ left }) => left)),
    right: Math.max(...segments.map(({ right }) => right)),
    y: segments[0]?.y ?? 0,
    size: longest?.size ?? 0,
    bold: segments.every(({ bold }) => bold),
  };
}
