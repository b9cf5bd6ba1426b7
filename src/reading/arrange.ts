import type { Block } from "./block.ts";
import { openLists } from "./introduction.ts";
import { isBareLegalHeading, legalRank } from "./legal-heading.ts";
import type { ReadParagraph } from "./reading.ts";

/**
 * Blocks in reading order → paragraphs with their places. Pure.
 *  1. lines that are headings by their words become headings
 *  2. a bare "Chapter 2" takes the title on the next line
 *  3. each heading closes those of its own level and deeper
 *  4. lists are given what introduces them (introduction.ts)
 *  5. a heading with nothing under it stays as a paragraph, so that no word is lost
 */
export function arrange(blocks: readonly Block[]): ReadParagraph[] {
  const lists = openLists();
  const paragraphs: ReadParagraph[] = [];
  let headings: Heading[] = [];
  const flush = (kept: Heading[]) => {
    for (const left of headings.slice(kept.length)) {
      if (!left.empty) continue;
      const place = headings.slice(0, headings.indexOf(left) + 1).map(({ block }) => block.text);
      paragraphs.push({
        ...blank,
        text: left.block.text,
        notes: left.block.notes,
        page: left.block.page,
        place,
        heading: true,
      });
    }
  };
  for (const block of joinBareHeadings(blocks.map(nameHeading))) {
    if (block.kind === "title") continue;
    if (block.kind === "heading") {
      const kept = keepOutside(headings, block);
      flush(kept);
      for (const outer of kept) outer.empty = false;
      headings = [...kept, { block, empty: true }];
      lists.close();
      continue;
    }
    for (const heading of headings) heading.empty = false;
    const { text, number, introduction, kind } = lists.place(block);
    if (text === "") continue;
    const place = headings.map((heading) => heading.block.text);
    const notes = [...headings.flatMap((heading) => heading.block.notes.splice(0)), ...block.notes];
    paragraphs.push({ text, place, introduction, notes, heading: false, number, page: block.page, kind });
  }
  flush([]);
  return paragraphs;
}

interface Heading {
  block: Block;
  /** Nothing stands under it so far. */
  empty: boolean;
}

const blank = { introduction: null, number: null, heading: false, kind: "paragraph" } as const;

/** Marked-up headings that share a level are told apart by rank: a page may give chapter and article the same one. */
const RANK_STEP = 0.1;

function nameHeading(block: Block): Block {
  if (block.kind !== "heading" && block.kind !== "paragraph") return { ...block, notes: [...block.notes] };
  const rank = legalRank(block.text);
  const notes = [...block.notes];
  if (rank === null) return { ...block, notes };
  const level =
    (block.kind === "heading" ? Math.min(Math.floor(block.level), DEEPEST_MARKED) : 1) + (rank + 1) * RANK_STEP;
  return { ...block, kind: "heading", level, notes };
}

/** A heading told by its looks alone has this level or a deeper one. */
export const BY_LOOKS = 7;
const DEEPEST_MARKED = BY_LOOKS - 1;
/** Characters of a line that may be the title of the bare heading before it. */
const LONGEST_TITLE = 200;

function joinBareHeadings(blocks: readonly Block[]): Block[] {
  const joined: Block[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    const titles = last?.kind === "heading" && isBareLegalHeading(last.text) && legalRank(block.text) === null;
    const title = block.kind === "heading" || (block.kind === "paragraph" && isLikeTitle(block.text));
    if (last && titles && title) {
      last.text = `${last.text.replace(/[.:]?$/u, ".")} ${block.text}`;
      last.notes = [...last.notes, ...block.notes];
    } else joined.push(block);
  }
  return joined;
}

function isLikeTitle(text: string): boolean {
  return text.length <= LONGEST_TITLE && /^["«“]?\p{Lu}/u.test(text) && !/[.;:,]$/u.test(text);
}

function keepOutside(headings: readonly Heading[], block: Block): Heading[] {
  const at = headings.findIndex((heading) => isSameOrDeeper(heading.block, block));
  return at < 0 ? [...headings] : headings.slice(0, at);
}

/** Of two with one marked level, one named by law's words and one not, neither stands in the other. */
function isSameOrDeeper(open: Block, next: Block): boolean {
  if (Math.floor(open.level) !== Math.floor(next.level)) return open.level >= next.level;
  const bothRanked = !Number.isInteger(open.level) && !Number.isInteger(next.level);
  return bothRanked ? open.level >= next.level - Number.EPSILON : true;
}
