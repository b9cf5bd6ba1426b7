import type { Encoded } from "./encode.ts";
import type { Span } from "./exact.ts";
import { BREAK, type Stream } from "./stream.ts";
import { isFigure } from "./tokens.ts";

/**
 * Where in the stream a quotation may come from: segments that share its words (the rarer the
 * better) and its pairs of neighbouring words. Only what is found here is aligned word by word.
 */

const CANDIDATES = 8;
/** A word in more places than this says nothing of where it comes from. */
const TOO_COMMON = 600;
/** A segment that shares so much less than the best is not what was quoted. */
const LEAST_OF_BEST = 0.4;
/** What a pair of neighbours is worth beside their words. */
const PAIR_BONUS = 0.5;

/** Segments' numbers, the likeliest first. */
export function findCandidates(quotation: Encoded, stream: Stream, count = CANDIDATES): number[] {
  const scores = new Map<number, number>();
  const seen = new Set<number>();
  for (const [k, word] of quotation.words.entries()) {
    const places = stream.positions[word];
    if (!places || places.length > TOO_COMMON || seen.has(word)) continue;
    seen.add(word);
    const weight = quotation.weights[k] ?? 0;
    const after = quotation.words[k + 1];
    const before = quotation.words[k - 1];
    let last = -1;
    for (const place of places) {
      const segment = stream.segmentAt[place] ?? 0;
      const paired = (after !== undefined && stream.row[place + 1] === after) || stream.row[place - 1] === before;
      const gain = (segment === last ? 0 : weight) + (paired ? PAIR_BONUS * weight : 0);
      if (gain > 0) scores.set(segment, (scores.get(segment) ?? 0) + gain);
      last = segment;
    }
  }
  const ranked = [...scores].sort(([, a], [, b]) => b - a).slice(0, count);
  const least = (ranked[0]?.[1] ?? 0) * LEAST_OF_BEST;
  return ranked.filter(([, score]) => score >= least).map(([segment]) => segment);
}

/** The stretch of the row that a quotation found in this segment may cover: it and its neighbours. */
export function windowOf(segment: number, length: number, stream: Stream): Span {
  const found = stream.segments[segment];
  if (!found) return { from: 0, to: 0 };
  let { from } = found;
  let to = from + found.tokens.length;
  for (let room = length; room > 0 && from > 0 && stream.row[from - 1] !== BREAK; room -= 1) from -= 1;
  for (let room = length; room > 0 && to < stream.row.length && stream.row[to] !== BREAK; room -= 1) to += 1;
  return { from, to };
}

export function isFigureAt(position: number, stream: Stream): boolean {
  return isFigure(stream.words[stream.row[position] ?? BREAK] ?? "");
}
