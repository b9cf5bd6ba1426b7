import type { Language } from "../corpus/passage.ts";

/**
 * Which open questions ask the same. Every question is compared with the oldest of each theme, so
 * that a theme never drifts from one question to another. Pure but for the pauses.
 *
 * Two dangers. Vectors of one language lie close whatever they say: each is centred on its language
 * first. And ten thousand questions make fifty million pairs: the signs of a centred vector, a bit
 * each, tell most pairs apart, and only the rest are multiplied.
 */

export interface Question {
  id: number;
  language: Language;
  text: string;
  /** Centred on its language, of unit length. */
  vector: Float32Array;
}

/**
 * Cosines of centred vectors. Read off pairs of everyday questions in three languages (of 359 pairs that
 * ask different things none reaches the limits, of 47 that ask the same half do) and off 6,660 authored
 * questions of the corpus: across languages .5 gives pairs of which three in four have the same
 * passage; within a language, questions of one kind ("how many … in 2022") come closer.
 */
const ACROSS = 0.5;
const WITHIN = 0.62;
const WITHIN_WITH_WORDS = 0.5;
const WORDS_IN_COMMON = 0.5;
/**
 * Signs looked at before the numbers, as 32-bit words, and how many may differ after two words, after
 * four and after all. At a cosine of .5 a third of the signs differ, by chance half: each limit lets
 * 99 in 100 of the like pass, and all three together 1 in 100 of the others.
 */
const SIGN_WORDS = 6;
const MOST_DIFFERENT = [31, 56, 80] as const;
/** Milliseconds of work before others get their turn. */
const SLICE_MS = 8;
/** Letters of a word that count: endings carry grammar in Kazakh and Russian. */
const STEM = 5;

interface Leader {
  question: Question;
  words: Set<string>;
  numbers: string;
}

/** The theme of each question: the id of the oldest one that asks the same, which may be its own. */
export async function findThemes(
  questions: readonly Question[],
  pause: () => Promise<void>,
): Promise<Map<number, number>> {
  const themes = new Map<number, number>();
  const leaders: Leader[] = [];
  const signs = new Uint32Array(questions.length * SIGN_WORDS);
  let since = performance.now();
  for (const question of questions) {
    const read: Leader = { question, ...readWords(question.text) };
    const own = readSigns(question.vector);
    const position = findLeader(read, own, { leaders, signs });
    if (position === -1) {
      signs.set(own, leaders.length * SIGN_WORDS);
      leaders.push(read);
    }
    themes.set(question.id, leaders.at(position)?.question.id ?? question.id);
    if (performance.now() - since < SLICE_MS) continue;
    await pause();
    since = performance.now();
  }
  return themes;
}

/** The position of the most similar leader that asks the same, or -1. */
function findLeader(read: Leader, own: Uint32Array, known: { leaders: Leader[]; signs: Uint32Array }): number {
  const { leaders, signs } = known;
  let [best, found] = [0, -1];
  for (let position = 0; position < leaders.length; position++) {
    if (!mayBeLike(own, signs, position * SIGN_WORDS)) continue;
    const leader = leaders[position] as Leader;
    const cosine = multiply(read.question.vector, leader.question.vector);
    if (cosine <= best || !asksTheSame(read, leader, cosine)) continue;
    [best, found] = [cosine, position];
  }
  return found;
}

/** Whether the signs leave it open; `at` is where the other's begin. */
function mayBeLike(own: Uint32Array, signs: Uint32Array, at: number): boolean {
  let different = 0;
  for (let word = 0; word < SIGN_WORDS; word += 2) {
    different += countBits((own[word] ?? 0) ^ (signs[at + word] ?? 0));
    different += countBits((own[word + 1] ?? 0) ^ (signs[at + word + 1] ?? 0));
    if (different > (MOST_DIFFERENT[word >> 1] ?? 0)) return false;
  }
  return true;
}

function asksTheSame(one: Leader, other: Leader, cosine: number): boolean {
  if (one.numbers !== other.numbers) return false;
  if (one.question.language !== other.question.language) return cosine >= ACROSS;
  if (cosine >= WITHIN) return true;
  return cosine >= WITHIN_WITH_WORDS && shareOf(one.words, other.words) >= WORDS_IN_COMMON;
}

/** What a question's text adds to its vector: the beginnings of its words, and its numbers. */
export interface ReadWords {
  words: Set<string>;
  numbers: string;
}

/** A question about article 24 is none about article 26, however alike the words. */
export function readWords(text: string): ReadWords {
  const words = text.toLowerCase().match(/\p{L}{3,}/gu) ?? [];
  const numbers = text.match(/\p{N}+/gu) ?? [];
  return { words: new Set(words.map((word) => word.slice(0, STEM))), numbers: [...new Set(numbers)].sort().join(" ") };
}

/** Words in common of all words of both, 0 to 1. */
export function shareOf(one: Set<string>, other: Set<string>): number {
  let common = 0;
  for (const word of one) if (other.has(word)) common += 1;
  return common / Math.max(1, one.size + other.size - common);
}

function readSigns(vector: Float32Array): Uint32Array {
  const signs = new Uint32Array(SIGN_WORDS);
  for (let position = 0; position < SIGN_WORDS * 32; position++) {
    const word = position >> 5;
    if ((vector[position] ?? 0) > 0) signs[word] = (signs[word] ?? 0) | (1 << (position & 31));
  }
  return signs;
}

/** Bits set in 32, added up in pairs, fours and bytes (Hacker's Delight, 5-1). */
function countBits(bits: number): number {
  let sum = bits - ((bits >>> 1) & 0x55555555);
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333);
  return Math.imul((sum + (sum >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export function multiply(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let position = 0; position < one.length; position++) sum += (one[position] ?? 0) * (other[position] ?? 0);
  return sum;
}
