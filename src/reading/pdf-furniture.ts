import type { Segment } from "./pdf-lines.ts";

/**
 * Running headers and footers: what stands at the same height of page after page, but for its
 * numbers. They are no text of the document, and would fall into the middle of its sentences. Pure.
 */
export interface PageLines {
  number: number;
  width: number;
  height: number;
  segments: Segment[];
}

export interface Stripped {
  pages: PageLines[];
  /** What was taken out, each text once. */
  aside: string[];
  /** How many lines. */
  count: number;
}

/** Of the page's height, at the top and at the bottom. */
const ZONE = 0.14;
/** A line on so many pages is a running one. */
const PAGES_LEAST = 3;
/** Points by which its height may differ. */
const SAME_HEIGHT = 6;
const PAGE_NUMBER =
  /^[-–—\s|]*(?:(?:page|стр(?:аница|\.)?|бет)\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:\/|of|из|-)\s*\d{1,4})?(?:\s*-?\s*бет)?[-–—\s|]*$/iu;

export function stripFurniture(pages: readonly PageLines[]): Stripped {
  const seen = new Map<string, Set<number>>();
  for (const page of pages) {
    for (const row of edgeRows(page)) {
      for (const height of nearHeights(row.y)) {
        const key = `${row.key}@${height}`;
        seen.set(key, (seen.get(key) ?? new Set()).add(page.number));
      }
    }
  }
  const least = Math.min(PAGES_LEAST, Math.max(2, pages.length));
  const aside = new Set<string>();
  let count = 0;
  const stripped = pages.map((page) => {
    const rows = edgeRows(page);
    const gone = rows.filter(
      (row) =>
        nearHeights(row.y).some((height) => (seen.get(`${row.key}@${height}`)?.size ?? 0) >= least) ||
        isPageNumber(row, rows, page),
    );
    for (const { text } of gone) if (!PAGE_NUMBER.test(text)) aside.add(text);
    count += gone.length;
    const lost = new Set(gone.flatMap(({ segments }) => segments));
    return { ...page, segments: page.segments.filter((segment) => !lost.has(segment)) };
  });
  return { pages: stripped, aside: [...aside], count };
}

interface EdgeRow {
  y: number;
  text: string;
  key: string;
  segments: Segment[];
}

function edgeRows(page: PageLines): EdgeRow[] {
  const rows: EdgeRow[] = [];
  for (const segment of page.segments) {
    if (segment.y > page.height * ZONE && segment.y < page.height * (1 - ZONE)) continue;
    const row = rows.find(({ y }) => Math.abs(y - segment.y) < 2);
    if (row) row.segments.push(segment);
    else rows.push({ y: segment.y, text: "", key: "", segments: [segment] });
  }
  return rows.map((row) => {
    const text = row.segments.map((segment) => segment.text).join(" ");
    return { ...row, text, key: text.toLowerCase().replace(/\d+/gu, "#").replace(/\s+/gu, "") };
  });
}

/** Two bands overlap, so that no height falls between them. */
function nearHeights(y: number): number[] {
  return [2 * Math.floor(y / SAME_HEIGHT), 2 * Math.floor(y / SAME_HEIGHT + 0.5) + 1];
}

/** A bare number is one only as the outermost line. */
function isPageNumber(row: EdgeRow, rows: readonly EdgeRow[], page: PageLines): boolean {
  if (!PAGE_NUMBER.test(row.text)) return false;
  const top = row.y < page.height / 2;
  return rows.every((other) => (top ? other.y >= row.y || other.y > page.height / 2 : other.y <= row.y));
}
