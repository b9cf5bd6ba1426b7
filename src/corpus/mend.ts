import type { Corpus } from "./corpus.ts";
import type { Language, Passage } from "./passage.ts";

/**
 * Changes to what people have written for passages, over a corpus that was read. The files stay as
 * they are: whoever reads them later reads what they say.
 */

/** What is written for a passage in a language. */
export interface Written {
  /** Null where there is no rendering: the document's own words are shown. */
  rendering: string | null;
  questions: readonly string[];
}

export function readWritten(passage: Passage, language: Language): Written {
  return { rendering: passage.renderings[language]?.text ?? null, questions: passage.questions[language] };
}

/** Gives the ids of the passages whose views change by it: the passage, and those that its text introduces. */
export function setRendering(corpus: Corpus, passage: Passage, about: { language: Language; text: string | null }) {
  const { language, text } = about;
  const introduced = listIntroduced(corpus, passage);
  if (text === null) delete passage.renderings[language];
  else {
    const introducing = passage.renderings[language]?.introduction ?? introductionOf(corpus, passage, language);
    passage.renderings[language] = { text, introduction: introducing, status: "working" };
  }
  for (const other of introduced) {
    const rendering = other.renderings[language];
    if (rendering) rendering.introduction = text ?? passage.text;
  }
  return [passage, ...introduced].map(({ id }) => id);
}

export function setQuestions(passage: Passage, about: { language: Language; questions: readonly string[] }): string[] {
  passage.questions[about.language] = [...about.questions];
  return [passage.id];
}

/** Items of the list that this passage introduces. */
function listIntroduced(corpus: Corpus, passage: Passage): Passage[] {
  const document = corpus.find(passage.id)?.document;
  return document?.passages.filter(({ introduction }) => introduction === passage.text) ?? [];
}

function introductionOf(corpus: Corpus, passage: Passage, language: Language): string | null {
  if (passage.introduction === null) return null;
  const introducing = corpus.find(passage.id)?.document.passages.find(({ text }) => text === passage.introduction);
  return introducing?.renderings[language]?.text ?? passage.introduction;
}
