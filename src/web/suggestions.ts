import { type Corpus, reportsOf } from "../corpus/corpus.ts";
import { derive } from "../corpus/live-corpus.ts";
import { LANGUAGES, type Language } from "../corpus/passage.ts";

/** What can be asked: questions authored for real passages, and the document's own headings. */
export interface Suggestions {
  /** A few questions for the first page; others each day. */
  examples(language: Language): string[];
  /** The document's main headings, each with the first passage under it. */
  topics(language: Language): Topic[];
  /** What goes on from what was typed, in whichever language: questions first. */
  complete(typed: string): string[];
}

export interface Topic {
  heading: string;
  passage: string;
}

/** Letters of a question that reads well as an example; one with numbers asks for a detail. */
const READABLE = { least: 24, most: 64 };
const EXAMPLES = 4;
const COMPLETIONS = 5;
/** Letters of a word that count: endings carry grammar in Kazakh and Russian. */
const STEM = 5;
const DAY_MS = 86_400_000;

interface Entry {
  text: string;
  /** Its words, in lower case, a space before each. */
  words: string;
}

export function createSuggestions(corpus: Corpus, now: () => number): Suggestions {
  const suggestionsOf = derive(corpus, () => suggestFrom(corpus, now));
  return {
    examples: (language) => suggestionsOf().examples(language),
    topics: (language) => suggestionsOf().topics(language),
    complete: (typed) => suggestionsOf().complete(typed),
  };
}

function suggestFrom(corpus: Corpus, now: () => number): Suggestions {
  const passages = reportsOf(corpus).flatMap((document) => document.passages);
  const forLanguages = <T>(make: (language: Language) => T) =>
    Object.fromEntries(LANGUAGES.map((language) => [language, make(language)])) as Record<Language, T>;
  const readable = forLanguages((language) =>
    passages.flatMap(({ questions }) => questions[language].find(isReadable) ?? []),
  );
  const topics = forLanguages((language) => listTopics(corpus, language));
  const entries = LANGUAGES.flatMap((language) => [
    ...passages.flatMap(({ questions }) => questions[language].filter((text) => text.endsWith("?")).map(toEntry)),
    ...topics[language].map(({ heading }) => toEntry(heading)),
  ]);
  return {
    examples: (language) => {
      const all = readable[language];
      const day = Math.floor(now() / DAY_MS);
      const step = Math.max(1, Math.floor(all.length / EXAMPLES));
      return all.filter((_, position) => (position + day) % step === 0).slice(0, EXAMPLES);
    },
    topics: (language) => topics[language],
    complete: (typed) => {
      const words = splitWords(typed);
      const last = words.pop();
      if (last === undefined || (words.length === 0 && last.length < 3)) return [];
      // Whole words may have other endings; the last one is still being typed.
      const sought = [...words.map((word) => ` ${word.slice(0, STEM)}`), ` ${last}`];
      const found = entries.filter((entry) => sought.every((each) => entry.words.includes(each)));
      return [...new Set(found.sort((a, b) => a.text.length - b.text.length).map(({ text }) => text))].slice(
        0,
        COMPLETIONS,
      );
    },
  };
}

function isReadable(text: string): boolean {
  return text.endsWith("?") && !/\p{N}/u.test(text) && text.length >= READABLE.least && text.length <= READABLE.most;
}

/** The innermost heading but one: articles and chapters, in the document's order. */
function listTopics(corpus: Corpus, language: Language): Topic[] {
  const topics = new Map<string, Topic>();
  for (const passage of reportsOf(corpus).flatMap((document) => document.passages)) {
    const heading = (passage.places[language] ?? passage.place)[1];
    if (heading && !passage.heading && !topics.has(heading)) topics.set(heading, { heading, passage: passage.id });
  }
  return [...topics.values()];
}

function toEntry(text: string): Entry {
  return { text, words: ` ${splitWords(text).join(" ")}` };
}

function splitWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
