import type { Encoded } from "./encode.ts";
import type { Stream } from "./stream.ts";

/** A stretch of the stream's row: `from` up to, without, `to`. */
export interface Span {
  from: number;
  to: number;
}

/** Every place where these words stand in this order, at most `limit`, in the order of the row. */
export function findExact({ words }: Encoded, stream: Stream, limit = 20): Span[] {
  const rarest = findRarest(words, stream);
  const places = stream.positions[words[rarest] ?? -1];
  if (!places) return [];
  const found: Span[] = [];
  for (const place of places) {
    const from = place - rarest;
    if (!words.every((word, k) => stream.row[from + k] === word)) continue;
    found.push({ from, to: from + words.length });
    if (found.length >= limit) break;
  }
  return found;
}

/** Position of the word with the fewest places; one that the corpus lacks wins. */
function findRarest(words: Int32Array, stream: Stream): number {
  let rarest = 0;
  let fewest = Number.POSITIVE_INFINITY;
  for (const [k, word] of words.entries()) {
    const count = stream.positions[word]?.length ?? 0;
    if (count < fewest) [rarest, fewest] = [k, count];
  }
  return rarest;
}
