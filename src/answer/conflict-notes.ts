import { createConflictLookup } from "../corpus/conflicts.ts";
import type { Corpus } from "../corpus/corpus.ts";
import type { Language } from "../corpus/passage.ts";
import { describePlace } from "../corpus/place.ts";
import type { ConflictNote } from "./answer.ts";

/** A passage → what else the document says of its figures, for a reader of that language. */
export function createConflictNotes(corpus: Corpus): (passage: string, language: Language) => ConflictNote[] {
  const conflictsOf = createConflictLookup(corpus);
  return (passage, language) =>
    conflictsOf(passage).flatMap(({ kind, measure, sides, explanation }) => {
      const own = sides.find((side) => side.passage === passage);
      if (!own) return [];
      return sides
        .filter((side) => side !== own)
        .map((other) => {
          const found = corpus.find(other.passage);
          return {
            kind,
            measure: measure[language],
            figure: own.figure,
            other: other.figure,
            passage: other.passage,
            place: found ? describePlace(found.passage, language) : other.passage,
            explanation: explanation[language],
          };
        });
    });
}
