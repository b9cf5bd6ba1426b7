import type { Language } from "../corpus/passage.ts";
import type { Phrases } from "../corpus/phrases.ts";
import type { Kind, Reason } from "./answer.ts";
import { detectLanguage } from "./language.ts";

/** A question as the later steps need it. */
export interface Understood {
  /** The language to answer in: the one chosen, else the one written in. */
  language: Language;
  /** The language it is written in, whose words and weights find. */
  written: Language;
  kind: Kind;
  /** The text that is searched for: tidied, and in the language's own script. */
  searched: string;
  /** Why it can't be searched for, or null. */
  obstacle: Reason | null;
}

/** Characters: ten times the longest of the shared questions; a pasted page is no question. */
export const LONGEST_QUESTION = 2000;

/** Finds out the language, the script and the kind of a message. Pure. */
export function understand(raw: string, chosen: Language | undefined, phrases: Phrases): Understood {
  const text = raw
    .replace(/\p{Cc}+/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
  const found = detectLanguage(text);
  const written = found.language ?? chosen ?? "en";
  const language = chosen ?? written;
  const searched = found.cyrillic ?? text;
  const understood = (kind: Kind, obstacle: Reason | null): Understood => ({
    language,
    written,
    kind,
    searched,
    obstacle,
  });
  if (text === "") return understood("question", "empty");
  if (text.length > LONGEST_QUESTION) return understood("question", "too-long");
  if (phrases.isUrgent(searched)) return understood("urgent", null);
  if (!/\p{L}{2}/u.test(text)) return understood("question", "no-words");
  if (phrases.isGreeting(searched)) return understood("greeting", null);
  if (found.language === null) return understood("question", "unknown-language");
  return understood("question", null);
}
