import type { Language } from "../corpus/passage.ts";
import { LEXICONS, type NounClass } from "./lexicons.ts";

/** What kind of word one is, in a language: tests on single words, by the lists of lexicons.ts. Pure. */

export interface WordClasses {
  isNumberWord(word: string): boolean;
  isUnit(word: string): boolean;
  isMonth(word: string): boolean;
  isNegation(word: string): boolean;
  /** True when one word is the other's contrary: "relevant" and "irrelevant", "болады" and "болмайды". */
  areContrary(a: string, b: string): boolean;
  /** True when both are of one set of words that exclude one another. */
  areOpposite(a: string, b: string): boolean;
  nounClass(word: string): NounClass | null;
}

export function wordClasses(language: Language): WordClasses {
  const lexicon = LEXICONS[language];
  const classes = Object.keys(lexicon.nouns) as NounClass[];
  return {
    isNumberWord: (word) => lexicon.numberWord.test(word),
    isUnit: (word) => lexicon.unit.test(word),
    isMonth: (word) => lexicon.month.test(word),
    isNegation: (word) => lexicon.negation.test(word),
    areContrary: (a, b) => areContrary(a, b, lexicon.contraryPrefix),
    areOpposite: (a, b) => {
      return lexicon.opposites.some((set) => {
        const [first, second] = [a, b].map((word) =>
          set.findIndex((forms) => forms.some((form) => isForm(word, form))),
        );
        return first !== second && first !== -1 && second !== -1;
      });
    },
    nounClass: (word) => classes.find((name) => lexicon.nouns[name].test(word)) ?? null,
  };
}

function isForm(word: string, form: string): boolean {
  return word === form || (form.length >= BEGINNING && word.startsWith(form));
}

/** Kazakh denies by a suffix after the root; it stands where the positive form has another ending. */
const KAZAKH_DENIAL = /^(?:ма|ме|ба|бе|па|пе)(?:й|с|ғ|г|ды|ді|$)/u;
const KAZAKH_WITHOUT = /^(?:сыз|сіз)/u;
const SHORTEST_ROOT = 3;
/** Letters: a shorter beginning is that of unrelated words too. */
const BEGINNING = 5;

function areContrary(a: string, b: string, prefix: RegExp | null): boolean {
  if (prefix !== null) {
    const bare = (word: string) => word.replace(prefix, "");
    return a !== b && ((prefix.test(a) && bare(a) === b) || (prefix.test(b) && bare(b) === a));
  }
  let shared = 0;
  while (shared < Math.min(a.length, b.length) && a[shared] === b[shared]) shared += 1;
  if (shared < SHORTEST_ROOT) return false;
  const [restA, restB] = [a.slice(shared), b.slice(shared)];
  return [KAZAKH_DENIAL, KAZAKH_WITHOUT].some((denial) => denial.test(restA) !== denial.test(restB));
}
