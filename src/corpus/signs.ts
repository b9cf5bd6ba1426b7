/**
 * Finds signs in what people type in a hurry: with letters that their keyboard lacks, or one slip in
 * a longer word. Pure.
 */

/** A run of words, the last by its beginning or, written with a space behind it, whole. */
interface Run {
  words: readonly string[];
  whole: boolean;
  /** The run as it stands in a text of single spaces. */
  plain: string;
  /** True when a word is long enough that one slip in it is forgiven. */
  forgiving: boolean;
}

/** What must all be there, each part as any of its runs; and what must not. */
export type Sign = readonly { runs: ReadonlyMap<string, readonly Run[]>; absent: boolean }[];

/** Letters from which on a word is still known with one slip: shorter ones would become other words. */
const SURE = 7;
/** Letters at a word's end in which no slip is forgiven: there Kazakh and Russian say who, when and whether. */
const ENDING = 2;

/**
 * Reads parts such as `beat me|hit me`: `|` parts alternatives, each a run of words of which the last
 * is a beginning, or whole with a space behind it; `!` before a part means that none may be there.
 */
export function readSign(parts: readonly string[]): Sign {
  return parts.map((part) => {
    const runs = new Map<string, Run[]>();
    for (const run of part.replace(/^!/u, "").split("|").map(readRun)) {
      const key = keyOf(run.words[0] ?? "");
      runs.set(key, [...(runs.get(key) ?? []), run]);
    }
    return { runs, absent: part.startsWith("!") };
  });
}

function readRun(run: string): Run {
  const normal = normalize(run);
  const whole = run.endsWith(" ");
  const words = normal.split(" ");
  const forgiving = words.some((word) => word.length >= SURE);
  return { words, whole, plain: ` ${normal}${whole ? " " : ""}`, forgiving };
}

/** Runs are kept by how they begin: the first letter is never a slip, of a short word the second neither. */
function keyOf(word: string): string {
  return word.slice(0, word.length >= SURE ? 1 : 2);
}

/** Gives what tells whether a sign is in the text; the text is prepared once for all signs. */
export function createSearch(text: string): (sign: Sign) => boolean {
  const tokens = ` ${normalize(text)} `;
  const words = tokens.trim().split(" ");
  const keys = [...new Set(words.flatMap((word) => [word.slice(0, 1), word.slice(0, 2)]))];
  const has = (run: Run) => tokens.includes(run.plain) || (run.forgiving && hasNearly(words, run));
  return (sign) => sign.every(({ runs, absent }) => keys.some((key) => runs.get(key)?.some(has)) !== absent);
}

function hasNearly(words: readonly string[], { words: run, whole }: Run): boolean {
  return words.some(
    (first, start) =>
      first[0] === run[0]?.[0] &&
      run.every((word, position) => {
        const typed = words[start + position];
        if (typed === undefined) return false;
        return position === run.length - 1 && !whole ? beginsNearly(typed, word) : isNearly(typed, word);
      }),
  );
}

/** True when the word begins with those letters, give or take one slip. */
function beginsNearly(word: string, beginning: string): boolean {
  if (word.startsWith(beginning)) return true;
  return [-1, 0, 1].some((more) => isNearly(word.slice(0, beginning.length + more), beginning));
}

/** True when two words are the same but for one letter missing, added, wrong or swapped with its neighbour. */
function isNearly(typed: string, meant: string): boolean {
  if (typed === meant) return true;
  if (meant.length < SURE || typed[0] !== meant[0] || Math.abs(typed.length - meant.length) > 1) return false;
  let same = 0;
  while (same < typed.length && typed[same] === meant[same]) same += 1;
  if (same >= meant.length - ENDING) return false;
  const rest = (word: string, from: number) => word.slice(same + from);
  if (typed.length > meant.length) return rest(typed, 1) === rest(meant, 0);
  if (typed.length < meant.length) return rest(typed, 0) === rest(meant, 1);
  if (rest(typed, 1) === rest(meant, 1)) return true;
  return typed[same] === meant[same + 1] && typed[same + 1] === meant[same] && rest(typed, 2) === rest(meant, 2);
}

/** Letters that people's keyboards lack or mix up: both spellings meet in one. */
const FOLDED: Readonly<Record<string, string>> = {
  ...{ ё: "е", й: "и", ә: "а", ғ: "г", қ: "к", ң: "н", ө: "о", ұ: "у", ү: "у", һ: "х", і: "и" },
};

/** Lower-case words parted by single spaces, in the spelling that keyboards agree on. */
export function normalize(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFC")
    .replace(/[ёйәғқңөұүһі]/gu, (letter) => FOLDED[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
