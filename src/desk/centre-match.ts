import type { Language } from "../corpus/passage.ts";
import { type Centres, centre } from "./meaning.ts";
import { multiply, type ReadWords, readWords, shareOf } from "./similar.ts";

/** Which of the centre's answers a question asks for. Pure. */

/** A wording of the question that a centre's answer answers. */
export interface Wording {
  /** The answer's number. */
  number: number;
  language: Language;
  words: ReadWords;
  /** Centred on its language, of unit length. */
  vector: Float32Array;
}

/**
 * Cosines of centred vectors, above those by which the desk proposes that two open questions ask the
 * same: there a person looks before anything is sent, here nobody does. How far above was chosen by
 * judgement; it has not been measured.
 */
const ACROSS = 0.7;
const WITHIN = 0.74;
const WITHIN_WITH_WORDS = 0.64;
const WORDS_IN_COMMON = 0.5;
/** Answers shown at a time: more than two strong matches mean that none is. */
const MOST = 2;

export interface AskedText {
  searched: string;
  written: Language;
  vector: Float32Array;
}

/** Numbers of the answers, the strongest first. */
export function matchWordings(asked: AskedText, wordings: readonly Wording[], centres: Centres): number[] {
  const middle = centres[asked.written];
  if (!middle || wordings.length === 0) return [];
  const vector = centre(asked.vector, middle);
  const words = readWords(asked.searched);
  const best = new Map<number, number>();
  for (const wording of wordings) {
    const cosine = multiply(vector, wording.vector);
    if (!isStrong({ cosine, same: wording.language === asked.written }, words, wording.words)) continue;
    best.set(wording.number, Math.max(best.get(wording.number) ?? 0, cosine));
  }
  return [...best]
    .sort(([, one], [, other]) => other - one)
    .slice(0, MOST)
    .map(([number]) => number);
}

function isStrong({ cosine, same }: { cosine: number; same: boolean }, one: ReadWords, other: ReadWords): boolean {
  if (one.numbers !== other.numbers) return false;
  if (!same) return cosine >= ACROSS;
  return cosine >= WITHIN || (cosine >= WITHIN_WITH_WORDS && shareOf(one.words, other.words) >= WORDS_IN_COMMON);
}
