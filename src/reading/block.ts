import type { Remark } from "./reading.ts";

/**
 * What every format comes down to before places are given: pieces of text in reading order. Readers
 * make them, arrange.ts makes paragraphs of them.
 */
export interface Block {
  kind: "title" | "heading" | "paragraph" | "item" | "row";
  /** White space tidied; with the number or mark it was written with, unless `number` has it. */
  text: string;
  /** Of a heading: 1 is outermost. Of an item: 0 stands in no other list. Else 0. */
  level: number;
  /** Where the format counts itself; null where a number, if any, is written in the text. */
  number: string | null;
  notes: string[];
  /** Of a row: the caption, or the line across the table that it stands under. */
  over: string | null;
  page: number | null;
}

export type PartBlock = Pick<Block, "kind" | "text"> & Partial<Block>;

export function makeBlock(part: PartBlock): Block {
  return { level: 0, number: null, notes: [], over: null, page: null, ...part };
}

/** What a reader of one format hands on. */
export interface Understood {
  blocks: Block[];
  /** What the file says of itself; a heading of the text goes before it. */
  title: string | null;
  /** Lines left out of the text that may name its symbol or day: running headers. */
  aside: string[];
  pages: number | null;
  remarks: Remark[];
}
