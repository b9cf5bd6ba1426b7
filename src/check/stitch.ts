import type { Verdict } from "../answer/verdict.ts";
import { slice } from "./encode.ts";
import { findExact } from "./exact.ts";
import { type Finding, findNearest, listChanged, type Sought } from "./find.ts";
import type { Stream } from "./stream.ts";

/**
 * A quotation stitched together: a part of it stands in one place of the document, the rest in
 * another. The best alignment covers the first; what it leaves over is looked for by itself.
 */

export interface Stitched {
  quotation: string;
  sought: Sought;
  nearest: Finding[];
  verdict: Verdict["verdict"];
}

/** Words of a piece; fewer are a turn of phrase that stands everywhere. */
const SHORTEST_PIECE = 4;
/** A piece must say something: the weight of its words, a rare one being 1. */
const LIGHTEST_PIECE = 1.6;
/** How like its own place each piece must be. */
const LIKE = 0.85;
/** In more places than this it is a phrase of the document's, not taken from one of them. */
const PHRASE = 3;

/** The pieces in their order, or null when it is not stitched. */
export function findStitch(sought: Sought, nearest: readonly Finding[], stream: Stream): Stitched[] | null {
  const [best] = nearest;
  if (!best || best.verbatim) return null;
  const length = sought.encoded.tokens.length;
  const core = findCore(sought, best);
  const edges = sought.gaps.length > 0 ? [0, ...sought.gaps, length] : [0, core?.from ?? 0, core?.to ?? length, length];
  const pieces: Stitched[] = [];
  for (const [k, to] of edges.slice(1).entries()) {
    const from = edges[k] ?? 0;
    if (to - from < SHORTEST_PIECE) continue;
    const piece = findPiece(sought, { from, to }, stream);
    if (piece === null) return null;
    pieces.push(piece);
  }
  const covered = pieces.reduce((sum, piece) => sum + piece.sought.encoded.tokens.length, 0);
  const places = new Set(pieces.map((piece) => piece.nearest[0]?.segment.passage.id));
  return pieces.length > 1 && places.size > 1 && length - covered <= 2 ? pieces : null;
}

/** The stretch of the quotation in which the best alignment holds: words matched against words not. */
function findCore({ encoded }: Sought, best: Finding): { from: number; to: number } | null {
  const changed = listChanged(best);
  let sum = 0;
  let start = 0;
  let most = 0;
  let core: { from: number; to: number } | null = null;
  for (const [k, weight] of encoded.weights.entries()) {
    if (sum <= 0) [sum, start] = [0, k];
    sum += changed.has(k) ? -weight : weight;
    if (sum > most) [most, core] = [sum, { from: start, to: k + 1 }];
  }
  return core;
}

function findPiece(
  { encoded, gaps }: Sought,
  { from, to }: { from: number; to: number },
  stream: Stream,
): Stitched | null {
  const piece = slice(encoded, from, to);
  const joined = gaps.length > 0;
  if (!joined && piece.weights.reduce((sum, weight) => sum + weight, 0) < LIGHTEST_PIECE) return null;
  if (!joined && findExact(piece, stream, PHRASE + 1).length > PHRASE) return null;
  const sought = { encoded: piece, gaps: [] };
  const nearest = findNearest(sought, stream);
  const [best] = nearest;
  if (!best || best.share < LIKE) return null;
  const first = piece.tokens[0]?.start ?? 0;
  const last = piece.tokens.at(-1)?.end ?? 0;
  return {
    quotation: encoded.text.slice(first, last),
    sought,
    nearest,
    verdict: best.verbatim ? "verbatim" : "altered",
  };
}
