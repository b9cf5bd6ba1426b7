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
  /** The headings above a whole passage, without the part: embedded with it (hit@1 .956 against .950). */
  place?: string;
  /** Headings above the passage and everyday words for it, in the view's language: found by words. */
  words?: string;
}

/** A sentence shorter than this says too little to be found by. */
const SHORTEST_SENTENCE = 25;

/** Every view of every passage of the corpus that can answer something. */
export function listViews(corpus: Corpus): View[] {
  return corpus.documents.flatMap((document) =>
    document.passages
      .filter((passage) => !passage.heading)
      .flatMap((passage) => {
        const base = { passage: passage.id, language: document.language };
        // The heading over the centre's answers is the same for all: it would only make them alike.
        const around = (language: Language) => (passage.centre ? {} : aroundOf(passage, language));
        const text = passage.introduction ? `${passage.introduction} ${passage.text}` : passage.text;
        const sentences = splitSentences(passage.text).filter((sentence) => sentence.length >= SHORTEST_SENTENCE);
        return [
          { ...base, kind: "passage" as const, text, ...around(document.language) },
          ...(sentences.length > 1
            ? sentences.map((each) => ({ ...base, kind: "sentence" as const, text: each }))
            : []),
          ...LANGUAGES.flatMap((language) => {
            const lead = { passage: passage.id, language };
            const rendering = passage.renderings[language];
            const whole = [rendering?.introduction, rendering?.text].filter(Boolean).join(" ");
            return [
              ...(whole === "" ? [] : [{ ...lead, kind: "rendering" as const, text: whole, ...around(language) }]),
              ...passage.questions[language].map((each) => ({ ...lead, kind: "question" as const, text: each })),
              ...passage.gaps[language].map((each) => ({ ...lead, kind: "gap" as const, text: each })),
            ];
          }),
        ];
      }),
  );
}

/** The passages that views lead to; the place of each in this list is its number in all of an index. */
export function listPassages(views: readonly View[]): string[] {
  return [...new Set(views.map(({ passage }) => passage))];
}

/** What the model is given of a view. */
export function embeddedText({ place, text }: View): string {
  return place === undefined ? text : `${place}. ${text}`;
}

function aroundOf(passage: Passage, language: Language): Required<Pick<View, "place" | "words">> {
  const headings = passage.places[language] ?? passage.place;
  return {
    place: headings.slice(headings.length > 1 ? 1 : 0).join(". "),
    words: [...headings, ...passage.keywords[language]].join(" "),
  };
}
