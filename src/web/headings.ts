import type { Corpus } from "../corpus/corpus.ts";
import type { Language } from "../corpus/passage.ts";

/** The innermost heading above a passage in the reader's language; null when there is no such passage or heading. */
export function headingOf(corpus: Corpus, id: string | null, language: Language): string | null {
  const passage = id === null ? undefined : corpus.find(id)?.passage;
  return (passage?.places[language] ?? passage?.place)?.at(-1) ?? null;
}
