import type { Stream } from "./stream.ts";
import { stemOf } from "./stream.ts";
import { isFigure, listTokens, type Token } from "./tokens.ts";

/** A quotation's words in the numbers of the stream: what is searched for and aligned. */
export interface Encoded {
  text: string;
  tokens: Token[];
  /** Number of each word; numbers past those of the stream for words that the corpus does not have. */
  words: Int32Array;
  stems: Int32Array;
  weights: Float64Array;
  figures: boolean[];
}

/** A word that the corpus does not have says most of all that a statement is not in it. */
const UNKNOWN_WEIGHT = 1;

export function encode(text: string, stream: Stream, tokens: Token[] = listTokens(text)): Encoded {
  const strangers = new Map<string, number>();
  const stemNumbers = new Map<string, number>();
  const words = Int32Array.from(tokens, ({ word }) => {
    const known = stream.numbers.get(word);
    if (known !== undefined) return known;
    const number = strangers.get(word) ?? stream.words.length + strangers.size;
    strangers.set(word, number);
    return number;
  });
  return {
    text,
    tokens,
    words,
    stems: Int32Array.from(tokens, ({ word }, k) => {
      const known = stream.stems[words[k] ?? -1] ?? stream.stemNumbers.get(stemOf(word));
      if (known !== undefined) return known;
      const number = stemNumbers.get(word) ?? -2 - stemNumbers.size;
      stemNumbers.set(word, number);
      return number;
    }),
    weights: Float64Array.from(words, (number) => stream.weights[number] ?? UNKNOWN_WEIGHT),
    figures: tokens.map(({ word }) => isFigure(word)),
  };
}

/** The part of an encoded quotation from one of its words up to another. */
export function slice(whole: Encoded, from: number, to: number): Encoded {
  return {
    text: whole.text,
    tokens: whole.tokens.slice(from, to),
    words: whole.words.slice(from, to),
    stems: whole.stems.slice(from, to),
    weights: whole.weights.slice(from, to),
    figures: whole.figures.slice(from, to),
  };
}
