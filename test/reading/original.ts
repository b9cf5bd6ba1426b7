import { diffArrays } from "diff";
import type { ReadDocument } from "../../src/reading/reading.ts";

/** A document as its author knows it: what every format is written from, and compared with. */
export type Piece =
  | { kind: "heading"; text: string; level: number }
  | { kind: "paragraph"; text: string; number: string | null; notes: string[] }
  | { kind: "item"; text: string; number: string | null; introduction: string }
  | { kind: "table"; header: string[]; rows: string[][] };

export type Original = Piece[];

/** What a perfect reader gives of it. */
export interface Expected {
  text: string;
  place: string[];
  number: string | null;
  notes: string[];
  introduction: string | null;
  kind: "paragraph" | "item" | "row";
}

export function expectedOf(original: Original): Expected[] {
  let headings: { text: string; level: number }[] = [];
  return original.flatMap((piece): Expected[] => {
    if (piece.kind === "heading") {
      headings = [...headings.filter(({ level }) => level < piece.level), piece];
      return [];
    }
    const place = headings.map(({ text }) => text);
    const plain = { place, number: null, notes: [], introduction: null };
    if (piece.kind === "table") {
      return piece.rows.map((cells) => ({
        ...plain,
        text: cells.map((cell, k) => `${piece.header[k]}: ${cell}`).join("; "),
        kind: "row",
      }));
    }
    return [{ ...plain, ...piece, place }];
  });
}

export interface Fidelity {
  /** Of the original's words, those that were read, in order. */
  kept: number;
  /** Of the words read, those that are the original's. */
  own: number;
  /** Of the original's paragraphs, those read with exactly their text; and of these, with their place, number, notes and introduction. */
  whole: number;
  places: number;
  numbers: number;
  notes: number;
  introductions: number;
}

export function compare(original: Original, read: ReadDocument): Fidelity {
  const expected = expectedOf(original);
  const wanted = words(expected);
  const got = words(read.paragraphs.filter(({ heading }) => !heading));
  const same = diffArrays(wanted, got)
    .filter(({ added, removed }) => !added && !removed)
    .reduce((sum, { value }) => sum + value.length, 0);
  const found = new Map<string, ReadDocument["paragraphs"]>();
  for (const each of read.paragraphs) found.set(each.text, [...(found.get(each.text) ?? []), each]);
  const pairs = expected.flatMap((each) => {
    const paragraph = found.get(each.text)?.shift();
    return paragraph ? [{ each, paragraph }] : [];
  });
  const share = (fits: (pair: (typeof pairs)[number]) => boolean) => pairs.filter(fits).length / (pairs.length || 1);
  const equal = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  return {
    kept: same / wanted.length,
    own: same / got.length,
    whole: pairs.length / expected.length,
    places: share(({ each, paragraph }) => equal(each.place, paragraph.place)),
    numbers: share(({ each, paragraph }) => each.number === paragraph.number),
    notes: share(({ each, paragraph }) => equal(each.notes, paragraph.notes)),
    introductions: share(({ each, paragraph }) => each.introduction === paragraph.introduction),
  };
}

/** With the headings where they change, and the notes after their paragraph. */
function words(paragraphs: readonly Pick<Expected, "text" | "place" | "notes">[]): string[] {
  let before: string[] = [];
  return paragraphs.flatMap(({ text, place, notes }) => {
    const from = place.findIndex((heading, k) => heading !== before[k]);
    const fresh = from < 0 ? [] : place.slice(from);
    before = place;
    return [...fresh, text, ...notes].join(" ").match(/\S+/gu) ?? [];
  });
}
