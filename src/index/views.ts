import type { Corpus } from "../corpus/corpus.ts";
import { LANGUAGES, type Language, type Passage } from "../corpus/passage.ts";
import { splitSentences } from "../corpus/text.ts";

/** What a view is of its passage. */
export type ViewKind = "passage" | "sentence" | "rendering" | "question" | "gap";
/** A kind in a language: evidence is kept apart for each. */
export type ViewSort = `${ViewKind}.${Language}`;

/** Anything embedded that leads to a passage. */
export interface View {
  passage: string;
  kind: ViewKind;
  language: Language;
  text: string;
  /** Headings above the passage and everyday words for it, in the view's language: found by words, not embedded. */
  words?: string;
}

export function sortOf({ kind, language }: Pick<View, "kind" | "language">): ViewSort {
  return `${kind}.${language}`;
}

/** A sentence shorter than this says too little to be found by. */
const SHORTEST_SENTENCE = 25;

/** Every view of every passage of the corpus that can answer something. */
export function listViews(corpus: Corpus): View[] {
  return corpus.documents.flatMap((document) =>
    document.passages
      .filter((passage) => !passage.heading)
      .flatMap((passage) => listPassageViews(passage, document.language)),
  );
}

/** Every view of one passage of a document in that language. */
export function listPassageViews(passage: Passage, original: Language): View[] {
  const base = { passage: passage.id, language: original };
  const text = passage.introduction ? `${passage.introduction} ${passage.text}` : passage.text;
  const sentences = splitSentences(passage.text).filter((sentence) => sentence.length >= SHORTEST_SENTENCE);
  return [
    { ...base, kind: "passage" as const, text, words: wordsOf(passage, original) },
    ...(sentences.length > 1 ? sentences.map((each) => ({ ...base, kind: "sentence" as const, text: each })) : []),
    ...LANGUAGES.flatMap((language) => {
      const lead = { passage: passage.id, language };
      const rendering = passage.renderings[language];
      const whole = [rendering?.introduction, rendering?.text].filter(Boolean).join(" ");
      return [
        ...(whole === ""
          ? []
          : [{ ...lead, kind: "rendering" as const, text: whole, words: wordsOf(passage, language) }]),
        ...passage.questions[language].map((each) => ({ ...lead, kind: "question" as const, text: each })),
        ...passage.gaps[language].map((each) => ({ ...lead, kind: "gap" as const, text: each })),
      ];
    }),
  ];
}

function wordsOf(passage: Passage, language: Language): string {
  return [...(passage.places[language] ?? passage.place), ...passage.keywords[language]].join(" ");
}
