import type { Figure } from "../corpus/figures.ts";
import { stemOf } from "./stream.ts";
import { listTokens } from "./tokens.ts";

/**
 * Pairs of figures that may disagree: another value for the same unit and year, in like words. A rule
 * only suspects; what readers are shown is what someone has read and explained. Pure.
 */

export interface Suspicion {
  a: Figure;
  b: Figure;
  /** 0 to 1: words that both measures share, of those that either has. */
  likeness: number;
}

const ALIKE = 0.5;
/** Letters: a shorter word says little of what is measured. */
const SHORTEST_WORD = 4;

/** The likest first, without pairs of passages that someone has compared. */
export function suggestConflicts(
  figures: readonly Figure[],
  reviewed: readonly (readonly [string, string])[],
): Suspicion[] {
  const covered = new Set(reviewed.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
  const described = figures
    .filter(({ unit, year }) => unit !== "" && year !== null)
    .map((figure) => ({ figure, words: wordsOf(figure) }));
  const found: Suspicion[] = [];
  for (const [k, { figure: a, words }] of described.entries()) {
    for (const { figure: b, words: others } of described.slice(k + 1)) {
      if (a.year !== b.year || a.value === b.value || a.passage === b.passage) continue;
      if (stemOf(a.unit) !== stemOf(b.unit) || covered.has(`${a.passage} ${b.passage}`)) continue;
      const shared = [...words].filter((word) => others.has(word)).length;
      const likeness = shared / (words.size + others.size - shared || 1);
      if (likeness >= ALIKE) found.push({ a, b, likeness });
    }
  }
  return found.sort((x, y) => y.likeness - x.likeness);
}

function wordsOf({ measure, unit }: Figure): Set<string> {
  const words = listTokens(`${measure} ${unit}`).map(({ word }) => word);
  return new Set(words.filter((word) => word.length >= SHORTEST_WORD && !/\d/u.test(word)).map(stemOf));
}
