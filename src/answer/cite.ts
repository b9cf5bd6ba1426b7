import type { Corpus } from "../corpus/corpus.ts";
import { type Definition, findDefined } from "../corpus/definitions.ts";
import type { Document } from "../corpus/document.ts";
import type { Language } from "../corpus/passage.ts";
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
  const notesOn = createConflictNotes(corpus);
  const sentencesOf = createSentences();
  const explain =
    (language: Language) =>
    ({ passage, term }: Definition): Term => {
      const found = corpus.find(passage)?.passage;
      const explanation = found?.renderings[language]?.text ?? found?.text ?? "";
      return { term: term[language], passage, explanation };
    };
  return (ranked, question) => {
    const wordsOf = askedWords(question, forms);
    const askedFigure = readAskedFigure(question.searched, question.fact);
    return ranked.flatMap(({ passage: id, confidence }, position) => {
      const found = corpus.find(id);
      if (!found) return [];
      const { passage, document } = found;
      const rendering = passage.renderings[question.language];
      const text = document.language === question.language ? passage.text : (rendering?.text ?? passage.text);
      const shownIn = text === passage.text ? document.language : question.language;
      const asked = wordsOf(shownIn);
      const sentences = sentencesOf(text, forms[shownIn]);
      const weigh = (sentence: Sentence) =>
        sentence.forms.filter((form) => asked.has(form)).length + weighFigure(sentence.text, askedFigure);
      const excerpt = chooseExcerpt(text, sentences, weigh);
      const terms = termsOf({ text: excerpt, language: shownIn, passage: id }, document).map(
        explain(question.language),
      );
      const conflicts = notesOn(id, question.language);
      return {
        rank: position + 1,
        passage: id,
        document: document.symbol,
        ...(corpus.documents.length > 1 ? { title: document.titles[question.language] } : {}),
        edition: document.edition,
        place: describePlace(passage, question.language),
        original: passage.text,
        text,
        status: text === passage.text ? "original" : (rendering?.status ?? "working"),
        excerpt,
        introduction: text === passage.text ? passage.introduction : (rendering?.introduction ?? null),
        notes: passage.notes,
        ...(conflicts.length > 0 ? { conflicts } : {}),
        terms,
        score: confidence,
      };
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

function termsOf(about: Parameters<typeof findDefined>[0], document: Document): Definition[] {
  return findDefined(about, document.definitions).slice(0, MOST_TERMS);
}

/** A sentence of a passage and the forms of its words. */
interface Sentence {
  text: string;
  forms: string[];
}

/** Splits a text once, however often it is cited: there are no more texts than the corpus has. */
function createSentences(): (text: string, forms: WordForms) => Sentence[] {
  const known = new Map<string, Sentence[]>();
  return (text, forms) => {
    const before = known.get(text);
    if (before) return before;
    const sentences = splitSentences(text).map((sentence) => ({ text: sentence, forms: forms(sentence) }));
    known.set(text, sentences);
    return sentences;
  };
}

/** Whole sentences in their order: the one with most of the question's words, and its neighbours while they fit. */
function chooseExcerpt(text: string, all: readonly Sentence[], weigh: (sentence: Sentence) => number): string {
  if (all.length < 2 || text.length <= EXCERPT) return text;
  const weights = all.map(weigh);
  const sentences = all.map((sentence) => sentence.text);
  let first = weights.indexOf(Math.max(...weights));
  let last = first;
  const length = () => sentences.slice(first, last + 1).join(" ").length;
  while (true) {
    const after = sentences[last + 1];
    const before = sentences[first - 1];
    if (after !== undefined && length() + after.length < EXCERPT) last += 1;
    else if (before !== undefined && length() + before.length < EXCERPT) first -= 1;
    else return sentences.slice(first, last + 1).join(" ");
  }
}
