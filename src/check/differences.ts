import { DIFFERENCE_KINDS, type Difference, type DifferenceKind } from "../answer/verdict.ts";
import type { Language } from "../corpus/passage.ts";
import type { Hunk } from "./hunks.ts";
import type { NounClass } from "./lexicons.ts";
import { stemOf } from "./stream.ts";
import { isFigure, type Token } from "./tokens.ts";
import { haveSameFigures } from "./values.ts";
import { type WordClasses, wordClasses } from "./word-classes.ts";

/** Hunks → differences by name. Pure. */

export interface Side {
  text: string;
  tokens: readonly Token[];
}

/** A figure that a reader takes for a year. */
const YEAR = /^(?:19|20)\d\d$/u;
/** Words: a longer stretch left out is a clause, whatever is in it. */
const CLAUSE = 4;
/** How far from a changed word the noun of its name may stand, in words. */
const BEFORE = 3;
const AFTER = 3;

export function nameDifferences(
  hunks: readonly Hunk[],
  sides: { quoted: Side; document: Side; language: Language },
): Difference[] {
  const { quoted, document, language } = sides;
  const classes = wordClasses(language);
  const named = hunks.map((hunk): Difference & { dated: boolean } => {
    const q = cut(quoted, hunk.quoted);
    const d = cut(document, hunk.document);
    const kind = hunk.sameValue ? "notation" : kindOf(q, d, classes);
    const dated = isDay(q.words.length > 0 ? q : d, classes);
    if (!NAMES.includes(kind) || (q.raw !== "" && d.raw !== "")) return { kind, quoted: q.raw, document: d.raw, dated };
    return { kind, quoted: readName(quoted, hunk.quoted), document: readName(document, hunk.document), dated };
  });
  markMoved(named);
  return named.map(({ dated: _dated, ...difference }) => difference);
}

/** The gravest kind first; within a kind in the order of reading. */
export function rankDifferences(differences: readonly Difference[]): Difference[] {
  const rank = ({ kind }: Difference) => DIFFERENCE_KINDS.indexOf(kind);
  return [...differences].sort((a, b) => rank(a) - rank(b));
}

/** Kinds of change to a name; where one side has no words of its own the whole names are shown. */
const NAMES: readonly DifferenceKind[] = ["institution", "programme", "law"];
/** Small words within a name. */
const WITHIN_NAME = /^(?:of|on|the|for|and|to|in)$/u;

interface Cut {
  raw: string;
  words: string[];
  before: string[];
  after: string[];
  /** True when one of the words is written like a name: a capital within a sentence. */
  capital: boolean;
}

function cut({ text, tokens }: Side, { from, to }: { from: number; to: number }): Cut {
  const first = tokens[from];
  const last = tokens[to - 1];
  const words = (start: number, end: number) => tokens.slice(Math.max(0, start), end).map(({ word }) => word);
  return {
    raw: from < to && first && last ? readWhole({ text, tokens }, from, to) : "",
    words: words(from, to),
    before: words(from - BEFORE, from).reverse(),
    after: words(to, to + AFTER),
    capital: tokens.slice(from, to).some((_, k) => isNameLike({ text, tokens }, from + k)),
  };
}

/** The words from and up to, with what hangs on them by a hyphen or by nothing: "forty-ninth", "62nd". */
function readWhole({ text, tokens }: Side, from: number, to: number): string {
  const hangs = (k: number) => {
    const between = text.slice(tokens[k - 1]?.end ?? 0, tokens[k]?.start ?? 0);
    const wordy = [k - 1, k].every((at) => /[\p{L}\p{N}]/u.test(tokens[at]?.word ?? ""));
    return wordy && /^[-\u2010\u2011]?$/u.test(between);
  };
  let [first, last] = [from, to];
  while (first > 0 && hangs(first)) first -= 1;
  while (last < tokens.length && hangs(last)) last += 1;
  return text.slice(tokens[first]?.start ?? 0, tokens[last - 1]?.end ?? 0);
}

/** The whole name around a stretch: words with a capital, and the small ones between them. */
function readName({ text, tokens }: Side, { from, to }: { from: number; to: number }): string {
  const capital = (k: number) => /^\p{Lu}/u.test(text.slice(tokens[k]?.start ?? 0, tokens[k]?.end ?? 0));
  const joins = (k: number) => WITHIN_NAME.test(tokens[k]?.word ?? "");
  const space = (k: number) => /^\s*$/u.test(text.slice(tokens[k - 1]?.end ?? 0, tokens[k]?.start ?? 0));
  let [first, last] = [from, to];
  while (first > 0 && space(first) && (capital(first - 1) || (joins(first - 1) && capital(first - 2)))) first -= 1;
  while (last < tokens.length && (last === 0 || space(last)) && (capital(last) || (joins(last) && capital(last + 1))))
    last += 1;
  return first < last ? text.slice(tokens[first]?.start ?? 0, tokens[last - 1]?.end ?? 0) : "";
}

/** A capital within a sentence; at its beginning, one that another follows. */
function isNameLike({ text, tokens }: Side, k: number): boolean {
  const capital = (at: number) => /^\p{Lu}/u.test(text.slice(tokens[at]?.start ?? 0, tokens[at]?.end ?? 0));
  const begins = k === 0 || /[.!?:]/u.test(text.slice(tokens[k - 1]?.end ?? 0, tokens[k]?.start ?? 0));
  return capital(k) && (!begins || capital(k + 1));
}

function kindOf(q: Cut, d: Cut, classes: WordClasses): DifferenceKind {
  const changed = [...q.words, ...d.words];
  const sided = q.words.length > 0 && d.words.length > 0;
  if (!sided && changed.length >= CLAUSE) return q.words.length > 0 ? "added" : "left-out";
  const sameFigures = haveSameFigures(q.words, d.words);
  if (!sameFigures && differ(q.words.filter(isFigure), d.words.filter(isFigure))) {
    return [...q.words, ...d.words].filter(isFigure).every((word) => YEAR.test(word)) ? "year" : "number";
  }
  if (!sameFigures && differ(q.words.filter(classes.isNumberWord), d.words.filter(classes.isNumberWord)))
    return "number";
  if (sided && differ(monthsOf(q, classes), monthsOf(d, classes))) return "date";
  if (differ(q.words.filter(classes.isUnit), d.words.filter(classes.isUnit))) {
    return areForms(q.words, d.words) ? "form" : "unit";
  }
  if (isDenied(q.words, d.words, classes)) return "negation";
  const form = areForms(q.words, d.words);
  const noun = form ? null : nounOf(q, d, classes);
  if (noun !== null) return noun;
  if (q.words.some((a) => d.words.some((b) => classes.areOpposite(a, b)))) return "opposite";
  if (form) return "form";
  if (sided && (q.capital || d.capital)) return "name";
  if (!sided) return q.words.length > 0 ? "added" : "left-out";
  return "word";
}

/** "May" is a month only with a capital. */
function monthsOf(side: Cut, classes: WordClasses): string[] {
  return side.words.filter((word) => classes.isMonth(word) && (word !== "may" || side.capital));
}

function differ(a: readonly string[], b: readonly string[]): boolean {
  return [...a].sort().join(" ") !== [...b].sort().join(" ");
}

function areForms(a: readonly string[], b: readonly string[]): boolean {
  return a.length > 0 && a.length === b.length && a.every((word, k) => stemOf(word) === stemOf(b[k] ?? ""));
}

function isDenied(a: readonly string[], b: readonly string[], classes: WordClasses): boolean {
  // "aren't" for "are not" denies as much: how often is what counts.
  // The "non" of a name, "non-governmental", denies only where it was put in or taken out alone.
  const denials = (words: readonly string[]) =>
    words.filter((word) => classes.isNegation(word) && (word !== "non" || words.length === 1)).length;
  if (denials(a) !== denials(b)) return true;
  return a.some((one) => b.some((other) => classes.areContrary(one, other)));
}

/** The class of the name that was changed: its own noun, or the noun beside a changed part of it. */
function nounOf(q: Cut, d: Cut, classes: WordClasses): NounClass | null {
  const sided = q.words.length > 0 && d.words.length > 0;
  if (!sided && !q.capital && !d.capital) return null;
  for (const side of [d, q]) {
    const own = side.words.map(classes.nounClass).find((found) => found !== null);
    if (own) return own;
  }
  for (const side of [d, q]) {
    const near =
      sided && side.capital ? [...side.after, ...side.before] : [...side.after.slice(0, 1), ...inflected(side)];
    const found = near.map(classes.nounClass).find((each) => each !== null);
    if (found) return found;
  }
  return null;
}

/** In Russian and Kazakh the noun of a name may stand on either side, and the name has no capitals. */
function inflected({ words, before }: Cut): string[] {
  return words.some((word) => /\p{Script=Cyrillic}/u.test(word)) ? before.slice(0, 1) : [];
}

/** Words left out at one end and put in at another were only moved; the day before or behind its month says the same. */
function markMoved(named: (Difference & { dated: boolean })[]): void {
  const same = (a: string, b: string) => a !== "" && a.toLowerCase() === b.toLowerCase();
  for (const one of named) {
    for (const other of named) {
      if (one === other || one.quoted !== "" || other.document !== "") continue;
      if (same(one.document, other.quoted)) one.kind = other.kind = one.dated && other.dated ? "notation" : "order";
    }
  }
}

/** A day of the month, beside its month. */
function isDay({ words, before, after }: Cut, classes: WordClasses): boolean {
  const day = words.length === 1 && /^(?:[1-9]|[12]\d|3[01])$/u.test(words[0] ?? "");
  return day && [before[0], after[0]].some((word) => word !== undefined && classes.isMonth(word));
}
