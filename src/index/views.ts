import type { Corpus } from "../corpus/corpus.ts";
import { LANGUAGES, type Language } from "../corpus/passage.ts";
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
  /** The headings above the passage, in the view's language: found by words, not embedded. */
  place?: string;
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
        const text = passage.introduction ? `${passage.introduction} ${passage.text}` : passage.text;
        const sentences = splitSentences(passage.text).filter((sentence) => sentence.length >= SHORTEST_SENTENCE);
        return [
          { ...base, kind: "passage" as const, text, place: passage.place.join(" ") },
          ...(sentences.length > 1
            ? sentences.map((each) => ({ ...base, kind: "sentence" as const, text: each }))
            : []),
          ...LANGUAGES.flatMap((language) => {
            const lead = { passage: passage.id, language };
            const rendering = passage.renderings[language];
            const place = (passage.places[language] ?? []).join(" ");
            const whole = [rendering?.introduction, rendering?.text].filter(Boolean).join(" ");
            return [
              ...(whole === "" ? [] : [{ ...lead, kind: "rendering" as const, text: whole, place }]),
              ...passage.questions[language].map((each) => ({ ...lead, kind: "question" as const, text: each })),
              ...passage.gaps[language].map((each) => ({ ...lead, kind: "gap" as const, text: each })),
            ];
          }),
        ];
      }),
  );
}
