/**
 * Mends misspelt words by the mistakes that people make: letters that sound alike, one doubled or
 * not, a soft sign left out, two in the wrong order, one left out, a neighbouring key. Any other
 * difference makes another word, not a mistake: "wheat" is no "what" and "heating" no "heading". Pure.
 */

/** Gives the known word that a misspelt one was meant to be, or undefined when none is near enough. */
export type Mend = (word: string) => string | undefined;

/** Letters of a word from which one mistake, and from which two or a graver one, may be mended. */
const ONE_MISTAKE = 5;
const TWO_MISTAKES = 7;

/** Letters written for each other because they sound alike where they stand, each pair both ways. */
const ALIKE = pairs("оа еи ея иа яи ыи эе ёе ёо юу бп вф гк дт жш зс цс щш ae ei ai ea oa ou eo iy ey sc ck sz");
const SIGNS = new Set("ьъ");
const KEYS = ["йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "qwertyuiop", "asdfghjkl", "zxcvbnm"];
const NEIGHBOURS = pairs(KEYS.flatMap((row) => [...row].slice(1).map((key, k) => `${row[k]}${key}`)).join(" "));
const LIGHT = 1;
const GRAVE = 2;

/** `known`: words with how often each occurs; of several that are as near, the most frequent is meant. */
export function createMend(known: ReadonlyMap<string, number>): Mend {
  const shapes = groupByShape(known.keys());
  return (word) => {
    if (word.length < ONE_MISTAKE) return undefined;
    const most = word.length < TWO_MISTAKES ? LIGHT : GRAVE;
    let best: { word: string; weight: number; count: number } | undefined;
    for (const other of listNear(word, shapes)) {
      const weight = weighMistakes(word, other, best?.weight ?? most);
      const count = known.get(other) ?? 0;
      if (weight > most || (best && weight === best.weight && count <= best.count)) continue;
      best = { word: other, weight, count };
    }
    return best?.word;
  };
}

/** What sets two words apart, by the mistakes that lead from one to the other; Infinity above `most`. */
export function weighMistakes(typed: string, meant: string, most: number): number {
  const [rows, columns] = [typed.length + 1, meant.length + 1];
  const weights = new Float64Array(rows * columns).fill(Number.POSITIVE_INFINITY);
  const at = (row: number, column: number) => weights[row * columns + column] ?? Number.POSITIVE_INFINITY;
  weights[0] = 0;
  for (let row = 0; row < rows; row += 1) {
    let least = Number.POSITIVE_INFINITY;
    for (let column = row === 0 ? 1 : 0; column < columns; column += 1) {
      const [a, b] = [typed[row - 1], meant[column - 1]];
      const weight = Math.min(
        a && b ? at(row - 1, column - 1) + weighPair(a, b) : Number.POSITIVE_INFINITY,
        a ? at(row - 1, column) + weighExtra(a, typed[row - 2]) : Number.POSITIVE_INFINITY,
        b ? at(row, column - 1) + weighMissing(b, meant[column - 2]) : Number.POSITIVE_INFINITY,
        a && a !== b && a === meant[column - 2] && b === typed[row - 2]
          ? at(row - 2, column - 2) + LIGHT
          : Number.POSITIVE_INFINITY,
      );
      weights[row * columns + column] = weight;
      least = Math.min(least, weight);
    }
    if (row > 0 && least > most) return Number.POSITIVE_INFINITY;
  }
  const whole = at(rows - 1, columns - 1);
  return whole > most ? Number.POSITIVE_INFINITY : whole;
}

function weighPair(typed: string, meant: string): number {
  if (typed === meant) return 0;
  const pair = typed + meant;
  if (ALIKE.has(pair)) return LIGHT;
  return NEIGHBOURS.has(pair) ? GRAVE : Number.POSITIVE_INFINITY;
}

/** A letter typed that doesn't belong: doubled, or a sign. Any other would turn "wheat" into "what". */
function weighExtra(letter: string, before: string | undefined): number {
  return letter === before || SIGNS.has(letter) ? LIGHT : Number.POSITIVE_INFINITY;
}

function weighMissing(letter: string, before: string | undefined): number {
  return letter === before || SIGNS.has(letter) ? LIGHT : GRAVE;
}

/** Words by their first letter and their length: a mistake leaves both nearly as they were. */
function groupByShape(known: Iterable<string>): Map<string, string[]> {
  const shapes = new Map<string, string[]>();
  for (const word of known) {
    const shape = `${word[0]}${word.length}`;
    const group = shapes.get(shape);
    if (group) group.push(word);
    else shapes.set(shape, [word]);
  }
  return shapes;
}

function listNear(word: string, shapes: ReadonlyMap<string, string[]>): string[] {
  const first = word[0] ?? "";
  const firsts = [first, ...[...ALIKE].filter((pair) => pair[0] === first).map((pair) => pair[1])];
  return firsts.flatMap((letter) =>
    [-2, -1, 0, 1, 2].flatMap((more) => shapes.get(`${letter}${word.length + more}`) ?? []),
  );
}

function pairs(list: string): ReadonlySet<string> {
  return new Set(list.split(" ").flatMap((pair) => [pair, [...pair].reverse().join("")]));
}
