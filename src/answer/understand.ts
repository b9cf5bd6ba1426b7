import type { Language } from "../corpus/passage.ts";
import type { Phrases } from "../corpus/phrases.ts";
import type { Kind, Reason } from "./answer.ts";
import { type Fact, findAskedFact } from "./asked-for.ts";
import { detectLanguage } from "./language.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A question as the later steps need it. */
export interface Understood {
  /** The language to answer in: the one chosen, else the one written in. */
  language: Language;
  /** The language it is written in, whose words and weights find. */
  written: Language;
  /** The other language when it mixes two, or null. */
  second: Language | null;
  kind: Kind;
  /** The text that is searched for: tidied, and in the language's own script. */
  searched: string;
  /** The same with misspelt words mended: what is searched by (Russian with mistakes: refused .08 against .15). */
  words: string;
  /** The kind of fact that it asks for, or null. */
  fact: Fact | null;
  /** Why it can't be searched for, or null. */
  obstacle: Reason | null;
}

/** Characters: ten times the longest of the shared questions; a pasted page is no question. */
export const LONGEST_QUESTION = 2000;

/** Finds out the language, the script and the kind of a message. Pure. */
export function understand(
  raw: string,
  chosen: Language | undefined,
  { phrases, vocabulary }: { phrases: Phrases; vocabulary: Vocabulary },
): Understood {
  const text = raw
    .replace(/\p{Cc}+/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
  const found = detectLanguage(text, vocabulary);
  const written = found.language ?? chosen ?? "en";
  const language = chosen ?? written;
  const searched = found.rewritten ?? text;
  const understood = (kind: Kind, obstacle: Reason | null): Understood => ({
    language,
    written,
    second: found.second ?? null,
    kind,
    searched,
    words: correctWords(searched, written, vocabulary),
    fact: findAskedFact(searched),
    obstacle,
  });
  if (text === "") return understood("question", "empty");
  if (text.length > LONGEST_QUESTION) return understood("question", "too-long");
  const readings = searched === text ? [text] : [searched, text];
  if (readings.some(phrases.isUrgent)) return understood("urgent", null);
  if (!/\p{L}{2}/u.test(text)) return understood("question", "no-words");
  if (readings.some(phrases.isGreeting)) return understood("greeting", null);
  if (found.language === null) return understood("question", "unknown-language");
  return understood("question", null);
}

/** Kazakh is left as it is: most of its unknown words are known ones with other endings, not mistakes. */
function correctWords(text: string, language: Language, vocabulary: Vocabulary): string {
  if (language === "kk") return text;
  return text.replace(/\p{L}+/gu, (word) => {
    const lower = word.toLowerCase();
    const corrected = vocabulary.correct(lower, language);
    return corrected === lower ? word : corrected;
  });
}
