/**
 * Hyphens at the ends of lines: one that only says that a word goes on is taken out, one that belongs
 * to the word stays. The document's own words decide. Pure.
 */
export interface Joiner {
  /** Two lines of one paragraph as one text. */
  join(text: string, next: string): string;
  /** How many hyphens were taken out so far. */
  readonly undone: number;
}

/** Letters that two forms of a word share at least. */
const STEM = 5;
const stem = (word: string) => word.slice(0, STEM);
const BROKEN = /([\p{L}\p{M}’']+)[-\u00AD\u2010]$/u;
const SOFT = /\u00AD$/u;
const GOING_ON = /^[\p{L}\p{M}’']+/u;

/** `lines`: all of the document, to learn its words from. */
export function makeJoiner(lines: readonly string[]): Joiner {
  const words = new Set<string>();
  const compounds = new Set<string>();
  const heads = new Set<string>();
  const tails = new Set<string>();
  for (const [k, line] of lines.entries()) {
    // Neither half of a divided word is a word.
    const whole = BROKEN.test(lines[k - 1] ?? "") ? line.replace(/^\S+/u, "") : line;
    const inner = whole.replace(/\S+[-\u00AD\u2010]$/u, "");
    for (const [word] of inner.matchAll(/[\p{L}\p{M}’']+(?:-[\p{L}\p{M}’']+)*/gu)) {
      const low = word.toLowerCase();
      if (!low.includes("-")) words.add(low);
      else {
        compounds.add(low);
        const parts = low.split("-");
        heads.add(parts[0] ?? "");
        for (const part of parts.slice(1)) tails.add(stem(part));
      }
    }
  }
  let undone = 0;
  const isReal = (head: string, tail: string) => {
    const [first, second] = [head.toLowerCase(), tail.toLowerCase()];
    if (compounds.has(`${first}-${second}`)) return true;
    if (words.has(first + second)) return false;
    if (first.length > 2 && heads.has(first)) return true;
    if (second.length >= STEM && tails.has(stem(second))) return true;
    return words.has(first) && words.has(second) && first.length > 2 && second.length > 2;
  };
  return {
    join(text, next) {
      const head = BROKEN.exec(text)?.[1];
      const tail = GOING_ON.exec(next)?.[0];
      if (head === undefined || tail === undefined)
        return /[\p{L}\p{N}][-\u2010–/]$/u.test(text) && /^[\p{L}\p{N}]/u.test(next) ? text + next : `${text} ${next}`;
      // Asia-Pacific; and a soft hyphen is never the word's own.
      if (!SOFT.test(text) && (!/^\p{Ll}/u.test(next) || isReal(compoundHead(text) ?? head, tail)))
        return text.replace(/\u2010$/u, "-") + next;
      undone += 1;
      return text.slice(0, -1) + next;
    },
    get undone() {
      return undone;
    },
  };
}

/** The last part of "socio-eco-": a compound is known by all of its head. */
function compoundHead(text: string): string | undefined {
  return /([\p{L}\p{M}’']+(?:-[\p{L}\p{M}’']+)*)[-\u2010]$/u.exec(text)?.[1];
}
