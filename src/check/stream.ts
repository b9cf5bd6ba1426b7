import { type Corpus, reportsOf } from "../corpus/corpus.ts";
import type { Document } from "../corpus/document.ts";
import { LANGUAGES, type Language, type Passage } from "../corpus/passage.ts";
import { splitSentences } from "../corpus/text.ts";
import { isFigure, listTokens, type Token } from "./tokens.ts";

/**
 * The whole corpus as one row of words: every document in its own language and in its renderings,
 * heading before passage before footnote, in the order of reading. A quotation that runs over from
 * one passage into the next is then as easy to find as any other. Built once, read only.
 */

/** A stretch of the row with one text: a passage, a heading above it, or a footnote of it. */
export interface Segment {
  passage: Passage;
  document: Document;
  language: Language;
  kind: "passage" | "heading" | "note";
  text: string;
  status: "original" | "official" | "working";
  tokens: Token[];
  /** Where its first word stands in the row. */
  from: number;
}

export interface Stream {
  segments: Segment[];
  /** Number of the word at each position; `BREAK` between documents and languages. */
  row: Int32Array;
  /** Position in the row → number of its segment. */
  segmentAt: Int32Array;
  /** Position in the row → 1 where a sentence begins. */
  sentenceStarts: Uint8Array;
  /** Word → its number. */
  numbers: Map<string, number>;
  /** Number of a word → its canonical form. */
  words: string[];
  /** Number of a word → where it stands, ascending. */
  positions: Int32Array[];
  /** Number of a word → how much it says, .15 for "the" to 1 for a rare one. */
  weights: Float64Array;
  /** Number of a word → number of the stem that it shares with its other forms. */
  stems: Int32Array;
  /** Stem → its number. */
  stemNumbers: Map<string, number>;
}

export const BREAK = -1;
const LEAST_WEIGHT = 0.15;

export function buildStream(corpus: Corpus): Stream {
  const segments: Segment[] = [];
  const numbers = new Map<string, number>();
  const row: number[] = [];
  const segmentAt: number[] = [];
  const sentenceStarts: number[] = [];
  // The centre's answers are its own words: nothing of them is a quotation of a document.
  for (const document of reportsOf(corpus)) {
    for (const language of LANGUAGES) {
      for (const part of readOrder(document, language)) {
        const segment = { ...part, document, language, tokens: listTokens(part.text), from: row.length };
        const starts = listStarts(part.text);
        for (const [k, { word, start }] of segment.tokens.entries()) {
          const number = numbers.get(word) ?? numbers.size;
          numbers.set(word, number);
          row.push(number);
          segmentAt.push(segments.length);
          const before = segment.tokens[k - 1]?.start ?? -1;
          sentenceStarts.push(starts.some((at) => at > before && at <= start) ? 1 : 0);
        }
        segments.push(segment);
      }
      row.push(BREAK);
      segmentAt.push(segments.length - 1);
      sentenceStarts.push(1);
    }
  }
  const words = [...numbers.keys()];
  const positions = listPositions(row, words.length);
  return {
    segments,
    row: Int32Array.from(row),
    segmentAt: Int32Array.from(segmentAt),
    sentenceStarts: Uint8Array.from(sentenceStarts),
    numbers,
    words,
    positions,
    weights: weighWords(words, positions),
    ...numberStems(words),
  };
}

/** Offsets at which the sentences of a text begin. */
function listStarts(text: string): number[] {
  let at = 0;
  return splitSentences(text).map((sentence) => {
    const start = text.indexOf(sentence, at);
    at = start + sentence.length;
    return start;
  });
}

type Part = Pick<Segment, "passage" | "kind" | "text" | "status">;

function readOrder(document: Document, language: Language): Part[] {
  const original = language === document.language;
  let above: readonly string[] = [];
  return document.passages.flatMap((passage) => {
    const rendering = passage.renderings[language];
    const text = original ? passage.text : rendering?.text;
    if (text === undefined) return [];
    const status = original ? ("original" as const) : (rendering?.status ?? ("working" as const));
    const place = original ? passage.place : (passage.places[language] ?? []);
    const fresh = place.filter((heading, depth) => heading !== above[depth] && heading !== text);
    above = place;
    const notes = original ? passage.notes : [];
    return [
      ...fresh.map((heading) => ({ passage, kind: "heading" as const, text: heading, status })),
      { passage, kind: "passage" as const, text, status },
      ...notes.map((note) => ({ passage, kind: "note" as const, text: note, status })),
    ];
  });
}

function listPositions(row: readonly number[], count: number): Int32Array[] {
  const lists: number[][] = Array.from({ length: count }, () => []);
  for (const [position, number] of row.entries()) {
    if (number !== BREAK) lists[number]?.push(position);
  }
  return lists.map((list) => Int32Array.from(list));
}

/** Rarity on a logarithmic scale: a word seen once weighs 1. */
function weighWords(words: readonly string[], positions: readonly Int32Array[]): Float64Array {
  const most = Math.max(2, ...positions.map((list) => list.length));
  return Float64Array.from(words, (word, number) =>
    isFigure(word) ? 1 : Math.max(LEAST_WEIGHT, 1 - (0.9 * Math.log(positions[number]?.length ?? 1)) / Math.log(most)),
  );
}

/** Forms of a word mostly share their beginning; figures share nothing. */
export function stemOf(word: string): string {
  if (isFigure(word)) return word;
  return word.replace(/(?:ies|es|s|y)$/u, "").slice(0, 5);
}

function numberStems(words: readonly string[]): Pick<Stream, "stems" | "stemNumbers"> {
  const stemNumbers = new Map<string, number>();
  const stems = Int32Array.from(words, (word) => {
    const stem = stemOf(word);
    const number = stemNumbers.get(stem) ?? stemNumbers.size;
    stemNumbers.set(stem, number);
    return number;
  });
  return { stems, stemNumbers };
}
