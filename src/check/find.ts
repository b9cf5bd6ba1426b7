import { align } from "./align.ts";
import { findCandidates, windowOf } from "./candidates.ts";
import { type Encoded, slice } from "./encode.ts";
import { findExact, type Span } from "./exact.ts";
import { type Likeness, weighLikeness } from "./likeness.ts";
import type { Segment, Stream } from "./stream.ts";

/**
 * A quotation → the stretch of the corpus most like it. Word for word where it stands so; otherwise
 * the likeliest passages are aligned one by one.
 */

export interface Finding {
  /** One for each stretch between ellipses, in the quotation's order. */
  pieces: { quoted: Encoded; likeness: Likeness }[];
  /** The segment where it begins. */
  segment: Segment;
  /** 0 to 1: how far it is the same statement. */
  share: number;
  /** True when every word stands there. */
  verbatim: boolean;
}

/** A quotation with the places of its ellipses: words before which one stands, ascending. */
export interface Sought {
  encoded: Encoded;
  gaps: readonly number[];
}

/** When every figure and some rare word differ, it is another statement in the same form. */
const OTHER_STATEMENT = 0.75;
const RARE = 0.5;
/** A year says when, not how much: many statements share it. */
const YEAR = /^(?:19|20)\d\d$/u;

/** What comes nearest, the likest first; a verbatim finding comes alone. */
export function findNearest({ encoded, gaps }: Sought, stream: Stream, count?: number): Finding[] {
  const exact = gaps.length === 0 ? findExact(encoded, stream, 1)[0] : undefined;
  if (exact) return [exactFinding(encoded, exact, stream)];
  const found = findCandidates(encoded, stream, count).flatMap((candidate) => {
    const window = windowOf(candidate, encoded.words.length, stream);
    const { beside } = align(encoded, window, stream, gaps);
    const finding = weighPieces({ encoded, gaps }, beside, stream);
    return finding === null ? [] : [finding];
  });
  return found.sort((a, b) => b.share - a.share);
}

function exactFinding(encoded: Encoded, span: Span, stream: Stream): Finding {
  const beside = Int32Array.from(encoded.words, (_, k) => span.from + k);
  const finding = weighPieces({ encoded, gaps: [] }, beside, stream);
  if (finding === null) throw new Error("a verbatim stretch has no likeness with itself");
  return finding;
}

function weighPieces({ encoded, gaps }: Sought, beside: Int32Array, stream: Stream): Finding | null {
  const edges = [0, ...gaps, encoded.words.length];
  const pieces = edges.slice(1).flatMap((to, k) => {
    const from = edges[k] ?? 0;
    const own = beside.slice(from, to);
    const stood = own.filter((position) => position >= 0);
    const [first, last] = [stood[0], stood.at(-1)];
    if (first === undefined || last === undefined) return [];
    const quoted = slice(encoded, from, to);
    const likeness = weighLikeness(quoted, { span: { from: first, to: last + 1 }, beside: own }, stream);
    return likeness === null ? [] : [{ quoted, likeness }];
  });
  const segment = stream.segments[stream.segmentAt[pieces[0]?.likeness.span.from ?? -1] ?? -1];
  if (!segment) return null;
  const weightOf = (quoted: Encoded) => quoted.weights.reduce((sum, weight) => sum + weight, 0);
  const whole = weightOf(encoded);
  const share = pieces.reduce((sum, { quoted, likeness }) => sum + weightOf(quoted) * likeness.share, 0) / whole;
  return {
    pieces,
    segment,
    share: isOtherStatement(pieces) ? share * OTHER_STATEMENT : share,
    verbatim: pieces.length === edges.length - 1 && pieces.every(({ likeness }) => likeness.hunks.length === 0),
  };
}

/** Words of the quotation that do not stand where it comes nearest. */
export function listChanged({ pieces }: Finding): Set<number> {
  const changed = new Set<number>();
  let offset = 0;
  for (const { quoted, likeness } of pieces) {
    for (const hunk of likeness.hunks) {
      for (let k = hunk.quoted.from; k < hunk.quoted.to; k += 1) changed.add(offset + k);
    }
    offset += quoted.tokens.length;
  }
  return changed;
}

function isOtherStatement(pieces: Finding["pieces"]): boolean {
  const counted = ({ figures, tokens }: Encoded, k: number) => figures[k] === true && !YEAR.test(tokens[k]?.word ?? "");
  let figures = 0;
  let changedFigures = 0;
  let changedWords = 0;
  for (const { quoted, likeness } of pieces) {
    figures += quoted.figures.filter((_, k) => counted(quoted, k)).length;
    for (const hunk of likeness.hunks) {
      if (hunk.document.to === hunk.document.from || hunk.sameValue) continue;
      for (let k = hunk.quoted.from; k < hunk.quoted.to; k += 1) {
        if (counted(quoted, k)) changedFigures += 1;
        else if (!quoted.figures[k] && (quoted.weights[k] ?? 0) >= RARE) changedWords += 1;
      }
    }
  }
  return figures > 0 && changedFigures === figures && changedWords > 0;
}
