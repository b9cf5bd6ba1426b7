import type { Alignment } from "./align.ts";
import type { Encoded } from "./encode.ts";
import type { Span } from "./exact.ts";
import { findHunks, type Hunk } from "./hunks.ts";
import type { Stream } from "./stream.ts";
import { isFigure, type Token } from "./tokens.ts";
import { haveSameValue } from "./values.ts";

/**
 * How far a quotation is the same statement as the stretch that it aligns with: what both say, as a
 * share of what either says, each word weighed by its rarity. Pure.
 */

type Aligned = Pick<Alignment, "span" | "beside">;

export interface Likeness {
  /** The stretch of the row, without sentences of which the quotation has no word. */
  span: Span;
  /** The stretch as one text and its tokens; segments are parted by a space. */
  document: { text: string; tokens: Token[] };
  hunks: Hunk[];
  /** 0 to 1. */
  share: number;
  /** Words that both have in the same order. */
  common: number;
}

/** A changed figure weighs half a word: the statement is the same, its figure is wrong. */
const FIGURE_CHANGED = 0.35;
/** Forms of one word count as this much changed. */
const FORM_CHANGED = 0.3;
/** The same figure in other signs is next to no change. */
const NOTATION_CHANGED = 0.1;
/** A clause left out weighs no more than this and a little for each word. */
const LEFT_OUT_MOST = 0.8;
const LEFT_OUT_EACH = 0.08;

export function weighLikeness(quotation: Encoded, alignment: Aligned, stream: Stream): Likeness | null {
  const trimmed = trimSpan(alignment, quotation, stream);
  if (trimmed === null) return null;
  const span = growToValue(trimmed, quotation, stream);
  const document = readSpan(span, stream);
  const hunks = findHunks(quotation.tokens, document.tokens);
  let matched = 0;
  let common = 0;
  const changed = new Set(hunks.flatMap(({ quoted }) => range(quoted.from, quoted.to)));
  for (const [k, weight] of quotation.weights.entries()) {
    if (changed.has(k)) continue;
    matched += weight;
    common += 1;
  }
  const cost = hunks.reduce(
    (sum, hunk) => sum + costOf(hunk, { quotation, document: document.tokens, span, stream }),
    0,
  );
  return { span, document, hunks, share: matched / (matched + cost || 1), common };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, k) => from + k);
}

interface Weighed {
  quotation: Encoded;
  document: readonly Token[];
  span: Span;
  stream: Stream;
}

function costOf(hunk: Hunk, { quotation, document, span, stream }: Weighed): number {
  if (hunk.sameValue) return NOTATION_CHANGED;
  const quoted = range(hunk.quoted.from, hunk.quoted.to);
  const stood = range(hunk.document.from, hunk.document.to);
  const wordAt = (d: number) => stream.row[span.from + d] ?? 0;
  if (quoted.length === 0) {
    const weight = stood.reduce((sum, d) => sum + (stream.weights[wordAt(d)] ?? 0), 0);
    return Math.min(weight, LEFT_OUT_MOST + LEFT_OUT_EACH * stood.length);
  }
  const forms = quoted.length === stood.length;
  const q = quoted.reduce((sum, k, at) => {
    const weight = quotation.weights[k] ?? 0;
    if (quotation.figures[k] && stood.some((d) => isFigure(document[d]?.word ?? ""))) return sum + FIGURE_CHANGED;
    const sameStem = forms && quotation.stems[k] === stream.stems[wordAt(stood[at] ?? 0)];
    return sum + (sameStem ? FORM_CHANGED * weight : weight);
  }, 0);
  const d = stood.reduce(
    (sum, at) => sum + (isFigure(document[at]?.word ?? "") ? FIGURE_CHANGED : (stream.weights[wordAt(at)] ?? 0)),
    0,
  );
  return forms ? q : Math.max(q, Math.min(d, LEFT_OUT_MOST + LEFT_OUT_EACH * stood.length));
}

/** Drops from the ends of the stretch whole sentences that the quotation has nothing of. */
function trimSpan({ span, beside }: Aligned, quotation: Encoded, stream: Stream): Span | null {
  const kept = [...beside].filter((position, k) => {
    if (position < 0) return false;
    const word = stream.row[position] ?? 0;
    return word === quotation.words[k] || stream.stems[word] === quotation.stems[k];
  });
  const first = kept[0];
  const last = kept.at(-1);
  if (first === undefined || last === undefined) return null;
  let { from, to } = span;
  for (let position = first; position > from; position -= 1) {
    if (stream.sentenceStarts[position] === 1) from = position;
  }
  for (let position = last + 1; position < to; position += 1) {
    if (stream.sentenceStarts[position] === 1) to = position;
  }
  return { from, to };
}

/** Words: "nine hundred and thirty-four per cent" has seven. */
const LONGEST_VALUE = 7;

/** At an edge one word of "twenty-six" stands beside "26": the stretch takes in the rest of such a figure. */
function growToValue(span: Span, quotation: Encoded, stream: Stream): Span {
  const { tokens } = readSpan(span, stream);
  const hunks = findHunks(quotation.tokens, tokens);
  const atStart = hunks.find(({ quoted, document }) => quoted.from === 0 && document.from === 0);
  const atEnd = hunks.find(
    ({ quoted, document }) => quoted.to === quotation.tokens.length && document.to === tokens.length,
  );
  const grown = { ...span };
  for (let more = 1; more < LONGEST_VALUE; more += 1) {
    if (atStart && !atStart.sameValue && grown.from === span.from && !isEdge(span.from - more + 1, stream)) {
      const stood = readSpan({ from: span.from - more, to: span.from + atStart.document.to }, stream).tokens;
      if (haveSameValue(quotation.tokens.slice(0, atStart.quoted.to), stood)) grown.from -= more;
    }
    if (atEnd && !atEnd.sameValue && grown.to === span.to && !isEdge(span.to + more - 1, stream)) {
      const stood = readSpan({ from: span.from + atEnd.document.from, to: span.to + more }, stream).tokens;
      if (haveSameValue(quotation.tokens.slice(atEnd.quoted.from), stood)) grown.to += more;
    }
  }
  return grown;
}

/** True where a sentence begins, or the row ends. */
function isEdge(position: number, stream: Stream): boolean {
  return position <= 0 || position >= stream.row.length || stream.sentenceStarts[position] === 1;
}

/** The words of a stretch as one text, with the tokens' offsets in it. */
export function readSpan({ from, to }: Span, stream: Stream): { text: string; tokens: Token[] } {
  let text = "";
  const tokens: Token[] = [];
  let position = from;
  while (position < to) {
    const segment = stream.segments[stream.segmentAt[position] ?? 0];
    if (!segment) break;
    const end = Math.min(to, segment.from + segment.tokens.length);
    const own = segment.tokens.slice(position - segment.from, end - segment.from);
    const start = own[0]?.start ?? 0;
    if (text !== "") text += " ";
    const shift = text.length - start;
    text += segment.text.slice(start, own.at(-1)?.end ?? start);
    tokens.push(...own.map(({ word, start: s, end: e }) => ({ word, start: s + shift, end: e + shift })));
    if (end <= position) break;
    position = end;
  }
  return { text, tokens };
}
