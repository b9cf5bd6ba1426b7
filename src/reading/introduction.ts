import type { Block } from "./block.ts";
import { takeNumber } from "./number.ts";
import type { ReadParagraph } from "./reading.ts";

/**
 * Which line introduces a list. A paragraph that ends in a colon opens one; its items are marked, or
 * end in a semicolon but for the last. An item that ends in a colon opens a list within.
 */
type Placed = Pick<ReadParagraph, "text" | "number" | "introduction" | "kind">;

interface Opening {
  text: string;
  /** The mark that it has itself: the next one of that look is its sibling, not its item. */
  own: string | null;
  /** The depth of its items. */
  depth: number;
  /** The mark of its items, once one has come; empty when they have none. */
  items: string | null;
}

const UNMARKED = "";

export interface OpenLists {
  /** Gives a block its number and introduction. */
  place(block: Block): Placed;
  /** A heading ends every list. */
  close(): void;
}

export function openLists(): OpenLists {
  let open: Opening[] = [];
  /** The text before, which may introduce a marked list without a colon. */
  let before: { text: string; own: string | null } | null = null;
  return {
    close() {
      open = [];
      before = null;
    },
    place(block) {
      const found = block.kind === "row" || block.number !== null ? null : takeNumber(block.text);
      const text = found?.rest ?? block.text;
      const number = block.number ?? found?.number ?? null;
      const style = block.number !== null ? "counted" : (found?.style ?? null);
      if (block.kind === "row") return { text, number, introduction: block.over ?? join(open), kind: "row" };
      if (block.kind === "item") open = keepForItem(open, { level: block.level, style, before });
      else open = keepForParagraph(open, { style, text, before: before?.text ?? "" });
      const last = open.at(-1);
      if (last) last.items ??= style ?? UNMARKED;
      const introduction = join(open);
      // Word's numbered paragraphs are list items to Word alone.
      const counted = introduction === null && block.level === 0 && style === "1.";
      const listed = !counted && (block.kind === "item" || introduction !== null);
      before = { text, own: style };
      if (text.endsWith(":")) {
        open = [...open, { text, own: style, depth: block.kind === "item" ? block.level + 1 : 0, items: null }];
      }
      return { text, number, introduction, kind: listed ? "item" : "paragraph" };
    },
  };
}

function join(open: readonly Opening[]): string | null {
  return open.length === 0 ? null : open.map(({ text }) => text).join(" ");
}

/** Of a list that the format marks up: by depth, and by its marks where two lists share a depth. */
function keepForItem(
  open: readonly Opening[],
  {
    level,
    style,
    before,
  }: { level: number; style: string | null; before: { text: string; own: string | null } | null },
): Opening[] {
  const fits = ({ depth, own, items }: Opening) =>
    depth <= level || (own !== null && style !== null && own !== style && (items === null || items === style));
  const end = open.findIndex((opening) => !fits(opening));
  const kept = end < 0 ? [...open] : open.slice(0, end);
  const led = before !== null && before.text.length <= LONGEST_LEAD && !/[.!?:;]["”»)]*$/u.test(before.text);
  return open.length === 0 && level === 0 && led ? [{ ...before, depth: 0, items: null }] : kept;
}

/** Characters of a line without a colon that still introduces the list under it. */
const LONGEST_LEAD = 200;

function keepForParagraph(
  open: readonly Opening[],
  next: { style: string | null; text: string; before: string },
): Opening[] {
  if (open.length === 0) return [];
  if (next.style === null) {
    const unmarked = (open.at(-1)?.items ?? UNMARKED) === UNMARKED;
    return /[:;,]$/u.test(next.before) && (unmarked || /^\p{Ll}/u.test(next.text)) ? [...open] : [];
  }
  const sibling = open.findIndex(({ own }) => own === next.style);
  const within = sibling < 0 ? [...open] : open.slice(0, sibling);
  const known = within.findLastIndex(({ items }) => items === null || items === next.style);
  return known < 0 ? [] : within.slice(0, known + 1);
}
