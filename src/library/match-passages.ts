import type { KeptPassage } from "../corpus/added.ts";
import { findAnchors, findRising } from "../corpus/anchors.ts";
import { numberAfter } from "../corpus/passage-ids.ts";

/**
 * Which passage of the edition before each passage of a new one is, so that its id, and every link
 * to it, stays. Pure.
 */

/** What became of one passage of the new edition. */
export interface Match {
  /** Its number within the document. */
  id: string;
  /** The passage that had the id in the edition before; null for one that is new there. */
  was: KeptPassage | null;
}

/** Of the words of both, the share that both have: from here on one is the other, changed. */
const ALIKE = 0.4;
/** Pairs of changed passages that are compared word by word between two fixed points. */
const MOST_COMPARED = 250_000;
/** As many in a row may be so changed that no word tells which was which: then their order does. */
const MOST_IN_PLACE = 3;

/**
 * 1 the same text in the same order keeps its id
 * 2 the same text elsewhere keeps it too: it moved
 * 3 between fixed points the most alike take the id of the passage they were
 * 4 what is left in equal number between two of those takes the id that stood in its place
 * 5 a text that an earlier edition had comes back under its id
 * 6 everything else is new, with a number never used before
 *
 * `ever`: the passages of all editions, the latest last.
 */
export function matchPassages(
  texts: readonly string[],
  before: readonly KeptPassage[],
  ever: readonly Pick<KeptPassage, "id" | "text">[],
): Match[] {
  const board = createBoard(texts, before);
  for (const { a, b } of findAnchors(
    texts,
    before.map(({ text }) => text),
  )) {
    board.pair(a, b);
  }
  pairMoved(board);
  for (const gap of board.gaps()) pairAlike(board, gap);
  for (const gap of board.gaps()) pairInPlace(board, gap);
  const next = numberAfter(ever);
  const used = new Set([...board.paired()].map(([, was]) => before[was]?.id));
  const earlier = new Map(ever.map(({ id, text }) => [text, id]));
  for (const { id } of before) used.add(id);
  return texts.map((text, position) => {
    const was = board.wasOf(position);
    if (was) return { id: was.id, was };
    const known = earlier.get(text);
    const id = known !== undefined && !used.has(known) ? known : next();
    used.add(id);
    return { id, was: null };
  });
}

interface Gap {
  /** Positions of new passages without a match, and of old ones, between two fixed points. */
  news: number[];
  olds: number[];
}

function createBoard(texts: readonly string[], before: readonly KeptPassage[]) {
  const wasAt = new Map<number, number>();
  const taken = new Set<number>();
  return {
    texts,
    before,
    pair: (position: number, was: number) => {
      wasAt.set(position, was);
      taken.add(was);
    },
    paired: () => wasAt.entries(),
    wasOf: (position: number) => before[wasAt.get(position) ?? -1] ?? null,
    isFree: (was: number) => !taken.has(was),
    /** What is unmatched between two passages that stand in the same order on both sides. */
    gaps: (): Gap[] => {
      const fixed = findRising([...wasAt].map(([a, b]) => ({ a, b })).sort((x, y) => x.a - y.a));
      const gaps: Gap[] = [];
      let from = { a: 0, b: 0 };
      for (const stop of [...fixed, { a: texts.length, b: before.length }]) {
        const news = range(from.a, stop.a).filter((position) => !wasAt.has(position));
        const olds = range(from.b, stop.b).filter((was) => !taken.has(was));
        if (news.length > 0 && olds.length > 0) gaps.push({ news, olds });
        from = { a: stop.a + 1, b: stop.b + 1 };
      }
      return gaps;
    },
  };
}
type Board = ReturnType<typeof createBoard>;

function pairMoved(board: Board): void {
  const free = new Map<string, number[]>();
  for (const [position, { text }] of board.before.entries()) {
    if (board.isFree(position)) free.set(text, [...(free.get(text) ?? []), position]);
  }
  for (const [position, text] of board.texts.entries()) {
    if (board.wasOf(position)) continue;
    const was = free.get(text)?.shift();
    if (was !== undefined) board.pair(position, was);
  }
}

/** In order, so that together they are most alike. */
function pairAlike(board: Board, { news, olds }: Gap): void {
  if (news.length * olds.length > MOST_COMPARED) return;
  const width = olds.length + 1;
  const [left, right] = [
    news.map((position) => wordsOf(board.texts[position] ?? "")),
    olds.map((position) => wordsOf(board.before[position]?.text ?? "")),
  ];
  const gain = (n: number, o: number) => {
    const alike = likeness(left[n] ?? new Set(), right[o] ?? new Set());
    return alike >= ALIKE ? alike : 0;
  };
  const gains = Float32Array.from({ length: news.length * olds.length }, (_, cell) =>
    gain(Math.floor(cell / olds.length), cell % olds.length),
  );
  const best = new Float32Array((news.length + 1) * width);
  const at = (n: number, o: number) => best[n * width + o] ?? 0;
  const through = (n: number, o: number) => (gains[n * olds.length + o] ?? 0) + at(n + 1, o + 1);
  for (let n = news.length - 1; n >= 0; n -= 1) {
    for (let o = olds.length - 1; o >= 0; o -= 1) {
      best[n * width + o] = Math.max(at(n + 1, o), at(n, o + 1), through(n, o));
    }
  }
  for (let n = 0, o = 0; n < news.length && o < olds.length; ) {
    if ((gains[n * olds.length + o] ?? 0) > 0 && through(n, o) >= at(n, o)) board.pair(news[n++] ?? 0, olds[o++] ?? 0);
    else if (at(n + 1, o) >= at(n, o + 1)) n += 1;
    else o += 1;
  }
}

function pairInPlace(board: Board, { news, olds }: Gap): void {
  if (news.length !== olds.length || news.length > MOST_IN_PLACE) return;
  for (const [k, position] of news.entries()) board.pair(position, olds[k] ?? 0);
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}

/** Dice's measure: 1 for the same words, 0 for none in common. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 0;
  let common = 0;
  for (const word of a) if (b.has(word)) common += 1;
  return (2 * common) / (a.size + b.size);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, k) => from + k);
}
