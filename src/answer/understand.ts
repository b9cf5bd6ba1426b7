import type { Language } from "../corpus/passage.ts";
import type { Phrases } from "../corpus/phrases.ts";
import type { Kind, Reason } from "./answer.ts";
import { type Fact, findAskedFact } from "./asked-for.ts";
import { detectLanguage } from "./language.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** What the letters and words of a message say at once: enough to begin searching. */
export interface Read {
  /** The language to answer in: the one chosen, else the one written in. */
  language: Language;
  /** The language it is written in, whose words and weights find. */
  written: Language;
  /** The other language when it mixes two, or null. */
  second: Language | null;
  /** The text as it was sent, tidied. */
  text: string;
  /** The text that is searched for: in the language's own script besides. */
  searched: string;
  /** Why it can't be searched for, unless it is a cry for help or a greeting; or null. */
  doubt: Extract<Reason, "empty" | "too-long" | "no-words" | "unknown-language"> | null;
}

/** A question as the later steps need it. */
export interface Understood extends Pick<Read, "language" | "written" | "second" | "searched"> {
  kind: Kind;
  /** What is searched for with misspelt words mended: words and letters need it; the model forgives mistakes. */
  words: string;
  /** The kind of fact that it asks for, or null. */
  fact: Fact | null;
  /** Why it can't be searched for, or null. */
  obstacle: Reason | null;
}

/** Characters: ten times the longest of the shared questions; a pasted page is no question. */
export const LONGEST_QUESTION = 2000;

/** What is known of messages and of words. */
export interface Known {
  phrases: Phrases;
  vocabulary: Vocabulary;
}

/** Finds out the language, the script and the kind of a message. Pure. */
export function understand(raw: string, chosen: Language | undefined, known: Known): Understood {
  return judge(readMessage(raw, chosen, known.vocabulary), known);
}

/** Finds out the language and the script: a tenth of the time that all takes. Pure. */
export function readMessage(raw: string, chosen: Language | undefined, vocabulary: Vocabulary): Read {
  const text = raw
    .replace(/\p{Cc}+/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
  const found = detectLanguage(text, vocabulary);
  const written = found.language ?? chosen ?? "en";
  return {
    language: chosen ?? written,
    written,
    second: found.second ?? null,
    text,
    searched: found.rewritten ?? text,
    doubt: findDoubt(text, found.language),
  };
}

function findDoubt(text: string, language: Language | null): Read["doubt"] {
  if (text === "") return "empty";
  if (text.length > LONGEST_QUESTION) return "too-long";
  if (!/\p{L}{2}/u.test(text)) return "no-words";
  return language === null ? "unknown-language" : null;
}

/** Finds out the kind of a message that was read. Pure. */
export function judge(read: Read, { phrases, vocabulary }: Known): Understood {
  const { language, written, second, text, searched, doubt } = read;
  const judged = (kind: Kind, obstacle: Reason | null): Understood => ({
    ...{ language, written, second, searched },
    kind,
    words: correctWords(searched, written, vocabulary),
    fact: findAskedFact(searched),
    obstacle,
  });
  if (doubt === "empty" || doubt === "too-long") return judged("question", doubt);
  const readings = searched === text ? [text] : [searched, text];
  if (readings.some(phrases.isUrgent)) return judged("urgent", null);
  if (doubt === "no-words") return judged("question", doubt);
  if (readings.some(phrases.isGreeting)) return judged("greeting", null);
  return judged("question", doubt);
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
