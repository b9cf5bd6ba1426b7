import { type Corpus, reportsOf } from "../corpus/corpus.ts";
import { findDefined } from "../corpus/definitions.ts";
import type { Document } from "../corpus/document.ts";
import type { Language, Passage, Rendering } from "../corpus/passage.ts";
import { describePlace } from "../corpus/place.ts";
import { splitSentences } from "../corpus/text.ts";
import { createWordForms, type WordForms } from "../index/word-forms.ts";
import type { Citation, Term } from "./answer.ts";
import { readAskedFigure, weighFigure } from "./asked-figure.ts";
import { createConflictNotes } from "./conflict-notes.ts";
import type { Ranked } from "./rank.ts";
import type { Understood } from "./understand.ts";

/** Characters of an excerpt: what a phone shows without scrolling. */
const EXCERPT = 420;

/** Explained words beside an excerpt: more would hide it. */
const MOST_TERMS = 2;

/** Turns ranked passages into what the asker sees: words of the document and where they stand. */
export type Cite = (ranked: readonly Ranked[], question: Understood) => Citation[];

export function createCite(corpus: Corpus): Cite {
  const forms = createWordForms();
  const pageOf = createPages(corpus, forms);
  const explainTerms = createExplain(corpus);
  return (ranked, question) => {
    const wordsOf = askedWords(question, forms);
    const askedFigure = readAskedFigure(question.searched, question.fact);
    return ranked.flatMap(({ passage, confidence }, position) => {
      const page = pageOf(passage, question.language);
      if (!page) return [];
      const asked = wordsOf(page.shownIn);
      const weigh = (sentence: Sentence) => countKnown(sentence.forms, asked) + weighFigure(sentence.text, askedFigure);
      const excerpt = page.sentences === null ? page.fixed.text : chooseExcerpt(page.sentences, weigh);
      const terms = page.terms ?? explainTerms(excerpt, page, question.language);
      return { rank: position + 1, ...page.fixed, excerpt, terms, score: confidence };
    });
  };
}

/** What is the same whenever a passage is cited in a language, and what an excerpt of it is chosen from. */
interface Page {
  fixed: Omit<Citation, "rank" | "excerpt" | "terms" | "score">;
  document: Document;
  shownIn: Language;
  /** Null for a text that is shown whole: its terms are known then. */
  sentences: readonly Sentence[] | null;
  terms: Term[] | null;
}

/** Makes each page when it is first cited: there are no more than passages and languages. */
function createPages(
  corpus: Corpus,
  forms: Record<Language, WordForms>,
): (id: string, language: Language) => Page | null {
  const notesOn = createConflictNotes(corpus);
  const explainTerms = createExplain(corpus);
  const many = reportsOf(corpus).length > 1;
  const make = (id: string, language: Language): Page | null => {
    const found = corpus.find(id);
    if (!found) return null;
    const { passage, document } = found;
    const rendering = passage.renderings[language];
    const text = document.language === language ? passage.text : (rendering?.text ?? passage.text);
    const isOriginal = text === passage.text;
    const shownIn = isOriginal ? document.language : language;
    const conflicts = notesOn(id, language);
    const fixed = {
      passage: id,
      document: document.symbol,
      ...(many && !passage.centre ? { title: document.titles[language] } : {}),
      edition: document.edition,
      place: describePlace(passage, language),
      original: passage.text,
      text,
      status: statusOf(passage, isOriginal, rendering),
      ...(passage.centre ? { centre: { ...passage.centre, language: shownIn } } : {}),
      introduction: isOriginal ? passage.introduction : (rendering?.introduction ?? null),
      notes: passage.notes,
      ...(conflicts.length > 0 ? { conflicts } : {}),
    };
    const sentences = text.length <= EXCERPT ? [] : splitSentences(text);
    const page = { fixed, document, shownIn, sentences: null, terms: null };
    if (sentences.length < 2) return { ...page, terms: explainTerms(text, page, language) };
    return { ...page, sentences: sentences.map((each) => ({ text: each, forms: forms[shownIn](each) })) };
  };
  const pages = new Map<string, Page | null>();
  return (id, language) => {
    const key = `${language} ${id}`;
    const known = pages.get(key);
    if (known !== undefined) return known;
    const page = make(id, language);
    pages.set(key, page);
    return page;
  };
}

function statusOf(passage: Passage, isOriginal: boolean, rendering: Rendering | undefined): Citation["status"] {
  if (passage.centre) return "centre";
  return isOriginal ? "original" : (rendering?.status ?? "working");
}

/** Gives the words of an excerpt that the document explains, for a reader of that language. */
function createExplain(corpus: Corpus) {
  return (excerpt: string, { fixed, document, shownIn }: Page, language: Language): Term[] => {
    const about = { text: excerpt, language: shownIn, passage: fixed.passage };
    const defined = findDefined(about, document.definitions).slice(0, MOST_TERMS);
    return defined.map(({ passage, term }) => {
      const found = corpus.find(passage)?.passage;
      const explanation = found?.renderings[language]?.text ?? found?.text ?? "";
      return { term: term[language], passage, explanation };
    });
  };
}

/** The forms of the question's words in each language that passages are shown in, made once a question. */
function askedWords(question: Understood, forms: Record<Language, WordForms>): (language: Language) => Set<string> {
  const made = new Map<Language, Set<string>>();
  return (language) => {
    const words = made.get(language) ?? new Set(forms[language](question.searched));
    made.set(language, words);
    return words;
  };
}

/** A sentence of a passage and the forms of its words. */
interface Sentence {
  text: string;
  forms: string[];
}

function countKnown(forms: readonly string[], asked: ReadonlySet<string>): number {
  let count = 0;
  for (const form of forms) if (asked.has(form)) count += 1;
  return count;
}

/** Whole sentences in their order: the one with most of the question's words, and its neighbours while they fit. */
function chooseExcerpt(all: readonly Sentence[], weigh: (sentence: Sentence) => number): string {
  const weights = all.map(weigh);
  const lengthOf = (at: number) => all[at]?.text.length ?? Number.POSITIVE_INFINITY;
  let first = weights.indexOf(Math.max(...weights));
  let last = first;
  for (let length = lengthOf(first); ; ) {
    if (length + lengthOf(last + 1) < EXCERPT) {
      last += 1;
      length += 1 + lengthOf(last);
    } else if (length + lengthOf(first - 1) < EXCERPT) {
      first -= 1;
      length += 1 + lengthOf(first);
    } else {
      const chosen = all.slice(first, last + 1);
      return chosen.map(({ text }) => text).join(" ");
    }
  }
}
